import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";

const NEAR = 2;

/** Where the citizen stands in the queue, what to bring, and whether there is time for tea. */
export class Place extends LitElement {
  static properties = { ticket: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      section {
        padding: 18px 22px;
      }
      section h2 {
        margin: 0 0 8px;
        font-size: 20px;
      }
      section p {
        margin: 0;
      }
      .ahead {
        display: flex;
        align-items: baseline;
        gap: 10px;
        font-size: 20px;
      }
      .ahead b {
        font-size: 56px;
        line-height: 1.05;
      }
      .advice {
        margin-top: 8px !important;
        font-weight: 700;
      }
      ul {
        margin: 0;
        padding-left: 1.2em;
        display: grid;
        gap: 6px;
      }
      .soft {
        background: #fff4da;
        border-color: #f3deaa;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./phone.js").Ticket | null} */
    this.ticket = null;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { ticket } = this;
    if (!ticket) return html``;
    const ahead = ticket.ahead ?? 0;
    return html`
      <section class="card" data-testid="state" data-state="waiting">
        ${ahead === 0
          ? html`<div class="ahead"><strong data-testid="ahead" data-ahead="0">${say("phone.next")}</strong></div>`
          : html`<div class="ahead" data-testid="ahead" data-ahead=${ahead}>
              ${say("phone.ahead")} <b class="number">${ahead}</b> ${say("phone.people")}
            </div>`}
        ${ticket.wait
          ? html`<p class="mute">${say("terminal.minutes_range", { low: ticket.wait.low_minutes, high: ticket.wait.high_minutes })}</p>`
          : ""}
        <p class="advice">${say(ahead <= NEAR ? "phone.near" : "phone.tea")}</p>
      </section>
      ${ticket.materials.length
        ? html`<section class="card">
            <h2>${say("phone.bring")}</h2>
            <ul>
              ${ticket.materials.map((each) => html`<li>${pick(each)}</li>`)}
            </ul>
          </section>`
        : ""}
      <section class="card soft">${say("phone.keep_open")}</section>
    `;
  }
}

customElements.define("jh-place", Place);
