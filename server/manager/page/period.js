import { LitElement, css, html } from "lit";
import { hallDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { formLook, tallFields } from "shared/form_look.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

const A_DAY_MS = 86_400_000;

/** @typedef {{from: string, to: string}} Days hall days, both included, as YYYY-MM-DD */

/** This month until today. @returns {Days} */
export function thisMonth() {
  const today = hallDay(hubNow());
  return { from: `${today.slice(0, 8)}01`, to: today };
}

/** From which hall day to which. Fires "period" with the days; says itself when they are the wrong way round. */
export class Period extends LitElement {
  static properties = { from: { attribute: false }, to: { attribute: false }, problem: { state: true } };

  static styles = [
    look,
    formLook,
    tallFields,
    css`
      button {
        min-height: 60px;
        border-radius: 18px;
        padding: 0 16px;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
        margin: 8px 0 0;
      }
    `,
  ];

  constructor() {
    super();
    const { from, to } = thisMonth();
    this.from = from;
    this.to = to;
    this.problem = "";
  }

  render() {
    return html`<form @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        ${this.#date("from")}${this.#date("to")}
        ${["today", "this_month", "last_month"].map(
          (name) => html`<button type="button" data-testid="preset-${name}" @click=${() => this.#give(preset(name))}>${say(`manager.${name}`)}</button>`,
        )}
      </form>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}`;
  }

  /** @param {"from" | "to"} name */
  #date(name) {
    return html`<label>
      ${say(`manager.${name}`)}
      <input
        type="date"
        data-testid=${name}
        .value=${this[name]}
        @change=${(/** @type {any} */ event) => this.#give({ from: this.from, to: this.to, [name]: event.target.value })}
      />
    </label>`;
  }

  /** Days that are no period are kept in the fields and told, and asked of nobody. @param {Days} days */
  #give(days) {
    this.from = days.from;
    this.to = days.to;
    this.problem = days.from && days.to && days.from > days.to ? say("manager.bad_range") : "";
    if (this.problem || !days.from || !days.to) return;
    this.dispatchEvent(new CustomEvent("period", { detail: days }));
  }
}

/** @param {string} name @returns {Days} */
function preset(name) {
  const { from, to } = thisMonth();
  if (name === "today") return { from: to, to };
  if (name === "this_month") return { from, to };
  const last = new Date(Date.parse(from) - A_DAY_MS).toISOString().slice(0, 10);
  return { from: `${last.slice(0, 8)}01`, to: last };
}

customElements.define("jh-period", Period);
