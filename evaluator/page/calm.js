import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { sayInOrder } from "shared/words.js";
import "shared/icon.js";
import { heading, headings } from "./heading.js";

/** A state that asks nothing: a picture, a few words, and perhaps why. */
export class Calm extends LitElement {
  static properties = { icon: {}, key: {}, reason: {} };

  static styles = [
    look,
    headings,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 0.5em;
        text-align: center;
      }
      jh-icon {
        font-size: 7.5em;
        color: var(--deep-2);
      }
      h1 {
        font-size: 3.2em;
      }
      .others {
        font-size: 1.5em;
      }
      .why {
        font-size: 1.5em;
      }
    `,
  ];

  constructor() {
    super();
    this.icon = "";
    this.key = "";
    this.reason = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "status");
  }

  render() {
    const reasons = this.reason ? sayInOrder(this.reason) : [];
    return html`<jh-icon name=${this.icon}></jh-icon>
      ${heading(this.key)}
      <p class="others why">${reasons.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</p>`;
  }
}

customElements.define("jh-calm", Calm);
