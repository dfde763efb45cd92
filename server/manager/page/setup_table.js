import { LitElement, html } from "lit";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { languages, page, say } from "shared/words.js";
import { given } from "./first_passwords.js";
import { cell } from "./setup_cells.js";
import { COLUMNS, heading, newRow } from "./setup_columns.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import { setupTableLook } from "./setup_table_look.js";
import "shared/icon.js";
import "./setup_paste.js";

/** @typedef {import("./setup_columns.js").Column} Column @typedef {import("./setup_draft.js").Row} Row */

/** Kinds of fields that need the room of two. */
const WIDE = ["lines", "list", "entries", "steps", "words"];
const WITH_PASTE = ["departments", "services", "windows", "staff", "tags"];

/** One table of the hall, edited in place as a sheet is: departments, services, windows, staff, tags of ratings. */
export class SetupTable extends LitElement {
  static properties = { table: {}, revision: { attribute: false }, opened: { state: true }, pasting: { state: true }, problem: { state: true } };

  static styles = [look, setupLook, setupTableLook];

  constructor() {
    super();
    this.table = "departments";
    this.revision = 0;
    /** @type {number | null} */
    this.opened = null;
    this.pasting = false;
    this.problem = "";
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("table")) return;
    this.opened = null;
    this.pasting = false;
    this.problem = "";
  }

  /** @returns {Row[]} */
  get rows() {
    return (this.table === "tags" ? draft.hall.rating?.tags : draft.hall[this.table]) ?? [];
  }

  render() {
    const columns = COLUMNS[this.table];
    const shown = columns.filter((column) => !column.detail);
    return html`
      <div class="bar">
        <h2>${say(`sheets.${this.table}`)}</h2>
        <span class="lead">${say(`setup.lead.${this.table}`)}</span>
        <span class="spring"></span>
        ${WITH_PASTE.includes(this.table)
          ? html`<button class="with-icon" data-testid="paste" @click=${() => (this.pasting = !this.pasting)}>
              <jh-icon name="clipboard-text"></jh-icon>${say("setup.paste")}
            </button>`
          : ""}
        <button class="with-icon" data-testid="add" @click=${this.#add}><jh-icon name="plus"></jh-icon>${say(`setup.add.${this.table}`)}</button>
      </div>
      ${this.pasting ? html`<jh-setup-paste .table=${this.table} @done=${() => (this.pasting = false)}></jh-setup-paste>` : ""}
      ${this.table === "staff" ? html`${this.#allPasswords()}<jh-first-passwords></jh-first-passwords>` : ""}
      <section class="card">
        ${this.rows.length === 0
          ? html`<p class="nothing">
              ${say(`setup.nothing.${this.table}`)}
              ${this.table === "tags" ? html`<button data-testid="own-tags" @click=${this.#ownTags}>${say("setup.own_tags")}</button>` : ""}
            </p>`
          : html`<table>
              <tr>
                ${shown.map((column) => html`<th>${heading(this.table, column.field)}</th>`)}
                <td></td>
              </tr>
              ${this.rows.map((row, at) => this.#row(row, at, columns))}
            </table>`}
      </section>
    `;
  }

  /** @param {Row} row @param {number} at @param {Column[]} columns */
  #row(row, at, columns) {
    const details = columns.filter((column) => column.detail);
    const open = this.opened === at;
    return html`<tr data-testid="row-${at}" data-code=${row.code ?? row.job_number}>
        ${columns
          .filter((column) => !column.detail)
          .map((column) => html`<td width=${column.width ?? ""}>${cell(this.#place(column, row, at))}</td>`)}
        <td class="last">
          ${this.table === "staff" && !draft.enter.has(row.job_number) && this.#isKept(row)
            ? html`<button class="plain" title=${say("setup.give_password")} aria-label=${say("setup.give_password")} data-testid="password-${row.job_number}" @click=${() => this.#password(row)}>
                <jh-icon name="key"></jh-icon>
              </button>`
            : ""}
          ${details.length
            ? html`<button class="plain" aria-expanded=${open} title=${say("setup.more")} aria-label=${say("setup.more")} data-testid="more-${at}" @click=${() => (this.opened = open ? null : at)}>
                <jh-icon name=${open ? "chevron-up" : "chevron-down"}></jh-icon>
              </button>`
            : ""}
          <button class="plain" title=${say("setup.remove")} aria-label=${say("setup.remove")} data-testid="remove-${at}" @click=${() => this.#remove(at)}>
            <jh-icon name="trash"></jh-icon>
          </button>
        </td>
      </tr>
      ${open
        ? html`<tr class="detail">
            <td colspan=${columns.length - details.length + 1}>
              <div class="open">
                ${details.map(
                  (column) => html`<div class=${WIDE.includes(column.kind) ? "wide" : ""}>
                    <span class="label">${heading(this.table, column.field)}</span>${cell(this.#place(column, row, at))}
                  </div>`,
                )}
              </div>
            </td>
          </tr>`
        : ""}`;
  }

  /** @param {Column} column @param {Row} row @param {number} at */
  #place(column, row, at) {
    const way = this.table === "tags" ? "rating.tags" : this.table;
    return {
      table: this.table,
      column,
      row,
      at,
      label: heading(this.table, column.field),
      fault: draft.fault(`${way}.${at}.${column.field}`),
      set: (/** @type {any} */ value) => this.#set(at, column.field, value),
    };
  }

  /** @param {number} at @param {string} field @param {any} value */
  #set(at, field, value) {
    draft.change(() => {
      const row = this.rows[at];
      const old = row[field];
      row[field] = value;
      if (field === "code" || field === "job_number") follow(this.table, old, value);
    });
  }

  #add() {
    draft.change((hall) => {
      const row = newRow(this.table, this.rows);
      if (this.table === "tags") hall.rating.tags = [...this.rows, row];
      else hall[this.table] = [...this.rows, row];
    });
    void this.updateComplete.then(() => {
      const rows = this.renderRoot.querySelectorAll("tr[data-testid]");
      /** @type {HTMLElement | null} */ (rows[rows.length - 1]?.querySelector("input:not([type=file])"))?.focus();
    });
  }

  /** Begins the hall's own tags with those of the national list that are asked for. */
  #ownTags() {
    draft.change((hall) => {
      hall.rating.tags = Object.entries(page.tags ?? {}).flatMap(([grade, codes]) =>
        codes.map((code) => ({ code, grade, name: Object.fromEntries(languages().map((tag) => [tag, say(`tags.${code}`, {}, tag)])) })),
      );
    });
  }

  /** @param {number} at */
  #remove(at) {
    draft.change(() => this.rows.splice(at, 1));
    this.opened = null;
  }

  /** Whether the hub knows this person already. @param {Row} row */
  #isKept(row) {
    return Boolean(draft.kept?.staff.some((/** @type {Row} */ each) => each.job_number === row.job_number));
  }

  /** For all who have none, at once: thirty clerks are not to be gone through one by one. */
  #allPasswords() {
    const without = this.rows.filter((row) => !row.disabled && !draft.enter.has(row.job_number) && this.#isKept(row)).length;
    return html`${without
      ? html`<div class="bar">
          <button class="with-icon gold" data-testid="passwords" @click=${() => this.#give(async () => (await draft.api.post("/people/first-passwords")).passwords)}>
            <jh-icon name="key"></jh-icon>${say("setup.give_passwords", { count: without })}
          </button>
        </div>`
      : ""}
    ${this.problem ? html`<p class="fault" role="alert">${this.problem}</p>` : ""}`;
  }

  /** @param {Row} row */
  #password({ job_number, name }) {
    return this.#give(async () => [{ job_number, name, ...(await draft.api.post(`/people/${job_number}/password`)) }]);
  }

  /** @param {() => Promise<import("./first_passwords.js").FirstPassword[]>} ask */
  async #give(ask) {
    this.problem = "";
    try {
      given.add(await ask());
      await draft.load();
    } catch (error) {
      this.problem = hubsWords(error);
    }
  }
}

/** An entry that gets another code keeps what names it. @param {string} table @param {string} old @param {string} code */
function follow(table, old, code) {
  const { hall } = draft;
  const swap = (/** @type {Row} */ row, /** @type {string} */ field) => {
    if (row[field] === old) row[field] = code;
    else if (Array.isArray(row[field])) row[field] = row[field].map((/** @type {string} */ each) => (each === old ? code : each));
  };
  if (table === "departments") for (const name of ["services", "windows", "staff"]) hall[name].forEach((/** @type {Row} */ row) => swap(row, "department"));
  if (table === "windows") hall.staff.forEach((/** @type {Row} */ row) => swap(row, "window"));
  if (table === "windows") hall.boards.forEach((/** @type {Row} */ row) => swap(row, "windows"));
  if (table === "services") {
    hall.windows.concat(hall.boards).forEach((/** @type {Row} */ row) => swap(row, "services"));
    hall.services.forEach((/** @type {Row} */ row) => swap(row, "parent"));
  }
}

customElements.define("jh-setup-table", SetupTable);
