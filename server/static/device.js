import { startReporting } from "shared/device_report.js";

/** Which device this browser was asked to be last: "kiosk", "display" or "evaluator-3". */
let asked = "";

/**
 * The device's token: once from the address (`#t=…`), else what pairing left in this browser's store.
 * @param {string} kind which device this browser is, e.g. "kiosk" or "evaluator-3"
 * @returns {string | null} null when this browser is not paired as that device
 */
export function deviceToken(kind) {
  asked = kind;
  const given = new URLSearchParams(location.hash.slice(1)).get("t");
  if (given) {
    keepToken(kind, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  const token = given ?? localStorage.getItem(place(kind));
  if (token) startReporting(token);
  return token;
}

/** Which device this browser was asked to be. */
export function askedToBe() {
  return asked;
}

/** @param {string} kind @param {string} token */
export function keepToken(kind, token) {
  localStorage.setItem(place(kind), token);
}

/** The hub does not take it any more. @param {string} kind */
export function forgetToken(kind) {
  localStorage.removeItem(place(kind));
}

/** @param {string} kind */
function place(kind) {
  return `jiaohao.${kind}`;
}

/** Takes the token from this browser: it must be set up again. @param {string} kind */
export function forgetDevice(kind) {
  localStorage.removeItem(`jiaohao.${kind}`);
}
