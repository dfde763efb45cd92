import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { language, languages, nameOf, setLanguage } from "shared/words.js";

const KEPT = "jiaohao.language";

/** Shows the language that was chosen on this computer for the pages of those who work in the hall. */
export function showKeptLanguage() {
  const kept = localStorage.getItem(KEPT);
  if (kept) setLanguage(kept);
}

/** The hall's languages to choose from, each in its own script; the choice is kept on this computer. */
export class LanguageChoice extends LitElement {
  static styles = [
    look,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
      }
      button {
        border-radius: 30px;
        min-height: 60px;
        padding: 0 24px;
      }
      button[aria-pressed="true"] {
        background: var(--deep-2);
        color: #fff;
      }
      :host([dark]) button {
        background: transparent;
        border-color: #6aa0ad;
        color: #fff;
      }
      :host([dark]) button[aria-pressed="true"] {
        background: #fff;
        color: var(--ink);
      }
    `,
  ];

  render() {
    if (languages().length < 2) return "";
    return languages().map(
      (tag) => html`<button type="button" lang=${tag} aria-pressed=${tag === language()} data-testid="language-${tag}" @click=${() => this.#choose(tag)}>
        ${nameOf(tag)}
      </button>`,
    );
  }

  /** @param {string} tag */
  #choose(tag) {
    localStorage.setItem(KEPT, tag);
    setLanguage(tag);
  }
}

customElements.define("jh-language-choice", LanguageChoice);
