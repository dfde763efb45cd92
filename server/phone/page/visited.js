import { LitElement, css, html } from "lit";
import { hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { Outbox } from "shared/outbox.js";
import { languageChanged, page, say } from "shared/words.js";
import "shared/grades.js";
import "./answer.js";

/** @typedef {import("shared/grades.js").Pressed} Pressed */

/** After the visit: how was it? A press is kept on the phone until the hub has it. Fires "rated". */
export class Visited extends LitElement {
  static properties = {
    ticket: { attribute: false },
    invitation: { attribute: false },
    rated: { type: Boolean },
    answer: { attribute: false },
    unsent: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      section {
        padding: 18px 22px;
      }
      h2 {
        margin: 0 0 8px;
        font-size: 22px;
        line-height: 1.3;
      }
      p {
        margin: 0 0 14px;
      }
      .told {
        text-align: center;
        padding: 30px 18px;
      }
      .told h2 {
        font-size: 30px;
        margin: 0;
      }
      .told p {
        margin: 8px 0 0;
      }
    `,
  ];

  constructor() {
    super();
    this.ticket = "";
    /** @type {import("./ticket.js").Invitation | null} */
    this.invitation = null;
    this.rated = false;
    /** @type {import("./ticket.js").Answer | null} */
    this.answer = null;
    this.unsent = 0;
    this.shownAtMs = performance.now();
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    const onWaiting = (/** @type {number} */ count) => (this.unsent = count);
    this.outbox = new Outbox({ token: page.token, owner: `phone-${this.ticket}`, onWaiting });
    void this.outbox.takeUp();
    // A phone that goes into a pocket may not come back to this page: what was pressed goes out.
    document.addEventListener("visibilitychange", () => document.hidden && this.#grades()?.finish());
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has("invitation") && changed.get("invitation")?.id !== this.invitation?.id) this.shownAtMs = performance.now();
  }

  /** The faces, if they are shown. @returns {import("shared/grades.js").Grades | null} */
  #grades() {
    return this.renderRoot.querySelector("jh-grades");
  }

  render() {
    if (this.rated) {
      return html`<section class="card told" role="status">
        <h2 data-testid="thanks">${say("phone.thanks")}</h2>
        ${this.unsent ? html`<p>${say("phone.rating_waits")}</p>` : ""}
      </section>
      <jh-answer .answer=${this.answer}></jh-answer>`;
    }
    return html`<section class="card">
      <h2>${say("phone.how_was_it")}</h2>
      <p class="mute">${say("phone.may_skip")}</p>
      <jh-grades only @pressed=${this.#hold} @changing=${this.#change} @rate=${this.#rate}></jh-grades>
    </section>`;
  }

  /** @param {CustomEvent<Pressed>} event */
  #hold({ detail }) {
    const press = this.#press(detail);
    if (press) void this.outbox?.hold(press);
  }

  #change() {
    if (this.invitation) void this.outbox?.drop(this.invitation.serving);
  }

  /** @param {CustomEvent<Pressed>} event */
  #rate({ detail }) {
    const press = this.#press(detail);
    if (press) void this.outbox?.send(press);
    this.dispatchEvent(new CustomEvent("rated"));
  }

  /** @param {Pressed} pressed */
  #press(pressed) {
    if (!this.invitation) return null;
    const { id, serving } = this.invitation;
    const waited_ms = Math.round(performance.now() - this.shownAtMs);
    return { serving, invitation: id, ...pressed, waited_ms, rated_at: new Date(hubNow()).toISOString() };
  }
}

customElements.define("jh-visited", Visited);
