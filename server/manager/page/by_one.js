import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { count, percent, shown, span, tenths } from "./figures.js";
import "./interval.js";

/** @typedef {import("./figures.js").Row} Row */

/** The figures by one dimension, a row each. Fires "chosen" with the row whose servings somebody wants to see. */
export class ByOne extends LitElement {
  static properties = {
    by: { attribute: false },
    rows: { attribute: false },
    visits: { attribute: false },
    measure: { attribute: false },
    beside: { attribute: false },
  };

  static styles = [
    look,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        text-align: right;
        padding: 6px 8px;
        border-bottom: 2px solid var(--line);
        white-space: nowrap;
      }
      th:first-child {
        text-align: left;
      }
      td:first-child {
        padding-left: 0;
        text-align: left;
      }
      th {
        font-weight: 400;
        color: var(--mute);
        font-size: 18px;
      }
      td button {
        min-height: 48px;
        border: 0;
        border-radius: 10px;
        padding: 0 8px;
        background: transparent;
        text-align: left;
        text-decoration: underline;
        text-decoration-color: var(--line);
        text-underline-offset: 5px;
        white-space: normal;
      }
      .share {
        display: flex;
        gap: 10px;
        align-items: center;
        justify-content: flex-end;
      }
      jh-interval {
        flex: none;
      }
      .span {
        width: 94px;
        text-align: left;
      }
      small {
        color: var(--mute);
        font-size: 18px;
      }
    `,
  ];

  constructor() {
    super();
    this.by = "window";
    /** @type {Row[]} */
    this.rows = [];
    /** Whether the rows count visits too, and not ratings only. */
    this.visits = true;
    this.measure = "satisfaction";
    this.beside = "none";
  }

  render() {
    const share = this.by === "grade" ? "share" : "satisfaction";
    return html`<table data-testid="table">
      <tr>
        <th scope="col">${say(`reports.by.${this.by}`)}</th>
        ${this.visits ? html`<th scope="col">${say("manager.figure.finished")}</th>` : ""}
        <th scope="col">${say("manager.figure.rated")}</th>
        ${this.visits || this.by === "grade" ? "" : html`<th scope="col">${say("manager.figure.share")}</th>`}
        <th scope="col">${say(`manager.figure.${share}`)} · ${say("manager.between")}</th>
        ${this.visits
          ? html`<th scope="col">${say("manager.figure.over_promise")}</th>
              <th scope="col">${say("manager.wait_spread")}</th>`
          : ""}
        ${this.beside === "none" ? "" : html`<th scope="col">${say(`manager.beside_${this.beside}`)}<br />${say(`manager.figure.${this.measure}`)}</th>`}
      </tr>
      ${this.rows.map((row) => this.#row(row, row[share]))}
    </table>`;
  }

  /** @param {Row} row @param {import("./figures.js").Ratio} share */
  #row(row, share) {
    return html`<tr data-testid="figures-of-${row.keys[0]}">
      <td><button type="button" data-testid="cell-${row.keys[0]}" @click=${() => this.#choose(row)}>${row.labels[0]}</button></td>
      ${this.visits ? html`<td>${row.finished}</td>` : ""}
      <td>${row.rated}</td>
      ${this.visits || this.by === "grade" ? "" : html`<td>${percent(row.share)} <small>${count(row.share)}</small></td>`}
      <td>
        <span class="share">
          <span>${percent(share)} <small>${count(share)}</small></span>
          <jh-interval .ratio=${share}></jh-interval>
          <small class="span">${span(share)}</small>
        </span>
      </td>
      ${this.visits
        ? html`<td>${percent(row.over_promise)} <small>${count(row.over_promise)}</small></td>
            <td>${tenths(row.median_wait_minutes)} / ${tenths(row.p90_wait_minutes)}</td>`
        : ""}
      ${this.beside === "none" ? "" : html`<td>${this.#before(row.before)}</td>`}
    </tr>`;
  }

  /** @param {Record<string, any> | null | undefined} before */
  #before(before) {
    const value = before?.[this.measure];
    const isShare = value !== null && typeof value === "object";
    return html`${shown(this.measure, value)} ${isShare ? html`<small>${count(value)}</small>` : ""}`;
  }

  /** @param {Row} row */
  #choose(row) {
    const cell = this.by === "hall" ? {} : { [this.by]: row.keys[0] };
    this.dispatchEvent(new CustomEvent("chosen", { bubbles: true, composed: true, detail: { cell, title: row.labels[0] } }));
  }
}

customElements.define("jh-by-one", ByOne);
