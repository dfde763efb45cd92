import { LitElement, css, html } from "lit";
import { ApiError, HubAway } from "shared/api.js";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "./keypad.js";
import { typed } from "./keypad.js";
import { dialog, showDialog } from "./dialog.js";
import { paper } from "./paper.js";

const SHORTEST = 4;
const LONGEST = 12;

/** Asks for the service PIN, which the hub checks. Fires "unlocked" with what the hub tells of this device, and "close". */
export class Pin extends LitElement {
  static properties = { open: { type: Boolean }, pin: { state: true }, problem: { state: true }, asking: { state: true } };

  static styles = [
    look,
    paper,
    dialog,
    css`
      .typed {
        min-height: 1.4em;
        font-size: 2em;
        letter-spacing: 0.3em;
      }
      .problem {
        color: var(--gold-soft);
        min-height: 1.4em;
      }
      dialog[open] {
        gap: 20px;
      }
      dialog .two button {
        min-width: 316px;
        min-height: 120px;
      }
      jh-keypad {
        --ink: #12303b;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("shared/api.js").Api | null} */
    this.api = null;
    this.open = false;
    this.pin = "";
    this.problem = "";
    this.asking = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("open")) return;
    this.pin = "";
    this.problem = "";
  }

  updated() {
    showDialog(this.renderRoot, this.open);
  }

  render() {
    return html`<dialog data-testid="pin" aria-labelledby="title" @cancel=${this.#close} @keydown=${this.#key}>
      ${this.open ? this.#asked() : ""}
    </dialog>`;
  }

  #asked() {
    return html`<h2 id="title">${say("kiosk.setup.pin")}</h2>
      <p class="typed" role="status" aria-label=${say("kiosk.setup.pin")}>${"•".repeat(this.pin.length)}</p>
      <p class="problem" role="alert" data-testid="pin-problem">${this.problem}</p>
      <jh-keypad digits @type=${(/** @type {CustomEvent} */ event) => this.#type(event.detail)}></jh-keypad>
      <div class="two">
        <button data-testid="pin-close" @click=${this.#close}>${say("kiosk.back")}</button>
        <button class="gold" data-testid="pin-open" ?disabled=${this.asking || this.pin.length < SHORTEST} @click=${this.#unlock}>
          ${say("kiosk.setup.open")}
        </button>
      </div>`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (/^[0-9]$/.test(event.key)) this.#type(event.key);
    else if (event.key === "Backspace") this.#type("erase");
  }

  /** @param {string} what */
  #type(what) {
    this.problem = "";
    this.pin = typed(this.pin, what).slice(0, LONGEST);
  }

  #close() {
    this.dispatchEvent(new Event("close"));
  }

  async #unlock() {
    this.asking = true;
    try {
      const told = await this.api?.post("/kiosk/unlock", { pin: this.pin });
      this.dispatchEvent(new CustomEvent("unlocked", { detail: told }));
    } catch (error) {
      if (error instanceof ApiError) this.problem = error.detail;
      else if (error instanceof HubAway) this.problem = say("kiosk.away_title");
      else throw error;
      this.pin = "";
    } finally {
      this.asking = false;
    }
  }
}

customElements.define("jh-pin", Pin);
