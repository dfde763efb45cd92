import { LitElement, css, html } from "lit";
import { Api, ApiError, newKey } from "shared/api.js";
import { timeOfDay } from "shared/clock.js";
import { Feed } from "shared/feed.js";
import { look } from "shared/look.js";
import { language, languageChanged, languages, nameOf, page, pick, say, setLanguage } from "shared/words.js";
import "shared/grades.js";
import "shared/reconnecting.js";
import "./answer.js";
import "./place.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{low_minutes: number, high_minutes: number}} Wait
 * @typedef {object} Ticket
 * @property {string} id
 * @property {string} number
 * @property {string} state
 * @property {number | null} ahead
 * @property {Wait | null} wait
 * @property {string} issued_at
 * @property {string} language
 * @property {Texts} service_name
 * @property {Texts[]} materials
 * @property {string | null} window
 * @property {{text: string, at: string} | null} [answer]
 * @typedef {{id: string, serving: string}} Invitation
 */

/** The citizen's phone: can I go for tea? */
export class Phone extends LitElement {
  static properties = {
    ticket: { state: true },
    invitation: { state: true },
    rated: { state: true },
    asking: { state: true },
    live: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        max-width: 560px;
        min-height: 100vh;
        margin: 0 auto;
        padding: 16px 18px 24px;
        display: flex;
        flex-direction: column;
        gap: 14px;
        font-size: 18px;
      }
      nav {
        display: flex;
        gap: 8px;
        justify-content: flex-end;
      }
      nav button {
        border-radius: 24px;
        min-height: 44px;
        padding: 0 16px;
      }
      nav button[aria-pressed="true"] {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      .head {
        background: var(--deep);
        color: #fff;
        border-radius: var(--radius);
        padding: 18px 22px;
      }
      .head p {
        margin: 0;
        color: var(--on-deep);
      }
      .head .number {
        font-size: 84px;
        line-height: 1.1;
      }
      section {
        padding: 18px 22px;
      }
      section h2 {
        margin: 0 0 8px;
        font-size: 20px;
      }
      section p {
        margin: 0;
      }
      .called {
        background: var(--gold);
        border-color: var(--gold);
        text-align: center;
        padding: 30px 18px;
      }
      .called h2 {
        font-size: 40px;
        line-height: 1.2;
      }
      .spring {
        flex: 1;
      }
      .deeds {
        display: grid;
        gap: 12px;
      }
      .deeds button,
      .wide {
        min-height: 60px;
        width: 100%;
      }
      .red {
        border-color: var(--red);
        color: var(--red);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Ticket | null} */
    this.ticket = null;
    /** @type {Invitation | null} */
    this.invitation = null;
    this.rated = false;
    this.asking = false;
    this.live = true;
    this.problem = "";
    this.api = new Api({ token: page.token });
    this.shownAtMs = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    languageChanged.addEventListener("language", () => this.requestUpdate());
    new Feed({
      token: page.token,
      onSnapshot: (state) => {
        if (this.ticket === null) setLanguage(state.ticket.language);
        this.ticket = { ...state.ticket, answer: state.answer };
        this.#invite(state.invitation);
        this.rated = state.rated;
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
    }).connect();
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ kind, data }) {
    if (!this.ticket) return;
    if (kind === "queue.moved") {
      this.ticket = { ...this.ticket, ahead: data.ahead, wait: data.wait };
      return;
    }
    if (kind === "ticket.called" || kind === "ticket.recalled") navigator.vibrate?.([400, 200, 400]);
    if (kind === "rating.invited") this.#invite(data);
    else if (kind === "rating.given") this.rated = true;
    else void this.#refresh();
  }

