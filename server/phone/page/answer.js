import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

/** What the hall answered to a bad rating. */
export class Answer extends LitElement {
  static properties = { answer: { attribute: false } };

  static styles = [
    look,
    css`
      section {
        padding: 18px 22px;
      }
      h2 {
        margin: 0 0 8px;
        font-size: 20px;
      }
      p {
        margin: 0;
        font-size: 20px;
        white-space: pre-line;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{text: string, at: string} | null} */
    this.answer = null;
  }

  render() {
    if (!this.answer) return html``;
    return html`<section class="card" data-testid="answer">
      <h2>${say("phone.answer")}</h2>
      <p>${this.answer.text}</p>
    </section>`;
  }
}

customElements.define("jh-answer", Answer);
