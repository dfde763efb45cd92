import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say, sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { cells, layOut, twice } from "./cells.js";
import { FittingLines } from "./fitting.js";
import { Rotation } from "./rotation.js";
import "shared/icon.js";

/** @typedef {{code: string, name: import("shared/words.js").Texts, icon: string, waiting: number}} Service */

const PAGE_MS = 9_000;
const SHOWN = 12;
/** Of names that are too long for so many, this many at a time. */
const SHOWN_OF_LONG = 8;
/** So few, that each has room for larger words. */
const FEW = 4;
const ONE_ROW = 6;

/** How many wait, by service (各事项等候人数). Of more than a dozen, those where somebody waits. */
export class Waiting extends LitElement {
  static properties = { services: { attribute: false }, long: { state: true } };

  static styles = [
    look,
    boardLook,
    cells,
    css`
      li {
        border: 2px solid var(--edge);
        color: #fff;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: calc(var(--e) * 0.35);
      }
      .few li {
        grid-template-columns: auto minmax(0, max-content) auto;
        justify-content: center;
        gap: calc(var(--e) * 1.2);
      }
      li > jh-icon {
        font-size: calc(var(--e) * 1.6);
        color: var(--on-deep);
      }
      .name [lang]:not(:first-child) {
        color: var(--on-deep);
      }
      b {
        font-size: calc(var(--e) * 2.1);
      }
      .none b {
        color: var(--on-deep);
        font-weight: 400;
      }
      li.nobody {
        grid-column: 1 / -1;
        grid-row: 1 / -1;
        border: 0;
        display: flex;
        justify-content: center;
        gap: calc(var(--u) * 2);
        font-size: calc(var(--u) * 1.8);
        color: var(--on-deep);
      }
    `,
  ];

  #rotation = new Rotation(this, PAGE_MS);
  #lines = new FittingLines(this);

  constructor() {
    super();
    /** @type {Service[]} */
    this.services = [];
    /** Whether a name was met that has no room beside so many others; it stays so, and nothing jumps to and fro. */
    this.long = false;
  }

  get #shown() {
    return this.long ? SHOWN_OF_LONG : SHOWN;
  }

  /** The services that are listed, on as many pages as they need. */
  #listed() {
    return this.services.length <= this.#shown ? this.services : this.services.filter((each) => each.waiting > 0);
  }

  willUpdate() {
    layOut(this, places(this.#listed().length, this.long));
  }

  updated() {
    const cells = [...this.renderRoot.querySelectorAll("li")];
    this.long ||= cells.some((cell) => cell.scrollHeight > cell.clientHeight + 1);
  }

  render() {
    const listed = this.#listed();
    if (listed.length === 0) {
      return html`<ul>
        <li class="nobody">
          ${sayInOrder("display.nobody_waits").map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        </li>
      </ul>`;
    }
    return html`<ul class=${listed.length <= FEW ? "few" : ""} aria-label=${say("display.waiting_by_service")}>
      ${this.#rotation.page(listed, this.#shown).map(
        (service) => html`<li data-testid="waiting-${service.code}" class=${service.waiting ? "" : "none"}>
          <jh-icon name=${service.icon}></jh-icon>${twice(service.name)}<b class="number">${service.waiting}</b>
        </li>`,
      )}
    </ul>`;
  }
}

/** Where so many stand. @param {number} count @param {boolean} long whether their names need more room */
function places(count, long) {
  if (count <= 1) return { lying: { columns: 1, rows: 1, scale: 1.7 }, upright: { columns: 1, rows: 1, scale: 2.2 } };
  if (count <= FEW) return { lying: { columns: count, rows: 1, scale: 1.5 }, upright: { columns: 1, rows: count, scale: 1.2 } };
  if (count <= ONE_ROW) return { lying: { columns: count, rows: 1, scale: 1.2 }, upright: { columns: 2, rows: 3, scale: 1.3 } };
  if (long) return { lying: { columns: SHOWN_OF_LONG / 2, rows: 2 }, upright: { columns: 2, rows: 4 } };
  const columns = Math.min(Math.ceil(count / 2), SHOWN / 2);
  return { lying: { columns, rows: 2 }, upright: { columns: 3, rows: 4 } };
}

customElements.define("jh-waiting", Waiting);
