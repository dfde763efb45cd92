import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { pick, sayInOrder } from "shared/words.js";
import "shared/icon.js";

/** The newest call on gold: the number as large as it goes, and the window. */
export class Current extends LitElement {
  static properties = { call: { attribute: false }, service: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        min-height: 0;
      }
      article {
        height: 100%;
        background: var(--gold);
        color: #1d1607;
        border-radius: 36px;
        padding: 0 3.2vw;
        display: flex;
        flex-direction: column;
        justify-content: center;
      }
      article.nobody {
        background: var(--deep-2);
        color: #fff;
        align-items: center;
        gap: 2vh;
        text-align: center;
      }
      .nobody jh-icon {
        font-size: 9vw;
        color: var(--on-deep);
      }
      .nobody p {
        margin: 0;
        font-size: 3vw;
      }
      .nobody p:not(:first-of-type) {
        font-size: 1.9vw;
        color: var(--on-deep);
      }
      .number {
        font-size: min(20vw, 36vh);
        line-height: 1;
        white-space: nowrap;
      }
      .long {
        font-size: min(15vw, 30vh);
      }
      .to {
        display: flex;
        align-items: center;
        gap: 2vw;
        font-size: 6.4vw;
        font-weight: 700;
        line-height: 1.15;
        white-space: nowrap;
      }
      .to jh-icon {
        font-size: 0.9em;
      }
      .others {
        display: flex;
        gap: 0 2.4vw;
        white-space: nowrap;
        overflow: hidden;
        align-items: baseline;
        font-size: 2.1vw;
        margin-top: 0.8vh;
        min-height: 1.6em;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./calls.js").Call | null} */
    this.call = null;
    /** @type {import("shared/words.js").Texts | null} */
    this.service = null;
  }

  render() {
    const { call } = this;
    if (!call) {
      return html`<article class="nobody">
        <jh-icon name="speakerphone"></jh-icon>
        ${sayInOrder("display.nobody_yet").map((each) => html`<p lang=${each.language}>${each.text}</p>`)}
      </article>`;
    }
    const [first, ...others] = sayInOrder("terminal.window", { window: call.window });
    return html`<article>
      <div class="number ${call.number.length > 4 ? "long" : ""}" data-testid="current-number">${call.number}</div>
      <div class="to"><jh-icon name="arrow-right"></jh-icon><span data-testid="current-window" data-window=${call.window}>${first.text}</span></div>
      <div class="others">
        ${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        <span>${pick(this.service)}</span>
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
