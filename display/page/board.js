import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { deviceToken } from "shared/device.js";
import { report } from "shared/device_report.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { inOrder, page, say, sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { Calls, isStale } from "./calls.js";
import { Right } from "./right.js";
import { Speaker } from "./speaker.js";
import { Turns } from "./turns.js";
import { after } from "./windows.js";
import "shared/clock.js";
import "shared/icon.js";
import "shared/not_set_up.js";
import "shared/reconnecting.js";
import "./calm.js";
import "./current.js";
import "./last_calls.js";
import "./notices.js";
import "./waiting.js";
import "./windows_now.js";

/**
 * @typedef {import("./turns.js").Call} Call
 * @typedef {import("./windows.js").Window} Window
 * @typedef {import("./calm.js").Thought} Thought
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{code: string, name: Texts, icon: string, waiting: number, materials: Texts[]}} Service
 */

/** What this board shows; without codes everything. */
const WINDOWS = new Set(page.board?.windows);
const SERVICES = new Set(page.board?.services);
/** A call as old as this no longer matters most; the gold goes and the hall is calm. */
const CALM_AFTER_MS = 180_000;
const LOOK_EVERY_MS = 5_000;
const RESULTS_EVERY_MS = 3_600_000;
/** A share of fewer ratings says nothing about a hall. */
const FEW_RATINGS = 30;

/** The hall board (大厅屏): is it me, and where to? */
export class Board extends LitElement {
  static properties = {
    calls: { state: true },
    windows: { state: true },
    services: { state: true },
    notices: { state: true },
    results: { state: true },
    calm: { state: true },
    saying: { state: true },
    live: { state: true },
    blocked: { state: true },
    token: { state: true },
  };

