import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { language, languageChanged, pick, say } from "shared/words.js";
import "shared/icon.js";
import { opens } from "./opens.js";
import { paper } from "./paper.js";

/** One item of business: its picture, its name, how many wait and about how long, or when it can be had again. */
export class Tile extends LitElement {
  static properties = { service: { attribute: false }, wait: { attribute: false }, small: { type: Boolean, reflect: true } };

  static styles = [
    look,
    paper,
    css`
      button {
        width: 100%;
        height: 100%;
        border-radius: 32px;
        padding: var(--tile-padding, 12px 30px 18px);
        min-height: 136px;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        grid-template-rows: 1fr auto;
        column-gap: 26px;
        align-items: center;
        text-align: left;
      }
      jh-icon {
        font-size: 2.47em;
        color: var(--deep-2);
      }
      strong {
        font-size: 1.24em;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      .long strong {
        font-size: 1em;
      }
      :lang(bo) strong,
      strong:lang(bo) {
        font-size: 1.04em;
        line-height: 1.4;
      }
      .wait {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: baseline;
        gap: 0 0.6em;
        color: var(--mute);
        font-size: 0.96em;
      }
      .wait b {
        color: var(--ink);
        font-size: 1.25em;
      }
      .wait:lang(bo),
      .wait :lang(bo) {
        line-height: 1.35;
      }
      .closed {
        background: transparent;
        border-style: dashed;
        border-color: var(--mute);
      }
      .closed strong,
      .closed > jh-icon {
        color: var(--mute);
      }
      .when {
        display: flex;
        gap: 0.4em;
        align-items: center;
        color: var(--ink);
      }
      .when jh-icon {
        font-size: 1.1em;
        color: inherit;
      }
      .closed > jh-icon {
        font-size: 1.9em;
      }
      @media (orientation: landscape) {
        :host(:not([small])) button {
          grid-template: auto auto 1fr / minmax(0, 1fr);
          align-items: start;
          align-content: start;
          padding: 18px 26px;
        }
        :host(:not([small])) jh-icon {
          font-size: 2.05em;
          margin-bottom: 8px;
        }
        :host(:not([small])) .when jh-icon {
          font-size: 1.1em;
          margin: 0;
        }
        :host(:not([small])) .wait {
          align-self: end;
        }
      }
      :host([small]) button {
        padding: 6px 14px;
        column-gap: 12px;
        grid-template-rows: auto auto;
        align-content: center;
        border-radius: 26px;
        min-height: 116px;
      }
      :host([small]) button > jh-icon {
        font-size: 50px;
        grid-row: 1 / span 2;
      }
      :host([small]) strong {
        font-size: 1em;
        line-height: 1.15;
      }
      :host([small]) strong:lang(bo) {
        font-size: 0.96em;
        line-height: 1.35;
      }
      :host([small]) .wait {
        grid-column: 2;
      }
      :host([small]) .wait b {
        font-size: 1em;
      }
      :host([small]) .range,
      :host([small]) .when jh-icon {
        display: none;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./hall.js").Service | null} */
    this.service = null;
    /** @type {import("./hall.js").Wait | null} */
    this.wait = null;
    this.small = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { service } = this;
    if (!service) return html``;
    const name = pick(service.name);
    return html`<button class="${service.open ? "" : "closed"} ${isLong(name) ? "long" : ""}" data-testid="tile-${service.code}">
      <jh-icon name=${service.icon}></jh-icon>
      <strong lang=${language()}>${name}</strong>
      <span class="wait">${service.open ? this.#waiting(service) : this.#closed(service)}</span>
    </button>`;
  }

  /** @param {import("./hall.js").Service} service */
  #waiting(service) {
    if (service.paused && service.leaf) {
      const reason = say(`terminal.reason.${service.paused}`);
      const said = this.small ? reason : say("kiosk.paused", { reason });
      return html`<span class="when"><jh-icon name="coffee"></jh-icon>${said}</span>`;
    }
    // A small tile has room for one of the two, and that nobody sits there says more than that nobody waits.
    if (this.small && !service.waiting && !service.windows_open.length) return html`<span>${this.#how(service, "")}</span>`;
    const { wait } = this;
    const range = wait ? say("terminal.minutes_range", { low: wait.low_minutes, high: wait.high_minutes }) : "";
    return html`<span><b class="number">${service.waiting}</b> ${say("terminal.people_waiting")}</span>
      <span class="range">${this.#how(service, range)}</span>`;
  }

  /** How long it will be, if anybody sits at a window. @param {import("./hall.js").Service} service @param {string} range */
  #how({ waiting, paused, windows_open: staffed }, range) {
    if (staffed.length) return waiting === 0 ? say("terminal.no_wait") : range;
    return paused ? say(`terminal.reason.${paused}`) : say("terminal.no_window_yet");
  }

  /** @param {import("./hall.js").Service} service */
  #closed(service) {
    const when = opens(service.opens_at);
    return html`<span class="when"><jh-icon name=${service.closed_reason === "appointment_only" ? "calendar-event" : "clock-off"}></jh-icon>
        ${this.small && when ? when : say(`kiosk.closed.${service.closed_reason}`)}</span>
      ${this.small || !when ? "" : html`<span>${when}</span>`}`;
  }
}

/** Whether a name needs smaller letters; Chinese characters are about twice as wide as others. @param {string} name */
function isLong(name) {
  const wide = name.match(/[\u2e80-\uffef]/g)?.length ?? 0;
  return name.length + wide > 13;
}

customElements.define("jh-tile", Tile);
