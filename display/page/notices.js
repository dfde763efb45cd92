import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder } from "shared/words.js";
import "shared/icon.js";

const EACH_MS = 9_000;

/** The notice line: one thought at a time, in each language in turn. */
export class Notices extends LitElement {
  static properties = { notices: { attribute: false }, at: { state: true } };

  static styles = [
    look,
    css`
      p {
        margin: 0;
        background: #0a2f3a;
        color: var(--gold-soft);
        padding: 1.5vh 2.9vw;
        display: flex;
        gap: 0.7em;
        align-items: center;
        font-size: 1.8vw;
        min-height: 4.4vw;
      }
      span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("shared/words.js").Texts[]} */
    this.notices = [];
    this.at = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => (this.at += 1), EACH_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    const texts = this.notices.flatMap((notice) => inOrder(notice));
    if (texts.length === 0) return html`<p></p>`;
    const { language, text } = texts[this.at % texts.length];
    return html`<p><jh-icon name="info-circle"></jh-icon><span lang=${language}>${text}</span></p>`;
  }
}

customElements.define("jh-notices", Notices);