  static styles = [
    look,
    boardLook,
    css`
      :host {
        height: 100vh;
        overflow: hidden;
        background: var(--deep);
        color: #fff;
        display: grid;
        grid-template: calc(var(--u) * 5.4) minmax(0, 1fr) calc(var(--u) * 5.6) calc(var(--u) * 8) calc(var(--u) * 4.2) / 100%;
        gap: calc(var(--u) * 0.9) 0;
      }
      header {
        background: var(--header);
        padding: 0 calc(var(--u) * 3);
        display: flex;
        align-items: center;
        gap: calc(var(--u) * 1.6);
        font-size: calc(var(--u) * 2.3);
        white-space: nowrap;
      }
      header .title {
        display: flex;
        align-items: center;
        gap: 0 calc(var(--u) * 1.6);
        min-width: 0;
      }
      header .area {
        color: var(--gold-soft);
      }
      header .too {
        color: var(--on-deep);
        font-size: 0.66em;
      }
      header .spring {
        flex: 1;
      }
      header jh-clock[date] {
        font-size: 0.66em;
        color: var(--on-deep);
      }
      header jh-clock.number {
        font-size: 1.3em;
      }
      main,
      jh-windows-now,
      jh-waiting {
        margin: 0 calc(var(--u) * 3);
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 2.1fr) minmax(0, 1fr);
        gap: calc(var(--u) * 1.6);
        min-height: 0;
      }
      main.nobody {
        grid-template: 100% / 100%;
      }
      @media (orientation: portrait) {
        :host {
          grid-template-rows: calc(var(--u) * 7) minmax(0, 1fr) calc(var(--u) * 14) calc(var(--u) * 15) calc(var(--u) * 4.4);
        }
        header .title {
          flex-wrap: wrap;
        }
        header,
        main,
        jh-windows-now,
        jh-waiting {
          margin: 0 calc(var(--u) * 2);
        }
        header {
          margin: 0;
          padding: 0 calc(var(--u) * 2);
        }
        main {
          grid-template: minmax(0, 1.14fr) minmax(0, 1fr) / 100%;
        }
      }
      button.sound {
        position: fixed;
        inset: auto calc(var(--u) * 2) calc(var(--u) * 0.3) auto;
        height: calc(var(--u) * 3.6);
        font-size: calc(var(--u) * 1.7);
        padding: 0 calc(var(--u) * 1.6);
        color: var(--ink);
        display: flex;
        align-items: center;
        gap: calc(var(--u) * 0.9);
        line-height: 1.2;
        text-align: left;
      }
      button.sound span {
        display: grid;
        grid-template-columns: auto auto;
        column-gap: 1em;
        align-items: center;
      }
      button.sound b {
        grid-row: 1 / 3;
      }
      button.sound small {
        font-size: 0.62em;
        font-weight: 400;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Call[]} what stands in front, and what stood there before it */
    this.calls = [];
    /** @type {Window[]} */
    this.windows = [];
    /** @type {Service[]} */
    this.services = [];
    /** @type {Map<string, Texts>} of all services, since a call here may be of one that others handle */
    this.names = new Map();
    /** @type {Texts[]} */
    this.notices = [];
    /** @type {{satisfied: number, rated: number, month: string} | null} */
    this.results = null;
    this.calm = true;
    /** @type {string | null} the number that is being spoken here */
    this.saying = null;
    this.live = true;
    this.blocked = false;
    this.token = deviceToken("display");
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.token === null) return;
    const right = new Right({
      token: this.token,
      room: page.board?.room ?? "hall",
      onVolume: (volume) => (speaker.volume = volume),
    });
    const speaker = new Speaker({
      token: this.token,
      may: (ms) => right.holds(ms),
      onBlocked: (blocked) => {
        this.blocked = blocked;
        report({ sound: blocked ? "blocked" : "ok" });
        if (blocked) right.stop();
        else right.start();
      },
    });
    this.speaker = speaker;
    addEventListener("pagehide", () => right.stop());
    this.speech = new Calls({
      right: () => ({ mine: right.holds(), spoken: right.spoken }),
      announce: (plan) => speaker.play(plan),
      heard: (call) => {
        right.said(call.seq);
        feed.spoken(call.seq);
      },
      saying: (call) => (this.saying = call?.number ?? null),
    });
    this.turns = new Turns((calls) => {
      this.calls = calls;
      this.#look();
    });
    const feed = new Feed({
      token: this.token,
      onSnapshot: (state) => this.#begin(state),
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => (this.token = null),
    });
    feed.connect();
    setInterval(() => this.#look(), LOOK_EVERY_MS);
    void this.#fetchResults();
    setInterval(() => this.#fetchResults(), RESULTS_EVERY_MS);
  }

  /** @param {any} state */
  #begin(state) {
    this.windows = state.windows.filter((/** @type {Window} */ each) => WINDOWS.size === 0 || WINDOWS.has(each.code));
    const handled = new Set(this.windows.flatMap((window) => window.services));
    this.services = state.services.filter((/** @type {Service} */ each) =>
      SERVICES.size > 0 ? SERVICES.has(each.code) : WINDOWS.size === 0 || handled.has(each.code),
    );
    this.names = new Map(state.services.map((/** @type {Service} */ each) => [each.code, each.name]));
    this.notices = state.notices;
    this.turns?.begin(state.calls.filter((/** @type {Call} */ call) => this.#isHere(call)));
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard(event) {
    const { seq, at, kind, data } = event;
    if (data.waiting !== undefined && this.services.some((each) => each.code === data.service)) {
      this.services = this.services.map((each) => (each.code === data.service ? { ...each, waiting: data.waiting } : each));
    }
    const windows = this.windows.map((window) => after(window, event));
    if (windows.some((window, place) => window !== this.windows[place])) this.windows = windows;
    if (kind === "ticket.called" || kind === "ticket.recalled") {
      const call = { ...data, seq, at };
      if (!this.#isHere(call)) return;
      this.turns?.add(call);
      if (!call.quiet && !isStale(call, hubNow())) this.speech?.add(call, Math.max(hubNow() - Date.parse(at), 0));
    }
    if (kind === "notice.changed") this.notices = data.notices;
  }

  /** Whether this board shows the call. @param {Call} call */
  #isHere(call) {
    return (WINDOWS.size === 0 || WINDOWS.has(call.window)) && (SERVICES.size === 0 || SERVICES.has(call.service));
  }

  /** Whether a call was made lately. */
  #look() {
    const newest = this.calls.at(0);
    this.calm = !newest || hubNow() - Date.parse(newest.at) > CALM_AFTER_MS;
  }

  async #fetchResults() {
    try {
      const { total, month } = await new Api().get(`/open/ratings?hall=${page.hall.code}`);
      const { numerator, denominator } = total.satisfaction;
      this.results = denominator >= FEW_RATINGS ? { satisfied: numerator, rated: denominator, month } : null;
    } catch {
      // Nothing hangs on it; asked again in an hour.
    }
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    return html`
      <header>
        ${this.#title()}
        <span class="spring"></span>
        <jh-clock date></jh-clock><jh-clock class="number"></jh-clock>
      </header>
      ${this.#main()}
      <jh-windows-now role="complementary" .windows=${this.windows}></jh-windows-now>
      <jh-waiting role="complementary" aria-label=${say("display.waiting_by_service")} .services=${this.services}></jh-waiting>
      <jh-notices role="contentinfo" .notices=${this.notices}></jh-notices>
      ${this.blocked ? this.#soundButton() : ""}
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  #title() {
    const [name, ...others] = inOrder(page.hall.name);
    const area = inOrder(page.board?.name);
    return html`<div class="title" role="heading" aria-level="1">
      <span lang=${name?.language}>${name?.text}</span>
      ${area.slice(0, 1).map((each) => html`<span class="area" lang=${each.language}>${each.text}</span>`)}
      ${others.slice(0, area.length > 0 ? 0 : 1).map((each) => html`<span class="too" lang=${each.language}>${each.text}</span>`)}
    </div>`;
  }

  #main() {
    const bring = this.services
      .filter((each) => each.materials.length > 0)
      .map(({ icon, name, materials }) => /** @type {Thought} */ ({ kind: "bring", icon, name, materials }));
    const open = this.windows.some((window) => window.state !== "closed");
    const told = this.notices.map((text) => /** @type {Thought} */ ({ kind: "notice", text }));
    const closed = /** @type {Thought} */ ({ kind: "closed" });
    const results = this.results ? [/** @type {Thought} */ ({ kind: "results", ...this.results })] : [];
    const [newest, ...before] = this.calls;
    if (!newest) {
      const welcome = /** @type {Thought} */ ({ kind: "welcome" });
      return html`<main class="nobody"><jh-calm wide .thoughts=${[open ? welcome : closed, ...results, ...bring]}></jh-calm></main>`;
    }
    const front = this.calm
      ? html`<jh-calm .thoughts=${[...(open ? [] : [closed]), ...results, ...bring, ...told]}></jh-calm>`
      : html`<jh-current .call=${newest} .service=${this.#name(newest.service)}></jh-current>`;
    return html`<main>
      ${front}
      <jh-last-calls
        .calls=${this.calm ? this.calls : before}
        .saying=${this.saying}
        .names=${(/** @type {string} */ service) => this.#name(service)}
        .notices=${told}
        .lists=${this.calm ? [] : [...results, ...bring]}
      ></jh-last-calls>
    </main>`;
  }

  #soundButton() {
    return html`<button class="gold sound" data-testid="enable-sound" @click=${() => this.speaker?.unblock()}>
      <jh-icon name="volume"></jh-icon>
      <span
        >${sayInOrder("display.enable_sound").map((each, place) =>
          place === 0 ? html`<b lang=${each.language}>${each.text}</b>` : html`<small lang=${each.language}>${each.text}</small>`,
        )}</span
      >
    </button>`;
  }

  /** @param {string} code */
  #name(code) {
    return this.names.get(code) ?? null;
  }
}

customElements.define("jh-board", Board);
