import { LitElement, css, html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { deviceToken } from "shared/device.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { page, say, sayInOrder, setLanguage } from "shared/words.js";
import "shared/grades.js";
import "shared/icon.js";
import "shared/not_set_up.js";
import "shared/reconnecting.js";
import "shared/staff_card.js";
import { Outbox } from "./outbox.js";

/**
 * @typedef {import("shared/staff_card.js").Staff} Staff
 * @typedef {{code: string, state: string, reason: string | null, staff: Staff | null}} Window
 * @typedef {{id: string, serving: string, number: string, invited_at: string, expires_at: string, language: string}} Invitation
 */

const THANKS_MS = 4_000;
/** So long the faces stay even when the clerk has begun with the next citizen: nobody can be hurried past them. */
const UNHURRIED_MS = 30_000;

/** The evaluator (评价器) in front of the citizen: how was it? */
export class Evaluator extends LitElement {
  static properties = {
    window: { state: true },
    invitation: { state: true },
    thanks: { state: true },
    live: { state: true },
    pressed: { state: true },
    token: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        height: 100vh;
        overflow: hidden;
        display: grid;
        grid-template-rows: auto 1fr auto;
        font-size: clamp(20px, 1.875vw, 40px);
      }
      header {
        background: var(--card);
        border-bottom: 2px solid var(--line);
        padding: 26px 48px;
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 1em;
        min-height: 8em;
      }
      .here {
        text-align: right;
        white-space: nowrap;
      }
      .here b {
        display: block;
        font-size: 2.9em;
        line-height: 1.15;
      }
      main {
        padding: 28px 48px 0;
        display: flex;
        flex-direction: column;
        gap: 24px;
        min-height: 0;
        overflow-y: auto;
      }
      h1 {
        margin: 0;
        text-align: center;
        font-size: 1.9em;
      }
      .others {
        margin: 0;
        display: flex;
        gap: 0 1.5em;
        justify-content: center;
        color: var(--mute);
        font-size: 1.1em;
      }
      jh-grades {
        flex: 1;
        min-height: 0;
      }
      footer {
        padding: 18px 48px 24px;
        text-align: center;
        color: var(--mute);
      }
      .calm {
        flex: 1;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 0.5em;
        text-align: center;
      }
      .calm jh-icon {
        font-size: 6em;
        color: var(--deep-2);
      }
      .calm h1 {
        font-size: 3em;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Window | null} */
    this.window = null;
    /** @type {Invitation | null} */
    this.invitation = null;
    this.thanks = false;
    this.live = true;
    this.token = deviceToken(`evaluator-${page.window}`);
    this.outbox = new Outbox({ token: this.token, name: `jiaohao.unsent-${page.window}` });
    this.invitedMs = 0;
    this.endsMs = Infinity;
    this.pressed = false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.token === null) return;
    new Feed({
      token: this.token,
      onSnapshot: (state) => {
        this.window = state.window;
        this.#invite(state.invitation);
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => (this.token = null),
    }).connect();
    setInterval(() => this.#expire(), 1000);
    this.outbox.sendHeld();
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ kind, data }) {
    if (kind === "rating.invited") this.#invite(data);
    else if (kind === "rating.given" && data.serving === this.invitation?.serving) this.#end();
    else if (kind === "serving.started") this.endsMs = this.invitedMs + UNHURRIED_MS;
    else if (kind.startsWith("window.") && this.window) {
      this.window = { ...this.window, state: data.state, reason: data.reason, staff: data.staff };
    }
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
  }

  /** Time is up when nobody has pressed: no rating is no rating. */
  #expire() {
    if (!this.invitation || this.pressed) return;
    if (Date.parse(this.invitation.expires_at) <= hubNow() || performance.now() >= this.endsMs) this.#end();
  }

  #end() {
    if (this.pressed) return;
    this.invitation = null;
    setLanguage(page.language);
  }

  /** A press belongs to the serving it was made for, whoever stands here by the time it is sent.
   * @param {{grade: string, tags: string[], comment: string}} rating @param {Invitation} invitation */
  #rate(rating, invitation) {
    const { id, serving } = invitation;
    const held = this.outbox.held(serving);
    if (!held) return;
    this.outbox.put({ ...held, ...rating });
    if (this.invitation?.id !== id) return;
    this.pressed = false;
    this.invitation = null;
    this.thanks = true;
    clearTimeout(this.thanking);
    this.thanking = setTimeout(() => {
      this.thanks = false;
      if (!this.invitation) setLanguage(page.language);
    }, THANKS_MS);
  }

  /** @param {Event} event @param {Invitation} invitation */
  #press({ currentTarget }, { id, serving }) {
    const { grade } = /** @type {import("shared/grades.js").Grades} */ (currentTarget);
    if (grade === null) return;
    this.pressed = true;
    this.outbox.hold({
      serving,
      invitation: id,
      grade,
      tags: [],
      comment: "",
      waited_ms: Math.round(performance.now() - this.invitedMs),
      rated_at: new Date(hubNow()).toISOString(),
    });
  }

  /** @param {Invitation} invitation */
  #change({ serving }) {
    this.pressed = false;
    this.outbox.drop(serving);
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    if (!this.window) return html`<jh-reconnecting away></jh-reconnecting>`;
    const asking = this.invitation && !this.thanks;
    return html`
      <header>
        ${this.window.staff ? html`<jh-staff-card .staff=${this.window.staff}></jh-staff-card>` : html`<span></span>`}
        <div class="here">
          ${asking ? say("evaluator.ticket", { number: this.invitation?.number ?? "" }) : ""}
          <b>${say("terminal.window", { window: this.window.code })}</b>
        </div>
      </header>
      <main>${this.#middle()}</main>
      <footer>
        ${asking ? ["anonymous", "not_seen", "may_skip"].map((key) => say(`evaluator.${key}`)).join(" · ") : ""}
      </footer>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  #middle() {
    if (this.thanks) return calm("circle-check", "evaluator.thanks", "thanks");
    const { invitation } = this;
    if (invitation) {
      // Another invitation gets another element; the one that goes sends what was pressed on it.
      const grades = html`<jh-grades
        @pressed=${(/** @type {Event} */ event) => this.#press(event, invitation)}
        @changing=${() => this.#change(invitation)}
        @rate=${(/** @type {CustomEvent} */ event) => this.#rate(event.detail, invitation)}
      ></jh-grades>`;
      return html`${this.pressed ? "" : heading("evaluator.how_was_it")}${keyed(invitation.id, grades)}`;
    }
    if (this.window?.state === "paused") return calm("coffee", "terminal.state.paused", "paused");
    return calm("heart-handshake", "evaluator.welcome", "idle");
  }
}

/** @param {string} key */
function heading(key) {
  const [first, ...others] = sayInOrder(key);
  return html`<div>
    <h1>${first.text}</h1>
    <p class="others">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</p>
  </div>`;
}

/** @param {string} icon @param {string} key @param {string} testid */
function calm(icon, key, testid) {
  return html`<div class="calm" data-testid=${testid}><jh-icon name=${icon}></jh-icon>${heading(key)}</div>`;
}

customElements.define("jh-evaluator", Evaluator);
