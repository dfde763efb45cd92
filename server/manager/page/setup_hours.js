import { LitElement, css, html, svg } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import { USUAL, stretches } from "./setup_times.js";
import "shared/icon.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FIRST_HOUR = 6;
const HOURS = 15;
/** @typedef {import("./setup_times.js").Opening} Opening */

/** When the hall does business: a week at a glance, two stretches a day, and the days off. */
export class SetupHours extends LitElement {
  static properties = { revision: { attribute: false } };

  static styles = [
    look,
    setupLook,
    css`
      .week {
        display: grid;
        grid-template-columns: 90px auto 1fr 60px;
        grid-auto-rows: minmax(50px, auto);
        gap: 8px 18px;
        align-items: center;
      }
      svg {
        width: 100%;
        height: 30px;
      }
      .ground {
        fill: var(--paper);
      }
      .open-hours {
        fill: #8fb5be;
      }
      .days {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .days input {
        width: 190px;
        border-color: var(--line);
      }
      h3:not(:first-child) {
        margin-top: 22px;
      }
    `,
  ];

  constructor() {
    super();
    this.revision = 0;
  }

  render() {
    const hours = draft.hall.hours;
    return html`
      <div class="bar"><h2>${say("setup.step.hours")}</h2><span class="lead">${say("setup.lead.hours")}</span></div>
      <section class="card">
        <div class="choices">
          <button aria-pressed=${!hours.always} @click=${() => draft.change(() => (hours.always = false))}>${say("setup.by_the_week")}</button>
          <button aria-pressed=${hours.always} data-testid="hours.always" @click=${() => draft.change(() => (hours.always = true))}>
            ${say("sheets.setting.hours.always")}
          </button>
        </div>
        ${hours.always ? "" : this.#week(hours)}
      </section>
    `;
  }

  /** @param {Record<string, any>} hours */
  #week(hours) {
    const empty = DAYS.every((day) => !hours.week[day]?.length);
    return html`
      <h3>
        ${say("setup.week")}
        ${empty
          ? html`<button class="gold" data-testid="usual-hours" @click=${() => draft.change(() => (hours.week = Object.fromEntries(DAYS.slice(0, 5).map((day) => [day, structuredClone(USUAL)]))))}>
              ${say("setup.usual_hours")}
            </button>`
          : ""}
      </h3>
      <div class="week">${DAYS.map((day) => this.#day(hours, day))}</div>
      <h3>${say("sheets.holidays")}</h3>
      <div class="days">
        ${hours.holidays.map(
          (/** @type {string} */ day) => html`<button class="chip with-icon" @click=${() => draft.change(() => (hours.holidays = hours.holidays.filter((/** @type {string} */ each) => each !== day)))}>
            ${day}<jh-icon name="x"></jh-icon>
          </button>`,
        )}
        <input
          type="date"
          aria-label=${say("setup.add_holiday")}
          @change=${(/** @type {Event} */ event) => {
            const { value } = /** @type {HTMLInputElement} */ (event.target);
            if (value) draft.change(() => (hours.holidays = [...new Set([...hours.holidays, value])].sort()));
            /** @type {HTMLInputElement} */ (event.target).value = "";
          }}
        />
        <span class="lead">${say("setup.add_holiday")}</span>
      </div>
    `;
  }

  /** @param {Record<string, any>} hours @param {string} day */
  #day(hours, day) {
    const openings = /** @type {Opening[]} */ (hours.week[day] ?? []);
    const put = (/** @type {Opening[]} */ made) =>
      draft.change(() => {
        const { [day]: _, ...others } = hours.week;
        hours.week = made.length ? { ...others, [day]: made } : others;
      });
    return html`<b>${say(`sheets.value.${day}`)}</b>
      <div>
        ${openings.length === 0
          ? html`<span class="lead">${say("setup.day_off")}</span>`
          : stretches(`hours.week.${day}`, openings, put, say(`sheets.value.${day}`))}
      </div>
      <svg viewBox="0 0 150 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="ground" width="150" height="10" rx="2"></rect>
        ${openings.map(bar)}
      </svg>
      ${openings.length
        ? html`<button class="plain" aria-label="${say("setup.remove")} ${say(`sheets.value.${day}`)}" @click=${() => put(openings.slice(0, -1))}><jh-icon name="minus"></jh-icon></button>`
        : html`<button class="plain" aria-label="${say("setup.open_day")} ${say(`sheets.value.${day}`)}" @click=${() => put(structuredClone(hours.week.mon?.length ? hours.week.mon : USUAL))}><jh-icon name="plus"></jh-icon></button>`}`;
  }
}

/** @param {Opening} opening */
function bar({ start, end }) {
  const at = (/** @type {string} */ time) => {
    const [hour, minute] = time.split(":").map(Number);
    return Math.min(Math.max(((hour + minute / 60 - FIRST_HOUR) * 150) / HOURS, 0), 150);
  };
  return svg`<rect class="open-hours" x=${at(start)} width=${Math.max(at(end) - at(start), 0)} height="10"></rect>`;
}

customElements.define("jh-setup-hours", SetupHours);
