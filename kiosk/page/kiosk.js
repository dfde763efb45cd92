import { LitElement, css, html } from "lit";
import { Api, ApiError, newKey } from "shared/api.js";
import { deviceToken } from "shared/device.js";
import { Feed } from "shared/feed.js";
import { look } from "shared/look.js";
import { language, languageChanged, page, pick, say, setLanguage } from "shared/words.js";
import "shared/reconnecting.js";
import "shared/not_set_up.js";
import "./header.js";
import "./choice.js";
import "./confirm.js";
import "./taken.js";
import "./idle.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{low_minutes: number, high_minutes: number}} Wait
 * @typedef {object} Service
 * @property {string} code
 * @property {Texts} name
 * @property {string | null} parent
 * @property {string} icon
 * @property {boolean} leaf
 * @property {Texts[]} materials
 * @property {boolean} open
 * @property {string | null} closed_reason
 * @property {number} waiting
 * @property {Wait | null} wait
 * @typedef {object} Ticket
 * @property {string} id
 * @property {string} number
 * @property {number | null} ahead
 * @property {Wait | null} wait
 * @property {string} url
 * @property {Texts} service_name
 * @property {Texts[]} materials
 */

/** The ticket kiosk (取号机): what did you come for? */
export class Kiosk extends LitElement {
  static properties = {
    services: { state: true },
    parent: { state: true },
    chosen: { state: true },
    ticket: { state: true },
    print: { state: true },
    paper: { state: true },
    taking: { state: true },
    refusal: { state: true },
    live: { state: true },
    large: { type: Boolean, reflect: true },
    token: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        height: 100vh;
        display: flex;
        flex-direction: column;
        font-size: 34px;
      }
      :host([large]) {
        font-size: 42px;
      }
      main {
        flex: 1;
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow-y: auto;
      }
      footer {
        border-top: 2px solid var(--line);
        background: var(--card);
        padding: 28px 56px;
        display: flex;
        gap: 28px;
        align-items: center;
        justify-content: space-between;
      }
      footer p {
        margin: 0;
        color: var(--mute);
      }
      footer button {
        min-height: 104px;
        padding: 0 1.2em;
        display: flex;
        gap: 0.5em;
        align-items: center;
        white-space: nowrap;
      }
      footer button[aria-pressed="true"] {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      @media (orientation: landscape) {
        :host {
          font-size: 27px;
        }
        footer {
          padding: 14px 56px;
        }
        footer button {
          min-height: 72px;
        }
      }
      .notice {
        margin: 28px 56px 0;
        padding: 0.7em 1em;
        background: var(--gold-soft);
        border-radius: var(--radius);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Service[]} */
    this.services = [];
    /** @type {string | null} */
    this.parent = null;
    /** @type {Service | null} */
    this.chosen = null;
    /** @type {Ticket | null} */
    this.ticket = null;
    /** @type {{id: string, state: string, reason: string | null} | null} */
    this.print = null;
    this.paper = "unknown";
    this.taking = false;
    /** @type {string | null} */
    this.refusal = null;
    this.live = true;
    this.large = false;
    this.token = deviceToken("kiosk");
    this.api = new Api({ token: this.token });
  }

  connectedCallback() {
    super.connectedCallback();
    languageChanged.addEventListener("language", () => this.requestUpdate());
    if (this.token === null) return;
    const feed = new Feed({
      token: this.token,
      onSnapshot: (state) => {
        this.services = state.services;
        this.paper = state.printer;
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => (this.token = null),
    });
    feed.connect();
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ kind, data }) {
    if (kind === "print.reported" && data.id === this.print?.id) this.print = data;
    else if (kind === "printer.changed") this.paper = data.paper;
    else if (!kind.startsWith("print")) this.#refresh();
  }

  /** Counts, ranges and quotas hang together, so they are asked for again; several events make one question. */
  #refresh() {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(async () => {
      try {
        this.services = (await this.api.get("/services")).services;
      } catch (error) {
        if (error instanceof ApiError) throw error;
      }
    }, 150);
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    return html`
      <jh-kiosk-header .title=${this.#title()} .hint=${this.#atHome() ? say("kiosk.touch_a_picture") : ""}></jh-kiosk-header>
      <main>
        ${this.paper === "no" && !this.ticket ? html`<p class="notice" role="status">${say("kiosk.no_paper_yet")}</p>` : ""}
        ${this.#screen()}
      </main>
      <footer ?hidden=${this.ticket !== null}>
        <p>${say("kiosk.help")}</p>
        <button aria-pressed=${this.large} @click=${() => (this.large = !this.large)}>
          <jh-icon name="text-size"></jh-icon>${say("kiosk.large_type")}
        </button>
      </footer>
      <jh-idle ?watching=${!this.#atHome() && !this.taking} .seconds=${this.ticket ? 45 : 60} @idle=${this.#home}></jh-idle>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    `;
  }

  #atHome() {
    return this.ticket === null && this.chosen === null && this.parent === null;
  }

  #title() {
    if (this.ticket) return pick(this.ticket.service_name);
    if (this.chosen) return pick(this.chosen.name);
    if (this.parent) return pick(this.services.find((service) => service.code === this.parent)?.name);
    return say("kiosk.what_for");
  }

  #screen() {
    if (this.ticket) {
      return html`<jh-taken
        .ticket=${this.ticket}
        .print=${this.print}
        @again=${this.#print}
        @home=${this.#home}
      ></jh-taken>`;
    }
    if (this.chosen) {
      return html`<jh-confirm
        .service=${this.chosen}
        ?taking=${this.taking}
        .refusal=${this.refusal}
        @take=${(/** @type {CustomEvent} */ event) => this.#take(event.detail)}
        @back=${() => (this.chosen = null)}
      ></jh-confirm>`;
    }
    return html`<jh-choice
      .services=${this.services.filter((service) => service.parent === this.parent)}
      ?nested=${this.parent !== null}
      @choose=${(/** @type {CustomEvent} */ event) => this.#choose(event.detail)}
      @back=${() => (this.parent = null)}
    ></jh-choice>`;
  }

  /** @param {Service} service */
  #choose(service) {
    if (!service.leaf) {
      this.parent = service.code;
      return;
    }
    this.refusal = null;
    this.chosen = service;
  }

  /** One press, one key, one ticket, however often the network makes us ask. @param {string} priority */
  async #take(priority) {
    if (this.taking || !this.chosen) return;
    this.taking = true;
    this.refusal = null;
    const body = { service: this.chosen.code, priority, language: language() };
    try {
      this.ticket = await this.api.postUntilAnswered("/tickets", body, { key: newKey() });
      this.#print();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.refusal = error.status === 409 ? error.detail : say("kiosk.refused");
    } finally {
      this.taking = false;
    }
  }

  async #print() {
    const { ticket } = this;
    if (!ticket) return;
    this.print = { id: "", state: "queued", reason: null };
    const asked = await this.api.postUntilAnswered(`/tickets/${ticket.id}/prints`, {});
    if (this.ticket?.id !== ticket.id) return;
    this.print = asked;
    // Its report may have come over the feed before this answer did.
    this.print = await this.api.get(`/prints/${asked.id}`);
  }

  #home() {
    this.ticket = null;
    this.chosen = null;
    this.parent = null;
    this.print = null;
    this.refusal = null;
    this.large = false;
    setLanguage(page.language);
  }
}

customElements.define("jh-kiosk", Kiosk);
