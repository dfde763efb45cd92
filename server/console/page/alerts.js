import { LitElement, css, html } from "lit";
import { minutes } from "shared/duration.js";
import { hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/icon.js";

/**
 * @typedef {{id: string, watch: string, step: "notice" | "yellow" | "red", since: string, service_name: import("shared/words.js").Texts, number: string | null, device: string | null, wants_answer: boolean}} Alert
 */

const EVERY_MS = 20_000;
const ICONS = { notice: "bell", yellow: "alert-triangle", red: "urgent" };

/** What goes wrong at this window and in its queues, to be answered with one press. Fires "answer" with an alert's id. */
export class DeskAlerts extends LitElement {
  static properties = { alerts: { attribute: false }, busy: { type: Boolean } };

  static styles = [
    look,
    css`
      ul {
        list-style: none;
        margin: 0 0 22px;
        padding: 0;
        display: grid;
        gap: 12px;
      }
      li {
        padding: 12px 22px;
        display: flex;
        gap: 14px;
        align-items: center;
      }
      li.red {
        border-color: var(--red);
        border-width: 3px;
      }
      jh-icon {
        font-size: 1.4em;
      }
      .red jh-icon,
      .red b {
        color: var(--red);
      }
      span {
        flex: 1;
      }
      small {
        font-size: 18px;
      }
      button {
        min-height: 56px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Alert[]} */
    this.alerts = [];
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.alerts.length && this.requestUpdate(), EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    if (!this.alerts.length) return html``;
    return html`<div role="status">
      <ul>
        ${this.alerts.map((each) => this.#row(each))}
      </ul>
    </div>`;
  }

  /** @param {Alert} alert */
  #row(alert) {
    const { watch, step, number, device } = alert;
    const said = say(`console.alert.${watch}`, {
      service: pick(alert.service_name),
      number: number ?? "",
      device: device ?? "",
      minutes: minutes(hubNow() - Date.parse(alert.since)),
    });
    return html`<li class="card ${step}" data-testid="alert-${watch}" data-step=${step}>
      <jh-icon name=${ICONS[step]}></jh-icon>
      <span><b>${say(`terminal.step.${step}`)}</b> · ${said}</span>
      ${alert.wants_answer
        ? html`<button data-testid="answer-${watch}" ?disabled=${this.busy} @click=${() => this.dispatchEvent(new CustomEvent("answer", { detail: alert.id }))}>
            ${say("console.alert_answer")}
          </button>`
        : html`<small class="mute">${say("console.alert_answered")}</small>`}
    </li>`;
  }
}

customElements.define("jh-desk-alerts", DeskAlerts);
