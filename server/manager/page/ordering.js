import { LitElement, css, html } from "lit";
import { hallDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { formLook, tallFields } from "shared/form_look.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

/** @type {Record<string, string[]>} */
const FORMATS = {
  report: ["pdf", "xlsx", "csv", "json"],
  ledger: ["pdf", "xlsx", "csv", "json"],
  servings: ["xlsx", "csv", "json"],
};
const A_DAY_MS = 86_400_000;

/** Orders a file: what, of which days, in which form. */
export class Ordering extends LitElement {
  static properties = {
    what: { state: true },
    from: { state: true },
    to: { state: true },
    format: { state: true },
  };

  static styles = [
    look,
    formLook,
    tallFields,
    css`
      form {
        margin-bottom: 14px;
      }
      button {
        min-height: 60px;
        border-radius: 18px;
        padding: 0 16px;
      }
      button.gold {
        padding: 0 30px;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
        margin: 0 0 14px;
      }
    `,
  ];

  constructor() {
    super();
    this.what = "report";
    this.format = "pdf";
    this.to = hallDay(hubNow());
    this.from = `${this.to.slice(0, 8)}01`;
  }

  get #isWrong() {
    return Boolean(this.from && this.to && this.from > this.to);
  }

  render() {
    return html`<form @submit=${(/** @type {Event} */ event) => this.#order(event)}>
        ${this.#choice("what", Object.keys(FORMATS), (what) => say(`manager.what.${what}`))}
        ${this.#date("from")}${this.#date("to")}
        ${["this_month", "last_month"].map(
          (name) => html`<button type="button" data-testid="preset-${name}" @click=${() => this.#preset(name)}>${say(`manager.${name}`)}</button>`,
        )}
        ${this.#choice("format", FORMATS[this.what], (format) => format.toUpperCase())}
        <button class="gold" data-testid="order" ?disabled=${this.#isWrong || !this.from || !this.to}>${say("manager.make")}</button>
      </form>
      ${this.#isWrong ? html`<p class="problem" role="alert">${say("manager.bad_range")}</p>` : ""}`;
  }

  /** @param {"what" | "format"} name @param {string[]} known @param {(each: string) => string} word */
  #choice(name, known, word) {
    return html`<label>
      ${say(`manager.${name}`)}
      <select data-testid="order-${name}" @change=${(/** @type {any} */ event) => this.#choose(name, event.target.value)}>
        ${known.map((each) => html`<option value=${each} ?selected=${each === this[name]}>${word(each)}</option>`)}
      </select>
    </label>`;
  }

  /** @param {"what" | "format"} name @param {string} value */
  #choose(name, value) {
    this[name] = value;
    if (!FORMATS[this.what].includes(this.format)) this.format = FORMATS[this.what][0];
  }

  /** @param {"from" | "to"} name */
  #date(name) {
    return html`<label>
      ${say(`manager.${name}`)}
      <input
        type="date"
        required
        data-testid="order-${name}"
        .value=${this[name]}
        @change=${(/** @type {any} */ event) => (this[name] = event.target.value)}
      />
    </label>`;
  }

  /** @param {string} name */
  #preset(name) {
    this.to = hallDay(hubNow());
    this.from = `${this.to.slice(0, 8)}01`;
    if (name !== "last_month") return;
    this.to = new Date(Date.parse(this.from) - A_DAY_MS).toISOString().slice(0, 10);
    this.from = `${this.to.slice(0, 8)}01`;
  }

  /** @param {Event} event */
  #order(event) {
    event.preventDefault();
    const { what, from, to, format } = this;
    this.dispatchEvent(new CustomEvent("order", { detail: { what, from, to, format } }));
  }
}

customElements.define("jh-ordering", Ordering);
