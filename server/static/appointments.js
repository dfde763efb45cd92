import { LitElement, html } from "lit";
import { Api, newKey } from "shared/api.js";
import { appointmentsLook } from "shared/appointments_look.js";
import { dayInWords, hallDay, timeOfDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { formLook, outcomeLook, tallFields } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/appointment_form.js";
import "shared/icon.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {"booked" | "checked_in" | "no_show" | "cancelled"} State
 * @typedef {{code: string, service: string, at: string, state: State, ticket: string | null}} Appointment
 */

const DAYS = 7;
const ICONS = { booked: "clock", checked_in: "circle-check", no_show: "user-off", cancelled: "circle-x" };

/**
 * Today's appointments and those of the coming days: making one, giving it another time, taking it back, and noting who
 * came and who did not. `only` are the services that are shown, all without it; with `desk` who comes is checked in here.
 */
export class Appointments extends LitElement {
  static properties = {
    only: { attribute: false },
    desk: { type: Boolean },
    changes: { attribute: false },
    from: { state: true },
    known: { state: true },
    moving: { state: true },
    asking: { state: true },
    booking: { state: true },
    busy: { state: true },
    told: { state: true },
    problem: { state: true },
  };

  static styles = [look, formLook, tallFields, outcomeLook, listLook, appointmentsLook];

  constructor() {
    super();
    /** @type {string[] | null} */
    this.only = null;
    this.desk = false;
    this.changes = 0;
    this.from = hallDay(hubNow());
    /** @type {Appointment[] | null} */
    this.known = null;
    /** @type {Map<string, Texts>} of the leaves */
    this.services = new Map();
    /** @type {string | null} the code of the one that is given another time */
    this.moving = null;
    /** @type {string | null} the code of the one that is about to be taken back */
    this.asking = null;
    this.booking = false;
    this.busy = false;
    this.told = "";
    this.problem = "";
    this.api = new Api();
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#begin();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("from") || (changed.has("changes") && changed.get("changes") !== undefined)) void this.#load();
  }

  async #begin() {
    try {
      const { services } = await this.api.get("/services");
      const leaves = services.filter((/** @type {{leaf: boolean}} */ each) => each.leaf);
      this.services = new Map(leaves.map((/** @type {{code: string, name: Texts}} */ each) => [each.code, each.name]));
      this.requestUpdate();
    } catch (error) {
      this.#say(error);
    }
  }

  async #load() {
    try {
      const { appointments } = await this.api.get(`/appointments?day=${this.from}&days=${DAYS}`);
      this.known = appointments;
    } catch (error) {
      this.#say(error);
    }
  }

  /** @param {unknown} error */
  #say(error) {
    this.problem = hubsWords(error);
  }

  /**
   * One press, one key. @param {string} path @param {object} body
   * @returns {Promise<any>} the hub's answer, undefined when it refused
   */
  async #do(path, body) {
    if (this.busy) return undefined;
    this.busy = true;
    this.told = this.problem = "";
    try {
      const answer = await this.api.postUntilAnswered(path, body, { key: newKey() });
      this.moving = this.asking = null;
      this.booking = false;
      return answer;
    } catch (error) {
      this.#say(error);
      return undefined;
    } finally {
      this.busy = false;
      await this.#load();
    }
  }

  render() {
    const days = this.#days();
    return html`
      <div class="bar">
        <label
          >${say("appointments.from")}<input
            type="date"
            data-testid="appointments-from"
            .value=${this.from}
            required
            @change=${(/** @type {any} */ event) => event.target.value && (this.from = event.target.value)}
        /></label>
        <button @click=${() => (this.from = hallDay(hubNow()))}>${say("appointments.today")}</button>
        <span class="spring"></span>
        <button class=${this.booking ? "" : "gold"} data-testid="book" aria-pressed=${this.booking} @click=${() => this.#book(!this.booking)}>
          ${say(this.booking ? "appointments.close" : "appointments.book")}
        </button>
      </div>
      ${this.booking ? this.#form(null) : ""}
      ${this.told ? html`<p class="said" role="status" data-testid="appointments-told">${this.told}</p>` : ""}
      ${this.problem ? html`<p class="said problem" role="alert" data-testid="appointments-problem">${this.problem}</p>` : ""}
      ${this.known && days.length === 0 ? html`<p class="mute" role="status" data-testid="no-appointments">${say("appointments.none")}</p>` : ""}
      ${days.map(
        ([day, those]) => html`<section class="card" data-testid="appointments-${day}">
          <h2>${day === hallDay(hubNow()) ? `${say("appointments.today")} · ` : ""}${dayInWords(day)}</h2>
          <ol>
            ${those.map((each) => this.#row(each))}
          </ol>
        </section>`,
      )}
    `;
  }

  /** By day, in the order of their times. @returns {[string, Appointment[]][]} */
  #days() {
    const shown = (this.known ?? []).filter((each) => this.only === null || this.only.includes(each.service));
    /** @type {Map<string, Appointment[]>} */
    const days = new Map();
    for (const each of shown) {
      const day = hallDay(Date.parse(each.at));
      days.set(day, [...(days.get(day) ?? []), each]);
    }
    return [...days];
  }

  /** @param {Appointment} each */
  #row(each) {
    const { code, service, at, state } = each;
    return html`<li class=${state} data-testid="appointment-${code}" data-state=${state}>
        <b class="number">${timeOfDay(Date.parse(at))}</b>
        <span>${pick(this.services.get(service)) || service}</span>
        <span class="number code">${code}</span>
        <span class="state"><jh-icon name=${ICONS[state]}></jh-icon>${say(`appointments.state.${state}`)}</span>
        <span class="deeds">${this.#deeds(each)}</span>
      </li>
      ${this.moving === code ? html`<li class="moving">${this.#form(each)}</li>` : ""}`;
  }

  /** What can be done with it now. @param {Appointment} each */
  #deeds({ code, at, state }) {
    if (this.asking === code) {
      return html`<button class="gold" data-testid="cancel-sure-${code}" ?disabled=${this.busy} @click=${() => this.#do(`/appointments/${code}/cancel`, {})}>
          ${say("appointments.cancel_sure")}
        </button>
        <button data-testid="cancel-keep-${code}" @click=${() => (this.asking = null)}>${say("appointments.keep")}</button>`;
    }
    const open = state === "booked" || state === "no_show";
    const isTime = Date.parse(at) <= hubNow();
    const isToday = hallDay(Date.parse(at)) === hallDay(hubNow());
    return html`
      ${open && isToday && this.desk
        ? html`<button data-testid="arrived-${code}" ?disabled=${this.busy} @click=${() => this.#arrived(code)}>${say("appointments.arrived")}</button>`
        : ""}
      ${state === "booked" && isTime
        ? html`<button data-testid="no-show-${code}" ?disabled=${this.busy} @click=${() => this.#do(`/appointments/${code}/no-show`, {})}>
            ${say("appointments.no_show")}
          </button>`
        : ""}
      ${open
        ? html`<button data-testid="move-${code}" aria-pressed=${this.moving === code} @click=${() => (this.moving = this.moving === code ? null : code)}>
            ${say("appointments.move")}
          </button>`
        : ""}
      ${state === "booked"
        ? html`<button data-testid="cancel-${code}" @click=${() => (this.asking = code)}>${say("appointments.cancel")}</button>`
        : ""}
    `;
  }

  /** @param {Appointment | null} moved the one that gets another time, or none for a new one */
  #form(moved) {
    const services = [...this.services].map(([code, name]) => ({ code, name: pick(name) }));
    return html`<jh-appointment-form
      class="card"
      .services=${services}
      .moved=${moved}
      ?busy=${this.busy}
      @given=${(/** @type {CustomEvent<{service: string, at: string}>} */ { detail }) => this.#given(moved, detail)}
    ></jh-appointment-form>`;
  }

  /** @param {boolean} booking */
  #book(booking) {
    this.booking = booking;
    this.moving = this.asking = null;
    this.told = this.problem = "";
  }

  /** @param {Appointment | null} moved @param {{service: string, at: string}} given */
  async #given(moved, { service, at }) {
    const answer = moved
      ? await this.#do(`/appointments/${moved.code}/move`, { at })
      : await this.#do("/appointments", { service, at });
    if (answer) this.told = say(`appointments.done.${moved ? "moved" : "booked"}`, { code: answer.code });
  }

  /** @param {string} code */
  async #arrived(code) {
    const ticket = await this.#do(`/appointments/${code}/check-in`, {});
    if (ticket) this.told = say("appointments.done.arrived", { code, number: ticket.number });
  }
}

customElements.define("jh-appointments", Appointments);
