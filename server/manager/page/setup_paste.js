import { LitElement, css, html } from "lit";
import { hubsWordsOnForm } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import { COLUMNS, heading } from "./setup_columns.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import "shared/icon.js";

/** @typedef {{line: number, becomes: "added" | "changed" | "same" | "refused", entry: import("./setup_draft.js").Row, problems: string[]}} Pasted */

/** Kinds of fields that nobody pastes. */
const UNPASTED = ["photo", "icon", "steps"];
const BECOMES_ICONS = { added: "plus", changed: "pencil", same: "equal", refused: "alert-triangle" };

/** Rows from Excel: pasted, looked at row by row, then taken into the draft. Fires "done". */
export class SetupPaste extends LitElement {
  static properties = { table: {}, rows: { state: true }, problem: { state: true } };

  static styles = [
    look,
    setupLook,
    css`
      .card {
        display: grid;
        gap: 12px;
        border-color: var(--deep-2);
      }
      textarea {
        border-color: var(--line);
        min-height: 110px;
        white-space: pre;
      }
      p {
        margin: 0;
      }
      .rows {
        max-height: 360px;
        overflow-y: auto;
      }
      td {
        padding: 7px 10px;
      }
      .name {
        min-width: 9em;
      }
      .refused {
        color: var(--red);
      }
      .same {
        color: var(--mute);
      }
      td jh-icon {
        vertical-align: -0.15em;
      }
    `,
  ];

  constructor() {
    super();
    this.table = "";
    /** @type {Pasted[] | null} */
    this.rows = null;
    this.problem = "";
    /** @type {Record<string, any> | null} */
    this.made = null;
    /** Headings that the hub did not understand. @type {string[]} */
    this.passedOver = [];
  }

  firstUpdated() {
    this.renderRoot.querySelector("textarea")?.focus();
  }

  render() {
    const { rows } = this;
    const counts = (/** @type {string} */ becomes) => rows?.filter((row) => row.becomes === becomes).length ?? 0;
    const taken = counts("added") + counts("changed");
    return html`<section class="card">
      <p>${say("setup.paste_how")} ${say(`setup.paste_columns.${this.table}`)}</p>
      <p class="lead" data-testid="headings">${say("setup.paste_headings", { headings: COLUMNS[this.table].filter(({ kind }) => !UNPASTED.includes(kind)).map(({ field }) => heading(this.table, field)).join("、") })}</p>
      <textarea data-testid="pasted" aria-label=${say("setup.paste")} @input=${(/** @type {Event} */ event) => this.#look(event)}></textarea>
      ${this.problem ? html`<p class="fault" role="alert">${this.problem}</p>` : ""}
      ${this.passedOver.length ? html`<p class="fault" role="alert" data-testid="passed-over">${say("setup.paste_passed_over", { columns: this.passedOver.map((each) => `“${each}”`).join("、") })}</p>` : ""}
      ${rows
        ? html`<div class="rows">
              <table>
                ${rows.map(
                  (row) => html`<tr class=${row.becomes} data-testid="pasted-${row.line}" data-becomes=${row.becomes}>
                    <td width="64">${row.line}</td>
                    <td width="150"><jh-icon name=${BECOMES_ICONS[row.becomes]}></jh-icon> ${say(`setup.becomes.${row.becomes}`)}</td>
                    <td width="120">${row.entry.code ?? row.entry.job_number}</td>
                    <td class="name">${typeof row.entry.name === "string" ? row.entry.name : pick(row.entry.name)}</td>
                    <td>${row.problems.map((problem) => html`<div>${problem}</div>`)}</td>
                  </tr>`,
                )}
              </table>
            </div>
            <div class="bar">
              <span>${say("setup.paste_sum", { added: counts("added"), changed: counts("changed"), same: counts("same"), refused: counts("refused") })}</span>
              <span class="spring"></span>
              <button @click=${this.#close}>${say("setup.leave_it")}</button>
              <button class="gold" data-testid="take-pasted" ?disabled=${taken === 0} @click=${this.#take}>${say("setup.paste_take", { count: taken })}</button>
            </div>`
        : ""}
    </section>`;
  }

  /** @param {Event} event */
  #look(event) {
    const text = /** @type {HTMLTextAreaElement} */ (event.target).value;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#ask(text), 250);
  }

  /** @param {string} text */
  async #ask(text) {
    this.problem = "";
    this.rows = null;
    this.passedOver = [];
    if (!text.trim()) return;
    try {
      const told = await draft.api.post("/definition/pastes", { table: this.table, text, definition: draft.hall });
      this.passedOver = told.passed_over;
      this.rows = told.rows;
      this.made = told.definition;
    } catch (error) {
      this.problem = hubsWordsOnForm(error);
    }
  }

  #take() {
    if (this.made) draft.take(this.made);
    this.#close();
  }

  #close() {
    this.dispatchEvent(new Event("done"));
  }
}

customElements.define("jh-setup-paste", SetupPaste);
