import { LitElement, css, html } from "lit";
import { Api, ApiError, newKey } from "shared/api.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";
import "shared/reconnecting.js";
import "./alerts.js";
import "./buttons.js";
import { deedsOf } from "./deeds.js";
import "./desk_header.js";
import "./dialogs.js";
import "./now.js";
import { Nudge } from "./nudge.js";
import "./queue.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{id: string, number: string, service: string, priority: string, on_behalf: boolean}} TicketCard
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
 * @typedef {{id: string, number: string, service: string, priority: string, on_behalf: boolean, waiting_since: string, service_name: Texts, language: string}} Waiting
 * @typedef {object} State
 * @property {{code: string, name: Texts, state: string, reason: string | null, staff: {job_number: string, name: string} | null}} window
 * @property {Serving | null} current
 * @property {Serving[]} held
 * @property {Waiting[]} queue
 * @property {Waiting[]} missed
 * @property {{serving: string, number: string, deed: string, until: string} | null} undo
 * @property {number} calls_before_missed
 * @property {number} today
 * @property {{code: string, name: Texts, promised_minutes: number}[]} services
 * @property {{code: string, name: Texts, state: string, services: string[]}[]} windows
 * @property {import("./alerts.js").Alert[]} alerts
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
      jh-desk-header {
        grid-column: 1 / -1;
      }
      main {
        padding: 28px 32px;
        display: grid;
        grid-template-rows: auto auto 1fr;
        gap: 22px;
        overflow-y: auto;
        align-content: start;
      }
      .taken {
        padding: 22px 30px;
        display: flex;
        gap: 20px;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
      }
      .taken small {
        color: var(--mute);
        font-size: 18px;
      }
      .taken button {
        min-height: 72px;
        padding: 0 30px;
      }
      /* A narrow strip beside another program: everything in one column, what is next on top. */
      @media (max-width: 760px) {
        :host {
          display: flex;
          flex-direction: column;
          overflow-y: auto;
        }
        main {
          padding: 12px;
          gap: 12px;
          overflow: visible;
        }
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
    this.nudge = new Nudge();
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
    this.nudge.stop();
    clearTimeout(this.late);
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
      this.#lookAgainWhenTooLate();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#ended();
    }
  }

  /** What can be taken back is offered only while it can. */
  #lookAgainWhenTooLate() {
    clearTimeout(this.late);
    if (this.state?.undo) this.late = setTimeout(() => this.#look(), Date.parse(this.state.undo.until) - hubNow() + 200);
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
    if (typing || this.dialog || !this.state || this.#isTaken(this.state) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const nth = /^[1-9]$/.test(event.key) ? this.state.queue[Number(event.key) - 1] : undefined;
    const deed = deedsOf(this.state).find((each) => each.key === event.key.toLowerCase());
    if (!deed && !nth) return;
    event.preventDefault();
    if (deed) this.#press(deed);
    else if (nth && this.#isFree(this.state)) this.#call(nth.number);
  }

  /** @param {State} state */
  #isFree(state) {
    return !state.current && state.window.state === "open";
  }

  /** @param {string} number */
  #call(number) {
    void this.#do("call", `/windows/${this.state?.window.code}/call`, { ticket: number });
  }

  updated() {
    const { state } = this;
    if (!state) return;
    const idle = this.#isFree(state) && !this.#isTaken(state) && state.queue.length > 0;
    this.nudge.set(idle);
    const window = say("terminal.window", { window: state.window.code });
    document.title = idle ? `(${state.queue.length}) ${say("console.nudge")}` : `${state.current?.ticket.number ?? ""} ${window}`.trim();
  }

  render() {
    const { state, me } = this;
    if (!state || !me) return html`<jh-reconnecting away></jh-reconnecting>`;
    const taken = this.#isTaken(state);
    return html`
      <jh-desk-header
        .me=${me}
        .window=${state.window}
        .today=${state.today}
        .sounds=${this.nudge.sounds}
        @sound=${this.#toggleSound}
        @sign-out=${this.#signOut}
      ></jh-desk-header>
      <main>
        <jh-now .current=${state.current} .window=${state.window} .last=${state.last}></jh-now>
        ${taken ? this.#taken(state) : html`<jh-buttons .state=${state} .busy=${this.busy} @press=${(/** @type {CustomEvent} */ event) => this.#press(event.detail)}></jh-buttons>`}
        <div>
          ${this.said ? html`<p class="card said" role="alert" data-testid="said"><jh-icon name="alert-circle"></jh-icon>${this.said}</p>` : ""}
          <jh-desk-alerts
            .alerts=${state.alerts}
            ?busy=${this.busy !== null}
            @answer=${(/** @type {CustomEvent} */ event) => this.#do("acknowledge", `/alerts/${event.detail}/acknowledge`, { text: say("console.alert_answer") })}
          ></jh-desk-alerts>
          <jh-aside
            .held=${state.held}
            .missed=${state.missed}
            ?free=${this.#isFree(state) && !taken}
            @resume=${(/** @type {CustomEvent} */ event) => this.#do("resume-held", `/servings/${event.detail}/resume`)}
            @restore=${(/** @type {CustomEvent} */ event) => this.#do("restore", `/tickets/${event.detail}/restore`)}
          ></jh-aside>
        </div>
      </main>
      <jh-queue
        role="complementary"
        .queue=${state.queue}
        .services=${state.services}
        ?free=${this.#isFree(state) && !taken}
        @call=${(/** @type {CustomEvent} */ event) => this.#call(event.detail)}
      ></jh-queue>
      <jh-dialogs
        .open=${this.dialog}
        .state=${state}
        @done=${(/** @type {CustomEvent} */ event) => this.#decided(event.detail)}
      ></jh-dialogs>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** Another sits here by the hub's book: on another screen, or one who did not close. @param {State} state */
  #isTaken(state) {
    return state.window.staff !== null && state.window.staff.job_number !== this.me?.staff.job_number;
  }

  /** @param {State} state */
  #taken(state) {
    return html`<section class="card taken" data-testid="taken">
      <div><b>${say("console.taken", { name: state.window.staff?.name ?? "" })}</b><br /><small>${say("console.take_over_hint")}</small></div>
      <button class="gold" data-testid="take-over" ?disabled=${this.busy !== null} @click=${() => this.#do("take_over", `/windows/${state.window.code}/take-over`)}>
        ${say("console.take_over")}
      </button>
    </section>`;
  }

  #toggleSound() {
    this.nudge.toggle();
    this.requestUpdate();
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

customElements.define("jh-desk", Desk);
