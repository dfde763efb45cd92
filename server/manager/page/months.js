import { LitElement, css, html } from "lit";
import { Api, ApiError, HubAway } from "shared/api.js";
import { hallDay, timeOfDay } from "shared/clock.js";
import { hubsWords } from "shared/hubs_words.js";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { percent } from "./figures.js";
import "./ordering.js";

const FORMATS = ["pdf", "xlsx", "csv", "json"];
const LOOK_EVERY_MS = 1_000;

/**
 * @typedef {{month: string, made_at: string, changes: number, figures: Record<string, any>}} Month
 * @typedef {object} Export
 * @property {string} id
 * @property {string} what
 * @property {string} from
 * @property {string} to
 * @property {string} format
 * @property {string} kept_until
 * @property {"waiting" | "running" | "ready" | "failed" | "cancelled"} state
 * @property {number} done
 * @property {number} total
 */

/** What is handed in: each month as it was reported, and any period on demand. */
export class Months extends LitElement {
  static properties = {
    changes: { attribute: false },
    mayOrder: { attribute: false },
    months: { state: true },
    exports: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    listLook,
    css`
      :host {
        display: grid;
        gap: 24px;
      }
      section {
        padding: 20px 26px;
      }
      h2 {
        margin: 0 0 14px;
        font-size: 24px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(210px, auto) 1fr auto;
        gap: 6px 24px;
        align-items: center;
        padding: 14px 0;
        border-top: 2px solid var(--line);
      }
      li b {
        font-size: 24px;
      }
      small {
        display: block;
        color: var(--mute);
        font-size: 18px;
      }
      .files {
        display: grid;
        grid-template-columns: auto repeat(4, auto);
        gap: 8px;
        align-items: center;
        justify-content: end;
      }
      .files span {
        text-align: right;
        padding-right: 6px;
      }
      a,
      li button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
        min-height: 48px;
        padding: 0 14px;
        border: 2px solid var(--line);
        border-radius: 16px;
        background: var(--card);
        color: var(--ink);
        text-decoration: none;
        font-size: 18px;
      }
      a.first {
        border-color: var(--deep);
        font-weight: 700;
      }
      progress {
        width: 100%;
        height: 14px;
        accent-color: var(--deep);
      }
      .failed,
      .problem {
        color: var(--red);
        font-weight: 700;
      }
      .empty {
        margin: 0;
        color: var(--mute);
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    this.mayOrder = false;
    /** @type {Month[] | null} */
    this.months = null;
    /** @type {Export[]} */
    this.exports = [];
    this.problem = "";
    this.api = new Api();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.looking);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.#load();
  }

  async #load() {
    try {
      const [{ months }, { exports }] = await Promise.all([this.api.get("/months"), this.api.get("/exports")]);
      this.months = months;
      this.exports = exports;
    } catch (error) {
      if (error instanceof ApiError) this.problem = error.detail;
      else if (!(error instanceof HubAway)) throw error;
    }
    clearTimeout(this.looking);
    const unfinished = this.exports.some(({ state }) => state === "waiting" || state === "running");
    if (unfinished && this.isConnected) this.looking = setTimeout(() => this.#load(), LOOK_EVERY_MS);
  }

  /** @param {string} path @param {unknown} [body] */
  async #post(path, body) {
    this.problem = "";
    try {
      await this.api.post(path, body);
    } catch (error) {
      this.problem = hubsWords(error);
    }
    await this.#load();
  }

  render() {
    if (!this.months) return html`<p class="problem" role="alert">${this.problem}</p>`;
    return html`<section class="card">
        <h2>${say("manager.make_title")}</h2>
        ${this.mayOrder
          ? html`<jh-ordering @order=${(/** @type {CustomEvent} */ event) => this.#post("/exports", event.detail)}></jh-ordering>`
          : ""}
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
        <ul>
          ${this.exports.map((each) => this.#export(each))}
        </ul>
      </section>
      <section class="card">
        <h2>${say("manager.months_title")}</h2>
        ${this.months.length
          ? html`<ul>
              ${this.months.map((month) => this.#month(month))}
            </ul>`
          : html`<p class="empty">${say("manager.months_none")}</p>`}
      </section>`;
  }

  /** @param {Month} month */
  #month({ month, made_at, changes, figures }) {
    const [year, number] = month.split("-");
    const told = {
      finished: figures.finished.value,
      participation: percent(figures.participation),
      satisfaction: percent(figures.satisfaction),
    };
    return html`<li data-testid="month-${month}">
      <div>
        <b>${say("manager.month_name", { year, month: Number(number) })}</b>
        <small>${say("manager.month_made", { date: hallDay(Date.parse(made_at)) })}</small>
      </div>
      <div>${say("manager.month_figures", told)}<small>${say("manager.month_changes", { count: changes })}</small></div>
      <div class="files">
        ${["report", "ledger"].map(
          (what) => html`<span>${say(`manager.what.${what === "report" ? "month" : what}`)}</span>${FORMATS.map(
              (format) => html`<a
                class=${format === "pdf" ? "first" : ""}
                data-testid="${what}-${format}"
                href="/api/v1/months/${month}/${what}?format=${format}"
                download
                >${format.toUpperCase()}</a
              >`,
            )}`,
        )}
      </div>
    </li>`;
  }

  /** @param {Export} each */
  #export(each) {
    const share = each.total ? each.done / each.total : 0;
    const told = {
      percent: `${Math.floor(share * 100)}%`,
      time: `${hallDay(Date.parse(each.kept_until)).slice(5)} ${timeOfDay(Date.parse(each.kept_until))}`,
    };
    return html`<li data-testid="export-${each.id}" data-state=${each.state}>
      <div>
        <b>${say(`manager.what.${each.what}`)} · ${each.format.toUpperCase()}</b>
        <small>${each.from} – ${each.to}</small>
      </div>
      <div class=${each.state}>
        ${say(`manager.export.${each.state}`, told)}
        ${each.state === "running" ? html`<progress max="1" .value=${share} aria-label=${told.percent}></progress>` : ""}
      </div>
      <div>${this.#deed(each)}</div>
    </li>`;
  }

  /** @param {Export} each */
  #deed({ id, state }) {
    if (state === "ready") {
      return html`<a class="first" data-testid="download" href="/api/v1/exports/${id}/file" download>
        <jh-icon name="download"></jh-icon>${say("manager.export_download")}
      </a>`;
    }
    if (state !== "waiting" && state !== "running") return "";
    if (!this.mayOrder) return "";
    return html`<button data-testid="cancel" @click=${() => this.#post(`/exports/${id}/cancel`)}>${say("manager.export_cancel")}</button>`;
  }
}

customElements.define("jh-months", Months);
