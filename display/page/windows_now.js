import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, say } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { Rotation } from "./rotation.js";
import "shared/icon.js";

/** @typedef {import("./windows.js").Window} Window */

const PAGE_MS = 9_000;
const LARGE = 6;
const SMALL = 16;
const ICONS = /** @type {Record<string, string>} */ ({ open: "user-check", paused: "coffee", closed: "moon" });

/** The windows with their state: up to six large, more of them smaller, many a page at a time. */
export class WindowsNow extends LitElement {
  static properties = { windows: { attribute: false } };

  static styles = [
    look,
    boardLook,
    css`
      :host {
        min-width: 0;
        min-height: 0;
        --columns: 6;
        --rows: 1;
      }
      :host([many]) {
        --columns: 8;
        --rows: 2;
      }
      @media (orientation: portrait) {
        :host {
          --columns: 2;
          --rows: 3;
        }
        :host([many]) {
          --columns: 4;
          --rows: 4;
        }
      }
      .of-1 {
        --columns: 1;
      }
      .of-2 {
        --columns: 2;
      }
      .of-3 {
        --columns: 3;
      }
      .of-4 {
        --columns: 4;
      }
      .of-5 {
        --columns: 5;
      }
      @media (orientation: portrait) {
        .of-1,
        .of-2,
        .of-3 {
          --columns: 1;
        }
        .of-4,
        .of-5 {
          --columns: 2;
        }
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        height: 100%;
        display: grid;
        grid-template: repeat(var(--rows), minmax(0, 1fr)) / repeat(var(--columns), minmax(0, 1fr));
        gap: calc(var(--u) * 0.7);
      }
      li {
        background: #fff;
        color: var(--ink);
        border-radius: calc(var(--u) * 1);
        padding: 0 calc(var(--u) * 1);
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        grid-auto-flow: column;
        grid-template-rows: auto auto;
        align-content: center;
        align-items: center;
        gap: 0 calc(var(--u) * 1);
        overflow: hidden;
      }
      li[data-state="paused"],
      li[data-state="closed"] {
        background: var(--deep-2);
        color: var(--on-deep);
      }
      b {
        font-size: calc(var(--u) * 3.4);
        line-height: 1;
        grid-row: span 2;
        min-width: 0.6em;
      }
      .name {
        font-size: calc(var(--u) * 1.3);
        line-height: 1.3;
      }
      .name [lang]:not(:first-child) {
        font-size: 0.8em;
        margin-left: 0.5em;
      }
      .now {
        font-size: calc(var(--u) * 2);
        display: flex;
        align-items: baseline;
        gap: 0.35em;
        line-height: 1.15;
        white-space: nowrap;
      }
      .now jh-icon {
        font-size: 0.8em;
        align-self: center;
      }
      .now small {
        font-size: calc(var(--u) * 1.15);
        font-weight: 400;
      }
      :host([many]) li {
        padding: 0 calc(var(--u) * 0.7);
        grid-template-rows: auto;
      }
      :host([many]) .now {
        justify-content: end;
      }
      :host([many]) b {
        grid-row: auto;
        font-size: calc(var(--u) * 1.9);
      }
      :host([many]) .name {
        display: none;
      }
      :host([many]) .now {
        font-size: calc(var(--u) * 1.7);
      }
      :host([many]) .now small {
        display: none;
      }
    `,
  ];

  #rotation = new Rotation(this, PAGE_MS);

  constructor() {
    super();
    /** @type {Window[]} */
    this.windows = [];
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("windows")) this.toggleAttribute("many", this.windows.length > LARGE);
  }

  render() {
    const many = this.windows.length > LARGE;
    // Of many windows, those where nobody sits are only in the way.
    const staffed = this.windows.filter((window) => window.state !== "closed");
    const listed = many && this.windows.length > SMALL && staffed.length > 0 ? staffed : this.windows;
    return html`<ul class=${many ? "" : `of-${listed.length}`}>
      ${this.#rotation.page(listed, many ? SMALL : LARGE).map((window) => this.#window(window))}
    </ul>`;
  }

  /** @param {Window} window */
  #window({ code, name, state, serving }) {
    const number = state === "open" ? serving?.number : undefined;
    return html`<li data-testid="window-${code}" data-state=${state}>
      <b class="number">${code}</b>
      <span class="name one-line"
        >${inOrder(name)
          .slice(0, 2)
          .map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</span
      >
      <span class="now number">
        ${number ?? html`<jh-icon name=${ICONS[state] ?? "point"}></jh-icon>`}
        <small>${say(number ? "display.serving_short" : state === "open" ? "display.free" : `terminal.state.${state}`)}</small>
      </span>
    </li>`;
  }
}

customElements.define("jh-windows-now", WindowsNow);
