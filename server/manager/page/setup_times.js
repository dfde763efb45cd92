import { html } from "lit";
import { say } from "shared/words.js";
import { draft } from "./setup_draft.js";

/** @typedef {{start: string, end: string}} Opening */

/** Stretches of a day as most halls have them. @type {Opening[]} */
export const USUAL = [
  { start: "09:00", end: "12:00" },
  { start: "13:00", end: "17:00" },
];

/**
 * Stretches of a day, each from a time to a time, to write in.
 * @param {string} way the setting
 * @param {Opening[]} openings
 * @param {(made: Opening[]) => void} put
 * @param {string} label what day or thing they are of
 */
export function stretches(way, openings, put, label) {
  return html`<span class="times">
    ${openings.map(
      (opening, at) => html`${at ? html`<span class="lead">·</span>` : ""}${/** @type {const} */ (["start", "end"]).map(
        (name) => html`<input
          inputmode="numeric"
          maxlength="5"
          .value=${opening[name]}
          aria-label="${label} · ${say(`sheets.field.${name}`)}"
          class=${draft.fault(`${way}.${at}`) ? "wrong" : ""}
          @change=${(/** @type {Event} */ event) => put(openings.map((each, n) => (n === at ? { ...each, [name]: asTime(/** @type {HTMLInputElement} */ (event.target).value) } : each)))}
        />`,
      )}`,
    )}
  </span>`;
}

/** A time of day as people type it: 9:00, 9:30 or 930. @param {string} said */
function asTime(said) {
  const [, hour, minute] = /^(\d{1,2}?)[::]?(\d{2})?$/.exec(said.trim()) ?? [];
  return hour === undefined ? said : `${hour.padStart(2, "0")}:${minute ?? "00"}`;
}