  /** @param {Invitation | null} invitation */
  #invite(invitation) {
    if (invitation?.id !== this.invitation?.id) this.shownAtMs = performance.now();
    this.invitation = invitation;
  }

  async #refresh() {
    if (!this.ticket) return;
    this.ticket = await this.api.get(`/tickets/${this.ticket.id}`);
  }

  updated() {
    const { ticket } = this;
    if (!ticket) return;
    const place = ticket.state === "waiting" && ticket.ahead !== null ? `${say("phone.ahead")} ${ticket.ahead}` : "";
    const now = ticket.state === "called" ? say("phone.go_to", { window: ticket.window ?? "" }) : place;
    document.title = [ticket.number, now].filter(Boolean).join(" · ");
  }

  render() {
    const { ticket } = this;
    if (!ticket) return html`<jh-reconnecting away></jh-reconnecting>`;
    return html`
      <nav>
        ${languages().map(
          (tag) => html`<button lang=${tag} data-testid="lang-${tag}" aria-pressed=${tag === language()} @click=${() => setLanguage(tag)}>
            ${nameOf(tag)}
          </button>`,
        )}
      </nav>
      <div class="head">
        <p>${pick(page.hall.name)} · ${pick(ticket.service_name)}</p>
        <div class="number" data-testid="number">${ticket.number}</div>
        <p>${say("phone.taken_at", { time: timeOfDay(Date.parse(ticket.issued_at)) })}</p>
      </div>
      ${this.#state(ticket)}
      ${this.problem ? html`<section class="card red" role="alert">${this.problem}</section>` : ""}
      <div class="spring"></div>
      ${ticket.state === "waiting" || ticket.state === "missed" ? this.#deeds() : ""}
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** @param {Ticket} ticket */
  #state(ticket) {
    switch (ticket.state) {
      case "waiting":
        return html`<jh-place .ticket=${ticket}></jh-place>`;
      case "called":
        return html`<section class="card called grow-in" data-testid="state" data-state="called">
          <p>${say("phone.now")}</p>
          <h2>${say("phone.go_to", { window: ticket.window ?? "" })}</h2>
        </section>`;
      case "finished":
        return this.#finished();
      default:
        return told(ticket.state);
    }
  }

  #finished() {
    if (this.rated) {
      return html`<section class="card called"><h2 data-testid="thanks">${say("phone.thanks")}</h2></section>
        <jh-answer .answer=${this.ticket?.answer ?? null}></jh-answer>`;
    }
    if (!this.invitation) return told("finished");
    return html`${told("finished")}
      <section class="card">
        <h2>${say("phone.how_was_it")}</h2>
        <jh-grades @rate=${this.#rate}></jh-grades>
      </section>
      <p class="mute">${say("phone.may_skip")}</p>`;
  }

  #deeds() {
    if (!this.asking) {
      return html`<div class="deeds">
        <button data-testid="cancel" @click=${() => (this.asking = true)}>${say("phone.cancel")}</button>
      </div>`;
    }
    return html`<div class="deeds">
      <strong>${say("phone.sure")}</strong>
      <button class="red" data-testid="confirm-cancel" @click=${this.#cancel}>${say("phone.confirm_cancel")}</button>
      <button @click=${() => (this.asking = false)}>${say("phone.keep")}</button>
    </div>`;
  }

  async #cancel() {
    this.asking = false;
    await this.#do(async () => {
      this.ticket = await this.api.postUntilAnswered(`/tickets/${this.ticket?.id}/cancel`, {}, { key: newKey() });
    });
  }

  /** @param {CustomEvent<{grade: string, tags: string[], comment: string}>} event */
  async #rate({ detail }) {
    if (!this.invitation) return;
    const { id, serving } = this.invitation;
    const waited_ms = Math.round(performance.now() - this.shownAtMs);
    this.rated = true;
    await this.#do(() =>
      this.api.postUntilAnswered("/ratings", {
        serving,
        invitation: id,
        ...detail,
        waited_ms,
        rated_at: new Date().toISOString(),
      }),
    );
  }

  /** @param {() => Promise<unknown>} deed */
  async #do(deed) {
    this.problem = "";
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.detail;
    }
  }
}

/** @param {string} state */
function told(state) {
  return html`<section class="card" data-testid="state" data-state=${state}><h2>${say(`phone.${state}`)}</h2></section>`;
}

customElements.define("jh-phone", Phone);
