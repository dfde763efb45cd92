import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, say, sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { FittingLines } from "./fitting.js";
import "shared/icon.js";
import "./calm.js";

export const LAST_SHOWN = 5;
/** So many free rows have room for a notice, and for what to bring. */
const ROWS_FOR_A_NOTICE = 2;
const ROWS_FOR_A_LIST = 3;

/** The calls before the newest one. Rows that are still free make room for what to bring, or for a notice. */
export class LastCalls extends LitElement {
  static properties = {
    calls: { attribute: false },
    saying: { attribute: false },
    names: { attribute: false },
    notices: { attribute: false },
    lists: { attribute: false },
  };

  static styles = [
    look,
    boardLook,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        gap: calc(var(--u) * 0.6);
        min-width: 0;
        min-height: 0;
        font-size: calc(var(--u) * 1.5);
      }
      h2 {
        margin: 0;
        font-size: calc(var(--u) * 1.35);
        font-weight: 400;
        line-height: 1.5;
        color: var(--on-deep);
        display: flex;
        gap: 1em;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-rows: repeat(5, minmax(0, 1fr));
        gap: calc(var(--u) * 0.8);
        min-height: 0;
      }
      li.call {
        background: var(--deep-2);
        border-radius: calc(var(--u) * 1.2);
        padding: 0 calc(var(--u) * 1.3);
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: calc(var(--u) * 0.9);
        align-items: center;
        overflow: hidden;
        color: #fff;
      }
      .number {
        font-size: calc(var(--u) * 3.5);
        line-height: 1;
      }
      .what {
        color: var(--on-deep);
        line-height: 1.25;
        display: grid;
      }
      .what [lang]:not(:first-child) {
        font-size: 0.75em;
        line-height: 1.5;
      }
      @media (orientation: portrait) {
        .number:first-child {
          font-size: calc(var(--u) * 3.1);
        }
        .what {
          grid-auto-flow: column;
          justify-content: start;
          align-items: baseline;
          gap: 1em;
        }
      }
      .to {
        font-size: calc(var(--u) * 2.7);
        font-weight: 700;
        display: flex;
        align-items: center;
        gap: 0.3em;
      }
      .to jh-icon {
        color: var(--gold-soft);
        font-size: 0.7em;
      }
      .room {
        min-height: 0;
        min-width: 0;
      }
      .after-0 {
        grid-row: 1 / -1;
      }
      .after-1 {
        grid-row: 2 / -1;
      }
      .after-2 {
        grid-row: 3 / -1;
      }
      .after-3 {
        grid-row: 4 / -1;
      }
    `,
  ];

  #lines = new FittingLines(this);

  constructor() {
    super();
    /** @type {import("./turns.js").Call[]} */
    this.calls = [];
    /** @type {string | null} the number that is being spoken */
    this.saying = null;
    /** @type {(service: string) => import("shared/words.js").Texts | null} */
    this.names = () => null;
    /** @type {import("./calm.js").Thought[]} */
    this.notices = [];
    /** @type {import("./calm.js").Thought[]} */
    this.lists = [];
  }

  render() {
    const calls = this.calls.slice(0, LAST_SHOWN);
    const free = LAST_SHOWN - calls.length;
    const thoughts = free >= ROWS_FOR_A_LIST ? [...this.lists, ...this.notices] : free >= ROWS_FOR_A_NOTICE ? this.notices : [];
    return html`<h2>
        ${sayInOrder("display.just_called").map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
      </h2>
      <ol>
        ${calls.map((call) => this.#row(call))}
        ${thoughts.length > 0
          ? html`<li class="room after-${calls.length}"><jh-calm small .thoughts=${thoughts}></jh-calm></li>`
          : ""}
      </ol>`;
  }

  /** @param {import("./turns.js").Call} call */
  #row(call) {
    return html`<li class="call" data-testid="call-${call.number}">
      <span class="number">${call.number}</span>
      <span class="what"
        >${inOrder(this.names(call.service))
          .slice(0, 2)
          .map((each) => html`<span class="one-line" lang=${each.language}>${each.text}</span>`)}</span
      >
      <span class="to number"
        >${this.saying === call.number ? html`<jh-icon name="volume"></jh-icon>` : ""}${say("display.window_short", {
          window: call.window,
        })}</span
      >
    </li>`;
  }
}

customElements.define("jh-last-calls", LastCalls);
