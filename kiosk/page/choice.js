import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "./tile.js";

const ON_A_PAGE = 12;

/** Large picture tiles, at most a dozen a page. Fires "choose" with the service, and "back". */
export class Choice extends LitElement {
  static properties = { services: { attribute: false }, nested: { type: Boolean }, at: { state: true } };

  static styles = [
    look,
    css`
      :host {
        flex: 1;
        display: flex;
        flex-direction: column;
        padding: 36px 56px;
        gap: 28px;
        min-height: 0;
      }
      .tiles {
        flex: 1;
        max-height: 1600px;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(420px, 1fr));
        grid-auto-rows: minmax(150px, 1fr);
        align-content: start;
        gap: 24px;
      }
      nav {
        display: flex;
        gap: 24px;
        align-items: center;
        justify-content: space-between;
      }
      nav button {
        min-height: 110px;
        min-width: 260px;
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 0.5em;
      }
      @media (orientation: landscape) {
        :host {
          padding: 24px 56px;
          gap: 18px;
        }
        .tiles {
          gap: 18px;
        }
        nav button {
          min-height: 84px;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./kiosk.js").Service[]} */
    this.services = [];
    this.nested = false;
    this.at = 0;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("nested")) this.at = 0;
  }

  render() {
    const pages = Math.ceil(this.services.length / ON_A_PAGE);
    const shown = this.services.slice(this.at * ON_A_PAGE, (this.at + 1) * ON_A_PAGE);
    return html`
      <div class="tiles">
        ${shown.map(
          (service) => html`<jh-tile .service=${service} @click=${() => this.#choose(service)}></jh-tile>`,
        )}
      </div>
      ${this.nested || pages > 1 ? this.#turning(pages) : ""}
    `;
  }

  /** @param {number} pages */
  #turning(pages) {
    const before = this.at > 0;
    return html`<nav>
      <button data-testid="back" @click=${() => (before ? (this.at -= 1) : this.#fire("back"))} ?hidden=${!before && !this.nested}>
        <jh-icon name="arrow-left"></jh-icon>${say(before ? "kiosk.previous_page" : "kiosk.back")}
      </button>
      <span class="mute">${pages > 1 ? say("kiosk.page_of", { page: this.at + 1, pages }) : ""}</span>
      <button data-testid="next-page" @click=${() => (this.at += 1)} ?hidden=${this.at >= pages - 1}>
        ${say("kiosk.next_page")}<jh-icon name="arrow-right"></jh-icon>
      </button>
    </nav>`;
  }

  /** @param {import("./kiosk.js").Service} service */
  #choose(service) {
    if (service.open) this.#fire("choose", service);
  }

  /** @param {string} name @param {unknown} [detail] */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("jh-choice", Choice);
