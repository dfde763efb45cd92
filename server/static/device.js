/**
 * The device's token: once from the address (`#t=…`), from then on from this browser's store.
 * @param {string} kind which device this browser is, e.g. "kiosk" or "evaluator-3"
 * @returns {string | null}
 */
export function deviceToken(kind) {
  const name = `jiaohao.${kind}`;
  const given = new URLSearchParams(location.hash.slice(1)).get("t");
  if (given) {
    localStorage.setItem(name, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return given ?? localStorage.getItem(name);
}
