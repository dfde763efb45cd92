import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { hallDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import { count, percent } from "./figures.js";
import "./hours.js";

/**
 * @typedef {{code: string, name: import("shared/words.js").Texts, state: string, reason: string | null, staff: {name: string} | null, serving: {ticket: {number: string}} | null, waiting: number, today: number}} Window
 * @typedef {{windows: Window[], waiting: number}} HallState
 */

/** Today at a glance: the indicators with numerator and denominator, the windows now, the hours, the devices. */
export class Today extends LitElement {
  static properties = {
    hall: { attribute: false },
    changes: { attribute: false },
    devices: { attribute: false },
    ratings: { state: true },
    tickets: { state: true },
    hours: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        gap: 20px;
        grid-template-columns: repeat(4, 1fr);
      }
      .card {
        padding: 20px 26px;
      }
      .figure span {
        color: var(--mute);
        display: block;
      }
      .figure .number {
        font-size: 44px;
        line-height: 1.2;
        margin-right: 10px;
      }
      .figure small {
        font-size: 18px;
        color: var(--mute);
        white-space: nowrap;
      }
      .windows {
        grid-column: span 3;
      }
      .wide {
        grid-column: 1 / -1;
      }
      h2 {
        margin: 0 0 10px;
        font-size: 20px;
        font-weight: 400;
        color: var(--mute);
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        font-weight: 400;
        color: var(--mute);
        text-align: left;
        font-size: 18px;
      }
      th,
      td {
        padding: 9px 10px;
        border-bottom: 2px solid var(--line);
      }
      .right {
        text-align: right;
      }
      .dot {
        display: inline-block;
        width: 14px;
        height: 14px;
        border-radius: 50%;
        border: 3px solid var(--mute);
        margin-right: 8px;
      }
      .dot.open,
      .dot.yes {
        background: var(--green);
        border-color: var(--green);
      }
      .devices {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 28px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {HallState | null} */
    this.hall = null;
    this.changes = 0;
    /** @type {Record<string, boolean>} */
    this.devices = {};
    /** @type {any} */
    this.ratings = null;
    /** @type {any} */
    this.tickets = null;
    /** @type {any[]} */
    this.hours = [];
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.#load();
  }

  async #load() {
    const day = hallDay(hubNow());
    const days = `from=${day}&to=${day}`;
    try {
      this.ratings = (await this.api.get(`/reports/ratings?${days}&by=window`)).total;
      const tickets = await this.api.get(`/reports/tickets?${days}&by=hour`);
      this.tickets = tickets.total;
      this.hours = tickets.rows;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    const { ratings, tickets, hall } = this;
    if (!ratings || !tickets || !hall) return html``;
    const open = hall.windows.filter((window) => window.state === "open").length;
    const { median_wait_minutes: median, p90_wait_minutes: p90 } = tickets;
    return html`
      ${figure("satisfaction", percent(ratings.satisfaction), count(ratings.satisfaction))}
      ${figure("participation", percent(ratings.participation), count(ratings.participation))}
      ${figure(
        "median_wait",
        median === null ? "—" : say("manager.minutes", { minutes: Math.round(median) }),
        p90 === null ? "" : say("manager.p90", { minutes: Math.round(p90) }),
      )}
      ${figure("waiting_now", say("manager.people", { count: hall.waiting }), say("manager.windows_open", { all: hall.windows.length, open }))}
      <section class="card windows">
        <h2>${say("manager.windows")}</h2>
        <table>
          <tr>
            ${["window", "state", "staff", "current"].map((name) => html`<th>${say(`manager.${name}`)}</th>`)}
            ${["waiting", "done"].map((name) => html`<th class="right">${say(`manager.${name}`)}</th>`)}
          </tr>
          ${hall.windows.map((window) => row(window))}
        </table>
      </section>
      <section class="card">
        <h2>${say("manager.hourly")}</h2>
        ${this.hours.length ? html`<jh-hours .rows=${this.hours}></jh-hours>` : html`<p class="mute">${say("manager.nothing_today")}</p>`}
      </section>
      <section class="card wide">
        <h2>${say("manager.devices")}</h2>
        <div class="devices">
          ${Object.entries(this.devices).map(
            ([device, online]) => html`<span data-testid="device-${device}">
              <i class="dot ${online ? "yes" : ""}"></i>${device} · ${say(online ? "manager.online" : "manager.offline")}
            </span>`,
          )}
        </div>
      </section>
    `;
  }
}

/** @param {string} name @param {string} value @param {string} beside */
function figure(name, value, beside) {
  return html`<section class="card figure" data-testid="figure-${name}">
    <span>${say(`manager.${name}`)}</span><b class="number">${value}</b><small>${beside}</small>
  </section>`;
}

/** @param {Window} window */
function row(window) {
  const reason = window.state === "paused" && window.reason ? ` · ${say(`terminal.reason.${window.reason}`)}` : "";
  return html`<tr data-testid="window-${window.code}">
    <td><b>${say("terminal.window", { window: window.code })}</b> ${pick(window.name)}</td>
    <td><i class="dot ${window.state}"></i>${say(`terminal.state.${window.state}`)}${reason}</td>
    <td>${window.staff?.name ?? ""}</td>
    <td class="number">${window.serving?.ticket.number ?? ""}</td>
    <td class="right">${window.waiting}</td>
    <td class="right">${window.today}</td>
  </tr>`;
}

customElements.define("jh-today", Today);
