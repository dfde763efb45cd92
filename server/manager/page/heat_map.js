import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { count, plain, shown } from "./figures.js";

/** @typedef {import("./figures.js").Row} Row */

const SHADES = 5;
/** Of fewer people one more or less moves a share by a tenth or more: such a share gets no colour. */
const FEW = 10;
const ORDERED = {
  weekday: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  grade: ["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"],
};

/**
 * One figure by two dimensions: the darker, the more. It is a table with its numbers in words and its cells to press, so
 * that it also says what it says to those who see no shades or use no mouse. Fires "chosen" with a cell.
 */
export class HeatMap extends LitElement {
  static properties = { by: { attribute: false }, rows: { attribute: false }, measure: { attribute: false } };

  static styles = [
    look,
    css`
      table {
        border-collapse: separate;
        border-spacing: 4px;
        font-variant-numeric: tabular-nums;
        min-width: 100%;
      }
      th {
        font-weight: 400;
        color: var(--mute);
        font-size: 18px;
        text-align: left;
        padding: 4px 8px;
        min-width: 84px;
      }
      th[scope="col"] {
        text-align: center;
      }
      th[scope="row"] {
        white-space: nowrap;
      }
      td {
        padding: 0;
      }
      td button {
        width: 100%;
        min-height: 62px;
        border: 0;
        border-radius: 10px;
        padding: 4px 8px;
        background: transparent;
        position: relative;
        white-space: nowrap;
        line-height: 1.3;
      }
      td small {
        display: block;
        font-size: 18px;
      }
      .where {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .legend {
        display: flex;
        gap: 6px;
        align-items: center;
        color: var(--mute);
        font-size: 18px;
        margin: 10px 0 0;
        flex-wrap: wrap;
      }
      .legend i {
        width: 40px;
        height: 20px;
        border-radius: 6px;
      }
      .shade1 {
        background: #e8f0f1;
      }
      .shade2 {
        background: #d0e2e6;
      }
      .shade3 {
        background: #b5d0d7;
      }
      .shade4 {
        background: #95bcc6;
      }
      .shade5 {
        background: #7badba;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {(keyof typeof ORDERED)[]} two dimensions: of the lines, of the columns */
    this.by = [];
    /** @type {Row[]} */
    this.rows = [];
    this.measure = "satisfaction";
  }

  render() {
    const columns = this.#columns();
    /** @type {Map<string, Map<string, Row>>} */
    const lines = new Map();
    for (const row of this.rows) lines.set(row.keys[0], (lines.get(row.keys[0]) ?? new Map()).set(row.keys[1], row));
    const values = this.rows.map((row) => this.#coloured(row)).filter((value) => value !== null);
    const ends = { least: Math.min(...values), most: Math.max(...values) };
    return html`<table data-testid="map">
        <tr>
          <td></td>
          ${columns.map(([, label]) => html`<th scope="col">${label}</th>`)}
        </tr>
        ${[...lines.values()].map(
          (cells) => html`<tr>
            <th scope="row">${[...cells.values()][0].labels[0]}</th>
            ${columns.map(([key]) => html`<td>${this.#cell(cells.get(key), ends)}</td>`)}
          </tr>`,
        )}
      </table>
      ${this.#legend(values, ends)}`;
  }

  /** Keys and labels of the columns, in their order. @returns {[string, string][]} */
  #columns() {
    const order = ORDERED[this.by[1]] ?? [];
    /** @type {[string, string][]} */
    const columns = [...new Map(this.rows.map(({ keys, labels }) => [keys[1], labels[1]]))];
    return columns.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b) || a.localeCompare(b, undefined, { numeric: true }));
  }

  /** What a cell is shaded by; null leaves it without. @param {Row} row */
  #coloured(row) {
    const value = row[this.measure];
    if (value !== null && typeof value === "object" && value.denominator < FEW) return null;
    return plain(value);
  }

  /** @param {Row | undefined} row @param {{least: number, most: number}} ends */
  #cell(row, ends) {
    if (!row) return "";
    const value = row[this.measure];
    const isShare = value !== null && typeof value === "object";
    const text = shown(this.measure, value);
    return html`<button
      type="button"
      class=${shade(this.#coloured(row), ends)}
      data-testid="cell-${row.keys.join("-")}"
      @click=${() => this.#choose(row)}
    >
      <span class="where">${row.labels.join(" · ")}:</span>
      ${text}${isShare ? html`<small>${count(value)}</small>` : ""}
    </button>`;
  }

  /** @param {number[]} values @param {{least: number, most: number}} ends */
  #legend(values, { least, most }) {
    const example = this.rows.find((row) => plain(row[this.measure]) !== null)?.[this.measure];
    const isShare = example !== null && typeof example === "object";
    const told = (/** @type {number} */ value) => shown(this.measure, isShare ? { value } : value);
    return html`<p class="legend">
      ${values.length && most > least
        ? html`${told(least)} ${Array.from({ length: SHADES }, (_, place) => html`<i class="shade${place + 1}"></i>`)} ${told(most)}`
        : ""}
      ${isShare ? say("manager.map_few", { few: FEW }) : ""}
    </p>`;
  }

  /** @param {Row} row */
  #choose(row) {
    const named = this.by.map((name, place) => [name, row.keys[place]]);
    const cell = Object.fromEntries(named.filter(([name]) => name !== "hall"));
    this.dispatchEvent(new CustomEvent("chosen", { bubbles: true, composed: true, detail: { cell, title: row.labels.join(" · ") } }));
  }
}

/** @param {number | null} value @param {{least: number, most: number}} ends */
function shade(value, { least, most }) {
  if (value === null || most <= least) return "";
  return `shade${1 + Math.min(SHADES - 1, Math.floor(((value - least) / (most - least)) * SHADES))}`;
}

customElements.define("jh-heat-map", HeatMap);
