import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { formLook, tallFields } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { ratingRow, RATING_HEADS, ticketRow, TICKET_HEADS } from "./rows.js";
import { percent } from "./figures.js";

const BY = ["window", "staff", "service", "department", "day", "hour"];

/** The figures of ratings or of tickets over any hall days, and their export. */
export class Report extends LitElement {
  static properties = {
    kind: { attribute: false },
    changes: { attribute: false },
    from: { attribute: false },
    to: { attribute: false },
    by: { state: true },
    report: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    formLook,
    tallFields,
    css`
      form {
        margin-bottom: 20px;
      }
      form a {
        min-height: 60px;
        border-radius: 18px;
        padding: 0 16px;
      }
      form .spring {
        flex: 1;
      }
      .exports {
        display: flex;
        gap: 12px;
      }
      a {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ink);
        text-decoration: none;
        border: 2px solid var(--line);
        background: var(--card);
      }
      a.gold {
        background: var(--gold);
        border-color: var(--gold);
        font-weight: 700;
      }
      .card {
        padding: 14px 26px;
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        white-space: nowrap;
      }
      th {
        font-weight: 400;
        color: var(--mute);
        font-size: 18px;
        text-align: right;
      }
      th:first-child,
      td:first-child {
        text-align: left;
        white-space: normal;
      }
      th,
      td {
        padding: 12px 10px;
        border-bottom: 2px solid var(--line);
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      td.left {
        text-align: left;
      }
      .share {
        display: flex;
        gap: 12px;
        align-items: center;
        justify-content: flex-end;
      }
      jh-shares {
        width: 150px;
        display: inline-block;
      }
      tr.total td {
        font-weight: 700;
        border-bottom: 0;
      }
      small {
        color: var(--mute);
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
    this.kind = "ratings";
    this.changes = 0;
    this.from = this.to = "";
    this.by = "window";
    /** @type {any} */
    this.report = null;
    this.problem = "";
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("kind")) this.report = null;
    if (["kind", "changes", "from", "to", "by"].some((name) => changed.has(name))) void this.#load();
  }

  get #query() {
    return new URLSearchParams({ from: this.from, to: this.to, by: this.by }).toString();
  }

  async #load() {
    this.problem = "";
    const asked = `/reports/${this.kind}?${this.#query}`;
    this.asked = asked;
    try {
      const report = await this.api.get(asked);
      if (this.asked === asked) this.report = report;
    } catch (error) {
      const said = hubsWords(error);
      if (this.asked === asked) this.problem = said;
    }
  }

  render() {
    return html`
      <form @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <label>
          ${say("manager.by")}
          <select data-testid="by" @change=${(/** @type {any} */ event) => (this.by = event.target.value)}>
            ${BY.map((by) => html`<option value=${by} ?selected=${by === this.by}>${say(`manager.by.${by}`)}</option>`)}
          </select>
        </label>
        <span class="spring"></span>
        <span class="exports">${this.#export("csv")}${this.#export("xlsx", "gold")}</span>
      </form>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
      ${this.report ? this.#table(this.report) : ""}
    `;
  }

  /** @param {string} format @param {string} [kind] */
  #export(format, kind = "") {
    return html`<a class=${kind} data-testid="export-${format}" href="/api/v1/reports/${this.kind}?${this.#query}&format=${format}" download>
      <jh-icon name="download"></jh-icon>${say(`manager.export_${format}`)}
    </a>`;
  }

  /** @param {any} report */
  #table(report) {
    if (report.rows.length === 0) return html`<p class="card">${say("manager.empty")}</p>`;
    const [heads, row] = this.kind === "ratings" ? [RATING_HEADS, ratingRow] : [TICKET_HEADS, ticketRow];
    return html`<div class="card">
        <table data-testid="table">
          <tr>
            <th>${say(`manager.by.${report.by}`)}</th>
            ${heads.map((head) => html`<th>${say(`manager.${head}`)}</th>`)}
          </tr>
          ${report.rows.map((/** @type {any} */ each) => html`<tr data-testid="row-${each.key}">${row(each, each.label)}</tr>`)}
          <tr class="total" data-testid="row-total">${row(report.total, say("manager.total"))}</tr>
        </table>
      </div>
      ${report.total.flagged
        ? html`<p class="mute">${say("manager.flagged_note", { share: percent(report.total.satisfaction_unflagged) })}</p>`
        : ""}`;
  }
}

customElements.define("jh-report", Report);
