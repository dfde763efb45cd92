import { LitElement, html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { deviceToken } from "shared/device.js";
import { report } from "shared/device_report.js";
import { FACES } from "shared/faces.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { Outbox } from "shared/outbox.js";
import { TakingOver } from "shared/taking_over.js";
import { language, page, pick, say, setLanguage } from "shared/words.js";
import "shared/clock.js";
import "shared/grades.js";
import "shared/not_set_up.js";
import "shared/reconnecting.js";
import "shared/staff_card.js";
import "./calm.js";
import { evaluatorLook } from "./evaluator_look.js";
import { heading, headings } from "./heading.js";
import { gradeOfKey } from "./keypad.js";
import { Moments } from "./moments.js";
import { Unsent } from "./unsent.js";
import { Voice } from "./voice.js";
import "./welcome.js";

/**
 * @typedef {import("shared/staff_card.js").Staff} Staff
 * @typedef {import("shared/grades.js").Pressed} Pressed
 * @typedef {{code: string, state: string, reason: string | null, staff: Staff | null}} Window
 * @typedef {{id: string, serving: string, number: string, invited_at: string, expires_at: string, language: string}} Invitation
 * @typedef {{greetings: import("shared/words.js").Texts[], spoken: boolean, buttons: "best_first" | "worst_first"}} Rules
 */

const THANKS_MS = 4_000;
/** So long the faces stay even when the clerk has begun with the next citizen: nobody can be hurried past them. */
const UNHURRIED_MS = 30_000;

/** The evaluator (评价器) in front of the citizen: how was it? */
export class Evaluator extends LitElement {
  static properties = {
    window: { state: true },
    rules: { state: true },
    invitation: { state: true },
    thanks: { state: true },
    live: { state: true },
    pressed: { state: true },
    token: { state: true },
  };

  static styles = [
    look,
    headings,
    evaluatorLook,
  ];

  constructor() {
    super();
    /** @type {Window | null} */
    this.window = null;
    /** @type {Rules} */
    this.rules = { greetings: [], spoken: false, buttons: "best_first" };
    /** @type {Invitation | null} */
    this.invitation = null;
    this.thanks = false;
    this.live = true;
    this.pressed = false;
    this.token = deviceToken(`evaluator-${page.window}`);
    this.takingOver = new TakingOver(() => !this.invitation && !this.pressed && !this.thanks);
    this.invitedMs = 0;
    this.endsMs = Infinity;
    this.moments = new Moments();
    const { token } = this;
    this.unsent = new Unsent((unsent) => report({ unsent }));
    this.outbox = new Outbox({ token, owner: `evaluator-${page.window}`, onWaiting: (count) => this.#noteUnsent(count) });
    this.voice = new Voice({ token, onBlocked: (blocked) => this.#report({ sound: blocked ? "blocked" : "ok" }) });
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.token === null) return;
    this.feed = new Feed({
      token: this.token,
      onSnapshot: (state) => {
        this.window = state.window;
        this.rules = state.evaluator;
        this.#invite(state.invitation);
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => (this.token = null),
    });
    void this.#begin();
    setInterval(() => this.#expire(), 1000);
    addEventListener("keydown", (event) => this.#key(event));
    // A tablet whose screen goes dark may not come back to this page: what was pressed goes out.
    document.addEventListener("visibilitychange", () => document.hidden && this.#grades()?.finish());
  }

  /** First what an earlier run left, or the hub's open invitation would ask again who has pressed already. */
  async #begin() {
    await this.outbox.takeUp();
    this.feed?.connect();
  }

  /** @param {number} count how many presses wait for the hub */
  #noteUnsent(count) {
    this.dataset.unsent = String(count);
    this.unsent.note(count);
  }

  /** What the manager should know of this tablet: whether it may speak.
   * @param {{sound: "ok" | "blocked"}} facts */
  #report(facts) {
    this.dataset.sound = facts.sound;
    report(facts);
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ kind, data }) {
    if (kind === "rating.invited") this.#invite(data);
    else if (kind === "rating.given" && data.serving === this.invitation?.serving) this.#end();
    else if (kind === "serving.undone" && data.serving === this.invitation?.serving) this.#withdraw();
    else if (kind === "serving.started") this.endsMs = this.invitedMs + UNHURRIED_MS;
    else if (kind === "definition.changed") {
      this.feed?.refresh();
      this.takingOver.heard({ kind });
    }
    else if (kind.startsWith("window.") && this.window) {
      this.window = { ...this.window, state: data.state, reason: data.reason, staff: data.staff };
    }
  }

  /** The clerk had finished by mistake: nothing is asked any more. */
  #withdraw() {
    void this.outbox.drop(this.invitation?.serving ?? "");
    this.pressed = false;
    this.#invite(null);
  }

  /** @param {Invitation | null} invitation */
  #invite(invitation) {
    if (invitation && this.outbox.holds(invitation.serving)) return;
    if (invitation?.id === this.invitation?.id) return;
    if (this.pressed && invitation === null) return;
    this.invitation = invitation;
    this.pressed = false;
    this.thanks = false;
    this.endsMs = Infinity;
    // After a reload or an outage the citizen has waited longer than this page knows.
    const age = invitation ? Math.max(0, hubNow() - Date.parse(invitation.invited_at)) : 0;
    this.invitedMs = performance.now() - age;
    setLanguage(invitation?.language ?? page.language);
    if (invitation) this.#say("invitation");
    else this.voice.quiet();
  }

  /** @param {"invitation" | "thanks"} saying */
  #say(saying) {
    if (this.rules.spoken) void this.voice.say(saying, language());
  }

  /** Time is up when nobody has pressed: no rating is no rating. */
  #expire() {
    if (!this.invitation || this.pressed) return;
    if (Date.parse(this.invitation.expires_at) <= hubNow() || performance.now() >= this.endsMs) this.#end();
  }

  #end() {
    if (this.pressed) return;
    this.invitation = null;
    this.voice.quiet();
    setLanguage(page.language);
  }

  /** The faces that are shown, if any are. @returns {import("shared/grades.js").Grades | null} */
  #grades() {
    return this.renderRoot.querySelector("jh-grades");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const grade = gradeOfKey(event, this.rules.buttons);
    if (grade) this.#grades()?.press(grade, "button_box");
  }

  /** A press belongs to the serving it was made for, whoever stands here by the time it is sent.
   * @param {Pressed} pressed @param {Invitation} invitation */
  #rate(pressed, invitation) {
    void this.outbox.send(this.#press(pressed, invitation));
    this.moments.forget(invitation.serving);
    if (this.invitation?.id !== invitation.id) return;
    this.pressed = false;
    this.invitation = null;
    this.thanks = true;
    clearTimeout(this.thanking);
    this.thanking = setTimeout(() => {
      this.thanks = false;
      if (!this.invitation) setLanguage(page.language);
    }, THANKS_MS);
    if (!isGood(pressed.grade)) this.#say("thanks");
  }

  /** @param {Pressed} pressed @param {Invitation} invitation */
  #hold(pressed, invitation) {
    if (isGood(pressed.grade)) this.#say("thanks");
    else if (!this.pressed) this.voice.quiet();
    this.pressed = true;
    void this.outbox.hold(this.#press(pressed, invitation));
  }

  /** What is sent of a press. @param {Pressed} pressed @param {Invitation} invitation */
  #press(pressed, { id, serving }) {
    const moment = this.moments.of(serving, pressed.grade, this.invitedMs);
    return { serving, invitation: id, ...pressed, ...moment };
  }

  /** @param {Invitation} invitation */
  #change({ serving }) {
    this.pressed = false;
    this.moments.forget(serving);
    void this.outbox.drop(serving);
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    if (!this.window) return html`<jh-reconnecting everybody away></jh-reconnecting>`;
    const asking = this.invitation && !this.thanks;
    return html`
      <header>
        ${asking && this.window.staff
          ? html`<jh-staff-card .staff=${this.window.staff}></jh-staff-card>`
          : html`<div class="hall">${pick(page.hall.name)}<jh-clock date></jh-clock></div>`}
        <div class="here">
          ${asking ? say("evaluator.ticket", { number: this.invitation?.number ?? "" }) : ""}
          <b role="heading" aria-level="1">${say("terminal.window", { window: this.window.code })}</b>
        </div>
      </header>
      <main class=${this.live ? "" : "tight"}>${this.#middle(this.window)}</main>
      <footer ?hidden=${!asking || this.pressed}>
        ${["anonymous", "not_seen", "may_skip"].map((key) => say(`evaluator.${key}`)).join(" · ")}
      </footer>
      <jh-reconnecting everybody ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** @param {Window} window */
  #middle({ state, reason, staff }) {
    if (this.thanks) return calm("thanks", "circle-check", "evaluator.thanks");
    const { invitation } = this;
    if (invitation) {
      // Another invitation gets another element; the one that goes sends what was pressed on it.
      const grades = html`<jh-grades
        @pressed=${(/** @type {CustomEvent<Pressed>} */ { detail }) => this.#hold(detail, invitation)}
        @changing=${() => this.#change(invitation)}
        @rate=${(/** @type {CustomEvent<Pressed>} */ { detail }) => this.#rate(detail, invitation)}
      ></jh-grades>`;
      return html`${this.pressed ? "" : heading("evaluator.how_was_it")}${keyed(invitation.id, grades)}`;
    }
    if (state === "paused") return calm("paused", "coffee", "terminal.state.paused", reason);
    if (state === "closed") return calm("closed", "door", "evaluator.closed");
    return html`<jh-welcome data-testid="idle" .staff=${staff} .greetings=${this.rules.greetings}></jh-welcome>`;
  }
}

/** @param {string} grade */
function isGood(grade) {
  return FACES.some((face) => face.grade === grade && face.good);
}

/** @param {string} testid @param {string} icon @param {string} key @param {string | null} [reason] of a pause */
function calm(testid, icon, key, reason) {
  const why = reason ? `terminal.reason.${reason}` : "";
  return html`<jh-calm data-testid=${testid} icon=${icon} key=${key} reason=${why}></jh-calm>`;
}

customElements.define("jh-evaluator", Evaluator);
