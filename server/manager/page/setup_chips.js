import { html } from "lit";
import { nameOf, pick, say } from "shared/words.js";
import { draft } from "./setup_draft.js";

/**
 * @typedef {import("./setup_draft.js").Row} Row
 * @typedef {{code: string, name: string}} Choice
 */

/** So many stand as chips; of more, only those that are chosen, and a field that finds the others. */
const FEW = 14;

/** What a row may be of: what a window serves, what a board shows. Chips to press, the first stands for all. @param {import("./setup_cells.js").Place} place */
export function chips({ table, column, row, at, set }) {
  const chosen = /** @type {string[]} */ (row[column.field] ?? []);
  const known = choices(column.of ?? "");
  const whole = table === "windows" ? Boolean(row.general) : chosen.length === 0;
  const chooseWhole = () => (table === "windows" ? draft.change(() => (row.general = !row.general)) : set([]));
  const toggle = (/** @type {string} */ code) => set(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  const shown = known.length <= FEW ? known : known.filter((each) => chosen.includes(each.code));
  const field = table === "windows" ? "may" : column.field;
  return html`<div class="chips">
    <button class="chip" aria-pressed=${whole} data-testid="${table === "windows" ? "general" : `all-${field}`}-${at}" @click=${chooseWhole}>
      ${say(table === "windows" ? "setup.everything" : `setup.whole.${field}`)}
    </button>
    ${table === "windows" && whole
      ? ""
      : html`${shown.map(
          (each) => html`<button class="chip" aria-pressed=${chosen.includes(each.code)} data-testid="${field}-${at}-${each.code}" @click=${() => toggle(each.code)}>
            ${each.name}
          </button>`,
        )}
        ${known.length <= FEW ? "" : finder(known, `${field}-${at}`, (code) => !chosen.includes(code) && toggle(code))}`}
  </div>`;
}

/** @param {Choice[]} known @param {string} id @param {(code: string) => void} found */
function finder(known, id, found) {
  return html`<input
      list=${id}
      placeholder=${say("setup.find")}
      aria-label=${say("setup.find")}
      @change=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        const meant = known.find((each) => [each.code, each.name].includes(input.value));
        if (meant) found(meant.code);
        input.value = "";
      }}
    /><datalist id=${id}>${known.map((each) => html`<option value=${each.name}></option>`)}</datalist>`;
}

/** @param {string} of @returns {Choice[]} */
function choices(of) {
  const { hall } = draft;
  if (of === "languages") return hall.languages.map((/** @type {string} */ tag) => ({ code: tag, name: nameOf(tag) }));
  if (of === "windows") return hall.windows.map((/** @type {Row} */ { code }) => ({ code, name: say("terminal.window", { window: code }) }));
  const parents = new Set(hall.services.map((/** @type {Row} */ each) => each.parent));
  const leaves = hall.services.filter((/** @type {Row} */ each) => !parents.has(each.code));
  return leaves.map((/** @type {Row} */ { code, name }) => ({ code, name: pick(name) || code }));
}
