import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { hallDay, timeOfDay } from "shared/clock.js";
import { formLook } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { tableLook } from "shared/table_look.js";
import { say } from "shared/words.js";

/**
 * @typedef {{day: string, seq: number, hash: string, filed_at: string | null, sent_at: string | null}} DayHash
 * @typedef {{hall: string, seq: number, hash: string, at: string, goes_to_folder: boolean, goes_to_url: boolean, days: DayHash[]}} Head
 * @typedef {{kept: {what: string, count: number, days: number, next_deletion: string | null}[], deleted: {what: string, count: number, at: string}[]}} PersonalData
 */

/** To work out the chain anew takes half a minute for a million rows. */
const CHECKED_WITHIN_MS = 900_000;

/** What proves that nothing was rewritten, and what became of what citizens left of themselves. */
export class Records extends LitElement {
  static properties = {
    changes: { attribute: false },
    head: { state: true },
    data: { state: true },
    checked: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    look,
    formLook,
    tableLook,
    css`
      :host {
        display: grid;
        gap: 20px;
        font-size: 20px;
      }
      section {
        padding: 20px 26px;
      }
      h2 {
        margin: 0 0 8px;
        font-size: 24px;
      }
      p {
        margin: 0 0 12px;
      }
      .hash {
        font-family: ui-monospace, monospace;
        overflow-wrap: anywhere;
        padding: 14px 18px;
        background: var(--paper);
        border-radius: 16px;
        font-size: 22px;
      }
      form {
        gap: 12px;
      }
      label {
        flex: 1 1 30em;
      }
      input {
        padding: 12px 16px;
        font-family: ui-monospace, monospace;
        font-size: 18px;
      }
      button {
        min-height: 54px;
        padding: 0 22px;
      }
      .row {
        display: flex;
        gap: 16px;
        align-items: center;
        flex-wrap: wrap;
      }
      .whole {
        color: var(--green);
        font-weight: 700;
      }
      .broken {
        color: var(--red);
        font-weight: 700;
      }
      td,
      th {
        padding: 10px 14px 10px 0;
        border-top: 2px solid var(--line);
      }
      th {
        border: 0;
      }
      td.hash-cell {
        font-family: ui-monospace, monospace;
        font-size: 18px;
        overflow-wrap: anywhere;
      }
      small {
        color: var(--mute);
        font-size: 18px;
      }
      @media print {
        .unprinted {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    /** @type {Head | null} */
    this.head = null;
    /** @type {PersonalData | null} */
    this.data = null;
    /** @type {{known: boolean, seq: number | null, at: string | null} | null} */
    this.checked = null;
    this.problem = "";
    this.busy = false;
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.#load();
  }

  async #load() {
    try {
      this.head = await this.api.get("/journal/head");
      this.data = await this.api.get("/personal-data");
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    if (!this.head || !this.data) return html``;
    return html`${this.#sealed(this.head)} ${this.#check()} ${this.#kept(this.data)}`;
  }

  /** @param {Head} head */
  #sealed(head) {
    return html`<section class="card">
      <h2>${say("manager.record_head")}</h2>
      <p>${say("manager.record_why")}</p>
      <p class="hash" data-testid="head-hash">${head.hash}</p>
      <div class="row">
        <span>${say("manager.record_row", { seq: head.seq })} · ${hallDay(Date.parse(head.at))} ${timeOfDay(Date.parse(head.at))}</span>
        <button class="unprinted" @click=${() => window.print()}>${say("manager.record_print")}</button>
      </div>
      ${head.goes_to_folder || head.goes_to_url ? "" : html`<p class="unprinted"><small>${say("manager.record_nowhere")}</small></p>`}
      ${head.days.length
        ? html`<table>
            <thead>
              <tr>
                <th>${say("manager.record_day")}</th>
                <th>${say("manager.record_hash")}</th>
                <th>${say("manager.record_gone")}</th>
              </tr>
            </thead>
            <tbody>
              ${head.days.map(
                (each) => html`<tr>
                  <td class="number">${each.day}</td>
                  <td class="hash-cell">${each.hash}</td>
                  <td>${[each.filed_at && say("manager.record_filed"), each.sent_at && say("manager.record_sent")].filter(Boolean).join(" · ") || "—"}</td>
                </tr>`,
              )}
            </tbody>
          </table>`
        : ""}
    </section>`;
  }

  #check() {
    const { checked } = this;
    return html`<section class="card unprinted">
      <h2>${say("manager.record_check")}</h2>
      <form @submit=${this.#ask}>
        <label>${say("manager.record_typed")}<input name="hash" required autocomplete="off" spellcheck="false" data-testid="kept-hash" /></label>
        <button data-testid="check-hash" ?disabled=${this.busy}>${say(this.busy ? "terminal.please_wait" : "manager.record_ask")}</button>
      </form>
      ${this.problem ? html`<p class="broken" role="alert">${this.problem}</p>` : ""}
      ${checked
        ? html`<p class=${checked.known ? "whole" : "broken"} role="status" data-testid="checked">
            ${checked.known ? say("manager.record_whole", { seq: checked.seq ?? 0 }) : say("manager.record_unknown")}
          </p>`
        : ""}
    </section>`;
  }

  /** @param {PersonalData} data */
  #kept(data) {
    return html`<section class="card unprinted" data-testid="personal-data">
      <h2>${say("manager.data_title")}</h2>
      <table>
        <thead>
          <tr>
            ${["what", "count", "days", "next"].map((head) => html`<th>${say(`manager.data_${head}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${data.kept.map(
            (each) => html`<tr>
              <td>${say(`manager.data.${each.what}`)}</td>
              <td class="number">${each.count}</td>
              <td class="number">${each.days}</td>
              <td class="number">${each.next_deletion ?? "—"}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${data.deleted.map(
        (each) => html`<p><small>${hallDay(Date.parse(each.at))} · ${say("manager.data_deleted", { what: say(`manager.data.${each.what}`), count: each.count })}</small></p>`,
      )}
    </section>`;
  }

  /** The last word of what was pasted: a whole line of the file will do. @param {SubmitEvent} event */
  async #ask(event) {
    event.preventDefault();
    const given = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("hash")).trim();
    const hash = given.split(/\s+/).pop() ?? "";
    this.problem = "";
    this.checked = null;
    if (!/^[0-9a-f]{64}$/i.test(hash)) {
      this.problem = say("manager.record_no_hash");
      return;
    }
    this.busy = true;
    try {
      this.checked = await this.api.get(`/journal/check?hash=${hash}`, { withinMs: CHECKED_WITHIN_MS });
    } catch (error) {
      this.problem = hubsWords(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("jh-record", Records);
