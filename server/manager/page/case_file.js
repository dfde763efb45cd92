import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { hallDay, timeOfDay } from "shared/clock.js";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "./case_step.js";

/**
 * @typedef {{kind: string, at: string, by: string, text: string | null}} Step
 * @typedef {import("./cases.js").Case & {served_by?: {job_number: string, name: string}, own: boolean, steps: Step[], contact?: {name: string, phone: string} | null}} CaseFile
 */

/** One case: what was said, what was done, and the step that comes next. */
export class CaseView extends LitElement {
  static properties = {
    case: { attribute: false },
    changes: { attribute: false },
    people: { attribute: false },
    reads: { type: Boolean },
    department: { type: Boolean },
    file: { state: true },
  };

  static styles = [
    look,
    listLook,
    css`
      :host {
        display: grid;
        gap: 20px;
      }
      section {
        padding: 20px 26px;
      }
      .head {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 20px;
      }
      h2 {
        margin: 0;
        font-size: 30px;
      }
      h3 {
        margin: 0 0 10px;
        font-size: 20px;
      }
      .head .due {
        font-size: 22px;
        text-align: right;
      }
      .overdue {
        color: var(--red);
        font-weight: 700;
      }
      blockquote {
        margin: 12px 0 0;
        grid-column: 1 / -1;
        padding: 12px 18px;
        background: var(--paper);
        border-radius: 16px;
        font-size: 22px;
      }
      .tags {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        margin-top: 10px;
      }
      .tags span {
        border: 2px solid var(--line);
        border-radius: 14px;
        padding: 4px 12px;
        font-size: 18px;
      }
      ol {
        display: grid;
        gap: 12px;
      }
      li {
        display: grid;
        grid-template-columns: 150px 130px 1fr;
        gap: 4px 14px;
        font-size: 18px;
      }
      li time,
      .small {
        color: var(--mute);
        font-size: 18px;
      }
      p {
        margin: 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {string} */
    this.case = "";
    this.changes = 0;
    this.reads = false;
    this.department = false;
    /** @type {{job_number: string, name: string}[]} */
    this.people = [];
    /** @type {CaseFile | null} */
    this.file = null;
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("case") || changed.has("changes")) void this.#load(this.case);
  }

  /** @param {string} asked */
  async #load(asked) {
    try {
      const file = await this.api.get(`/cases/${asked}`);
      if (asked === this.case) this.file = file;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    const { file } = this;
    if (!file || file.id !== this.case) return html``;
    return html`
      <section class="card head" data-testid="case-file">
        <h2>${say(`terminal.grade.${file.grade}`)}</h2>
        <div class="due ${file.standing}">
          ${file.state === "open" ? say("manager.case_due", { date: file.due }) : say("manager.standing.closed")}
        </div>
        <p>
          ${file.number} · ${pick(file.service_name)} · ${say("terminal.window", { window: file.window })} ·
          ${file.served_by ? html`${say("manager.case_served_by")} ${file.served_by.name} · ` : ""}
          ${say("manager.case_person")} ${file.person.name}
        </p>
        <p class="small">${say("manager.case_opened", { date: file.opened_on })} · ${say(`manager.complexity.${file.complexity}`)}</p>
        ${file.tags.length ? html`<div class="tags">${file.tags.map((tag) => html`<span>${say(`tags.${tag}`)}</span>`)}</div>` : ""}
        ${file.comment ? html`<blockquote>${file.comment}</blockquote>` : ""}
        ${file.contact ? html`<p class="small">${say("manager.case_contact")} ${file.contact.name} ${file.contact.phone}</p>` : ""}
      </section>
      ${this.reads ? "" : html`<jh-case-step ?department=${this.department} .file=${file} .people=${this.people} @done=${this.#done}></jh-case-step>`}
      <section class="card">
        <h3>${say("manager.case_done")}</h3>
        <ol>
          ${[...file.steps].reverse().map(
            (step) => html`<li data-testid="did">
              <time>${hallDay(Date.parse(step.at)).slice(5)} ${timeOfDay(Date.parse(step.at))}</time>
              <b>${say(`manager.did.${step.kind.slice(5)}`)}</b>
              <span>${step.text ?? ""} <span class="small">${this.#name(step.by)}</span></span>
            </li>`,
          )}
        </ol>
      </section>
    `;
  }

  /** @param {string} by */
  #name(by) {
    return this.people.find((person) => person.job_number === by)?.name ?? "";
  }

  /** @param {CustomEvent<CaseFile>} event */
  #done({ detail }) {
    this.file = detail;
    this.dispatchEvent(new CustomEvent("changed"));
  }
}

customElements.define("jh-case-file", CaseView);
