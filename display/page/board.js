import { LitElement, css, html } from "lit";
import { deviceToken } from "shared/device.js";
import { report } from "shared/device_report.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { inOrder, page, pick, say, sayInOrder } from "shared/words.js";
import { Calls, isStale } from "./calls.js";
import { Speaker } from "./speaker.js";
import "shared/clock.js";
import "shared/not_set_up.js";
import "shared/reconnecting.js";
import "./current.js";
import "./notices.js";

/**
 * @typedef {import("./calls.js").Call} Call
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{code: string, name: Texts, parent: string | null, waiting: number}} Service
 */

const LAST_SHOWN = 5;
const SERVICES_SHOWN = 12;

/** The hall board (大厅屏): is it me, and where to? */
export class Board extends LitElement {
  static properties = {
    calls: { state: true },
    current: { state: true },
    services: { state: true },
    notices: { state: true },
    live: { state: true },
    blocked: { state: true },
    token: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        height: 100vh;
        overflow: hidden;
        background: var(--deep);
        color: #fff;
        display: grid;
        grid-template-rows: auto 1fr auto auto;
        font-size: 1.55vw;
      }
      header {
        background: #0a2f3a;
        padding: 1.6vh 2.9vw;
        display: flex;
        align-items: baseline;
        gap: 1.6em;
        font-size: 2.3vw;
      }
      header .bo {
        color: var(--on-deep);
        font-size: 0.72em;
      }
      header .spring {
        flex: 1;
      }
      header jh-clock[date] {
        font-size: 0.66em;
        color: var(--on-deep);
      }
      main {
        display: grid;
        grid-template-columns: 1.8fr 1fr;
        gap: 2vw;
        padding: 2.6vh 2.9vw 2vh;
        min-height: 0;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-rows: repeat(5, 1fr);
        gap: 1.5vh;
        min-height: 0;
      }
      ol li {
        background: var(--deep-2);
        border-radius: var(--radius);
        padding: 0 1.8vw;
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 1vw;
        align-items: center;
        min-height: 0;
      }
      ol .number {
        font-size: 4.1vw;
      }
      ol .what {
        color: var(--on-deep);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      ol .to {
        font-size: 3.2vw;
        font-weight: 700;
      }
      ol .empty {
        background: transparent;
        border: 2px dashed #2b6273;
      }
      .waiting {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(14vw, 1fr));
        gap: 1vh 1vw;
        padding: 0 2.9vw 2.4vh;
      }
      .waiting div {
        border: 2px solid #2b6273;
        border-radius: 18px;
        padding: 0.7vh 1vw;
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 0.5em;
        min-width: 0;
      }
      .waiting span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 0.94em;
      }
      .waiting b {
        font-size: 1.35em;
      }
      button.sound {
        position: fixed;
        inset: auto 2.9vw 12vh auto;
        font-size: 2.4vw;
        padding: 2.4vh 2.4vw;
        color: var(--ink);
        display: flex;
        flex-direction: column;
        gap: 0.2em;
        z-index: 30;
      }
      button.sound small {
        font-size: 0.6em;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Call[]} newest first */
    this.calls = [];
    /** @type {Call | null} the one that stands in front */
    this.current = null;
    /** @type {Service[]} */
    this.services = [];
    /** @type {Texts[]} */
    this.notices = [];
    this.live = true;
    this.blocked = false;
    this.token = deviceToken("display");
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.token === null) return;
    this.speaker = new Speaker({
      token: this.token,
      onBlocked: (blocked) => {
        this.blocked = blocked;
        report({ sound: blocked ? "blocked" : "ok" });
      },
    });
    this.queue = new Calls({
      show: (call) => (this.current = call),
      announce: async (plan) => (await this.speaker?.play(plan)) ?? false,
      heard: (call) => feed.spoken(call.seq),
      rest: () => (this.current = this.calls[0] ?? null),
    });
    const feed = new Feed({
      token: this.token,
      onSnapshot: (state) => {
        this.services = state.services;
        this.notices = state.notices;
        this.calls = state.calls.reduceRight((/** @type {Call[]} */ all, /** @type {Call} */ call) => shown(call, all), []);
        this.current = this.calls[0] ?? null;
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => (this.token = null),
    });
    feed.connect();
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ seq, at, kind, data }) {
    if (data.waiting !== undefined) {
      this.services = this.services.map((each) => (each.code === data.service ? { ...each, waiting: data.waiting } : each));
    }
    if (kind === "ticket.called" || kind === "ticket.recalled") {
      const call = { ...data, seq, at };
      this.calls = shown(call, this.calls);
      this.queue?.add(call, { silent: isStale(call, hubNow()) });
    }
    if (kind === "notice.changed") this.notices = data.notices;
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    const { current } = this;
    const before = this.calls.filter((call) => call.number !== current?.number);
    return html`
      <header>
        ${inOrder(page.hall.name)
          .slice(0, 2)
          .map((each) => html`<span lang=${each.language} class=${each.language}>${each.text}</span>`)}
        <span class="spring"></span>
        <jh-clock date></jh-clock><jh-clock class="number"></jh-clock>
      </header>
      <main>
        <jh-current .call=${current} .service=${this.#name(current?.service)}></jh-current>
        <ol>
          ${Array.from({ length: LAST_SHOWN }, (_, place) => this.#before(before[place]))}
        </ol>
      </main>
      ${this.#counts()}
      <jh-notices .notices=${this.notices}></jh-notices>
      ${this.blocked
        ? html`<button class="gold sound" data-testid="enable-sound" @click=${() => this.speaker?.unblock()}>
            ${sayInOrder("display.enable_sound").map((each, place) =>
              place === 0 ? html`<span>${each.text}</span>` : html`<small lang=${each.language}>${each.text}</small>`,
            )}
          </button>`
        : ""}
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** @param {Call | undefined} call */
  #before(call) {
    if (!call) return html`<li class="empty"></li>`;
    return html`<li data-testid="call-${call.number}">
      <span class="number">${call.number}</span>
      <span class="what">${pick(this.#name(call.service))}</span>
      <span class="to number">${say("display.window_short", { window: call.window })}</span>
    </li>`;
  }

  #counts() {
    const busy = this.services.filter((service) => service.waiting > 0);
    const few = this.services.length <= SERVICES_SHOWN;
    const listed = few ? this.services : busy.sort((a, b) => b.waiting - a.waiting).slice(0, SERVICES_SHOWN);
    return html`<div class="waiting">
      ${listed.map(
        (service) => html`<div data-testid="waiting-${service.code}">
          <span>${pick(service.name)}</span><b class="number">${service.waiting}</b>
        </div>`,
      )}
    </div>`;
  }

  /** @param {string | undefined} code */
  #name(code) {
    return this.services.find((service) => service.code === code)?.name ?? null;
  }
}

/**
 * The calls with this one put up: newest first, each number once.
 * @param {Call} call
 * @param {Call[]} calls
 */
function shown(call, calls) {
  return [call, ...calls.filter((each) => each.number !== call.number)].slice(0, LAST_SHOWN + 1);
}

customElements.define("jh-board", Board);
