import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";

const PLACES = [1, 3, 5, 10];

/**
 * What somebody who waits can do: come later, or give the ticket back, each asked once more.
 * With `busy` an answer is on its way and nothing more can be chosen. Fires "cancel", and "later" with {places}.
 */
export class Choices extends LitElement {
  static properties = { later: { type: Boolean }, busy: { type: Boolean }, asking: { state: true } };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
      }
      :host > * {
        grid-column: 1 / -1;
      }
      :host > .half {
        grid-column: auto;
      }
      button {
        min-height: 60px;
        width: 100%;
      }
      p {
        margin: 0;
      }
      .red {
        border-color: var(--red);
        color: var(--red);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.later = false;
    this.busy = false;
    /** @type {"" | "cancel" | "later"} */
    this.asking = "";
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    // What is asked must not stand below the edge of the screen.
    if (changed.get("asking") !== undefined && this.asking) this.scrollIntoView({ block: "end" });
  }

  render() {
    if (this.busy) return html`<strong role="status" data-testid="busy">${say("terminal.please_wait")}</strong>`;
    if (this.asking === "cancel") {
      return html`
        <strong>${say("phone.sure")}</strong>
        <button class="red" data-testid="confirm-cancel" @click=${() => this.#done(new CustomEvent("cancel"))}>${say("phone.confirm_cancel")}</button>
        ${this.#keep()}
      `;
    }
    if (this.asking === "later") {
      return html`
        <strong>${say("phone.later_question")}</strong>
        <p class="mute">${say("phone.later_safe")}</p>
        ${PLACES.map(
          (places) => html`<button
            class="half"
            data-testid="later-${places}"
            @click=${() => this.#done(new CustomEvent("later", { detail: { places } }))}
          >
            ${say("phone.later_people", { count: places })}
          </button>`,
        )}
        ${this.#keep()}
      `;
    }
    return html`
      <button class=${this.later ? "half" : ""} data-testid="cancel" @click=${() => (this.asking = "cancel")}>${say("phone.cancel")}</button>
      ${this.later ? html`<button class="half" data-testid="later" @click=${() => (this.asking = "later")}>${say("phone.later")}</button>` : ""}
    `;
  }

  #keep() {
    return html`<button data-testid="keep" @click=${() => (this.asking = "")}>${say("phone.keep")}</button>`;
  }

  /** @param {CustomEvent} event */
  #done(event) {
    this.asking = "";
    this.dispatchEvent(event);
  }
}

customElements.define("jh-choices", Choices);
