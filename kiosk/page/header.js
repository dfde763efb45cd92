import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { language, languageChanged, languages, nameOf, page, pick, setLanguage } from "shared/words.js";
import "shared/clock.js";

/** The deep head of the kiosk: whose hall this is, the question, and the languages in their own script. */
export class Header extends LitElement {
  static properties = { title: {}, hint: {} };

  static styles = [
    look,
    css`
      :host {
        background: var(--deep);
        color: #fff;
        padding: 36px 56px 34px;
      }
      .hall {
        display: flex;
        justify-content: space-between;
        gap: 1em;
        color: var(--on-deep);
        font-size: 0.94em;
      }
      h1 {
        margin: 0.35em 0 0.1em;
        font-size: 1.95em;
        line-height: 1.25;
      }
      h1:lang(bo) {
        font-size: 1.5em;
      }
      .hint {
        margin: 0;
        color: var(--on-deep);
        min-height: 1.3em;
      }
      nav {
        display: flex;
        gap: 24px;
        margin-top: 28px;
      }
      nav button {
        min-height: 104px;
        min-width: 190px;
        border-radius: 52px;
        background: transparent;
        border-color: #6aa0ad;
        color: #fff;
        font-size: 1em;
      }
      nav button[aria-pressed="true"] {
        background: #fff;
        border-color: #fff;
        color: var(--ink);
        font-weight: 700;
      }
      @media (orientation: landscape) {
        :host {
          padding: 18px 56px 20px;
          display: grid;
          grid-template-columns: 1fr auto;
          gap: 0 40px;
          align-items: center;
        }
        .hall {
          grid-column: 1 / -1;
        }
        h1 {
          margin: 0;
        }
        nav {
          margin: 0;
          grid-row: 2 / span 2;
          grid-column: 2;
        }
        nav button {
          min-height: 84px;
          min-width: 150px;
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
    return html`
      <div class="hall"><span>${pick(page.hall.name)}</span><jh-clock class="number"></jh-clock></div>
      <h1 lang=${language()}>${this.title}</h1>
      <p class="hint">${this.hint}</p>
      <nav>
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
    `;
  }
}

customElements.define("jh-kiosk-header", Header);
