import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, languages, nameOf, page, say } from "shared/words.js";
import "shared/icon.js";
import { paper } from "./paper.js";

const KEPT = "jiaohao.kiosk.language";

/** The language that this kiosk shows when nobody is at it. */
export function usualLanguage() {
  const kept = localStorage.getItem(KEPT);
  return kept !== null && languages().includes(kept) ? kept : page.language;
}

/** Device set-up, behind the service PIN. Fires "test-print", "forget" and "close". */
export class Setup extends LitElement {
  static properties = {
    device: { attribute: false },
    paper: {},
    print: { attribute: false },
    usual: { state: true },
    sure: { state: true },
  };

  static styles = [
    look,
    paper,
    css`
      :host {
        flex: 1;
        display: flex;
        flex-direction: column;
        gap: 28px;
        padding: 36px 56px;
        min-height: 0;
        overflow-y: auto;
      }
      dl {
        margin: 0;
        padding: 32px 40px;
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 18px 40px;
        border-radius: 32px;
      }
      dt {
        color: var(--mute);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-weight: 700;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 20px;
        align-items: center;
      }
      .row button {
        flex: 1 1 0;
        white-space: nowrap;
      }
      .danger {
        color: var(--red);
        border-color: var(--red);
      }
      .spring {
        flex: 1;
      }
      .close {
        min-height: 150px;
        font-size: 1.3em;
        border-radius: 36px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{device: string, hall: string, version: string} | null} */
    this.device = null;
    this.paper = "unknown";
    /** @type {import("./hall.js").Print | null} */
    this.print = null;
    this.usual = usualLanguage();
    this.sure = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { device } = this;
    if (!device) return html``;
    const facts = [
      ["kiosk.setup.device", `${device.device} · ${device.hall}`],
      ["kiosk.setup.hub", location.origin],
      ["kiosk.setup.version", device.version],
      ["kiosk.setup.printer", say(`kiosk.setup.paper.${this.paper}`)],
    ];
    return html`
      <dl class="card" data-testid="setup">
        ${facts.map(([key, value]) => html`<dt>${say(key)}</dt><dd>${value}</dd>`)}
      </dl>
      <h2>${say("kiosk.setup.language")}</h2>
      <div class="row" role="group" aria-label=${say("kiosk.setup.language")}>
        ${languages().map(
          (tag) => html`<button lang=${tag} data-testid="usual-${tag}" aria-pressed=${tag === this.usual} @click=${() => this.#keep(tag)}>
            ${nameOf(tag)}
          </button>`,
        )}
      </div>
      <div class="row">
        ${this.paper === "none" ? "" : this.#testPrint()}
        <button class="with-icon" data-testid="reload" @click=${() => location.reload()}>
          <jh-icon name="refresh"></jh-icon>${say("kiosk.setup.reload")}
        </button>
      </div>
      <div class="row">
        <button class="danger with-icon" data-testid="forget" @click=${this.#forget}>
          <jh-icon name="plug-connected-x"></jh-icon>${say(this.sure ? "kiosk.setup.forget_sure" : "kiosk.setup.forget")}
        </button>
      </div>
      <div class="spring"></div>
      <button class="gold close" data-testid="setup-close" @click=${() => this.#fire("close")}>${say("kiosk.setup.close")}</button>
    `;
  }

  #testPrint() {
    const state = this.print?.state ?? "none";
    return html`<button class="with-icon" data-testid="test-print" data-state=${state} ?disabled=${state === "queued"} @click=${() => this.#fire("test-print")}>
      <jh-icon name="printer"></jh-icon><span role="status">${say(this.#printing())}</span>
    </button>`;
  }

  #printing() {
    const known = /** @type {Record<string, string>} */ ({ queued: "kiosk.list.queued", printed: "kiosk.list.printed" });
    return this.print ? (known[this.print.state] ?? "kiosk.list.trouble") : "kiosk.setup.test_print";
  }

  /** @param {string} tag */
  #keep(tag) {
    localStorage.setItem(KEPT, tag);
    this.usual = tag;
  }

  #forget() {
    if (this.sure) this.#fire("forget");
    this.sure = true;
  }

  /** @param {string} name */
  #fire(name) {
    this.dispatchEvent(new Event(name));
  }
}

customElements.define("jh-setup", Setup);
