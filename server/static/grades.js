import { LitElement, css, html } from "lit";
import { FACES, drawn, shades } from "shared/faces.js";
import { look } from "shared/look.js";
import { language, languageChanged, say, sayInOrder } from "shared/words.js";
import "shared/why.js";

/** @typedef {{grade: string, tags: string[], comment: string, channel?: "button_box"}} Pressed */

/** So long a good grade can be taken back, and so long after the last touch the why of a bad one is waited for. */
const SENDS_AFTER_SECONDS = { good: 6, bad: 30 };

/**
 * The five faces, all alike in size. One press is enough: a good grade is thanked for and asks nothing more, a bad one
 * may say why. Until it goes out by itself, or is finished, it can be chosen again.
 * With `only` the words stand in the shown language only, else in all of the hall's.
 * Fires "pressed" at every change of what is chosen, "changing" when it is taken back and "rate" when it goes out,
 * the first and the last with {grade, tags, comment, channel}.
 */
export class Grades extends LitElement {
  static properties = { only: { type: Boolean }, chosen: { state: true }, left: { state: true } };

  static styles = [
    look,
    shades,
    css`
      .faces {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
        gap: 0.7em;
        height: 100%;
      }
      .faces button {
        min-height: 110px;
        border-radius: 30px;
        border-width: 3px;
        border-bottom: 9px solid var(--shade);
        padding: 1.4em 0.2em 0.8em;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: flex-start;
        gap: 0.6em;
      }
      .faces .face {
        width: 6.2em;
        height: 6.2em;
        margin-bottom: 0.4em;
      }
      strong {
        font-size: 1.5em;
        line-height: 1.2;
      }
      .others {
        color: var(--mute);
        display: grid;
        line-height: 1.4;
        text-wrap: balance;
      }
      .chosen {
        display: flex;
        align-items: center;
        gap: 1em;
      }
      .chosen .face {
        width: 3.6em;
        height: 3.6em;
      }
      .chosen p {
        margin: 0;
      }
      .spring {
        flex: 1;
      }
      .why {
        display: grid;
        gap: 0.8em;
      }
      .good {
        height: 100%;
        display: grid;
        align-content: center;
        justify-items: center;
        gap: 0.6em;
        text-align: center;
      }
      .good .face {
        width: 7.5em;
        height: 7.5em;
      }
      .good h1 {
        margin: 0;
        font-size: 3em;
        line-height: 1.3;
      }
      .good p {
        margin: 0;
        font-size: 1.2em;
      }
      .deeds {
        display: flex;
        gap: 1em;
        justify-content: center;
      }
      .deeds button,
      .chosen button {
        min-width: 10em;
        min-height: 100px;
        display: grid;
        place-content: center;
      }
      .deeds button strong {
        font-size: 1.3em;
      }
      .deeds span {
        font-weight: 400;
      }
      @media (max-width: 640px) {
        .faces {
          grid-template-columns: 1fr;
          gap: 10px;
        }
        .faces button {
          flex-direction: row;
          justify-content: flex-start;
          min-height: 72px;
          padding: 8px 18px;
          border-radius: 22px;
          border-bottom: 3px solid var(--line);
          border-left: 9px solid var(--shade);
          text-align: left;
        }
        .faces .face,
        .chosen .face {
          width: 46px;
          height: 46px;
          margin: 0;
        }
        .good .face {
          width: 110px;
          height: 110px;
        }
        .good h1 {
          font-size: 2em;
        }
        .deeds {
          flex-wrap: wrap;
        }
        .chosen {
          display: grid;
          grid-template-columns: auto minmax(0, 1fr);
          gap: 14px;
        }
        .chosen .spring {
          display: none;
        }
        .chosen button {
          grid-column: 1 / -1;
        }
        .deeds button {
          flex: 1 1 8em;
        }
        .deeds button,
        .chosen button {
          min-width: 0;
          min-height: 64px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.only = false;
    /** @type {Pressed | null} */
    this.chosen = null;
    this.left = 0;
    this.onLanguage = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    languageChanged.addEventListener("language", this.onLanguage);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    languageChanged.removeEventListener("language", this.onLanguage);
    // Whoever pressed a face and is taken away here has rated all the same.
    this.finish();
  }

  /**
   * A face was pressed, here or on a button box; a button box changes its mind by another press.
   * @param {string} grade @param {"button_box"} [channel]
   */
  press(grade, channel) {
    if (this.chosen?.grade === grade) return;
    this.#choose({ grade, tags: [], comment: "", ...(channel ? { channel } : {}) });
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      this.left -= 1;
      if (this.left <= 0) this.finish();
    }, 1000);
  }

  /** Nothing more is to be said: what was pressed goes out. */
  finish() {
    clearInterval(this.timer);
    const detail = this.chosen;
    this.chosen = null;
    if (detail) this.dispatchEvent(new CustomEvent("rate", { detail }));
  }

  render() {
    const face = FACES.find((each) => each.grade === this.chosen?.grade);
    if (!face) return html`<div class="faces">${FACES.map((each) => this.#face(each))}</div>`;
    return face.good ? this.#thanks(face) : this.#why(face);
  }

  /** @param {import("shared/faces.js").Face} each */
  #face(each) {
    const key = `terminal.grade.${each.grade}`;
    const [first, ...others] = this.only ? [{ language: language(), text: say(key) }] : sayInOrder(key);
    return html`<button class="${each.grade} card" data-testid="grade-${each.grade}" @click=${() => this.press(each.grade)}>
      ${drawn(each)}<strong lang=${first.language}>${first.text}</strong>
      <span class="others">${others.map((other) => html`<span lang=${other.language}>${other.text}</span>`)}</span>
    </button>`;
  }

  /** @param {import("shared/faces.js").Face} face */
  #thanks(face) {
    return html`<div class="good ${face.grade}" data-testid="chosen" role="status">
      ${drawn(face)}
      <h1>${say("terminal.rating.thanks")}</h1>
      <p class="mute">${say(`terminal.grade.${face.grade}`)}</p>
      <div class="deeds">${this.#changeButton()}${this.#sendButton("")}</div>
    </div>`;
  }

