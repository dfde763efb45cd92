import { Api, ApiError } from "shared/api.js";
import { Feed } from "shared/feed.js";

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
 * @property {string[]} pictures icons of the materials
 * @property {boolean} open
 * @property {"hours" | "quota" | "appointment_only" | null} closed_reason
 * @property {string | null} opens_at
 * @property {string | null} paused why no window serves it just now
 * @property {string[]} windows
 * @property {string[]} windows_open
 * @property {number} waiting
 * @property {Wait | null} wait
 * @property {string[]} words
 * @property {string} search
 * @typedef {object} Ticket
 * @property {string} id
 * @property {string} number
 * @property {string} service
 * @property {number | null} ahead
 * @property {Wait | null} wait
 * @property {number | null} windows_open
 * @property {string} url
 * @property {Texts} service_name
 * @property {Texts[]} materials
 * @property {boolean} on_behalf
 * @property {string | null} due_at
 * @typedef {{id: string, state: string, reason: string | null, service?: string | null}} Print
 */

const TOGETHER_MS = 150;

/** What this kiosk knows of its hall, kept up to date by the feed. Fires "change", and "print" with a printout's report. */
export class Hall extends EventTarget {
  /** @type {Service[]} */
  services = [];
  /** @type {Record<string, Texts>} */
  proof = {};
  open = true;
  /** @type {string | null} */
  opensAt = null;
  paper = "unknown";
  /** Whether the hall prints tickets at all. */
  prints = true;
  live = true;
  refused = false;
  #asked = 0;

  /** @param {Api} api */
  constructor(api) {
    super();
    this.api = api;
  }

  follow() {
    const feed = new Feed({
      token: this.api.token,
      onSnapshot: (state) => {
        this.paper = state.printer;
        this.#take(state);
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => {
        if (live === this.live) return;
        this.live = live;
        this.#changed();
      },
      onRefused: () => {
        this.refused = true;
        this.#changed();
      },
    });
    feed.connect();
  }

  /** @param {string} code */
  service(code) {
    return this.services.find((each) => each.code === code) ?? null;
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard({ kind, data }) {
    if (kind === "print.reported") this.dispatchEvent(new CustomEvent("print", { detail: data }));
    else if (kind === "printer.changed") {
      this.paper = data.paper;
      this.#changed();
    } else if (!kind.startsWith("print")) this.#refresh();
    if (kind === "definition.changed") this.dispatchEvent(new Event("defined"));
  }

  /** Counts, ranges and quotas hang together, so they are asked for again; several events make one question. */
  #refresh() {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(async () => {
      const asked = (this.#asked += 1);
      try {
        const told = await this.api.get("/services");
        // On a slow network an older answer may come last.
        if (asked === this.#asked) this.#take(told);
      } catch (error) {
        if (error instanceof ApiError) throw error;
      }
    }, TOGETHER_MS);
  }

  /** @param {{services: Service[], proof: Record<string, Texts>, open: boolean, opens_at: string | null, prints: boolean}} state */
  #take(state) {
    this.services = state.services;
    this.proof = state.proof;
    this.open = state.open;
    this.opensAt = state.opens_at;
    this.prints = state.prints;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
