import { LitElement, css, html } from "lit";
import { Api, ApiError, HubAway } from "shared/api.js";
import { hallDay, timeOfDay } from "shared/clock.js";
import { headerLook } from "shared/header_look.js";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { Session } from "shared/session.js";
import { page, pick, say } from "shared/words.js";
import "shared/account.js";
import "shared/grades.js";
import "shared/reconnecting.js";

/**
 * @typedef {import("shared/grades.js").Pressed} Pressed
 * @typedef {{id: string, number: string, window: string, service_name: import("shared/words.js").Texts, finished_at: string}} Served
 * @typedef {{id: string, window: string, grade: string, at: string}} Given
 */

const LOOK_EVERY_MS = 20_000;

/** An invited inspector's page (特邀监督员): which serving did you see, and how was it? */
export class Inspector extends LitElement {
  static properties = {
    servings: { state: true },
    given: { state: true },
    chosen: { state: true },
    said: { state: true },
    away: { state: true },
  };

  static styles = [
    look,
    headerLook,
    listLook,
    css`
      :host {
        font-size: 20px;
        min-height: 100vh;
      }
      header {
        padding: 14px max(16px, 4vw);
        gap: 16px;
        flex-wrap: wrap;
      }
      header b {
        font-size: 24px;
        flex: 1;
      }
      main {
        padding: 26px max(16px, 4vw) 48px;
        display: grid;
        gap: 16px;
        max-width: 1100px;
        margin: 0 auto;
      }
      h1,
      h2 {
        margin: 0;
        font-size: 28px;
      }
      h2 {
        font-size: 24px;
        margin-top: 20px;
      }
      p {
        margin: 0;
      }
      ul {
        display: grid;
        gap: 12px;
      }
      li button {
        width: 100%;
        min-height: 76px;
        text-align: left;
        display: flex;
        gap: 6px 20px;
        align-items: center;
        flex-wrap: wrap;
      }
      li b {
        font-size: 28px;
      }
      li .spring {
        flex: 1;
      }
      .mute {
        color: var(--mute);
      }
      .said {
        font-weight: 700;
        color: var(--green);
      }
      .said.problem {
        color: var(--red);
      }
      .back {
        justify-self: start;
        min-height: 56px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Served[]} */
    this.servings = [];
    /** @type {Given[]} */
    this.given = [];
    /** @type {Served | null} */
    this.chosen = null;
    /** @type {{text: string, problem: boolean} | null} */
    this.said = null;
    this.away = false;
    this.api = new Api();
    this.session = new Session(this, {
      as: "inspector",
      onEntered: () => void this.#load(),
      onLeft: () => (this.chosen = null),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.session.me && void this.#load(), LOOK_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #load() {
    try {
      const { servings, given } = await this.api.get("/inspections");
      this.servings = servings;
      this.given = given;
      this.away = false;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.session.leave({ ended: true });
      else if (!(error instanceof HubAway)) throw error;
      else this.away = true;
    }
  }

  render() {
    const { session } = this;
    if (!session.me) return session.signingIn();
    return html`
      <header>
        <b>${pick(page.hall.name)}</b>
        <jh-account name=${session.me.staff.name} @signed-out=${() => session.leave()}></jh-account>
        <button data-testid="logout" @click=${() => session.signOut()}>${say("inspector.sign_out")}</button>
      </header>
      <main>${this.chosen ? this.#rating(this.chosen) : this.#choosing()}</main>
      <jh-reconnecting ?away=${this.away}></jh-reconnecting>
    `;
  }

  #choosing() {
    return html`
      <h1>${say("inspector.which")}</h1>
      ${this.said ? html`<p class="said ${this.said.problem ? "problem" : ""}" role="status" data-testid="said">${this.said.text}</p>` : ""}
      ${this.servings.length ? "" : html`<p class="mute">${say("inspector.none")}</p>`}
      <ul>
        ${this.servings.map(
          (each) => html`<li>
            <button class="card" data-testid="serving-${each.number}" @click=${() => this.#choose(each)}>
              <b class="number">${each.number}</b>
              <span>${say("terminal.window", { window: each.window })} · ${pick(each.service_name)}</span>
              <span class="spring"></span>
              <span class="mute number">${timeOfDay(Date.parse(each.finished_at))}</span>
            </button>
          </li>`,
        )}
      </ul>
      ${this.given.length
        ? html`<h2>${say("inspector.given")}</h2>
            <ul>
              ${this.given.map(
                (each) => html`<li class="mute" data-testid="given">
                  ${hallDay(Date.parse(each.at))} ${timeOfDay(Date.parse(each.at))} · ${say("terminal.window", { window: each.window })} ·
                  ${say(`terminal.grade.${each.grade}`)}
                </li>`,
              )}
            </ul>`
        : ""}
    `;
  }

  /** @param {Served} served */
  #rating(served) {
    return html`
      <h1>${served.number} · ${say("terminal.window", { window: served.window })} · ${pick(served.service_name)}</h1>
      <p>${say("inspector.how")}</p>
      <jh-grades only @rate=${(/** @type {CustomEvent<Pressed>} */ { detail }) => this.#rate(served, detail)}></jh-grades>
      <button class="back" @click=${() => this.#choose(null)}>${say("inspector.back")}</button>
    `;
  }

  /** @param {Served | null} served */
  #choose(served) {
    this.said = null;
    this.chosen = served;
  }

  /** @param {Served} served @param {Pressed} pressed */
  async #rate(served, { grade, tags, comment }) {
    try {
      const onAway = () => (this.away = true);
      await this.api.postUntilAnswered("/inspections", { serving: served.id, grade, tags, comment }, { onAway });
      this.said = { text: say("inspector.thanks", { number: served.number }), problem: false };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.said = { text: error.detail, problem: true };
    }
    this.chosen = null;
    await this.#load();
  }
}

customElements.define("jh-inspector", Inspector);