  /** @param {import("shared/faces.js").Face} face */
  #why(face) {
    return html`<div class="why ${face.grade}" @pointerdown=${this.#stay} @keydown=${this.#stay} @input=${this.#stay}>
      <div class="chosen" data-testid="chosen" role="status">
        ${drawn(face)}
        <div>
          <strong>${say(`terminal.grade.${face.grade}`)}</strong>
          <p class="mute">${say("terminal.rating.why")}</p>
        </div>
        <span class="spring"></span>
        ${this.#changeButton()}
      </div>
      <jh-why .grade=${face.grade} @changed=${this.#said}></jh-why>
      <div class="deeds">${this.#sendButton("gold")}</div>
    </div>`;
  }

  #changeButton() {
    return html`<button data-testid="change" @click=${this.#again}>${say("terminal.rating.change")}</button>`;
  }

  /** @param {string} look */
  #sendButton(look) {
    return html`<button class=${look} data-testid="send" @click=${this.finish}>
      <strong>${say("terminal.rating.send")}</strong>
      <span>${say("terminal.rating.sends_by_itself", { seconds: this.left })}</span>
    </button>`;
  }

  /** @param {CustomEvent<{tags: string[], comment: string}>} event */
  #said({ detail }) {
    if (this.chosen) this.#choose({ ...this.chosen, ...detail });
  }

  /** @param {Pressed} pressed */
  #choose(pressed) {
    this.chosen = pressed;
    this.#stay();
    this.dispatchEvent(new CustomEvent("pressed", { detail: pressed }));
  }

  #stay() {
    const face = FACES.find((each) => each.grade === this.chosen?.grade);
    this.left = face?.good ? SENDS_AFTER_SECONDS.good : SENDS_AFTER_SECONDS.bad;
  }

  #again() {
    clearInterval(this.timer);
    this.chosen = null;
    this.dispatchEvent(new CustomEvent("changing"));
  }
}

customElements.define("jh-grades", Grades);
