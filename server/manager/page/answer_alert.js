import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

const REMARKS = ["on_it", "opened", "called", "explained"];

/** What is done about an alert: one press for what is usual, or in one's own words. Fires "answered". */
export class AnswerAlert extends LitElement {
  static properties = { alert: {}, busy: { state: true }, problem: { state: true } };

  static styles = [
    look,
    css`
      div,
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
      }
      form {
        margin-top: 10px;
      }
      button,
      input {
        min-height: 52px;
        border-radius: 16px;
      }
      input {
        flex: 1;
        min-width: 240px;
        border: 2px solid var(--line);
        padding: 0 14px;
      }
      p {
        margin: 8px 0 0;
        color: var(--red);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    /** The alert's id. */
    this.alert = "";
    this.busy = false;
    this.problem = "";
    this.api = new Api();
  }

  render() {
    return html`<div>
        ${REMARKS.map((name) => {
          const text = say(`manager.alert_remark.${name}`);
          return html`<button data-testid="remark-${name}" ?disabled=${this.busy} @click=${() => this.#send(text)}>${text}</button>`;
        })}
      </div>
      <form @submit=${(/** @type {SubmitEvent} */ event) => this.#own(event)}>
        <input name="text" required maxlength="300" aria-label=${say("manager.alert_what")} placeholder=${say("manager.alert_what")} data-testid="remark-text" />
        <button data-testid="remark-send" ?disabled=${this.busy}>${say("manager.alert_send")}</button>
      </form>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : ""}`;
  }

  /** @param {SubmitEvent} event */
  #own(event) {
    event.preventDefault();
    void this.#send(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("text")));
  }

  /** @param {string} text */
  async #send(text) {
    if (this.busy) return;
    this.busy = true;
    this.problem = "";
    try {
      await this.api.post(`/alerts/${this.alert}/acknowledge`, { text });
      this.dispatchEvent(new CustomEvent("answered"));
    } catch (error) {
      this.problem = hubsWords(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("jh-answer-alert", AnswerAlert);
