import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, language, languageChanged, languages, nameOf, page, pick, say, setLanguage } from "shared/words.js";
import "shared/icon.js";
import { frontLook } from "./front_look.js";

const ICONS = /** @type {Record<string, string>} */ ({
  kiosk: "device-tablet",
  display: "device-tv",
  window_display: "device-desktop",
  evaluator: "mood-smile",
  console: "headset",
  manager: "chart-bar",
  wall: "layout-dashboard",
  inspector: "eye-check",
  open: "world",
});

/** The front door: every page of the hall, by who uses it. */
export class Launcher extends LitElement {
  static styles = [
    look,
    frontLook,
    css`
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 20px;
        flex-wrap: wrap;
      }
      nav {
        display: flex;
        gap: 10px;
      }
      nav button {
        background: transparent;
        border-color: #6aa0ad;
        color: #fff;
        border-radius: 30px;
        min-height: 56px;
        padding: 0 24px;
      }
      nav button[aria-pressed="true"] {
        background: #fff;
        color: var(--ink);
      }
      main {
        gap: 30px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr));
        align-items: start;
      }
      h2 {
        margin: 0 0 14px;
        font-size: 22px;
        color: var(--mute);
        font-weight: 400;
      }
      a {
        display: flex;
        align-items: center;
        gap: 16px;
        padding: 14px 20px;
      }
      .big {
        min-height: 112px;
        line-height: 1.3;
        text-wrap: balance;
      }
      .big jh-icon {
        font-size: 44px;
        color: var(--deep-2);
        flex: none;
      }
      .big strong {
        font-size: 24px;
        display: block;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 270px), 1fr));
        gap: 16px;
        margin-bottom: 20px;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1.3fr) repeat(3, 1fr);
        align-items: stretch;
        margin-bottom: 12px;
        overflow: hidden;
      }
      .row > * {
        padding: 14px 12px;
        min-height: 76px;
        display: flex;
        align-items: center;
      }
      .row > b {
        padding-left: 22px;
      }
      .row a {
        border-left: 2px solid var(--line);
        flex-direction: column;
        justify-content: center;
        gap: 4px;
        font-size: 18px;
        text-align: center;
        line-height: 1.2;
      }
      .row a:hover {
        background: #e8f0f1;
      }
      .row jh-icon {
        font-size: 28px;
        color: var(--deep-2);
      }
    `,
  ];

  constructor() {
    super();
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    return html`
      <header>
        <div>
          <h1>${pick(page.hall.name)}</h1>
          <p>${inOrder(page.hall.name).filter((each) => each.language !== language()).map((each) => html`<span lang=${each.language}>${each.text}</span> `)}</p>
        </div>
        <nav>
          ${languages().map(
            (tag) => html`<button lang=${tag} aria-pressed=${tag === language()} @click=${() => setLanguage(tag)}>${nameOf(tag)}</button>`,
          )}
        </nav>
      </header>
      <main>
        <section>
          <h2>${say("launcher.citizens")}</h2>
          <div class="cards">${this.#big("kiosk")}${this.#big("open")}</div>
          <h2>${say("launcher.hall")}</h2>
          <div class="cards">${this.#big("display")}</div>
          <h2>${say("launcher.managers")}</h2>
          <div class="cards">${this.#big("manager")}${this.#big("wall")}${this.#big("inspector")}</div>
        </section>
        <section>
          <h2>${say("launcher.windows")}</h2>
          ${this.#windows().map((window) => this.#row(window))}
        </section>
      </main>
    `;
  }

  /** @param {string} name */
  #big(name) {
    const link = page.links?.find((each) => each.page === name);
    if (!link) return "";
    return html`<a class="card big" href=${link.href} data-testid="open-${name}">
      <jh-icon name=${ICONS[name]}></jh-icon>
      <span><strong>${say(`launcher.${name}`)}</strong><span class="mute">${say(`launcher.${name}.what`)}</span></span>
    </a>`;
  }

  #windows() {
    return [...new Set((page.links ?? []).flatMap((each) => each.window ?? []))];
  }

  /** @param {string} window */
  #row(window) {
    const links = (page.links ?? []).filter((each) => each.window === window);
    return html`<div class="card row">
      <b>${say("terminal.window", { window })}</b>
      ${links.map(
        (link) => html`<a href=${link.href} data-testid="open-${link.page}-${window}">
          <jh-icon name=${ICONS[link.page]}></jh-icon>${say(`launcher.${link.page}`)}
        </a>`,
      )}
    </div>`;
  }
}

customElements.define("jh-launcher", Launcher);
