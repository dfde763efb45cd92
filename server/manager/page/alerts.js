import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { timeOfDay } from "shared/clock.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";
import { STEP_ICONS, sentence } from "./alert_words.js";
import "./answer_alert.js";

/** @typedef {import("./live_hall.js").Alert} Alert */

/** What goes wrong (电子监察): who was told, who reacted; to be answered here. Fires "answered". */
export class Alerts extends LitElement {
  static properties = { answers: { type: Boolean }, alerts: { attribute: false }, now: { attribute: false }, all: { state: true }, chosen: { state: true } };

  static styles = [
    look,
    css`
      :host {
        padding: 20px 26px;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 20px;
      }
      h2 {
        margin: 0;
        font-size: 20px;
        font-weight: 400;
        color: var(--mute);
      }
      header button {
        min-height: 44px;
        padding: 0 16px;
        border-radius: 14px;
      }
      ul {
        list-style: none;
        margin: 6px 0 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 2px 16px;
        align-items: center;
        padding: 12px 0;
        border-top: 2px solid var(--line);
      }
      li:first-child {
        border-top: 0;
      }
      .mark {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 132px;
        padding: 4px 12px;
        border-radius: 12px;
        border: 2px solid var(--line);
      }
      .yellow .mark {
        background: var(--gold-soft);
        border-color: var(--gold-soft);
      }
      .red .mark {
        background: var(--red);
        border-color: var(--red);
        color: #fff;
      }
      .over b {
        font-weight: 400;
        color: var(--mute);
      }
      small {
        grid-column: 2 / -1;
        font-size: 18px;
        color: var(--mute);
      }
      jh-answer-alert {
        grid-column: 2 / -1;
        padding: 8px 0;
      }
      li button {
        min-height: 52px;
      }
      p {
        margin: 10px 0 0;
        display: flex;
        gap: 12px;
        align-items: center;
      }
      p jh-icon {
        color: var(--green);
        font-size: 1.4em;
      }
    `,
  ];

  constructor() {
    super();
    /** Whether who looks may answer. */
    this.answers = false;
    /** @type {Alert[]} */
    this.alerts = [];
    this.now = 0;
    /** Those of the whole day, null while only what is open is shown. @type {Alert[] | null} */
    this.all = null;
    /** @type {string | null} */
    this.chosen = null;
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("alerts") && this.all) void this.#loadAll();
  }

  async #loadAll() {
    try {
      this.all = (await this.api.get("/alerts?state=all")).alerts;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    const shown = this.all ?? this.alerts;
    return html`<header>
        <h2>${say("manager.alerts")}</h2>
        <button data-testid="alerts-all" aria-pressed=${this.all !== null} @click=${this.#toggle}>${say(this.all ? "manager.alerts_open" : "manager.alerts_today")}</button>
      </header>
      ${shown.length
        ? html`<ul>
            ${shown.map((each) => this.#row(each))}
          </ul>`
        : html`<p data-testid="no-alerts"><jh-icon name="circle-check"></jh-icon>${say("manager.no_alerts")}</p>`}`;
  }

  #toggle() {
    if (this.all) this.all = null;
    else void this.#loadAll();
  }

  /** @param {Alert} alert */
  #row(alert) {
    const { id, watch, step, state } = alert;
    const answerable = this.answers && alert.wants_answer;
    const chosen = this.chosen === id && answerable;
    return html`<li class="${step} ${state}" data-testid="alert-${watch}" data-step=${step} data-state=${state}>
      <span class="mark"><jh-icon name=${STEP_ICONS[step]}></jh-icon>${say(`terminal.step.${step}`)}</span>
      <b>${sentence(alert, this.now)}</b>
      ${answerable
        ? html`<button data-testid="answer-${watch}" aria-expanded=${chosen} @click=${() => (this.chosen = chosen ? null : id)}>${say("manager.alert_answer")}</button>`
        : html`<span></span>`}
      ${alert.steps.flatMap((each) => story(each)).map((text) => html`<small>${text}</small>`)}
      ${chosen ? html`<jh-answer-alert .alert=${id} @answered=${this.#answered}></jh-answer-alert>` : ""}
    </li>`;
  }

  #answered() {
    this.chosen = null;
    if (this.all) void this.#loadAll();
    this.dispatchEvent(new CustomEvent("answered"));
  }
}

/** Who was told, who reacted, when it was over. @param {import("./live_hall.js").AlertStep} step @returns {string[]} */
function story({ kind, step, at, by, told, text }) {
  const time = timeOfDay(Date.parse(at));
  if (kind === "alert.acknowledged") return [say("manager.alert_answered", { time, name: by.name, text: text ?? "" })];
  if (kind === "alert.ended") return [say("manager.alert_over", { time })];
  if (told.length === 0) return [];
  const names = told.map(({ name }) => name).join("、");
  return [say("manager.alert_told", { time, step: say(`terminal.step.${step}`), names })];
}

customElements.define("jh-alerts", Alerts);
