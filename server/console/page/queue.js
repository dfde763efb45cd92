import { LitElement, css, html } from "lit";
import { minutes } from "shared/duration.js";
import { hubNow } from "shared/feed.js";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "./aside.js";

/** Who waits for this window, in calling order; whoever waits longer than promised is named late. Fires "call". */
export class Queue extends LitElement {
  static properties = { queue: { attribute: false }, services: { attribute: false }, free: { type: Boolean } };

  static styles = [
    look,
    listLook,
    css`
      :host {
        background: var(--card);
        border-left: 2px solid var(--line);
        padding: 26px 28px;
        overflow-y: auto;
      }
      h2 {
        margin: 0 0 12px;
        font-size: 22px;
        font-weight: 400;
        color: var(--mute);
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr auto auto;
        gap: 4px 14px;
        align-items: center;
        border-bottom: 2px solid var(--line);
        padding: 10px 0;
      }
      .number {
        font-size: 28px;
      }
      .what {
        font-size: 18px;
        color: var(--mute);
        line-height: 1.25;
      }
      .what b {
        color: var(--ink);
        display: block;
      }
      .late {
        color: var(--red);
        font-weight: 700;
        text-align: right;
      }
      .late small {
        display: block;
        font-size: 18px;
      }
      button {
        min-height: 48px;
        padding: 0 14px;
        border-radius: 16px;
      }
      kbd {
        font: inherit;
        font-size: 18px;
        border: 2px solid currentColor;
        border-radius: 8px;
        padding: 0 6px;
        opacity: 0.75;
      }
      @media (max-width: 760px) {
        :host {
          padding: 12px;
          overflow: visible;
        }
        .number {
          font-size: 24px;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./state.js").Waiting[]} */
    this.queue = [];
    /** @type {import("./state.js").State["services"]} */
    this.services = [];
    this.free = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    return html`
      <h2>${say("console.queue")} · ${say("console.queue_count", { count: this.queue.length })}</h2>
      ${this.queue.length === 0 ? html`<p class="mute">${say("console.empty_queue")}</p>` : ""}
      <ol>
        ${this.queue.map((ticket, place) => this.#row(ticket, place))}
      </ol>
    `;
  }

  /** @param {import("./state.js").Waiting} ticket @param {number} place */
  #row(ticket, place) {
    const waited = minutes(hubNow() - Date.parse(ticket.waiting_since));
    const promised = this.services.find((each) => each.code === ticket.service)?.promised_minutes ?? Infinity;
    const late = waited > promised;
    return html`<li data-testid="queue-${ticket.number}">
      <span class="number">${ticket.number}</span>
      <span class="what">
        ${ticket.priority === "none" ? "" : html`<b>${say(`terminal.priority.${ticket.priority}`)}</b>`}
        ${ticket.on_behalf ? html`<b>${say("terminal.on_behalf")}</b>` : ""}${pick(ticket.service_name)}
      </span>
      <span class=${late ? "late" : ""}>
        ${say("console.minutes", { minutes: waited })}${late ? html`<small>${say("console.overdue")}</small>` : ""}
      </span>
      <button
        data-testid="call-${ticket.number}"
        ?disabled=${!this.free}
        @click=${() => this.dispatchEvent(new CustomEvent("call", { detail: ticket.number }))}
      >
        ${say("console.call_this")}${place < 9 ? html` <kbd>${place + 1}</kbd>` : ""}
      </button>
    </li>`;
  }
}

customElements.define("jh-queue", Queue);
