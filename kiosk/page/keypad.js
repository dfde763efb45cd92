import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "shared/icon.js";
import { paper } from "./paper.js";

const DIGITS = ["123", "456", "789", "0"];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** Big keys, letters or digits. Fires "type" with what was pressed: a character, "erase" or "clear". */
export class Keypad extends LitElement {
  static properties = { digits: { type: Boolean, reflect: true } };

  static styles = [
    look,
    paper,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      div {
        display: flex;
        gap: 12px;
        justify-content: center;
      }
      button {
        min-width: 0;
        flex: 1 1 0;
        padding: 0;
        font-size: 1.2em;
        border-radius: 20px;
      }
      /* In the order of the alphabet: who has never typed finds a letter by it. */
      .letters {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
      }
      @media (orientation: landscape) {
        .letters {
          grid-template-columns: repeat(10, minmax(0, 1fr));
        }
      }
      :host([digits]) {
        width: 660px;
        max-width: 100%;
        margin: 0 auto;
      }
      :host([digits]) button {
        min-height: 132px;
      }
      @media (orientation: landscape) {
        :host([digits]) button {
          min-height: 112px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.digits = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    if (!this.digits) {
      return html`<div class="letters">
        ${LETTERS.map((each) => this.#letter(each))} ${this.#key("erase", "kiosk.erase", "", "backspace")}
        ${this.#key("clear", "kiosk.erase_all", "", "x")}
      </div>`;
    }
    return DIGITS.map(
      (row, place) => html`<div>
        ${place === DIGITS.length - 1 ? this.#key("clear", "kiosk.erase_all", "", "x") : ""}
        ${[...row].map((each) => this.#letter(each))}
        ${place === DIGITS.length - 1 ? this.#key("erase", "kiosk.erase", "", "backspace") : ""}
      </div>`,
    );
  }

  /** @param {string} each */
  #letter(each) {
    return html`<button data-testid="key-${each}" @click=${() => this.#type(each)}>${each.toUpperCase()}</button>`;
  }

  /** @param {string} deed @param {string} key @param {string} name @param {string} icon */
  #key(deed, key, name, icon) {
    return html`<button class=${name} data-testid="key-${deed}" aria-label=${say(key)} @click=${() => this.#type(deed)}>
      ${icon ? html`<jh-icon name=${icon}></jh-icon>` : say(key)}
    </button>`;
  }

  /** @param {string} what */
  #type(what) {
    this.dispatchEvent(new CustomEvent("type", { detail: what }));
  }
}

/** What a text becomes when a key is pressed. @param {string} text @param {string} what */
export function typed(text, what) {
  if (what === "erase") return text.slice(0, -1);
  return what === "clear" ? "" : text + what;
}

customElements.define("jh-keypad", Keypad);
