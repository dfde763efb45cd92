import { LitElement, css, html } from "lit";
import { timeOfDay } from "shared/clock.js";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "shared/icon.js";
import "./bring.js";
import { paper } from "./paper.js";
import { step } from "./step.js";

const STATES = /** @type {Record<string, string>} */ ({
  queued: "kiosk.print.queued",
  printed: "kiosk.print.printed",
  unknown: "kiosk.print.unknown",
});
const REASONS = /** @type {Record<string, string>} */ ({
  paper_out: "kiosk.print.failed.paper_out",
  cover_open: "kiosk.print.failed.cover_open",
});

/** The ticket on the screen, as on paper: the number, where one stands, what to bring, the way to the phone page. */
export class Taken extends LitElement {
  static properties = { ticket: { attribute: false }, service: { attribute: false }, print: { attribute: false }, prints: { type: Boolean }, large: { type: Boolean, reflect: true } };

  static styles = [
    look,
    paper,
    step,
    css`
      .now {
        background: var(--gold);
        border-radius: 40px;
        padding: 20px 44px 26px;
        text-align: center;
        color: var(--on-gold, var(--ink));
        flex: 1 0 auto;
        display: grid;
        align-content: center;
        justify-items: center;
      }
      .now p {
        font-size: 1.12em;
      }
      .now .number {
        font-size: 250px;
        line-height: 1.08;
      }
      :host([large]) .now .number {
        font-size: 160px;
      }
      .now .ahead {
        font-size: 1.5em;
        font-weight: 700;
      }
      .now .behalf {
        display: inline-block;
        border: 3px solid currentColor;
        border-radius: 999px;
        padding: 0.1em 0.8em;
        margin-bottom: 0.2em;
        font-weight: 700;
      }
      .more {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 24px;
        align-items: stretch;
        flex: 0 1 auto;
        min-height: 0;
        overflow-y: auto;
      }
      .scan {
        text-align: center;
        width: 380px;
        padding: 24px;
        border-radius: 32px;
        line-height: 1.3 !important;
        display: grid;
        align-content: center;
        justify-items: center;
      }
      .scan img {
        width: 270px;
        height: 270px;
        display: block;
        margin: 0 auto 14px;
        background: #fff;
      }
      .print {
        display: flex;
        gap: 0.8em;
        align-items: center;
        border-radius: 32px;
        padding: 24px 36px;
        background: var(--soft, #e3edef);
      }
      .print.trouble {
        background: var(--card);
        border: 4px solid var(--red);
      }
      .print.trouble jh-icon {
        color: var(--red);
      }
      .print jh-icon {
        font-size: 1.7em;
      }
      .told {
        display: block;
        color: var(--mute);
      }
      .deeds.one {
        grid-template-columns: 1fr;
      }
      .deeds {
        grid-template-columns: 1fr 1fr;
      }
      :host([large]) .scan {
        padding: 16px;
      }
      :host([large]) .scan img {
        width: 190px;
        height: 190px;
        margin-bottom: 6px;
      }
      :host([large]) .deeds button {
        font-size: 1.1em;
      }
      @media (orientation: landscape) {
        :host {
          display: grid;
          grid-template-columns: 1fr 1fr;
          grid-template-rows: 1fr auto auto;
          gap: 22px 26px;
        }
        .more {
          grid-template-columns: 1fr;
          grid-template-rows: 1fr auto;
          gap: 22px;
        }
        .print,
        .deeds {
          grid-column: 1 / -1;
        }
        .scan {
          width: auto;
          display: flex;
          gap: 24px;
          align-items: center;
          text-align: left;
          padding: 20px 28px;
        }
        .scan img {
          width: 230px;
          height: 230px;
          margin: 0;
          flex: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./hall.js").Ticket | null} */
    this.ticket = null;
    /** @type {import("./hall.js").Service | null} */
    this.service = null;
    /** @type {import("./hall.js").Print | null} */
    this.print = null;
    this.prints = false;
    /** Whether the type is large, and less of everything else fits. */
    this.large = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { ticket } = this;
    if (!ticket) return html``;
    return html`
      <div class="now grow-in" role="status">
        <p>${say("kiosk.your_number")}</p>
        <div class="number" data-testid="ticket-number">${ticket.number}</div>
        ${ticket.on_behalf ? html`<p class="behalf">${say("terminal.on_behalf")}</p>` : ""}
        <p class="ahead" data-testid="ticket-ahead">${this.#ahead(ticket)}</p>
        ${ticket.ahead && !this.#staffed() ? html`<p data-testid="no-window">${say("terminal.no_window_yet")}</p>` : ""}
        ${ticket.wait && ticket.ahead
          ? html`<p>${say("terminal.minutes_range", { low: ticket.wait.low_minutes, high: ticket.wait.high_minutes })}</p>`
          : ""}
      </div>
      <div class="more" tabindex="0" role="group" aria-label=${say("kiosk.bring")}>
        <jh-bring plain .service=${this.service}></jh-bring>
        <section class="card scan">
          <img src="/qr/${ticket.url.split("/").at(-1)}.svg" alt="" />
          <p>${say("kiosk.scan")}</p>
        </section>
      </div>
      ${this.prints ? this.#printing(ticket.number) : this.#remembering(ticket)}
      <div class="deeds ${this.prints ? "" : "one"}">
        ${this.prints
          ? html`<button data-testid="print-again" ?disabled=${this.print?.state === "queued"} @click=${() => this.dispatchEvent(new Event("again"))}>
              ${say("kiosk.print_again")}
            </button>`
          : ""}
        <button class="gold" data-testid="home" @click=${() => this.dispatchEvent(new Event("home"))}>
          ${say("kiosk.home")}
        </button>
      </div>
    `;
  }

  /** @param {import("./hall.js").Ticket} ticket */
  #ahead(ticket) {
    if (ticket.due_at) return say("kiosk.called_at", { time: timeOfDay(Date.parse(ticket.due_at)) });
    if (ticket.ahead) return say("kiosk.ahead", { count: ticket.ahead });
    return say(this.#staffed() ? "kiosk.you_are_next" : "terminal.first_when_open");
  }

  /** Whether somebody sits at a window for it, as the hall is now. */
  #staffed() {
    return this.service ? this.service.windows_open.length > 0 : this.ticket?.windows_open !== 0;
  }

  /** Where nothing is printed, the number is taken along in the head or on the phone. @param {import("./hall.js").Ticket} ticket */
  #remembering(ticket) {
    const hasAddress = /^https?:/.test(ticket.url);
    return html`<div class="print" role="status" data-testid="remember">
      <jh-icon name="device-mobile"></jh-icon><span>${say(hasAddress ? "kiosk.remember_or_scan" : "kiosk.remember_or_photograph")}</span>
    </div>`;
  }

  /** @param {string} number */
  #printing(number) {
    const { print } = this;
    if (!print) return "";
    const trouble = print.state !== "queued" && print.state !== "printed";
    const key = STATES[print.state] ?? REASONS[print.reason ?? ""] ?? "kiosk.print.failed.other";
    return html`<div class="print ${trouble ? "trouble" : ""}" role="status" data-testid="print-state" data-state=${print.state}>
      <jh-icon name=${trouble ? "printer-off" : "printer"}></jh-icon>
      <span>${say(key, { number })}${trouble ? html`<span class="told">${say("kiosk.print.staff_told")}</span>` : ""}</span>
    </div>`;
  }
}

customElements.define("jh-taken", Taken);
