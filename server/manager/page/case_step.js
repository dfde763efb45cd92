import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { hubsWordsOnForm } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";

/**
 * @typedef {import("./case_file.js").CaseFile} CaseFile
 * @typedef {"contact" | "finding" | "mending" | "review" | "answer" | "close" | "assign" | "reopen"} Name
 */

/** What each step asks besides its text: the field and its choices. @type {Partial<Record<Name, {field: string, choices: string[]}>>} */
const CHOICES = {
  contact: { field: "reached", choices: ["true", "false"] },
  finding: { field: "verified", choices: ["true", "false"] },
  mending: { field: "how", choices: ["at_once", "by_date", "explained"] },
  review: { field: "finding", choices: ["upheld", "set_aside"] },
  assign: { field: "complexity", choices: ["ordinary", "complex"] },
};
const WORDS = { reached: "reached", verified: "finding", how: "mending", finding: "review", complexity: "complexity" };

/** What the head of a department does in its cases; the rest is for somebody else. @type {Name[]} */
const OF_A_DEPARTMENT = ["contact", "finding", "mending", "answer"];

/**
 * The steps that a case allows, in the order in which they are taken.
 * @param {CaseFile} file
 * @returns {{name: Name, done: boolean}[]}
 */
function steps(file) {
  if (file.state === "closed") return [{ name: "reopen", done: false }];
  const set_aside = file.review === "set_aside";
  /** @type {[Name, boolean, boolean][]} name, whether it belongs to this case, whether it is done */
  const known = [
    ["review", file.objected && !file.review, false],
    ["contact", file.named, file.contacted],
    ["finding", !set_aside, file.verified !== null],
    ["mending", !set_aside, file.mending !== null],
    ["answer", true, file.answered],
    ["close", !file.own, false],
    ["assign", true, false],
  ];
  return known.filter(([, belongs]) => belongs).map(([name, , done]) => ({ name, done }));
}

/** The next step of a case: one question, one button. */
export class CaseStep extends LitElement {
  static properties = {
    file: { attribute: false },
    people: { attribute: false },
    department: { type: Boolean },
    step: { state: true },
    choice: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    look,
    css`
      section {
        padding: 20px 26px;
        display: grid;
        gap: 14px;
      }
      .row {
        display: flex;
        gap: 10px;
        flex-wrap: wrap;
      }
      .row button {
        min-height: 52px;
        border-radius: 16px;
        padding: 0 18px;
      }
      .row button[aria-pressed="true"] {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      label {
        display: grid;
        gap: 6px;
        font-size: 18px;
      }
      textarea,
      input,
      select {
        border: 2px solid var(--line);
        border-radius: 16px;
        padding: 12px 16px;
        font-size: 20px;
        background: var(--card);
      }
      textarea {
        min-height: 96px;
        resize: vertical;
      }
      .gold {
        min-height: 60px;
        justify-self: end;
        padding: 0 34px;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
        margin: 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {CaseFile | null} */
    this.file = null;
    /** @type {{job_number: string, name: string}[]} */
    this.people = [];
    this.department = false;
    /** @type {Name | null} */
    this.step = null;
    /** @type {string | null} */
    this.choice = null;
    this.problem = "";
    this.busy = false;
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const before = /** @type {CaseFile | null | undefined} */ (changed.get("file"));
    if (changed.has("file") && before?.id !== this.file?.id) this.#turn(null);
  }

  /** @param {Name | null} step */
  #turn(step) {
    this.step = step;
    this.choice = null;
    this.problem = "";
  }

  render() {
    if (!this.file) return html``;
    const open = steps(this.file).filter(({ name }) => !this.department || OF_A_DEPARTMENT.includes(name));
    if (open.length === 0) return html``;
    const step = (open.find(({ name }) => name === this.step) ?? open.find(({ done }) => !done) ?? open[0]).name;
    const asked = CHOICES[step];
    return html`<section class="card">
      <div class="row" role="group" aria-label=${say("manager.cases")}>
        ${open.map(
          ({ name, done }) => html`<button data-testid="step-${name}" aria-pressed=${name === step} @click=${() => this.#turn(name)}>
            ${done ? html`<jh-icon name="check"></jh-icon>` : ""} ${say(`manager.step.${name}`)}
          </button>`,
        )}
      </div>
      ${this.file.own ? html`<p class="mute">${say("manager.case_own")}</p>` : ""}
      ${asked
        ? html`<div class="row">
            ${asked.choices.map(
              (choice) => html`<button data-testid="choice-${choice}" aria-pressed=${this.choice === choice} @click=${() => (this.choice = choice)}>
                ${say(`manager.${WORDS[/** @type {keyof typeof WORDS} */ (asked.field)]}.${choice}`)}
              </button>`,
            )}
          </div>`
        : ""}
      ${step === "mending" && this.choice === "by_date"
        ? html`<label>${say("manager.mending_until")}<input type="date" id="by" data-testid="by-date" /></label>`
        : ""}
      ${step === "assign"
        ? html`<label
            >${say("manager.case_person")}
            <select id="person" data-testid="person">
              ${this.people.map(
                (each) => html`<option value=${each.job_number} ?selected=${each.job_number === this.file?.person.job_number}>
                  ${each.name} ${each.job_number}
                </option>`,
              )}
            </select></label
          >`
        : ""}
      <label>${say(`manager.say.${step}`)}<textarea id="text" maxlength="1000" data-testid="step-text"></textarea></label>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
      <button class="gold" data-testid="step-send" ?disabled=${this.busy || (asked !== undefined && step !== "assign" && !this.choice)} @click=${() => this.#send(step)}>
        ${say(step === "close" ? "manager.step.close" : "manager.case_send")}
      </button>
    </section>`;
  }

  /** @param {Name} step */
  async #send(step) {
    const text = /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector("#text"));
    const by = /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector("#by"));
    const person = /** @type {HTMLSelectElement | null} */ (this.renderRoot.querySelector("#person"));
    /** @type {Record<string, unknown>} */
    const body = { text: text.value };
    const asked = CHOICES[step];
    if (asked && this.choice) body[asked.field] = { true: true, false: false }[this.choice] ?? this.choice;
    if (by) body.by = by.value || null;
    if (person) body.person = person.value;
    this.busy = true;
    this.problem = "";
    try {
      const file = await this.api.postUntilAnswered(`/cases/${this.file?.id}/${step}`, body);
      text.value = "";
      this.#turn(null);
      this.dispatchEvent(new CustomEvent("done", { detail: file }));
    } catch (error) {
      this.problem = hubsWordsOnForm(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("jh-case-step", CaseStep);
