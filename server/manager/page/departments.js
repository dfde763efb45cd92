import { html } from "lit";
import { pick } from "shared/words.js";

/** @typedef {{code: string, name: import("shared/words.js").Texts}} Department */

/** What a department is called, "" for none. @param {Department[]} departments @param {string | null} code */
export function nameOf(departments, code) {
  return code ? pick(departments.find((each) => each.code === code)?.name) || code : "";
}

/** A field to choose a department, or none. @param {string} label @param {Department[]} departments @param {string | null} [chosen] */
export function departmentField(label, departments, chosen) {
  return html`<label>
    ${label}
    <select name="department">
      <option value="">—</option>
      ${departments.map(({ code, name }) => html`<option value=${code} ?selected=${code === chosen}>${pick(name) || code}</option>`)}
    </select>
  </label>`;
}
