import { LitElement, css, html } from "lit";
import { hallDay, timeOfDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { formLook, tallFields } from "shared/form_look.js";
import { instant } from "shared/hall_time.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

const QUARTER_MS = 900_000;

/**
 * When, and for a new appointment also what for, by the hall's clock. With `moved` only the time is asked.
 * Fires "given" with {service, at}, `at` as RFC 3339 in UTC.
 */
export class AppointmentForm extends LitElement {
  static properties = { services: { attribute: false }, moved: { attribute: false }, busy: { type: Boolean } };

  static styles = [
    look,
    formLook,
    tallFields,
    css`
      :host {
        padding: 16px 26px 20px;
        margin-bottom: 12px;
      }
      p {
        margin: 0 0 10px;
        font-weight: 700;
      }
      .what {
        flex: 1;
        min-width: 10em;
      }
      input,
      select {
        width: 100%;
      }
      button {
        min-height: 60px;
        padding: 0 28px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{code: string, name: string}[]} */
    this.services = [];
    /** @type {import("shared/appointments.js").Appointment | null} */
    this.moved = null;
    this.busy = false;
  }

  render() {
    const { moved } = this;
    const proposed = Math.max(moved ? Date.parse(moved.at) : 0, Math.ceil(hubNow() / QUARTER_MS) * QUARTER_MS);
    return html`${moved ? html`<p>${say("appointments.move_which", { code: moved.code })}</p>` : ""}
      <form @submit=${this.#given}>
        ${moved
          ? ""
          : html`<label class="what"
              >${say("appointments.service")}<select name="service" required data-testid="appointment-service">
                ${this.services.map(({ code, name }) => html`<option value=${code}>${name}</option>`)}
              </select></label
            >`}
        <label>${say("appointments.day")}<input type="date" name="day" required min=${hallDay(hubNow())} value=${hallDay(proposed)} data-testid="appointment-day" /></label>
        <label>${say("appointments.time")}<input type="time" name="time" required value=${timeOfDay(proposed)} data-testid="appointment-time" /></label>
        <button class="gold" ?disabled=${this.busy} data-testid="appointment-save">${say(moved ? "appointments.save_move" : "appointments.save")}</button>
      </form>`;
  }

  firstUpdated() {
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("select, input"))?.focus();
  }

  /** @param {SubmitEvent} event */
  #given(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const at = new Date(instant(String(given.get("day")), String(given.get("time")))).toISOString();
    this.dispatchEvent(new CustomEvent("given", { detail: { service: String(given.get("service") ?? ""), at } }));
  }
}

customElements.define("jh-appointment-form", AppointmentForm);
