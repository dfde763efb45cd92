import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";
import "shared/icon.js";

/** One item of business: its picture, its name, how many wait and about how long, or why it is closed. */
export class Tile extends LitElement {
  static properties = { service: { attribute: false } };

  static styles = [
    look,
    css`
      button {
        width: 100%;
        height: 100%;
        max-height: 250px;
        border-radius: 32px;
        padding: 14px 32px;
        display: grid;
        grid-template-columns: auto 1fr;
        grid-template-rows: 1fr auto;
        column-gap: 28px;
        align-items: center;
        text-align: left;
      }
      jh-icon {
        font-size: 92px;
        color: var(--deep-2);
      }
      strong {
        font-size: 1.24em;
        line-height: 1.2;
      }
      strong:lang(bo) {
        line-height: 1.5;
      }
      .wait {
        grid-column: 1 / -1;
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 0.6em;
        color: var(--mute);
        font-size: 0.94em;
        white-space: nowrap;
      }
      .wait b {
        color: var(--ink);
        font-size: 1.3em;
      }
      button:disabled {
        opacity: 1;
        background: transparent;
        border-style: dashed;
        color: var(--mute);
      }
      button:disabled jh-icon {
        color: var(--mute);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./kiosk.js").Service | null} */
    this.service = null;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { service } = this;
    if (!service) return html``;
    return html`<button ?disabled=${!service.open} data-testid="tile-${service.code}">
      <jh-icon name=${service.icon}></jh-icon>
      <strong>${pick(service.name)}</strong>
      <span class="wait">
        ${service.open
          ? html`<span><b class="number">${service.waiting}</b> ${say("terminal.people_waiting")}</span>
              <span>${range(service)}</span>`
          : html`<span>${say(`kiosk.closed.${service.closed_reason}`)}</span>`}
      </span>
    </button>`;
  }
}

/** @param {import("./kiosk.js").Service} service */
function range(service) {
  if (!service.leaf) return "";
  if (service.waiting === 0) return say("terminal.no_wait");
  const { wait } = service;
  return wait ? say("terminal.minutes_range", { low: wait.low_minutes, high: wait.high_minutes }) : "";
}

customElements.define("jh-tile", Tile);
