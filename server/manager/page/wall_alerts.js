import { LitElement, css, html } from "lit";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";
import { STEP_ICONS, sentence } from "./alert_words.js";

/** What fits; the worst come first, and how many more there are is said. */
const SHOWN_AT_MOST = 7;

/** What goes wrong, to be read from across the room. */
export class WallAlerts extends LitElement {
  static properties = { alerts: { attribute: false }, now: { attribute: false } };

  static styles = [
    look,
    listLook,
    css`
      :host {
        color: #fff;
        min-height: 0;
      }
      ul {
        display: grid;
        gap: 14px;
      }
      li {
        display: grid;
        grid-template-columns: 44px 1fr;
        gap: 2px 16px;
        align-items: center;
        padding: 12px 18px;
        border-radius: 18px;
        border: 2px solid #2a6474;
        line-height: 1.25;
      }
      li jh-icon {
        font-size: 40px;
        grid-row: span 2;
      }
      .yellow {
        border-color: var(--gold-soft);
      }
      .yellow jh-icon {
        color: var(--gold-soft);
      }
      .red {
        background: var(--red);
        border-color: var(--red);
      }
      small {
        font-size: 22px;
        color: var(--on-deep);
      }
      .red small {
        color: #fff;
      }
      p {
        margin: 14px 0 0;
        display: flex;
        gap: 14px;
        align-items: center;
      }
      .well {
        font-size: 34px;
      }
      .well jh-icon {
        color: #9fd3b0;
        font-size: 52px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./live_hall.js").Alert[]} */
    this.alerts = [];
    this.now = 0;
  }

  render() {
    const { alerts } = this;
    if (alerts.length === 0) {
      return html`<p class="well" data-testid="no-alerts"><jh-icon name="circle-check"></jh-icon>${say("manager.no_alerts")}</p>`;
    }
    const more = alerts.length - SHOWN_AT_MOST;
    return html`<ul>
        ${alerts.slice(0, SHOWN_AT_MOST).map((each) => this.#row(each))}
      </ul>
      ${more > 0 ? html`<p data-testid="more-alerts">${say("manager.more_alerts", { count: more })}</p>` : ""}`;
  }

  /** @param {import("./live_hall.js").Alert} alert */
  #row(alert) {
    const { watch, step, wants_answer } = alert;
    return html`<li class=${step} data-testid="alert-${watch}" data-step=${step}>
      <jh-icon name=${STEP_ICONS[step]}></jh-icon><b>${sentence(alert, this.now)}</b>
      <small>${say(`terminal.step.${step}`)} · ${say(wants_answer ? "manager.alert_unanswered" : "manager.alert_taken")}</small>
    </li>`;
  }
}

customElements.define("jh-wall-alerts", WallAlerts);
