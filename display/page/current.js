import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import "shared/icon.js";

/** The newest call on gold: the number as large as it goes, and the window. */
export class Current extends LitElement {
  static properties = { call: { attribute: false }, service: { attribute: false } };

  static styles = [
    look,
    boardLook,
    css`
      :host {
        min-width: 0;
        min-height: 0;
        container-type: size;
      }
      article {
        height: 100%;
        background: var(--gold);
        color: #1d1607;
        border-radius: calc(var(--u) * 1.9);
        padding: 0 calc(var(--u) * 1.4);
        display: grid;
        align-content: space-evenly;
        overflow: hidden;
      }
      .number {
        --fits: calc((100cqw - var(--u) * 3.2) / (var(--characters, 4) * 0.618));
        font-size: min(23.4 * var(--u), 76cqh, var(--fits));
        line-height: 0.8;
        white-space: nowrap;
        text-align: center;
        letter-spacing: 0;
      }
      .of-5 {
        --characters: 5;
      }
      .of-6 {
        --characters: 6;
      }
      .of-7,
      .of-8 {
        --characters: 8;
      }
      .to {
        display: flex;
        justify-content: center;
        align-items: center;
        gap: calc(var(--u) * 1.4);
        font-size: calc(var(--u) * 5);
        font-weight: 700;
        line-height: 1.1;
        white-space: nowrap;
      }
      /* Its letters stand upon each other, and are as tall as two. */
      .to:lang(bo) {
        font-size: calc(var(--u) * 4.1);
      }
      .others:lang(bo) {
        line-height: 1.5;
      }
      .to jh-icon {
        font-size: 0.9em;
      }
      .too {
        display: flex;
        flex-direction: column;
        font-size: calc(var(--u) * 1.9);
        font-weight: 400;
        line-height: 1.25;
      }
      .others {
        display: flex;
        justify-content: center;
        gap: 0 calc(var(--u) * 2);
        align-items: baseline;
        font-size: calc(var(--u) * 1.9);
        line-height: 1.4;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./turns.js").Call | null} */
    this.call = null;
    /** @type {import("shared/words.js").Texts | null} */
    this.service = null;
  }

  render() {
    const { call } = this;
    if (!call) return html``;
    const [first, ...others] = sayInOrder("terminal.window", { window: call.window });
    return html`<article>
      <div class="number of-${Math.min(call.number.length, 8)}" data-testid="current-number">${call.number}</div>
      <div class="to">
        <jh-icon name="arrow-right"></jh-icon
        ><span data-testid="current-window" data-window=${call.window}>${first.text}</span>
        <span class="too">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</span>
      </div>
      <div class="others one-line">
        ${inOrder(this.service).map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
      </div>
    </article>`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has("call") || !this.call) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const number = this.renderRoot.querySelector(".number");
    if (!still) number?.animate([{ transform: "scale(0.85)", opacity: 0.2 }, { transform: "none", opacity: 1 }], 300);
  }
}

customElements.define("jh-current", Current);
