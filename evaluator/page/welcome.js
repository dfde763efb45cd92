import { LitElement, css, html } from "lit";
import { hallDay, timeOfDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { inOrder, sayInOrder } from "shared/words.js";
import "shared/staff_card.js";

/** @typedef {import("shared/words.js").Texts} Texts */

const DAY_MS = 86_400_000;

/** Nobody is asked: who serves here, and a greeting that is another each day. */
export class Welcome extends LitElement {
  static properties = { staff: { attribute: false }, greetings: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        grid-template-rows: 1fr auto;
        gap: 1.6em;
        height: 100%;
        padding-bottom: 2.4em;
      }
      .who {
        display: grid;
        align-content: center;
        padding: 1em 1.6em;
      }
      .greeting {
        text-align: center;
        display: grid;
        gap: 0.2em;
      }
      h1,
      p {
        margin: 0;
      }
      h1 {
        font-size: 2.3em;
        line-height: 1.25;
      }
      .alone h1 {
        font-size: 3.4em;
      }
      .alone {
        align-content: center;
      }
      .others {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.2em;
        justify-content: center;
        color: var(--mute);
        font-size: 1.2em;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("shared/staff_card.js").Staff | null} */
    this.staff = null;
    /** @type {Texts[]} */
    this.greetings = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 60_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    const [hello, ...others] = this.#words();
    return html`
      ${this.staff ? html`<div class="who card"><jh-staff-card large .staff=${this.staff}></jh-staff-card></div>` : ""}
      <div class="greeting ${this.staff ? "" : "alone"}">
        <h1 lang=${hello.language}>${hello.text}</h1>
        <p class="others">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</p>
      </div>
    `;
  }

  /** The greeting of the hour and the hall's own of the day, in the hall's languages. */
  #words() {
    const hour = Number(timeOfDay(hubNow()).slice(0, 2));
    const hello = sayInOrder(`evaluator.greeting.${hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening"}`);
    const day = Date.parse(hallDay(hubNow())) / DAY_MS;
    const own = inOrder(this.greetings[day % this.greetings.length]);
    return hello.map(({ language, text }) => {
      const more = own.find((each) => each.language === language)?.text;
      return { language, text: [text, more].filter(Boolean).join(PAUSES[language] ?? ". ") };
    });
  }
}

/** What stands between two parts of a greeting. @type {Record<string, string>} */
const PAUSES = { "zh-CN": ",", bo: " " };

customElements.define("jh-welcome", Welcome);
