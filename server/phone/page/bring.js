import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";

/** What to bring to the window (一次性告知). */
export class Bring extends LitElement {
  static properties = { ticket: { attribute: false } };

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
      ul {
        margin: 0;
        padding-left: 1.2em;
        display: grid;
        gap: 6px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./ticket.js").Ticket | null} */
    this.ticket = null;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const things = this.ticket?.materials ?? [];
    if (things.length === 0) return html``;
    return html`<section class="card">
      <h2>${say("phone.bring")}</h2>
      <ul>
        ${things.map((each) => html`<li>${pick(each)}</li>`)}
      </ul>
    </section>`;
  }
}

customElements.define("jh-bring", Bring);
