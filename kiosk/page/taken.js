import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";
import "shared/icon.js";

/** The ticket on the screen, as on paper: the number, where one stands, what to bring, the way to the phone page. */
export class Taken extends LitElement {
  static properties = { ticket: { attribute: false }, print: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        flex: 1;
        display: flex;
        flex-direction: column;
        gap: 28px;
        padding: 36px 56px;
      }
      .now {
        background: var(--gold);
        border-radius: 40px;
        padding: 32px 44px 40px;
        text-align: center;
      }
      .now p {
        margin: 0;
        font-size: 1.12em;
      }
      .now .number {
        font-size: 7.2em;
        line-height: 1.1;
      }
      .now .ahead {
        font-size: 1.5em;
        font-weight: 700;
      }
      .more {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 32px;
        align-items: start;
        flex: 1;
      }
      section {
        padding: 32px 40px;
        border-radius: 32px;
      }
      h2 {
        margin: 0 0 0.5em;
        font-size: 1.06em;
      }
      ul {
        margin: 0;
        padding-left: 1.1em;
        display: grid;
        gap: 0.35em;
        font-size: 1.06em;
      }
      .scan {
        text-align: center;
        width: 420px;
        font-size: 0.94em;
      }
      .scan img {
        width: 340px;
        height: 340px;
        display: block;
        margin: 0 auto 16px;
      }
      .print {
        display: flex;
        gap: 0.8em;
        align-items: center;
        border-radius: 32px;
        padding: 28px 40px;
        background: #e8f0f1;
      }
      .print.trouble {
        background: var(--card);
        border: 3px solid var(--red);
      }
      .print.trouble jh-icon {
        color: var(--red);
      }
      .print jh-icon {
        font-size: 1.6em;
      }
      .deeds {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 28px;
      }
      .deeds button {
        min-height: 150px;
        border-radius: 36px;
        font-size: 1.25em;
      }
      @media (orientation: landscape) {
        :host {
          display: grid;
          grid-template-columns: 1fr 1fr;
          grid-template-rows: 1fr auto auto;
          gap: 20px 28px;
          padding: 24px 56px;
        }
        .now {
          grid-row: 1 / 3;
          display: grid;
          align-content: center;
        }
        .deeds {
          grid-column: 1 / -1;
        }
        .deeds button {
          min-height: 110px;
        }
        .scan {
          width: 300px;
        }
        .scan img {
          width: 220px;
          height: 220px;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./kiosk.js").Ticket | null} */
    this.ticket = null;
    /** @type {{state: string, reason: string | null} | null} */
    this.print = null;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { ticket } = this;
    if (!ticket) return html``;
    return html`
      <div class="now grow-in" role="status">
        <p>${say("kiosk.your_number")}</p>
        <div class="number" data-testid="ticket-number">${ticket.number}</div>
        <p class="ahead" data-testid="ticket-ahead">
          ${ticket.ahead ? say("kiosk.ahead", { count: ticket.ahead }) : say("kiosk.you_are_next")}
        </p>
        ${ticket.wait
          ? html`<p>${say("terminal.minutes_range", { low: ticket.wait.low_minutes, high: ticket.wait.high_minutes })}</p>`
          : ""}
      </div>
      <div class="more">
        <section class="card">
          <h2>${ticket.materials.length ? say("kiosk.bring") : say("kiosk.bring_nothing")}</h2>
          <ul>
            ${ticket.materials.map((each) => html`<li>${pick(each)}</li>`)}
          </ul>
        </section>
        <section class="card scan">
          <img src="/qr/${ticket.url.split("/").at(-1)}.svg" alt="" />
          ${say("kiosk.scan")}
        </section>
      </div>
      ${this.#printing(ticket.number)}
      <div class="deeds">
        <button data-testid="print-again" ?disabled=${this.print?.state === "queued"} @click=${() => this.dispatchEvent(new Event("again"))}>
          ${say("kiosk.print_again")}
        </button>
        <button class="gold" data-testid="home" @click=${() => this.dispatchEvent(new Event("home"))}>
          ${say("kiosk.home")}
        </button>
      </div>
    `;
  }

  /** @param {string} number */
  #printing(number) {
    const { print } = this;
    if (!print) return "";
    const trouble = print.state !== "queued" && print.state !== "printed";
    const words = {
      queued: "kiosk.print.queued",
      printed: "kiosk.print.printed",
      unknown: "kiosk.print.unknown",
    };
    const failed = print.reason === "paper_out" ? "kiosk.print.failed.paper_out" : "kiosk.print.failed.other";
    const key = /** @type {Record<string, string>} */ (words)[print.state] ?? failed;
    return html`<div class="print ${trouble ? "trouble" : ""}" role="status" data-testid="print-state" data-state=${print.state}>
      <jh-icon name=${trouble ? "printer-off" : "printer"}></jh-icon><span>${say(key, { number })}</span>
    </div>`;
  }
}

customElements.define("jh-taken", Taken);
