import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { timeOfDay } from "shared/clock.js";
import { deviceToken, forgetToken } from "shared/device.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { page, pick, say } from "shared/words.js";
import "shared/not_set_up.js";
import "shared/shares.js";
import { count, percent } from "./figures.js";
import { LiveHall } from "./live_hall.js";
import "./load.js";
import "./waits.js";
import "./wall_alerts.js";
import "./wall_windows.js";

const TICK_MS = 5_000;

/** The hall for a screen in the back office (办公室大屏), to look at only: is it well, where must somebody go? */
export class Wall extends LitElement {
  static properties = { hall: { state: true }, now: { state: true }, away: { state: true }, known: { state: true } };

  static styles = [
    look,
    css`
      :host {
        height: 100vh;
        overflow: hidden;
        background: var(--deep);
        color: #fff;
        display: grid;
        grid-template: auto minmax(0, 1fr) / 100%;
        font-size: 26px;
      }
      header {
        background: #0a2c37;
        padding: 12px 40px;
        display: flex;
        align-items: center;
        gap: 36px;
        font-size: 30px;
        white-space: nowrap;
      }
      header .spring {
        flex: 1;
      }
      header jh-clock.number {
        font-size: 40px;
      }
      header .away {
        background: var(--gold-soft);
        color: var(--ink);
        border-radius: 16px;
        padding: 6px 22px;
      }
      main {
        padding: 24px 40px 30px;
        display: grid;
        grid-template: minmax(0, 1fr) minmax(0, 1fr) / 620px minmax(0, 1fr) minmax(0, 1fr);
        gap: 22px;
        min-height: 0;
      }
      main.stale {
        filter: grayscale(1);
      }
      section {
        background: var(--deep-2);
        border-radius: 28px;
        padding: 18px 26px;
        min-height: 0;
        overflow: hidden;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      .first {
        grid-row: 1 / -1;
      }
      .windows {
        grid-column: 2 / -1;
        padding: 0;
        background: none;
        border-radius: 0;
      }
      h2 {
        margin: 0 0 8px;
        font-size: 24px;
        font-weight: 400;
        color: var(--on-deep);
      }
      .rated {
        display: flex;
        gap: 14px;
        align-items: baseline;
      }
      .rated b,
      .waiting b {
        font-size: 40px;
      }
      jh-shares {
        margin: 4px 0 14px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./live_hall.js").Live | null} */
    this.hall = null;
    this.now = hubNow();
    this.away = false;
    this.token = deviceToken("wall");
    /** A manager who is signed in may look at the wall, too. */
    this.known = this.token !== null || page.signed_in;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.known) return;
    const show = (/** @type {import("./live_hall.js").Live} */ live) => {
      this.hall = live;
      this.now = hubNow();
    };
    const live = new LiveHall({ api: new Api({ token: this.token }), onLive: show, onRefused: () => this.#refused() });
    this.feed = new Feed({
      token: this.token,
      onSnapshot: () => live.look(),
      onEvent: () => live.look(),
      onLive: (isLive) => (this.away = !isLive),
      onRefused: () => this.#refused(),
    });
    this.feed.connect();
    // While the hub is away nobody knows who still waits, so the minutes stand still.
    this.timer = setInterval(() => this.away || (this.now = hubNow()), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.feed?.close();
  }

  #refused() {
    this.feed?.close();
    if (this.token) forgetToken("wall");
    this.known = false;
  }

  render() {
    if (!this.known) return html`<jh-not-set-up></jh-not-set-up>`;
    const { hall, now, away } = this;
    return html`<header>
        <b role="heading" aria-level="1">${pick(page.hall.name)}</b>
        ${hall && !hall.open ? html`<span data-testid="hall-closed">${say("manager.hall_closed")}</span>` : ""}
        <span class="spring"></span>
        ${away ? this.#away() : ""}
        <jh-clock date></jh-clock><jh-clock class="number"></jh-clock>
      </header>
      ${hall ? this.#main(hall, now) : html`<main></main>`}`;
  }

  #away() {
    const said = this.hall ? say("manager.as_of", { time: timeOfDay(Date.parse(this.hall.at)) }) : say("terminal.reconnecting");
    return html`<span class="away" role="status" data-testid="as-of">${said}</span>`;
  }

  /** @param {import("./live_hall.js").Live} hall @param {number} now */
  #main(hall, now) {
    const { ratings } = hall;
    return html`<main class=${this.away ? "stale" : ""}>
      <section class="first">
        <h2>${say("manager.alerts")}</h2>
        <jh-wall-alerts .alerts=${hall.alerts} .now=${now}></jh-wall-alerts>
      </section>
      <section>
        <h2 class="waiting">${say("manager.waiting_now")} <b class="number" data-testid="waiting">${say("manager.people", { count: hall.waiting })}</b></h2>
        <jh-waits dark .queues=${hall.services} .now=${now}></jh-waits>
      </section>
      <section>
        <div>
          <h2 class="rated">
            ${say("manager.satisfaction")} <b class="number">${percent(ratings.satisfaction)}</b> ${count(ratings.satisfaction)}
            &ensp;${say("manager.participation")} <b class="number">${percent(ratings.participation)}</b>
          </h2>
          <jh-shares .grades=${ratings.grades}></jh-shares>
          <h2>${say("manager.load")} ${say("manager.load_note")}</h2>
        </div>
        <jh-load dark .hours=${hall.hours}></jh-load>
      </section>
      <section class="windows"><jh-wall-windows .windows=${hall.windows} .now=${now}></jh-wall-windows></section>
    </main>`;
  }
}

customElements.define("jh-wall", Wall);
