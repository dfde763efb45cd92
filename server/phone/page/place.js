import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";

/** So many ahead, and it is time to come back to the hall. */
export const NEAR = 2;
const MARK = "\u0000";

/** Where the citizen stands in the queue, and whether there is time for tea. */
export class Place extends LitElement {
  static properties = { ticket: { attribute: false } };

  static styles = [
    look,
    css`
      section {
        padding: 18px 22px;
      }
      section p {
        margin: 0;
      }
      .ahead {
        font-size: 22px;
      }
      .ahead b {
        font-size: 60px;
        line-height: 1.05;
      }
      .next {
        font-size: 32px;
        line-height: 1.2;
      }
      .advice {
        margin-top: 8px !important;
        font-weight: 700;
      }
      .near {
        background: var(--gold);
        border-color: var(--gold);
      }
      .near .mute {
        color: var(--ink);
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
    const { ticket } = this;
    if (!ticket) return html``;
    const ahead = ticket.ahead ?? 0;
    const near = ahead <= NEAR;
    const closed = ticket.windows_open === 0;
    return html`
      <section class="card ${near ? "near" : ""}" data-testid="state" data-state="waiting" role="status">
        <div class="ahead" data-testid="ahead" data-ahead=${ahead}>${ahead === 0 ? html`<strong class="next">${say(closed ? "terminal.first_when_open" : "phone.next")}</strong>` : people(ahead)}</div>
        ${closed && ahead > 0 ? html`<p class="mute" data-testid="no-window">${say("terminal.no_window_yet")}</p>` : ""}
        ${ticket.wait && ahead > 0
          ? html`<p class="mute" data-testid="wait">
              ${say("terminal.minutes_range", { low: ticket.wait.low_minutes, high: ticket.wait.high_minutes })}
            </p>`
          : ""}
        <p class="advice">${say(near ? (closed ? "phone.near_closed" : "phone.near") : "phone.tea")}</p>
        ${ticket.postponed ? html`<p class="mute">${say("phone.postponed")}</p>` : ""}
      </section>
    `;
  }
}

/** How many are ahead, the figure large. @param {number} ahead */
function people(ahead) {
  const [before, after] = say("phone.people_ahead", { count: MARK }).split(MARK);
  return html`${before}<b class="number">${ahead}</b>${after}`;
}

customElements.define("jh-place", Place);
