import { LitElement, css, html } from "lit";
import { Api, ApiError, newKey } from "shared/api.js";
import { Feed } from "shared/feed.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/clock.js";
import "shared/icon.js";
import "shared/reconnecting.js";
import { callsLeft, deedsOf, nextDeed } from "./deeds.js";
import "./dialogs.js";
import "./now.js";
import "./queue.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{id: string, number: string, service: string, priority: string}} TicketCard
 * @typedef {object} Serving
 * @property {string} id
 * @property {TicketCard} ticket
 * @property {string} state
 * @property {number} calls
 * @property {string} called_at
 * @property {string | null} started_at
 * @property {number} waited_seconds
 * @property {string} language
 * @property {Texts} service_name
 * @property {boolean} rated
 * @typedef {{id: string, number: string, service: string, priority: string, waiting_since: string, service_name: Texts, language: string}} Waiting
 * @typedef {object} State
 * @property {{code: string, name: Texts, state: string, reason: string | null}} window
 * @property {Serving | null} current
 * @property {Serving[]} held
 * @property {Waiting[]} queue
 * @property {Waiting[]} missed
 * @property {number} today
 * @property {{code: string, name: Texts, promised_minutes: number}[]} services
 * @property {{code: string, name: Texts, state: string}[]} windows
 * @property {{id: string, number: string, rated: boolean} | null} last the serving that was finished here just now
 */

