import { LitElement, html } from "lit";
import { Api, ApiError, HubAway, newKey } from "shared/api.js";
import { timeOfDay } from "shared/clock.js";
import { Feed, hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { languageChanged, page, say } from "shared/words.js";
import { BEFORE_IT_SHOWS_MS } from "shared/reconnecting.js";
import "./bring.js";
import "./choices.js";
import "./head.js";
import "./place.js";
import { phoneLook } from "./phone_look.js";
import { Reminder } from "./reminder.js";
import { fetchTheRest } from "./rest.js";
import { isNear } from "./ticket.js";

/**
 * @typedef {import("./ticket.js").Ticket} Ticket
 * @typedef {import("./ticket.js").State} State
 * @typedef {import("./ticket.js").Served} Served
 */

/** While the feed is away the phone asks by itself: some networks let no WebSocket through. */
const ASK_EVERY_MS = 15_000;

/** The citizen's phone: can I go for tea? */
export class Phone extends LitElement {
  static properties = {
    ticket: { state: true },
    invitation: { state: true },
    rated: { state: true },
    live: { state: true },
    problem: { state: true },
    busy: { state: true },
    sound: { state: true },
  };

  static styles = [
    look,
    phoneLook,
  ];

  constructor() {
    super();
    const { state } = /** @type {Served} */ (/** @type {unknown} */ (page));
    this.ticket = state.ticket;
    this.invitation = state.invitation;
    this.rated = state.rated;
    this.live = false;
    this.problem = "";
    this.busy = false;
    this.sound = false;
    this.asOf = "";
    this.leaving = 0;
    this.api = new Api({ token: page.token });
    this.reminder = new Reminder();
  }

  connectedCallback() {
    super.connectedCallback();
    languageChanged.addEventListener("language", () => this.requestUpdate());
    this.#note(/** @type {Served} */ (/** @type {unknown} */ (page)).at);
    new Feed({
      token: page.token,
      onSnapshot: (state, { at }) => this.#took(state, at),
      onEvent: (event) => this.#heard(event),
      onLive: (live) => this.#went(live),
    }).connect();
    this.#went(false);
    setInterval(() => this.live || this.#refresh(), ASK_EVERY_MS);
    addEventListener("pointerdown", () => this.reminder.stop());
    document.addEventListener("visibilitychange", () => document.hidden || this.live || this.#refresh());
    if (this.ticket.state === "finished") fetchTheRest();
  }

  /** @param {boolean} live */
  #went(live) {
    if (live) {
      clearTimeout(this.leaving);
      this.leaving = 0;
      this.toggleAttribute("away", false);
      fetchTheRest();
    } else if (!this.leaving) {
      // Room for the strip that will say so: it must not lie over what can be pressed.
      this.leaving = window.setTimeout(() => this.toggleAttribute("away", true), BEFORE_IT_SHOWS_MS);
    }
    this.live = live;
  }

  /** @param {State} state @param {string} at */
  #took({ ticket, invitation, rated, answer }, at) {
    this.#note(at);
    this.#tell({ ...ticket, answer });
    this.invitation = invitation;
    this.rated = rated;
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ kind, data, at }) {
    this.#note(at);
    if (kind === "queue.moved") this.#tell({ ...this.ticket, ahead: data.ahead, wait: data.wait, windows_open: data.windows_open });
    else if (kind === "rating.invited") this.invitation = data;
    else if (kind === "rating.given") this.rated = true;
    else {
      // Told at once, also where the answer about the whole ticket is slow to come.
      if (kind === "ticket.called") this.#tell({ ...this.ticket, state: "called", window: data.window });
      if (kind === "serving.undone") this.invitation = null;
      if (kind === "ticket.recalled") this.reminder.called();
      void this.#refresh();
    }
  }

  /** Takes the ticket as it is now, and tells the citizen what is new about it. @param {Ticket} ticket */
  #tell(ticket) {
    const before = this.ticket;
    this.ticket = ticket;
    if (ticket.state === "called" && before.state !== "called") this.reminder.called();
    else if (isNear(ticket) && !isNear(before)) this.reminder.near();
    if (ticket.state !== "called") this.reminder.stop();
  }

  /** @param {string} at */
  #note(at) {
    this.asOf = timeOfDay(Date.parse(at));
  }

  async #refresh() {
    try {
      this.#tell(await this.api.get(`/tickets/${this.ticket.id}`));
      this.#note(new Date(hubNow()).toISOString());
      fetchTheRest();
    } catch (error) {
      // Away: the page keeps what it knows, says as of when, and asks again.
      if (!(error instanceof HubAway || error instanceof ApiError)) throw error;
    }
  }

  updated() {
    const { ticket } = this;
    const place = ticket.state === "waiting" && ticket.ahead ? say("phone.people_ahead", { count: ticket.ahead }) : "";
    const now = ticket.state === "called" ? say("phone.go_to", { window: ticket.window ?? "" }) : place;
    document.title = [ticket.number, now].filter(Boolean).join(" · ");
  }

  render() {
    const { ticket } = this;
    return html`
      <main>
      <jh-head .ticket=${ticket} .asOf=${this.live ? "" : this.asOf}></jh-head>
      ${this.#state(ticket)}
      ${this.problem ? html`<section class="card red" role="alert">${this.problem}</section>` : ""}
      <div class="spring"></div>
      ${ticket.state === "waiting" || ticket.state === "missed"
        ? html`<jh-choices ?later=${ticket.state === "waiting"} ?busy=${this.busy} @cancel=${this.#cancel} @later=${this.#later}></jh-choices>`
        : ""}
      </main>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** @param {Ticket} ticket */
  #state(ticket) {
    switch (ticket.state) {
      case "waiting":
        return html`<jh-place .ticket=${ticket}></jh-place><jh-bring .ticket=${ticket}></jh-bring>${this.#reminding()}`;
      case "called":
        return html`${this.#go(ticket)}<jh-bring .ticket=${ticket}></jh-bring>`;
      case "finished":
        return this.#finished();
      case "serving":
      case "held":
        return html`${told(ticket.state)}<jh-bring .ticket=${ticket}></jh-bring>`;
      default:
        return told(ticket.state);
    }
  }

  /** @param {Ticket} ticket */
  #go(ticket) {
    return html`<section class="card called grow-in" data-testid="state" data-state="called" role="alert">
      <p>${say("phone.now")}</p>
      <h2>${say("phone.go_to", { window: ticket.window ?? "" })}</h2>
    </section>`;
  }

  #reminding() {
    return html`<section class="card soft">
      ${say("phone.keep_open")}
      ${this.sound
        ? html`<strong data-testid="sound-on">${say("phone.sound_on")}</strong>`
        : html`<button data-testid="sound" @click=${this.#switchOn}>${say("phone.sound_off")}</button>`}
    </section>`;
  }

  async #switchOn() {
    await this.reminder.switchOn();
    this.sound = this.reminder.on;
  }

  #finished() {
    if (!this.rated && !this.invitation) return told("finished");
    return html`<jh-visited
      .ticket=${this.ticket.id}
      .invitation=${this.invitation}
      ?rated=${this.rated}
      .answer=${this.ticket.answer ?? null}
      @rated=${() => (this.rated = true)}
    ></jh-visited>`;
  }

  async #cancel() {
    await this.#do(async () => {
      this.ticket = await this.api.postUntilAnswered(`/tickets/${this.ticket.id}/cancel`, {}, { key: newKey() });
    });
  }

  /** @param {CustomEvent<{places: number}>} event */
  async #later({ detail }) {
    await this.#do(async () => {
      this.ticket = await this.api.postUntilAnswered(`/tickets/${this.ticket.id}/postpone`, detail, { key: newKey() });
    });
  }

  /** @param {() => Promise<unknown>} deed */
  async #do(deed) {
    this.problem = "";
    this.busy = true;
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.detail;
    }
    this.busy = false;
  }
}

/** @param {string} state */
function told(state) {
  return html`<section class="card told" data-testid="state" data-state=${state} role="status"><h2>${say(`phone.${state}`)}</h2></section>`;
}

customElements.define("jh-phone", Phone);
