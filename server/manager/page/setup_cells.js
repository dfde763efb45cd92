import { html, nothing } from "lit";
import { nameOf, pick, say } from "shared/words.js";
import { chips } from "./setup_chips.js";
import { draft } from "./setup_draft.js";
import { icons } from "./setup_icons.js";
import { photo } from "./setup_photo.js";

/**
 * @typedef {import("./setup_draft.js").Row} Row
 * @typedef {{table: string, column: import("./setup_columns.js").Column, row: Row, at: number, label: string, fault: string, set: (value: any) => void}} Place
 */

const GRADES = ["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"];
const STEPS = ["notice", "yellow", "red"];
const ROLES = ["staff", "manager", "supervisor", "auditor", "administrator", "inspector"];

/** One cell as it is edited in place. @param {Place} place */
export function cell(place) {
  return html`${KINDS[place.column.kind](place)}${place.fault ? html`<p class="fault" role="alert">${place.fault}</p>` : ""}`;
}

/** @type {Record<string, (place: Place) => unknown>} */
const KINDS = {
  text: ({ row, column, set, label, fault, at }) =>
    html`<input
      class=${fault ? "wrong" : ""}
      .value=${row[column.field] ?? ""}
      aria-label=${label}
      data-testid="${column.field}-${at}"
      @change=${(/** @type {Event} */ event) => set(valueOf(event).trim() || null)}
    />`,
  number: ({ row, column, set, label, fault, at }) =>
    html`<input
      type="number"
      min="0"
      class=${fault ? "wrong" : ""}
      .value=${row[column.field] ?? ""}
      aria-label=${label}
      data-testid="${column.field}-${at}"
      @change=${(/** @type {Event} */ event) => set(valueOf(event) === "" ? null : Number(valueOf(event)))}
    />`,
  words: ({ row, column, set, label, fault, at }) =>
    html`<div class="texts">
      ${languagesOf().map((tag, place) => {
        const input = html`<input
          class=${fault ? "wrong" : ""}
          lang=${tag}
          .value=${row[column.field]?.[tag] ?? ""}
          placeholder=${place === 0 ? "" : nameOf(tag)}
          aria-label="${label} · ${nameOf(tag)}"
          data-testid="${column.field}-${at}-${tag}"
          @change=${(/** @type {Event} */ event) => set(withText(row[column.field], tag, valueOf(event)))}
        />`;
        return place === 0 ? input : html`<label>${input}</label>`;
      })}
    </div>`,
  flag: ({ row, column, set, label, at }) =>
    html`<input
      type="checkbox"
      .checked=${Boolean(row[column.field])}
      aria-label=${label}
      data-testid="${column.field}-${at}"
      @change=${(/** @type {Event} */ event) => set(/** @type {HTMLInputElement} */ (event.target).checked)}
    />`,
  entry: ({ row, column, set, label, fault, at }) =>
    html`<select
      class=${fault ? "wrong" : ""}
      aria-label=${label}
      data-testid="${column.field}-${at}"
      @change=${(/** @type {Event} */ event) => set(valueOf(event) || null)}
    >
      <option value="" ?selected=${!row[column.field]}>—</option>
      ${entries(column.of ?? "")
        .filter((each) => each !== row)
        .map((each) => html`<option value=${each.code} ?selected=${each.code === row[column.field]}>${called(each, column.of ?? "")}</option>`)}
    </select>`,
  entries: chips,
  steps: ({ row, column, set, label, at }) => steps(row[column.field], set, label, `${column.field}-${at}`),
  lines: ({ row, column, set, label }) => lines(row[column.field] ?? [], set, label),
  list: ({ row, column, set, label }) =>
    html`<textarea rows="3" aria-label=${label} .value=${(row[column.field] ?? []).join("\n")} @change=${(/** @type {Event} */ event) => set(split(valueOf(event)))}></textarea>`,
  grade: ({ row, set, label }) =>
    html`<select aria-label=${label} @change=${(/** @type {Event} */ event) => set(valueOf(event))}>
      ${GRADES.map((grade) => html`<option value=${grade} ?selected=${grade === row.grade}>${say(`sheets.value.${grade}`)}</option>`)}
    </select>`,
  roles: ({ row, set, label, at }) =>
    html`<select aria-label=${label} data-testid="roles-${at}" @change=${(/** @type {Event} */ event) => set([valueOf(event)])}>
      ${row.roles.length > 1 ? html`<option selected>${row.roles.map((/** @type {string} */ role) => say(`sheets.value.${role}`)).join("、")}</option>` : nothing}
      ${ROLES.map((role) => html`<option value=${role} ?selected=${row.roles.length === 1 && row.roles[0] === role}>${say(`sheets.value.${role}`)}</option>`)}
    </select>`,
  icon: ({ row, set, label }) => icons(row.icon ?? "file-text", set, label),
  photo: ({ row, set }) => photo(row, set),
};

/**
 * Minutes after which an alert begins, grows yellow, grows red; all three, or the hall's own rule.
 * @param {Record<string, number> | null} minutes @param {(value: any) => void} set @param {string} label @param {string} field
 */
function steps(minutes, set, label, field) {
  return html`<div class="alert-steps">
    ${STEPS.map(
      (step) => html`<label
        ><span>${say(`sheets.value.${step}`)}</span
        ><input
          type="number"
          min="0"
          .value=${minutes?.[step] ?? ""}
          aria-label="${label} · ${say(`sheets.value.${step}`)}"
          data-testid="${field}-${step}"
          @change=${(/** @type {Event} */ event) => {
            const { [step]: _, ...others } = minutes ?? {};
            const made = valueOf(event) === "" ? others : { ...others, [step]: Number(valueOf(event)) };
            set(Object.keys(made).length ? made : null);
          }}
      /></label>`,
    )}
  </div>`;
}

/** Things to bring, a line each, in every language of the hall. @param {import("shared/words.js").Texts[]} texts @param {(value: any) => void} set @param {string} label */
function lines(texts, set, label) {
  return html`${languagesOf().map(
    (tag) => html`<textarea
      rows=${Math.max(2, texts.length)}
      lang=${tag}
      placeholder=${nameOf(tag)}
      aria-label="${label} · ${nameOf(tag)}"
      data-testid="lines-${tag}"
      .value=${texts.map((each) => each[tag] ?? "").join("\n")}
      @change=${(/** @type {Event} */ event) => {
        const said = valueOf(event).split("\n");
        const made = Array.from({ length: Math.max(said.length, texts.length) }, (_, n) => withText(texts[n], tag, said[n] ?? ""));
        set(made.filter((each) => Object.keys(each).length > 0));
      }}
    ></textarea>`,
  )}`;
}

/** @param {Record<string, string> | undefined} texts @param {string} tag @param {string} text */
export function withText(texts, tag, text) {
  const { [tag]: _, ...others } = texts ?? {};
  const made = text.trim() ? { ...others, [tag]: text.trim() } : others;
  const order = languagesOf();
  return Object.fromEntries(Object.entries(made).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

/** The hall's languages as they stand here: a new one can be written in before it is put to work. @returns {string[]} */
export function languagesOf() {
  return draft.hall.languages;
}

/** @param {string} text */
function split(text) {
  return text.split(/[\n、,,;;]/).map((each) => each.trim()).filter(Boolean);
}

/** @param {string} table @returns {Row[]} */
function entries(table) {
  return draft.hall[table] ?? [];
}

/** @param {Row} entry @param {string} table */
function called(entry, table) {
  return table === "windows" ? say("terminal.window", { window: entry.code }) : pick(entry.name) || entry.code;
}

/** @param {Event} event */
export function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}
