import { LitElement, css, html } from "lit";
import { Api, ApiError, HubAway } from "shared/api.js";
import { timeOfDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/icon.js";
import "shared/shares.js";
import { tableLook } from "shared/table_look.js";
import "./alerts.js";
import { STEP_ICONS } from "./alert_words.js";
import { doing } from "./doing.js";
import { count, percent } from "./figures.js";
import { LiveHall } from "./live_hall.js";
import "./load.js";
import "./waits.js";

/** @typedef {{windows: {code: string}[]}} HallState what the feed's snapshot tells of the hall */

const TICK_MS = 10_000;

/** The hall as it is: is it well, what needs me? Fires "refused" when the hub does not know who looks. */
export class Today extends LitElement {
  static properties = {
    changes: { attribute: false },
    devices: { attribute: false },
    away: { type: Boolean },
    answers: { type: Boolean },
    hall: { state: true },
    known: { state: true },
    now: { state: true },
  };

  static styles = [
    look,
    tableLook,
    css`
      .grid {
        display: grid;
        gap: 20px;
        grid-template-columns: repeat(4, 1fr);
      }
      .stale {
        filter: grayscale(1);
      }
      .as-of {
        margin: 0 0 16px;
        font-weight: 700;
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
        display: inline-block;
        white-space: nowrap;
      }
      .figure small {
        font-size: 18px;
        color: var(--mute);
        white-space: nowrap;
      }
      .half {
        grid-column: span 2;
      }
      .chart {
        height: 300px;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      .wide,
      jh-alerts {
        grid-column: 1 / -1;
      }
      h2 {
        margin: 0 0 10px;
        font-size: 20px;
        font-weight: 400;
        color: var(--mute);
      }
      h2 small {
        font-size: 18px;
      }
      th,
      td {
        padding: 9px 10px;
        border-bottom: 2px solid var(--line);
      }
      td jh-icon {
        vertical-align: -0.15em;
      }
      .red {
        color: var(--red);
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
    this.changes = 0;
    /** @type {Record<string, boolean>} */
    this.devices = {};
    this.away = false;
    /** Whether who looks may answer alerts. */
    this.answers = false;
    /** @type {import("./live_hall.js").Live | null} */
    this.hall = null;
    this.now = hubNow();
    /** @type {Record<string, import("./devices.js").Device>} */
    this.known = {};
    this.api = new Api();
    this.live = new LiveHall({
      api: this.api,
      onLive: (live) => {
        this.hall = live;
        this.now = hubNow();
      },
      onRefused: () => this.dispatchEvent(new CustomEvent("refused")),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    // While the hub is away nobody knows who still waits, so the minutes stand still.
    this.timer = setInterval(() => this.away || (this.now = hubNow()), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.live.look();
    if (changed.has("devices") && Object.keys(this.devices).some((device) => !this.known[device])) void this.#askNames();
  }

  /** What the devices are called; who may not be told of them is shown none. */
  async #askNames() {
    try {
      const { devices } = await this.api.get("/devices");
      this.known = Object.fromEntries(devices.map((/** @type {import("./devices.js").Device} */ each) => [each.device, each]));
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof HubAway)) throw error;
    }
  }

  /** @param {string} device */
  #named(device) {
    const known = this.known[device];
    if (!known) return device;
    if (known.name !== device) return known.name;
    const kind = say(`manager.device_is.${known.kind}`);
    return known.window ? say("manager.device_at", { window: known.window, kind }) : kind;
  }

  render() {
    const { hall, away, now } = this;
    if (!hall) return html``;
    const { ratings, windows } = hall;
    const open = windows.filter((window) => window.state === "open").length;
    const longest = hall.services.at(0);
    return html`
      ${away ? html`<p class="as-of" role="status" data-testid="as-of">${say("manager.as_of", { time: timeOfDay(Date.parse(hall.at)) })}</p>` : ""}
      <div class="grid ${away ? "stale" : ""}">
        ${figure("satisfaction", percent(ratings.satisfaction), count(ratings.satisfaction))}
        ${figure("participation", percent(ratings.participation), count(ratings.participation))}
        ${figure("waiting_now", say("manager.people", { count: hall.waiting }), longest ? say("manager.longest", { number: longest.number }) : "")}
        ${figure("windows_now", `${open} / ${windows.length}`, say("manager.finished_today", { count: ratings.finished }))}
        <jh-alerts class="card" ?answers=${this.answers} .alerts=${hall.alerts} .now=${now} @answered=${() => this.live.look()}></jh-alerts>
        <section class="card half chart">
          <h2>${say("manager.waits")} <small>${say("manager.waits_note")}</small></h2>
          <jh-waits .queues=${hall.services} .now=${now}></jh-waits>
        </section>
        <section class="card half chart">
          <h2>${say("manager.load")} <small>${say("manager.load_note")}</small></h2>
          <jh-load .hours=${hall.hours}></jh-load>
        </section>
        <section class="card wide">
          <h2>${say("manager.windows")}</h2>
          <table>
            <tr>
              ${["window", "state", "staff"].map((name) => html`<th>${say(`manager.${name}`)}</th>`)}
              <th class="right">${say("manager.done")}</th>
            </tr>
            ${windows.map((window) => row(window, now))}
          </table>
        </section>
        <section class="card half" data-testid="grades">
          <h2>${say("manager.ratings_today")}</h2>
          <jh-shares .grades=${ratings.grades}></jh-shares>
          <p>${Object.entries(ratings.grades).map(([grade, number]) => html`${say(`terminal.grade.${grade}`)} <b class="number">${number}</b> &ensp;`)}</p>
        </section>
        ${this.#devices()}
      </div>
    `;
  }

  /** Which devices are there; a supervisor is told of none. */
  #devices() {
    const known = Object.entries(this.devices);
    if (known.length === 0) return "";
    return html`<section class="card half">
      <h2>${say("manager.devices")}</h2>
      <div class="devices">
        ${known.map(
          ([device, online]) => html`<span data-testid="device-${device}">
            <i class="dot ${online ? "yes" : ""}"></i>${this.#named(device)} · ${say(online ? "manager.online" : "manager.offline")}
          </span>`,
        )}
      </div>
    </section>`;
  }
}

/** @param {string} name @param {string} value @param {string} beside */
function figure(name, value, beside) {
  return html`<section class="card figure" data-testid="figure-${name}">
    <span>${say(`manager.${name}`)}</span><b class="number">${value}</b><small>${beside}</small>
  </section>`;
}

/** @param {import("./live_hall.js").LiveWindow} window @param {number} now */
function row(window, now) {
  const { code, step } = window;
  return html`<tr data-testid="window-${code}">
    <td><b>${say("terminal.window", { window: code })}</b> ${pick(window.name)}</td>
    <td class=${step === "red" ? "red" : ""}>
      <i class="dot ${window.state}"></i>${doing(window, now)}
      ${step ? html`<jh-icon name=${STEP_ICONS[step]}></jh-icon> ${say(`terminal.step.${step}`)}` : ""}
    </td>
    <td>${window.staff ?? ""}</td>
    <td class="right number">${window.today}</td>
  </tr>`;
}

customElements.define("jh-today", Today);
