import { language } from "shared/words.js";
import { Reader } from "./speaking.js";

/** Spoken mode: says each step once, when it is shown, and what became of a printout. */
export class Narrator {
  on = false;
  #said = "";

  /** @param {string | null} token @param {import("./hall.js").Hall} hall @param {import("./visit.js").Visit} visit */
  constructor(token, hall, visit) {
    this.reader = new Reader(token);
    this.hall = hall;
    this.visit = visit;
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    this.#said = "";
    if (!on) this.reader.stop();
  }

  /** Says the step that is shown, when it is another than was said last. */
  step() {
    if (!this.on || !this.hall.services.length) return;
    const [prompt, about] = this.#prompt();
    const step = JSON.stringify([prompt, about, language()]);
    if (step === this.#said) return;
    this.#said = step;
    this.say(prompt, about);
  }

  /** @param {import("./hall.js").Print} report */
  printed({ state }) {
    const { ticket } = this.visit;
    if (ticket) this.say(state === "printed" ? "printed" : "not_printed", { ticket: ticket.id }, { after: true });
    else if (state === "printed") this.say("notice_printed");
  }

  /** @param {string} prompt @param {Record<string, string>} [about] @param {{after?: boolean}} [options] */
  say(prompt, about = {}, options = {}) {
    if (this.on) this.reader.say(prompt, about, options);
  }

  /** @returns {[string, Record<string, string>]} */
  #prompt() {
    const { away, ticket, step, chosen, parent } = this.visit;
    if (away) return ["away", {}];
    if (ticket) return [ticket.ahead ? "taken" : ticket.windows_open === 0 ? "taken_first" : "taken_next", { ticket: ticket.id }];
    const service = step === "before" ? this.hall.service(chosen ?? "") : null;
    if (service) {
      const about = { service: service.code };
      if (!service.open) return ["closed", about];
      return [service.materials.length ? "before" : "before_nothing", about];
    }
    if (step === "find") return ["search", {}];
    if (step === "check_in") return ["check_in", {}];
    return parent ? ["group", { service: parent }] : ["home", {}];
  }
}
