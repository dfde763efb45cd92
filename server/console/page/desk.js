import { LitElement, html } from "lit";
import { Api, ApiError, newKey } from "shared/api.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { TakingOver } from "shared/taking_over.js";
import { say } from "shared/words.js";
import "shared/icon.js";
import "shared/reconnecting.js";
import "./alerts.js";
import "./buttons.js";
import { deedsOf } from "./deeds.js";
import "./desk_header.js";
import { deskLook } from "./desk_look.js";
import "./dialogs.js";
import "./now.js";
import { Nudge } from "./nudge.js";
import "./queue.js";
import { isFree, isTaken } from "./state.js";

/** @typedef {import("./state.js").State} State */

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
    deskLook,
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
    /** So often something happened here that others did. */
    this.changes = 0;
    this.api = new Api();
    this.nudge = new Nudge();
    /** A clerk with a citizen, or in the middle of a choice, is not disturbed. */
    this.takingOver = new TakingOver(() => !this.busy && !this.dialog && !this.state?.current);
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.#key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    this.feed = new Feed({
      onSnapshot: (state) => (this.state = { ...state, last: this.last }),
      onEvent: (event) => {
        this.changes += 1;
        this.takingOver.heard(event);
        this.#soon();
      },
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
    const typing = event.composedPath().some((each) => each instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA|DIALOG)$/.test(each.tagName));
    if (typing || this.dialog || !this.state || isTaken(this.state, this.me) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key.toLowerCase() === "y") {
      event.preventDefault();
      this.dialog = "appointments";
      return;
    }
    const nth = /^[1-9]$/.test(event.key) ? this.state.queue[Number(event.key) - 1] : undefined;
    const deed = deedsOf(this.state).find((each) => each.key === event.key.toLowerCase());
    if (!deed && !nth) return;
    event.preventDefault();
    if (deed) this.#press(deed);
    else if (nth && isFree(this.state)) this.#call(nth.number);
  }

  /** @param {string} number */
  #call(number) {
    void this.#do("call", `/windows/${this.state?.window.code}/call`, { ticket: number });
  }

  updated() {
    const { state } = this;
    if (!state) return;
    const idle = isFree(state) && !isTaken(state, this.me) && state.queue.length > 0;
    this.nudge.set(idle);
    const window = say("terminal.window", { window: state.window.code });
    document.title = idle ? `(${state.queue.length}) ${say("console.nudge")}` : `${state.current?.ticket.number ?? ""} ${window}`.trim();
  }

  render() {
    const { state, me } = this;
    if (!state || !me) return html`<jh-reconnecting away></jh-reconnecting>`;
    const taken = isTaken(state, this.me);
    return html`
      <jh-desk-header
        .me=${me}
        .window=${state.window}
        .today=${state.today}
        .sounds=${this.nudge.sounds}
        @appointments=${() => (this.dialog = "appointments")}
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
            ?free=${isFree(state) && !taken}
            @resume=${(/** @type {CustomEvent} */ event) => this.#do("resume-held", `/servings/${event.detail}/resume`)}
            @restore=${(/** @type {CustomEvent} */ event) => this.#do("restore", `/tickets/${event.detail}/restore`)}
          ></jh-aside>
        </div>
      </main>
      <jh-queue
        role="complementary"
        .queue=${state.queue}
        .services=${state.services}
        ?free=${isFree(state) && !taken}
        @call=${(/** @type {CustomEvent} */ event) => this.#call(event.detail)}
      ></jh-queue>
      <jh-dialogs
        .open=${this.dialog}
        .state=${state}
        .changes=${this.changes}
        @done=${(/** @type {CustomEvent} */ event) => this.#decided(event.detail)}
      ></jh-dialogs>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
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
