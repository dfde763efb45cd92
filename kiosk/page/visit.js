import { ApiError, HubAway } from "shared/api.js";
import { language, say } from "shared/words.js";
import { Press } from "./press.js";

/**
 * @typedef {"choice" | "find" | "check_in" | "before" | "taken" | "setup"} Step
 * @typedef {{device: string, hall: string, version: string}} Device
 */

/** One person at the kiosk, from the first touch to the last. Fires "change", and "printed" with a printout's report. */
export class Visit extends EventTarget {
  /** @type {Step} */
  step = "choice";
  /** @type {string | null} the group that is looked into */
  parent = null;
  /** @type {string | null} the service that was chosen */
  chosen = null;
  /** @type {import("./hall.js").Ticket | null} */
  ticket = null;
  /** @type {import("./hall.js").Print | null} */
  print = null;
  taking = false;
  away = false;
  /** @type {string | null} */
  refusal = null;
  /** @type {Device | null} */
  device = null;
  #waiting = new AbortController();

  /** @param {import("shared/api.js").Api} api @param {import("./hall.js").Hall} hall */
  constructor(api, hall) {
    super();
    this.api = api;
    this.hall = hall;
    this.press = new Press(api);
  }

  /** Whether it is where a visit begins. */
  get isNew() {
    return this.step === "choice" && this.parent === null;
  }

  /** The visit is over: nothing of it is left for the next one to find. */
  end() {
    this.stopWaiting();
    this.press.forget();
    this.parent = null;
    this.ticket = null;
    this.device = null;
    this.go("choice");
  }

  /** @param {Step} step */
  go(step) {
    this.step = step;
    this.refusal = null;
    this.print = null;
    if (step === "choice") this.chosen = null;
    this.#changed();
  }

  /** Out of the group, to the start. */
  leaveGroup() {
    this.parent = null;
    this.#changed();
  }

  /** @param {import("./hall.js").Service} service */
  choose(service) {
    if (service.leaf) this.chosen = service.code;
    else this.parent = service.code;
    this.go(service.leaf ? "before" : "choice");
  }

  /** @param {Device} device */
  setUp(device) {
    this.end();
    this.device = device;
    this.go("setup");
  }

  /** @param {{priority: string, onBehalf: boolean}} asked */
  take({ priority, onBehalf }) {
    const body = { service: this.chosen, priority, language: language() };
    return this.#obtain("/tickets", onBehalf ? { ...body, on_behalf: true } : body);
  }

  /** @param {string} code */
  checkIn(code) {
    if (this.taking || this.step === "taken" || this.step === "setup") return;
    this.go("check_in");
    this.#obtain(`/appointments/${encodeURIComponent(code)}/check-in`, { language: language() });
  }

  /** Goes on with the press in whose middle this page was loaded anew. */
  takeUp() {
    const left = this.press.left();
    if (left) this.#obtain(left.path, left.body);
  }

  /** One press, one key, one ticket, however often the network makes us ask. @param {string} path @param {unknown} body */
  async #obtain(path, body) {
    if (this.taking) return;
    const { signal } = this.#waiting;
    this.taking = true;
    this.refusal = null;
    this.#changed();
    const onAway = () => {
      if (signal.aborted || this.away) return;
      this.away = true;
      this.#changed();
    };
    try {
      const ticket = await this.press.ask(path, body, { onAway, signal });
      if (signal.aborted) return;
      this.go("taken");
      this.ticket = ticket;
      this.printTicket();
    } catch (error) {
      if (error instanceof HubAway || signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.refusal = error.status < 500 ? error.detail : say("kiosk.refused");
    } finally {
      if (!signal.aborted) {
        this.taking = false;
        this.away = false;
        this.#changed();
      }
    }
  }

  stopWaiting() {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    this.taking = false;
    this.away = false;
    this.#changed();
  }

  printTicket() {
    if (this.ticket) this.#printing(`/tickets/${this.ticket.id}/prints`, {});
  }

  /** @param {string | null} service */
  printList(service) {
    if (service) this.#printing(`/services/${service}/notice-prints`, { language: language() });
  }

  /** @param {string} path @param {unknown} body */
  async #printing(path, body) {
    if (!this.hall.prints) return;
    const begun = (this.print = { id: "", state: "queued", reason: null });
    this.#changed();
    const asked = await this.api.postUntilAnswered(path, body);
    if (this.print !== begun) return;
    this.print = asked;
    // Its report may have come over the feed before this answer did.
    this.reported(await this.api.get(`/prints/${asked.id}`));
  }

  /**
   * What became of a printout; of others than the one that was asked for last nobody wants to know. That it is queued
   * is no news: an answer on its way may be overtaken by the report.
   * @param {import("./hall.js").Print} report
   */
  reported(report) {
    if (report.id !== this.print?.id || report.state === this.print.state || report.state === "queued") return;
    this.print = report;
    this.#changed();
    this.dispatchEvent(new CustomEvent("printed", { detail: report }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
