import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { language, languageChanged, say } from "shared/words.js";
import { waitOf } from "./choice.js";
import { typed } from "./keypad.js";
import { paper } from "./paper.js";
import { step } from "./step.js";
import "./keypad.js";
import "./tile.js";

const SHOWN = 8;
const WORDS = 9;
const SCRIPTS = /** @type {Record<string, RegExp>} */ ({ bo: /[\u0f00-\u0fff]/, en: /^[\x20-\x7e]+$/ });
const HAN = /[\u4e00-\u9fff]/;

/** Search by pinyin initials, and by the words that people use for it. Fires "choose" with the service, and "back". */
export class Find extends LitElement {
  static properties = { services: { attribute: false }, typed: { state: true }, word: { state: true } };

  static styles = [
    look,
    paper,
    step,
    css`
      .typed {
        display: flex;
        gap: 0.6em;
        align-items: center;
        min-height: 112px;
        padding: 0 32px;
        border-radius: 28px;
        font-size: 1.3em;
        font-weight: 700;
        letter-spacing: 0.08em;
      }
      .typed jh-icon {
        color: var(--mute);
      }
      .typed span.mute {
        font-weight: 400;
        font-size: 0.75em;
        letter-spacing: 0;
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: 16px;
      }
      .words button {
        padding: 0 1em;
        border-radius: 54px;
      }
      .found {
        display: grid;
        grid-template-columns: 1fr 1fr;
        grid-auto-rows: minmax(124px, auto);
        gap: 16px;
      }
      .results {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        display: flex;
        flex-direction: column;
        gap: 22px;
      }
      .back {
        min-width: 260px;
        align-self: flex-start;
      }
      @media (orientation: landscape) {
        :host {
          display: grid;
          grid-template-columns: 1fr 1fr;
          grid-template-rows: auto auto 1fr;
        }
        .typed {
          grid-column: 1 / -1;
        }
        .results {
          grid-column: 1 / -1;
          grid-row: 3;
        }
        jh-keypad {
          grid-column: 1 / -1;
        }
        .found {
          grid-template-columns: repeat(4, 1fr);
        }
        .back {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./hall.js").Service[]} */
    this.services = [];
    this.typed = "";
    this.word = "";
    languageChanged.addEventListener("language", () => this.requestUpdate());
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.#key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKey);
  }

  /** A real keyboard types as the keys on the screen do. @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[a-z0-9]$/i.test(event.key)) this.#type(event.key.toLowerCase());
    else if (event.key === "Backspace") this.#type("erase");
    else if (event.key === "Escape") this.dispatchEvent(new Event("back"));
  }

  /** @param {string} what */
  #type(what) {
    this.word = "";
    this.typed = typed(this.typed, what).slice(0, 20);
  }

  /** A group is found by what people call it, and leads on to its items. */
  #found() {
    const asked = (this.word || this.typed).toLowerCase();
    if (!asked) return [];
    return this.services
      .map((service) => ({ service, rank: rank(service.search, asked) }))
      .filter(({ rank }) => rank < 3)
      .sort((a, b) => a.rank - b.rank)
      .map(({ service }) => service)
      .slice(0, SHOWN);
  }

  render() {
    const found = this.#found();
    const asked = this.word || this.typed;
    return html`
      <div class="card typed" role="status" aria-label=${say("kiosk.find_letters")} data-testid="typed">
        <jh-icon name="search"></jh-icon>
        ${asked ? html`<span>${this.word || this.typed.toUpperCase()}</span>` : html`<span class="mute">${say("kiosk.find_example")}</span>`}
      </div>
      <jh-keypad @type=${(/** @type {CustomEvent} */ event) => this.#type(event.detail)}></jh-keypad>
      <div class="results">
        ${asked ? this.#results(found) : this.#words()}
      </div>
      <button class="back with-icon" data-testid="back" @click=${() => this.dispatchEvent(new Event("back"))}>
        <jh-icon name="arrow-left"></jh-icon>${say("kiosk.back")}
      </button>
    `;
  }

  /** @param {import("./hall.js").Service[]} found */
  #results(found) {
    if (!found.length) return html`<p class="mute" role="status" data-testid="nothing-found">${say("kiosk.find_none")}</p>`;
    return html`<div class="found">
      ${found.map(
        (service) => html`<jh-tile
          ?small=${found.length > 4}
          .service=${service}
          .wait=${waitOf(service, this.services)}
          @click=${() => this.dispatchEvent(new CustomEvent("choose", { detail: service }))}
        ></jh-tile>`,
      )}
    </div>`;
  }

  #words() {
    const script = SCRIPTS[language()] ?? HAN;
    // One word of each service first, so that no service's words crowd out the others'.
    const own = this.services.map((service) => service.words.filter((word) => script.test(word)));
    const rounds = [0, 1, 2].flatMap((round) => own.flatMap((words) => words.slice(round, round + 1)));
    const words = [...new Set(rounds)].slice(0, 2 * WORDS);
    return html`<div class="words">
      ${words.map(
        (word) => html`<button lang=${language()} data-testid="word-${word}" @click=${() => (this.word = word)}>${word}</button>`,
      )}
    </div>`;
  }
}

/** 0 where one of the spellings begins so, 1 where one contains it, 3 where none does. @param {string} search @param {string} asked */
function rank(search, asked) {
  const spellings = search.split("|");
  if (spellings.some((each) => each.startsWith(asked))) return 0;
  return spellings.some((each) => each.includes(asked)) ? 1 : 3;
}

customElements.define("jh-find", Find);
