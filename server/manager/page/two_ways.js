import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { formLook, tallFields } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { language, say } from "shared/words.js";
import "./by_one.js";
import { count, percent, shown, span } from "./figures.js";
import "./heat_map.js";
import "./singles.js";
import "./standings.js";

const DIMENSIONS = ["window", "staff", "service", "department", "weekday", "hour", "day", "channel", "grade", "tag", "hall"];
const OF_RATINGS = ["channel", "grade", "tag"];
const RANKED = ["window", "staff", "service", "department"];
const MEASURES = ["satisfaction", "participation", "median_wait_minutes", "p90_wait_minutes", "over_promise", "finished", "rated"];

/** @typedef {{cell: Record<string, string>, title: string}} Chosen a cell whose servings are looked at */

/** Any figure by one dimension or two: a table or a map, beside earlier periods, down to the single serving. */
export class TwoWays extends LitElement {
  static properties = {
    from: { attribute: false },
    to: { attribute: false },
    by: { state: true },
    and: { state: true },
    measure: { state: true },
    beside: { state: true },
    told: { state: true },
    chosen: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    formLook,
    tallFields,
    css`
      form {
        margin-bottom: 18px;
      }
      .totals {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 18px;
        margin-bottom: 18px;
      }
      .card {
        padding: 16px 26px;
        overflow-x: auto;
      }
      .totals span,
      .totals small {
        display: block;
        color: var(--mute);
        font-size: 18px;
      }
      .totals b {
        font-size: 36px;
        font-variant-numeric: tabular-nums;
      }
      .totals em {
        font-style: normal;
        font-weight: 700;
        color: var(--ink);
      }
      .card > p {
        margin: 10px 0 0;
      }
      .card > p.none {
        margin: 0;
      }
      .card > p.mute {
        font-size: 18px;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.from = this.to = "";
    this.by = "window";
    this.and = "";
    this.measure = "satisfaction";
    this.beside = "none";
    /** @type {any} */
    this.told = null;
    /** @type {Chosen | null} */
    this.chosen = null;
    this.problem = "";
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (["from", "to", "by", "and", "beside"].some((name) => changed.has(name))) void this.#load();
  }

  async #load() {
    this.chosen = null;
    this.problem = "";
    const asked = new URLSearchParams({ from: this.from, to: this.to, by: this.by, language: language() });
    if (this.and) asked.set("and", this.and);
    else asked.set("beside", this.beside);
    this.asked = asked.toString();
    try {
      const told = await this.api.get(`/reports/figures?${asked}`);
      if (this.asked === asked.toString()) this.told = told;
    } catch (error) {
      const said = hubsWords(error);
      if (this.asked !== asked.toString()) return;
      this.told = null;
      this.problem = said;
    }
  }

  render() {
    const { told, chosen, from, to } = this;
    return html`
      <form @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        ${this.#choice("by", DIMENSIONS, (name) => `reports.by.${name}`)}
        ${this.#choice("and", ["", ...DIMENSIONS.filter((each) => each !== this.by)], (name) => (name ? `reports.by.${name}` : "manager.and_nothing"))}
        ${this.#choice("measure", this.#measures, (name) => `manager.figure.${name}`)}
        ${this.and ? "" : this.#choice("beside", ["none", "period", "year"], (name) => `manager.beside_${name}`)}
      </form>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
      ${told ? this.#figures(told) : ""}
      ${chosen ? html`<jh-singles .cell=${chosen.cell} .named=${chosen.title} .from=${from} .to=${to}></jh-singles>` : ""}
    `;
  }

  /** Ratings by grade say nothing of satisfaction, and ratings alone nothing of waits. */
  get #measures() {
    const by = [this.by, this.and];
    if (by.includes("grade")) return ["share", "rated"];
    return by.some((each) => OF_RATINGS.includes(each)) ? ["share", "rated", "satisfaction"] : MEASURES;
  }

  /** @param {"by" | "and" | "measure" | "beside"} name @param {string[]} known @param {(name: string) => string} words */
  #choice(name, known, words) {
    return html`<label>
      ${say(`manager.${name}`)}
      <select data-testid=${name} @change=${(/** @type {any} */ event) => this.#choose(name, event.target.value)}>
        ${known.map((each) => html`<option value=${each} .selected=${each === this[name]}>${say(words(each))}</option>`)}
      </select>
    </label>`;
  }

  /** @param {"by" | "and" | "measure" | "beside"} name @param {string} value */
  #choose(name, value) {
    if (this[name] === value) return;
    this[name] = value;
    if (this.and === this.by) this.and = "";
    if (!this.#measures.includes(this.measure)) this.measure = this.#measures[0];
    // The figures that are shown are of other dimensions; they go until the new ones are here.
    if (name === "by" || name === "and") this.told = null;
  }

  /** @param {any} told */
  #figures(told) {
    const before = Object.entries(told.before);
    const { satisfaction, satisfaction_unflagged: unflagged } = told.total;
    return html`
      <div class="totals">
        ${this.#total("now", told, [])} ${before.map(([name, earlier]) => this.#total(name, earlier, earlier.changed))}
      </div>
      <div class="card" @chosen=${(/** @type {CustomEvent<Chosen>} */ event) => (this.chosen = event.detail)}>
        ${told.rows.length === 0 ? html`<p class="none" role="status" data-testid="no-figures">${say("manager.empty")}</p>` : this.#rows(told)}
        ${told.rows.length ? html`<p class="mute">${say("manager.press_a_figure")}</p>` : ""}
        ${told.of_visits && !told.exact_waits ? html`<p class="mute">${say("manager.waits_estimated")}</p>` : ""}
        ${unflagged.denominator < satisfaction.denominator
          ? html`<p class="mute">${say("manager.flagged_note", { share: `${percent(unflagged)} (${count(unflagged)})` })}</p>`
          : ""}
      </div>
      ${!this.and && RANKED.includes(this.by) && told.total.rated ? html`<jh-standings .by=${this.by} .from=${this.from} .to=${this.to}></jh-standings>` : ""}
    `;
  }

  /** @param {any} told */
  #rows(told) {
    return this.and
      ? html`<jh-heat-map .by=${told.by} .rows=${told.rows} .measure=${this.measure}></jh-heat-map>`
      : html`<jh-by-one .by=${this.by} .rows=${told.rows} .visits=${told.of_visits} .measure=${this.measure} .beside=${this.beside}></jh-by-one>`;
  }

  /** The hall's figure over a period; a part of the ratings is no figure of the hall. @param {string} name @param {any} told @param {string[]} changed */
  #total(name, told, changed) {
    const measure = this.measure === "share" ? "rated" : this.measure;
    const value = told.total[measure];
    const beside = value !== null && typeof value === "object" && value.denominator ? `${count(value)} · ${span(value)}` : "";
    return html`<section class="card" data-testid="total-${name}">
      <span>${say(`manager.total_${name}`)} · ${say(`manager.figure.${measure}`)}</span>
      <b>${shown(measure, value)}</b>
      ${changed.includes(measure) ? html`<em>${say("manager.changed")}</em>` : ""}
      <small>${beside || html`&nbsp;`}</small>
      <small>${told.from === told.to ? told.from : `${told.from} – ${told.to}`}</small>
    </section>`;
  }
}

customElements.define("jh-two-ways", TwoWays);
