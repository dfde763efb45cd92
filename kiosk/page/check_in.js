import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "shared/icon.js";
import "./keypad.js";
import { typed } from "./keypad.js";
import { paper } from "./paper.js";
import { step } from "./step.js";

const SHORTEST = 4;

/** Check-in of an appointment (预约签到) by its code. Fires "check-in" with the code, and "back". */
export class CheckIn extends LitElement {
  static properties = { taking: { type: Boolean }, refusal: { attribute: false }, code: { state: true } };

  static styles = [
    look,
    paper,
    step,
    css`
      .scan {
        display: flex;
        gap: 0.8em;
        align-items: center;
        padding: 30px 40px;
        border-radius: 32px;
        font-size: 1.12em;
      }
      .scan jh-icon {
        font-size: 2.6em;
        color: var(--deep-2);
      }
      output {
        display: block;
        min-height: 128px;
        border-radius: 28px;
        text-align: center;
        font-size: 2em;
        letter-spacing: 0.2em;
        padding: 14px;
      }
      .spring {
        flex: 1;
      }
      @media (orientation: landscape) {
        :host {
          display: grid;
          grid-template-columns: 1fr 1fr;
          align-content: center;
          gap: 24px 40px;
        }
        jh-keypad {
          grid-column: 2;
          grid-row: 1 / span 3;
        }
        .deeds {
          grid-column: 1 / -1;
        }
        .spring {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.taking = false;
    /** @type {string | null} */
    this.refusal = null;
    this.code = "";
    languageChanged.addEventListener("language", () => this.requestUpdate());
    this.onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key.length === 1 && /[A-Za-z0-9_-]/.test(event.key)) this.code = (this.code + event.key).slice(0, 32);
      else if (event.key === "Backspace") this.code = this.code.slice(0, -1);
    };
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKey);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    // After a refusal the next code begins anew.
    if (changed.has("refusal") && this.refusal) this.code = "";
  }

  render() {
    return html`
      <div class="card scan"><jh-icon name="qrcode"></jh-icon><span>${say("kiosk.check_in_how")}</span></div>
      <output class="card number" aria-label=${say("kiosk.check_in_code")} data-testid="code">${this.code}</output>
      ${this.refusal
        ? html`<section class="card refusal" role="alert" data-testid="refusal">
            <jh-icon name="alert-circle"></jh-icon>${this.refusal}
          </section>`
        : ""}
      <jh-keypad
        digits
        @type=${(/** @type {CustomEvent} */ event) => (this.code = typed(this.code, event.detail).slice(0, 32))}
      ></jh-keypad>
      <div class="spring"></div>
      <div class="deeds">
        <button data-testid="back" ?disabled=${this.taking} @click=${() => this.dispatchEvent(new Event("back"))}>
          ${say("kiosk.back")}
        </button>
        <button class="gold" data-testid="check-in" ?disabled=${this.taking || this.code.length < SHORTEST} @click=${this.#checkIn}>
          ${say(this.taking ? "terminal.please_wait" : "kiosk.check_in")}
        </button>
      </div>
    `;
  }

  #checkIn() {
    this.dispatchEvent(new CustomEvent("check-in", { detail: this.code }));
  }
}

customElements.define("jh-check-in", CheckIn);
