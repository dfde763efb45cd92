import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import { paper } from "./paper.js";
import "./tile.js";

const LARGE_TILES = 8;
const SMALL_TILES = 12;
/** With large type everything is a large tile, and fewer fit. */
const OF_LARGE_TYPE = 6;

/**
 * At most eight large picture tiles a page and, below them, smaller ones for the rest: two taps to any of 120 items.
 * Fires "choose" with the service, "back", "find" and "appointment".
 */
export class Choice extends LitElement {
  static properties = {
    services: { attribute: false },
    all: { attribute: false },
    nested: { type: Boolean },
    large: { type: Boolean, reflect: true },
    at: { state: true },
  };

  static styles = [
    look,
    paper,
    css`
      :host {
        flex: 1;
        display: flex;
        flex-direction: column;
        padding: 20px 56px;
        gap: 16px;
        min-height: 0;
      }
      .all {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      .tiles {
        flex: 1000 0 auto;
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        grid-auto-rows: minmax(min-content, 1fr);
        gap: 16px;
        max-height: calc(var(--rows) * 258px);
      }
      :host([large]) .tiles {
        max-height: calc(var(--rows) * 340px);
      }
      .small {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: 14px;
      }
      .spring {
        flex: 1 1 0;
      }
      nav {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: 20px;
        align-items: stretch;
        text-align: center;
      }
      nav .pages {
        align-self: center;
        color: var(--mute);
      }
      nav button {
        min-height: 108px;
        font-weight: 700;
      }
      nav .soft {
        background: var(--soft, #e3edef);
        border-color: var(--soft-line, #e3edef);
      }
      @media (orientation: landscape) {
        :host {
          padding: 22px 40px;
        }
        .tiles {
          grid-template-columns: repeat(4, minmax(0, 1fr));
          max-height: calc(var(--wide-rows) * 372px);
        }
        :host([large]) .tiles {
          max-height: calc(var(--wide-rows) * 420px);
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
        .small {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./hall.js").Service[]} */
    this.services = [];
    /** @type {import("./hall.js").Service[]} */
    this.all = [];
    this.nested = false;
    this.large = false;
    this.at = 0;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("nested") || changed.has("large")) this.at = 0;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has("services") && !changed.has("at") && !changed.has("large")) return;
    const { large, small } = this.#shown();
    this.style.setProperty("--rows", String(Math.ceil(large.length / 2)));
    this.style.setProperty("--wide-rows", String(Math.ceil(large.length / (this.large ? 3 : 4))));
    const crowded = small.length > 6;
    this.style.setProperty("--columns", crowded ? "3" : "2");
    this.style.setProperty("--tile-padding", crowded ? "6px 28px" : "12px 30px 18px");
  }

  #shown() {
    const size = this.large ? OF_LARGE_TYPE : LARGE_TILES + SMALL_TILES;
    const here = this.services.slice(this.at * size, (this.at + 1) * size);
    return {
      large: here.slice(0, LARGE_TILES),
      small: here.slice(LARGE_TILES),
      pages: Math.ceil(this.services.length / size),
    };
  }

  render() {
    const { large, small, pages } = this.#shown();
    return html`
      <div class="all">
        <div class="tiles">${large.map((service) => this.#tile(service, false))}</div>
        ${small.length ? html`<div class="small">${small.map((service) => this.#tile(service, true))}</div>` : ""}
        <div class="spring"></div>
      </div>
      ${this.nested || pages > 1 ? this.#turning(pages) : ""} ${this.nested ? "" : this.#other()}
    `;
  }

  /** @param {import("./hall.js").Service} service @param {boolean} small */
  #tile(service, small) {
    return html`<jh-tile
      .service=${service}
      .wait=${waitOf(service, this.all)}
      ?small=${small}
      @click=${() => this.#fire("choose", service)}
    ></jh-tile>`;
  }

  #other() {
    return html`<nav aria-label=${say("kiosk.find")}>
      <button class="soft with-icon" data-testid="find" @click=${() => this.#fire("find")}>
        <jh-icon name="search"></jh-icon><span>${say("kiosk.find")}</span>
      </button>
      <button class="soft with-icon" data-testid="appointment" @click=${() => this.#fire("appointment")}>
        <jh-icon name="calendar-event"></jh-icon><span>${say("kiosk.appointment")}</span>
      </button>
    </nav>`;
  }

  /** @param {number} pages */
  #turning(pages) {
    const before = this.at > 0;
    return html`<nav aria-label=${say("kiosk.page_of", { page: this.at + 1, pages })}>
      ${before || this.nested
        ? html`<button
            class="with-icon"
            data-testid="back"
            @click=${() => (before ? (this.at -= 1) : this.#fire("back"))}
          >
            <jh-icon name="arrow-left"></jh-icon>${say(before ? "kiosk.previous_page" : "kiosk.back")}
          </button>`
        : ""}
      ${pages > 1 ? html`<span class="pages">${say("kiosk.page_of", { page: this.at + 1, pages })}</span>` : ""}
      ${this.at < pages - 1
        ? html`<button class="with-icon" data-testid="next-page" @click=${() => (this.at += 1)}>
            ${say("kiosk.next_page")}<jh-icon name="arrow-right"></jh-icon>
          </button>`
        : ""}
    </nav>`;
  }

  /** @param {string} name @param {unknown} [detail] */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/**
 * About how long: of a group, from the shortest to the longest of what is in it.
 * @param {import("./hall.js").Service} service
 * @param {import("./hall.js").Service[]} all
 * @returns {import("./hall.js").Wait | null}
 */
export function waitOf(service, all) {
  if (service.leaf) return service.wait;
  const waits = all.filter((each) => each.parent === service.code && each.waiting).map((each) => waitOf(each, all));
  const known = waits.filter((wait) => wait !== null);
  if (!known.length) return null;
  return {
    low_minutes: Math.min(...known.map((wait) => wait.low_minutes)),
    high_minutes: Math.max(...known.map((wait) => wait.high_minutes)),
  };
}

customElements.define("jh-choice", Choice);
