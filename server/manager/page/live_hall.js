import { ApiError, HubAway } from "shared/api.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {"notice" | "yellow" | "red"} Step
 * @typedef {import("./figures.js").Ratio} Ratio
 * @typedef {{number: string, state: string, since: string, service_name: Texts}} LiveServing
 * @typedef {{code: string, name: Texts, state: "open" | "paused" | "closed", reason: string | null, since: string | null, until: string | null, staff: string | null, serving: LiveServing | null, today: number, step: Step | null}} LiveWindow
 * @typedef {{code: string, name: Texts, waiting: number, number: string, since: string, promised_minutes: number, step: Step | null}} Queue
 * @typedef {{hour: number, issued: number, finished: number}} Hour
 * @typedef {{kind: string, step: Step, at: string, by: {name: string}, told: {name: string}[], text: string | null}} AlertStep
 * @typedef {{id: string, watch: string, state: "open" | "over", step: Step, since: string, raised_at: string, ended_at: string | null, window: string | null, service_name: Texts, person: {name: string} | null, number: string | null, count: number | null, due: string | null, device: string | null, wants_answer: boolean, steps: AlertStep[]}} Alert
 * @typedef {object} Live the hall at one moment
 * @property {string} at
 * @property {boolean} open
 * @property {LiveWindow[]} windows
 * @property {number} waiting
 * @property {Queue[]} services
 * @property {Hour[]} hours
 * @property {{finished: number, grades: Record<string, number>, participation: Ratio, satisfaction: Ratio}} ratings
 * @property {Alert[]} alerts
 */

/** A busy hall moves several times a second; nobody reads faster than this. */
const PAUSE_MS = 1_000;

/** The hall as it is: looked at when the feed says that something moved, at once and then once a second at most. */
export class LiveHall {
  #again = false;
  #busy = false;

  /** @param {{api: import("shared/api.js").Api, onLive: (live: Live) => void, onRefused: () => void}} listener */
  constructor(listener) {
    this.listener = listener;
  }

  /** Something moved. */
  async look() {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      await this.#ask();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.#busy = false;
  }

  async #ask() {
    try {
      this.listener.onLive(await this.listener.api.get("/live"));
    } catch (error) {
      // A hub that is away says when it is back: the feed then brings the hall anew.
      if (error instanceof HubAway) return;
      if (!(error instanceof ApiError)) throw error;
      // Some who work on the managers' pages may not see the whole hall; to them it stays empty.
      if (error.status === 401) this.listener.onRefused();
    }
  }
}
