import { LitElement, css, html } from "lit";
import { deviceToken } from "shared/device.js";
import { report } from "shared/device_report.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { TakingOver } from "shared/taking_over.js";
import { page, say } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { Calls, isStale } from "./calls.js";
import { Hall } from "./hall.js";
import { OwnBoard } from "./own_board.js";
import { Right } from "./right.js";
import { Speaker } from "./speaker.js";
import { publishedResults, thoughts } from "./thoughts.js";
import { Turns } from "./turns.js";
import "shared/not_set_up.js";
import "shared/reconnecting.js";
import "./calm.js";
import "./current.js";
import "./last_calls.js";
import "./notices.js";
import "./sound_button.js";
import "./title.js";
import "./waiting.js";
import "./windows_now.js";

/** @typedef {import("./turns.js").Call} Call */

/** A call as old as this no longer matters most; the gold goes and the hall is calm. */
const CALM_AFTER_MS = 180_000;
/** In a rush that lasts longer than this, the board begins anew between two calls. */
const RUSH_MS = 120_000;
const LOOK_EVERY_MS = 5_000;
const RESULTS_EVERY_MS = 3_600_000;

/** The hall board (大厅屏): is it me, and where to? */
export class Board extends LitElement {
  static properties = {
    calls: { state: true },
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
        grid-template: calc(var(--u) * 5.2) minmax(0, 1fr) calc(var(--u) * 5.05) calc(var(--u) * 8.95) calc(var(--u) * 4) / 100%;
        gap: calc(var(--u) * 0.9) 0;
        --strip-height: calc(var(--u) * 4);
        --strip-size: calc(var(--u) * 1.6);
      }
      header {
        display: grid;
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
      jh-reconnecting {
        --strip-padding: 0 1.5em;
      }
      @media (orientation: portrait) {
        :host {
          grid-template-rows: calc(var(--u) * 7) minmax(0, 1fr) calc(var(--u) * 14) calc(var(--u) * 15) calc(var(--u) * 4.4);
          --strip-height: calc(var(--u) * 4.4);
          --strip-size: calc(var(--u) * 1.2);
        }
        main,
        jh-windows-now,
        jh-waiting {
          margin: 0 calc(var(--u) * 2);
        }
        main {
          grid-template: minmax(0, 1.14fr) minmax(0, 1fr) / 100%;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.hall = new Hall(page.board);
    /** @type {Call[]} what stands in front, and what stood there before it */
    this.calls = [];
    /** @type {import("./thoughts.js").Results | null} */
    this.results = null;
    this.calm = true;
    /** @type {string | null} the number that is being spoken here */
    this.saying = null;
    this.live = true;
    this.blocked = false;
    this.token = deviceToken("display");
    this.takingOver = new TakingOver((waited) => this.saying === null && this.#isQuietFor(waited > RUSH_MS ? 3_000 : 20_000));
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.token === null) return;
    const feed = new Feed({
      token: this.token,
      onSnapshot: (state) => this.#begin(state),
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => (this.token = null),
    });
    this.own = new OwnBoard(this.token);
    this.#speak(this.token, (call) => feed.spoken(call.seq));
    this.turns = new Turns((calls) => {
      this.calls = calls;
      this.#look();
    });
    feed.connect();
    setInterval(() => this.#look(), LOOK_EVERY_MS);
    void this.#fetchResults();
    setInterval(() => this.#fetchResults(), RESULTS_EVERY_MS);
  }

  /** Takes part in speaking the calls of its room. @param {string} token @param {(call: Call) => void} heard */
  #speak(token, heard) {
    const right = new Right({ token, room: page.board?.room ?? "hall", onVolume: (volume) => (speaker.volume = volume) });
    const speaker = new Speaker({
      token,
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
        heard(call);
      },
      saying: (call) => (this.saying = call?.number ?? null),
    });
  }

  /** @param {any} state */
  #begin(state) {
    void this.own?.look();
    this.hall.begin(state);
    this.requestUpdate();
    this.turns?.begin(state.calls.filter((/** @type {Call} */ call) => this.hall.has(call)));
  }

  /** Whether the newest call is old enough to have been heard and found. @param {number} ms */
  #isQuietFor(ms) {
    const newest = this.calls.at(0);
    return !newest || hubNow() - Date.parse(newest.at) > ms;
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard(event) {
    const { seq, at, kind, data } = event;
    this.hall.heard(event);
    this.takingOver.heard(event);
    this.requestUpdate();
    if (kind === "device.board_chosen") this.own?.heard(data);
    if (kind !== "ticket.called" && kind !== "ticket.recalled") return;
    const call = { ...data, seq, at };
    if (!this.hall.has(call)) return;
    this.turns?.add(call);
    if (!call.quiet && !isStale(call, hubNow())) this.speech?.add(call, Math.max(hubNow() - Date.parse(at), 0));
  }

  /** Whether a call was made lately. */
  #look() {
    const newest = this.calls.at(0);
    this.calm = !newest || hubNow() - Date.parse(newest.at) > CALM_AFTER_MS;
  }

  async #fetchResults() {
    try {
      this.results = await publishedResults();
    } catch {
      // Nothing hangs on it; asked again in an hour.
    }
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    const { hall } = this;
    return html`
      <header><jh-title></jh-title></header>
      ${this.#main()}
      <jh-windows-now role="complementary" .windows=${hall.windows}></jh-windows-now>
      <jh-waiting role="complementary" aria-label=${say("display.waiting_by_service")} .services=${hall.services}></jh-waiting>
      <jh-notices role="contentinfo" .notices=${hall.notices}></jh-notices>
      ${this.blocked ? html`<jh-sound-button @click=${() => this.speaker?.unblock()}></jh-sound-button>` : ""}
      <jh-reconnecting everybody ?away=${!this.live}></jh-reconnecting>
    `;
  }

  #main() {
    const { hall } = this;
    const { closed, welcome, told, lists } = thoughts(hall, this.results);
    const [newest, ...before] = this.calls;
    if (!newest) {
      return html`<main class="nobody"><jh-calm wide .thoughts=${[hall.isOpen ? welcome : closed, ...lists]}></jh-calm></main>`;
    }
    const front = this.calm
      ? html`<jh-calm .thoughts=${[...(hall.isOpen ? [] : [closed]), ...lists, ...told]}></jh-calm>`
      : html`<jh-current .call=${newest} .service=${hall.name(newest.service)}></jh-current>`;
    return html`<main>
      ${front}
      <jh-last-calls
        .calls=${this.calm ? this.calls : before}
        .saying=${this.saying}
        .names=${(/** @type {string} */ service) => hall.name(service)}
        .notices=${told}
        .lists=${this.calm ? [] : lists}
      ></jh-last-calls>
    </main>`;
  }
}

customElements.define("jh-board", Board);
