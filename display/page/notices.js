import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { Rotation } from "./rotation.js";
import "shared/icon.js";

const EACH_MS = 9_000;

/** The notice line: one thought at a time, in each language in turn. */
export class Notices extends LitElement {
  static properties = { notices: { attribute: false } };

  static styles = [
    look,
    boardLook,
    css`
      p {
        margin: 0;
        height: 100%;
        background: var(--header);
        color: var(--gold-soft);
        padding: 0 calc(var(--u) * 3);
        display: flex;
        gap: 0.7em;
        align-items: center;
        font-size: calc(var(--u) * 1.8);
        line-height: 1.3;
      }
    `,
  ];

  #rotation = new Rotation(this, EACH_MS);

  constructor() {
    super();
    /** @type {import("shared/words.js").Texts[]} */
    this.notices = [];
  }

  render() {
    const shown = this.#rotation.of(this.notices.flatMap((notice) => inOrder(notice)));
    if (!shown) return html`<p></p>`;
    return html`<p><jh-icon name="info-circle"></jh-icon><span class="one-line" lang=${shown.language}>${shown.text}</span></p>`;
  }
}

customElements.define("jh-notices", Notices);
