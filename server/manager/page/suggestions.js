import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { hubsWordsOnForm } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { departmentField, nameOf } from "./departments.js";
import { filingLook } from "./filing_look.js";

/**
 * @typedef {object} Suggestion
 * @property {string} id
 * @property {string} day
 * @property {string} channel
 * @property {string | null} department
 * @property {string | null} text
 * @property {string | null} name
 * @property {string | null} phone
 * @property {string} recorded_by
 * @property {string | null} answer
 * @property {string | null} answered_at
 * @property {string | null} answered_by
 */

const CHANNELS = ["paper", "telephone", "in_person", "letter", "online"];

/** The register of suggestions (意见建议登记): writing one down, answering it. */
export class Suggestions extends LitElement {
  static properties = {
    changes: { attribute: false },
    records: { type: Boolean },
    answers: { type: Boolean },
    suggestions: { state: true },
    departments: { state: true },
    answering: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    filingLook,
    css`
      form .wide {
        flex: 1 1 100%;
      }
      textarea {
        min-height: 90px;
        resize: vertical;
      }
      article {
        padding: 18px 26px;
        display: grid;
        gap: 8px;
      }
      article p {
        margin: 0;
        white-space: pre-line;
      }
      article form {
        padding: 8px 0 0;
      }
      small {
        color: var(--mute);
        font-size: 18px;
      }
      .answer {
        padding: 12px 18px;
        background: var(--paper);
        border-radius: 16px;
      }
      .open {
        font-weight: 700;
        color: var(--ink);
      }
      .empty {
        padding: 40px 26px;
        margin: 0;
        text-align: center;
        color: var(--mute);
      }
      button {
        min-height: 54px;
        padding: 0 22px;
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    this.records = false;
    this.answers = false;
    /** @type {Suggestion[] | null} */
    this.suggestions = null;
    /** @type {import("./departments.js").Department[]} */
    this.departments = [];
    this.answering = "";
    this.problem = "";
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.#load();
  }

  async #load() {
    try {
      this.suggestions = (await this.api.get("/suggestions")).suggestions;
      this.departments = (await this.api.get("/services")).departments;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    if (!this.suggestions) return html``;
    return html`
      ${this.records ? this.#form() : ""}
      ${this.suggestions.length
        ? this.suggestions.map((each) => this.#one(each))
        : html`<p class="card empty">${say("manager.suggestions_none")}</p>`}
    `;
  }

  #form() {
    return html`<form class="card" data-testid="suggestion-form" @submit=${this.#record}>
      <h2>${say("manager.suggestions_new")}</h2>
      <label class="wide">${say("manager.suggestions_text")}<textarea name="text" required maxlength="1000" data-testid="suggestion-text"></textarea></label>
      <label>
        ${say("manager.suggestions_channel")}
        <select name="channel">
          ${CHANNELS.map((each) => html`<option value=${each}>${say(`manager.channel.${each}`)}</option>`)}
        </select>
      </label>
      ${departmentField(say("manager.people_department"), this.departments)}
      <label>${say("manager.suggestions_name")}<input name="name" maxlength="40" autocomplete="off" /></label>
      <label>${say("manager.suggestions_phone")}<input name="phone" inputmode="tel" maxlength="20" autocomplete="off" data-testid="suggestion-phone" /></label>
      ${this.problem && !this.answering ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
      <button class="gold" data-testid="suggestion-save">${say("manager.suggestions_record")}</button>
    </form>`;
  }

  /** @param {Suggestion} each */
  #one(each) {
    const department = nameOf(this.departments, each.department);
    return html`<article class="card" data-testid="suggestion">
      <small>${[each.day, say(`manager.channel.${each.channel}`), department, each.name, each.phone].filter(Boolean).join(" · ")}</small>
      <p>${each.text ?? say("manager.deleted_words")}</p>
      ${each.answered_at
        ? html`<p class="answer" data-testid="suggestion-answer">${each.answer ?? say("manager.deleted_words")} <small>${each.answered_by}</small></p>`
        : this.#open(each)}
    </article>`;
  }

  /** @param {Suggestion} each */
  #open(each) {
    if (!this.answers) return html`<small class="open">${say("manager.suggestions_open")}</small>`;
    return html`<form @submit=${(/** @type {SubmitEvent} */ event) => this.#answer(event, each)}>
      <label class="wide">${say("manager.suggestions_answer")}<textarea name="text" required maxlength="1000" data-testid="answer-text"></textarea></label>
      ${this.problem && this.answering === each.id ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
      <button data-testid="answer-save">${say("manager.suggestions_send")}</button>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  #record(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    /** @type {Record<string, string>} */
    const body = {};
    for (const [name, value] of new FormData(form)) if (String(value).trim()) body[name] = String(value).trim();
    return this.#send("", "/suggestions", body, form);
  }

  /** @param {SubmitEvent} event @param {Suggestion} each */
  #answer(event, each) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    return this.#send(each.id, `/suggestions/${each.id}/answer`, { text: new FormData(form).get("text") }, form);
  }

  /** @param {string} of @param {string} path @param {unknown} body @param {HTMLFormElement} form */
  async #send(of, path, body, form) {
    this.answering = of;
    this.problem = "";
    try {
      await this.api.postUntilAnswered(path, body);
      form.reset();
      await this.#load();
    } catch (error) {
      this.problem = hubsWordsOnForm(error);
    }
  }
}

customElements.define("jh-suggestions", Suggestions);
