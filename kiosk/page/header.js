import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { language, languageChanged, languages, nameOf, page, pick, say, setLanguage } from "shared/words.js";
import "shared/clock.js";
import { paper } from "./paper.js";

/** The deep head of the kiosk: whose hall this is, the question, and the languages in their own script. */
export class Header extends LitElement {
  static properties = { title: {}, hint: {} };

  static styles = [
    look,
    paper,
    css`
      :host {
        background: var(--deep);
        color: #fff;
        padding: 32px 56px 30px;
      }
      .hall {
        display: flex;
        justify-content: space-between;
        gap: 1em;
        color: var(--on-deep);
        font-size: 0.96em;
      }
      h1 {
        margin: 0.25em 0 0.05em;
        font-size: 1.9em;
        line-height: 1.25;
      }
      h1:lang(bo) {
        font-size: 1.4em;
        line-height: 1.55;
      }
      .hint {
        color: var(--on-deep);
      }
      nav {
        display: flex;
        gap: 20px;
        margin-top: 22px;
      }
      nav button {
        min-height: 104px;
        min-width: 200px;
        padding: 0 0.6em;
        border-radius: 52px;
        background: transparent;
        border-color: #6aa0ad;
        color: #fff;
      }
      nav button[aria-pressed="true"] {
        background: #fff;
        border-color: #fff;
        color: #12303b;
        font-weight: 700;
      }
      @media (orientation: landscape) {
        :host {
          padding: 28px 28px 12px;
          font-size: 34px;
        }
        .hall {
          line-height: 1.25;
        }
        h1 {
          font-size: 1.4em;
          margin-top: 0.5em;
        }
        h1:lang(bo) {
          font-size: 1.2em;
        }
        nav {
          display: grid;
          grid-template-columns: repeat(3, minmax(0, 1fr));
          gap: 12px;
        }
        nav button {
          min-width: 0;
          padding: 0;
          font-size: 33px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.title = "";
    this.hint = "";
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    return html`<header>
      <div class="hall"><span>${pick(page.hall.name)}</span><jh-clock class="number"></jh-clock></div>
      <h1 lang=${language()}>${this.title}</h1>
      ${this.hint ? html`<p class="hint">${this.hint}</p>` : ""}
      <nav aria-label=${say("kiosk.languages")}>
        ${languages().map(
          (tag) => html`<button
            lang=${tag}
            data-testid="lang-${tag}"
            aria-pressed=${tag === language()}
            @click=${() => setLanguage(tag)}
          >
            ${nameOf(tag)}
          </button>`,
        )}
      </nav>
    </header>`;
  }
}

customElements.define("jh-kiosk-header", Header);
