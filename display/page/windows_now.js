import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { cells, layOut, twice } from "./cells.js";
import { FittingLines } from "./fitting.js";
import { Rotation } from "./rotation.js";
import "shared/icon.js";

/** @typedef {import("./windows.js").Window} Window */

const PAGE_MS = 9_000;
const LARGE = 6;
const SMALL = 16;
/** So few, that each has room for larger words. */
const FEW = 3;
const ICONS = /** @type {Record<string, string>} */ ({ open: "user-check", paused: "coffee", closed: "moon" });

/** The windows with their state: up to six large, more of them smaller, many a page at a time. */
export class WindowsNow extends LitElement {
  static properties = { windows: { attribute: false } };

  static styles = [
    look,
    boardLook,
    cells,
    css`
      li {
        background: #fff;
        color: var(--ink);
        grid-template-columns: auto minmax(0, 1fr);
        align-content: center;
        padding: 0 calc(var(--u) * 0.9);
        gap: calc(var(--e) * 0.15) calc(var(--e) * 0.9);
      }
      .few li {
        grid-template-columns: auto minmax(0, max-content);
        justify-content: center;
      }
      .few .name {
        display: flex;
        gap: 0.8em;
        align-items: baseline;
      }
      li[data-state="paused"],
      li[data-state="closed"] {
        background: var(--deep-2);
        color: var(--on-deep);
      }
      b {
        font-size: calc(var(--e) * 3.2);
        grid-row: span 2;
        min-width: 0.6em;
      }
      .name {
        font-size: calc(var(--e) * 1.2);
        line-height: 1.2;
      }
      .name [lang]:not(:first-child) {
        font-size: 0.8em;
        line-height: 1.35;
      }
      .now {
        font-size: calc(var(--e) * 1.7);
        display: flex;
        align-items: center;
        gap: 0.4em;
        white-space: nowrap;
      }
      .now jh-icon {
        font-size: calc(var(--e) * 1.4);
        line-height: 1;
      }
      .now small {
        font-size: calc(var(--e) * 1.15);
        font-weight: 400;
        line-height: 1.25;
      }
      @media (orientation: portrait) {
        .name {
          display: flex;
          gap: 0.8em;
          align-items: baseline;
        }
      }
      .many li {
        grid-template-columns: auto auto;
        justify-content: space-between;
      }
      .many b {
        grid-row: auto;
        font-size: calc(var(--u) * 1.9);
      }
      .many .name,
      .many .serving small {
        display: none;
      }
      .many .now {
        font-size: calc(var(--u) * 1.7);
      }
    `,
  ];

  #rotation = new Rotation(this, PAGE_MS);
  #lines = new FittingLines(this);

  constructor() {
    super();
    /** @type {Window[]} */
    this.windows = [];
  }

  willUpdate() {
    layOut(this, places(this.windows.length));
  }

  render() {
    const count = this.windows.length;
    const many = count > LARGE;
    // Of many windows, those where nobody sits are only in the way.
    const staffed = this.windows.filter((window) => window.state !== "closed");
    const listed = count > SMALL && staffed.length > 0 ? staffed : this.windows;
    return html`<ul class=${many ? "many" : count <= FEW ? "few" : ""}>
      ${this.#rotation.page(listed, many ? SMALL : LARGE).map((window) => this.#window(window))}
    </ul>`;
  }

  /** @param {Window} window */
  #window({ code, name, state, serving }) {
    const number = state === "open" ? serving?.number : undefined;
    const doing = serving?.state === "called" ? "display.called_short" : "display.serving_short";
    return html`<li data-testid="window-${code}" data-state=${state}>
      <b class="number">${code}</b>
      ${twice(name)}
      <span class="now number ${number ? "serving" : ""}">
        ${number ?? html`<jh-icon name=${ICONS[state] ?? "point"}></jh-icon>`}
        <small>${say(number ? doing : state === "open" ? "display.free" : `terminal.state.${state}`)}</small>
      </span>
    </li>`;
  }
}

/** Where so many stand. @param {number} count */
function places(count) {
  if (count <= 1) return { lying: { columns: 1, rows: 1, scale: 1.4 }, upright: { columns: 1, rows: 1, scale: 2.2 } };
  if (count <= FEW) return { lying: { columns: count, rows: 1, scale: 1.3 }, upright: { columns: 1, rows: count, scale: 1.1 } };
  if (count <= LARGE) return { lying: { columns: count, rows: 1 }, upright: { columns: 2, rows: Math.ceil(count / 2) } };
  return { lying: { columns: SMALL / 2, rows: 2 }, upright: { columns: 4, rows: 4 } };
}

customElements.define("jh-windows-now", WindowsNow);