/** The clerk's desk: who is here, what can be done now, who is next, who is late. */
export class Desk extends LitElement {
  static properties = {
    me: { attribute: false },
    state: { state: true },
    live: { state: true },
    busy: { state: true },
    said: { state: true },
    dialog: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        height: 100vh;
        display: grid;
        grid-template: auto 1fr / 1fr 420px;
        font-size: 20px;
      }
      header {
        grid-column: 1 / -1;
        background: var(--deep);
        color: #fff;
        padding: 14px 32px;
        display: flex;
        gap: 26px;
        align-items: center;
        white-space: nowrap;
      }
      header b {
        font-size: 24px;
      }
      header .spring {
        flex: 1;
      }
      header button {
        background: transparent;
        border-color: #6aa0ad;
        color: #fff;
        min-height: 46px;
        padding: 0 18px;
      }
      main {
        padding: 28px 32px;
        display: grid;
        grid-template-rows: auto auto 1fr;
        gap: 22px;
        overflow-y: auto;
        align-content: start;
      }
      .deeds {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 16px;
      }
      .deeds button {
        min-height: 108px;
        text-align: left;
        padding: 14px 22px;
        display: grid;
        align-content: center;
        gap: 6px;
      }
      .deeds strong {
        font-size: 26px;
        line-height: 1.2;
      }
      .deeds span {
        display: flex;
        gap: 8px;
        align-items: center;
        color: var(--mute);
        font-size: 18px;
        line-height: 1.2;
      }
      .deeds .gold span {
        color: inherit;
      }
      kbd {
        font: inherit;
        border: 2px solid currentColor;
        border-radius: 8px;
        padding: 0 8px;
        opacity: 0.75;
      }
      .said {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 14px 22px;
        border-color: var(--red);
        color: var(--red);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("shared/sign_in.js").Me | null} */
    this.me = null;
    /** @type {State | null} */
    this.state = null;
    this.live = true;
    /** @type {string | null} */
    this.busy = null;
    this.said = "";
    /** @type {string | null} */
    this.dialog = null;
    /** @type {State["last"]} */
    this.last = null;
    this.api = new Api();
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.#key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    this.feed = new Feed({
      onSnapshot: (state) => (this.state = { ...state, last: this.last }),
      onEvent: () => this.#soon(),
      onLive: (live) => (this.live = live),
      onRefused: () => this.#ended(),
    });
    this.feed.connect();
    window.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.feed?.close();
    window.removeEventListener("keydown", this.onKey);
  }

  /** Several events in a row are one look at the queue. */
  #soon() {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.#look(), 80);
  }

  async #look() {
    try {
      this.state = { ...(await this.api.get("/queue")), last: this.last };
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#ended();
    }
  }

  #ended() {
    this.dispatchEvent(new CustomEvent("session-ended"));
  }

  /** One press, one key: sent again until the hub answers, done once. @param {string} name @param {string} path @param {object} [body] */
  async #do(name, path, body = {}) {
    if (this.busy) return null;
    this.busy = name;
    this.said = "";
    try {
      const answer = await this.api.postUntilAnswered(path, body, { key: newKey() });
      if (name === "finish" || name === "invite") this.last = { id: answer.id, number: answer.ticket.number, rated: answer.rated };
      await this.#look();
      return answer;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) this.#ended();
      this.said = error.detail;
      await this.#look();
      return null;
    } finally {
      this.busy = null;
    }
  }

  /** @param {import("./deeds.js").Deed} deed */
  #press(deed) {
    if (!deed.allowed) return;
    if (deed.dialog) this.dialog = deed.dialog;
    else void this.#do(deed.name, deed.path ?? "");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const typing = event.composedPath().some((each) => each instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(each.tagName));
    if (typing || this.dialog || !this.state || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const deed = deedsOf(this.state).find((each) => each.key === event.key.toLowerCase());
    if (!deed) return;
    event.preventDefault();
    this.#press(deed);
  }

  render() {
    const { state, me } = this;
    if (!state || !me) return html`<jh-reconnecting away></jh-reconnecting>`;
    const deeds = deedsOf(state);
    const gold = nextDeed(deeds);
    return html`
      <header>
        <b>${say("terminal.window", { window: state.window.code })}</b><span>${pick(state.window.name)}</span>
        <span class="spring"></span>
        <span>${me.staff.name} ${me.staff.job_number}</span>
        <span data-testid="today">${say("console.today", { count: state.today })}</span>
        <jh-clock class="number"></jh-clock>
        <button data-testid="for-someone" @click=${() => (this.dialog = "issue")}>${say("console.for_someone")}</button>
        <button data-testid="logout" @click=${this.#signOut}>${say("console.sign_out")}</button>
      </header>
      <main>
        <jh-now .current=${state.current} .window=${state.window} .last=${state.last}></jh-now>
        <div class="deeds">${deeds.map((deed) => this.#deed(deed, state, deed.name === gold))}</div>
        <div>
          ${this.said ? html`<p class="card said" role="alert" data-testid="said"><jh-icon name="alert-circle"></jh-icon>${this.said}</p>` : ""}
          <jh-aside
            .held=${state.held}
            .missed=${state.missed}
            ?free=${!state.current && state.window.state === "open"}
            @resume=${(/** @type {CustomEvent} */ event) => this.#do("resume-held", `/servings/${event.detail}/resume`)}
            @restore=${(/** @type {CustomEvent} */ event) => this.#do("restore", `/tickets/${event.detail}/restore`)}
          ></jh-aside>
        </div>
      </main>
      <jh-queue
        .queue=${state.queue}
        .services=${state.services}
        ?free=${!state.current && state.window.state === "open"}
        @call=${(/** @type {CustomEvent} */ event) => this.#do("call", `/windows/${state.window.code}/call`, { ticket: event.detail })}
      ></jh-queue>
      <jh-dialogs
        .open=${this.dialog}
        .state=${state}
        @done=${(/** @type {CustomEvent} */ event) => this.#decided(event.detail)}
      ></jh-dialogs>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** @param {import("./deeds.js").Deed} deed @param {State} state @param {boolean} gold */
  #deed(deed, state, gold) {
    const testid = deed.name.replace("_", "-");
    return html`<button
      class=${gold ? "gold" : ""}
      data-testid=${testid}
      ?disabled=${!deed.allowed || this.busy !== null}
      @click=${() => this.#press(deed)}
    >
      <strong>${say(`console.deed.${deed.name}`)}</strong>
      <span><kbd>${deed.key === " " ? say("console.space") : deed.key.toUpperCase()}</kbd>${this.busy === deed.name ? say("console.working") : hint(deed, state)}</span>
    </button>`;
  }

  /** @param {{path?: string, body?: object, name?: string} | null} decided */
  async #decided(decided) {
    this.dialog = null;
    if (!decided?.path) return;
    const answer = await this.#do(decided.name ?? "", decided.path, decided.body);
    if (answer && decided.name === "issue") this.said = say("console.issued", { number: answer.number });
  }

  async #signOut() {
    await this.api.signOut();
    this.dispatchEvent(new CustomEvent("signed-out"));
  }
}

/** @param {import("./deeds.js").Deed} deed @param {State} state */
function hint(deed, state) {
  if (deed.name === "next") return say("console.hint.next", { count: state.queue.length });
  if (deed.name === "no_show" && state.current?.state === "called" && !deed.allowed) {
    return say("console.hint.no_show", { left: callsLeft(state) });
  }
  if (deed.name === "finish" || deed.name === "hold") return say(`console.hint.${deed.name}`);
  if (deed.name === "invite" && state.last) return state.last.rated ? say("console.rated") : state.last.number;
  return "";
}

customElements.define("jh-desk", Desk);
