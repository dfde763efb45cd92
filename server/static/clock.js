import { LitElement, html } from "lit";
import { hubNow } from "shared/feed.js";
import { language, languageChanged, page, say } from "shared/words.js";

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The hall's time; with `date` the day and weekday in the shown language. */
export class Clock extends LitElement {
  static properties = { date: { type: Boolean } };

  constructor() {
    super();
    this.date = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 1000);
    this.onLanguage = () => this.requestUpdate();
    languageChanged.addEventListener("language", this.onLanguage);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    if (this.onLanguage) languageChanged.removeEventListener("language", this.onLanguage);
  }

  render() {
    return html`<time>${this.date ? dayInWords(hallDay(hubNow())) : timeOfDay(hubNow())}</time>`;
  }
}

/** HH:MM in the hall's zone. @param {number} ms */
export function timeOfDay(ms) {
  const options = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: page.hall.time_zone }).format(ms);
}

/** The hall's day as YYYY-MM-DD. @param {number} ms */
export function hallDay(ms) {
  const options = /** @type {const} */ ({ year: "numeric", month: "2-digit", day: "2-digit" });
  return new Intl.DateTimeFormat("sv-SE", { ...options, timeZone: page.hall.time_zone }).format(ms);
}

/** A day with its weekday in the shown language; the catalogue words it where the browser does not know the language. @param {string} day YYYY-MM-DD */
export function dayInWords(day) {
  const at = new Date(`${day}T00:00:00Z`);
  const tag = language();
  if (Intl.DateTimeFormat.supportedLocalesOf(tag).length === 0) {
    const weekday = say(`terminal.weekday.${WEEKDAYS[at.getUTCDay()]}`);
    return say("terminal.date", { month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday });
  }
  return new Intl.DateTimeFormat(tag, { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" }).format(at);
}

customElements.define("jh-clock", Clock);
