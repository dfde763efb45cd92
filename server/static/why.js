import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, page, say } from "shared/words.js";

const MOST_LETTERS = 150;

/** What made it so: tags and a comment, both optional. Fires "changed" with {tags, comment} at every change. */
export class Why extends LitElement {
  static properties = { grade: {}, tags: { state: true }, comment: { state: true } };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        gap: 0.8em;
      }
      .tags {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 0.6em;
      }
      .tags button {
        min-height: 100px;
        text-align: left;
        line-height: 1.25;
        padding: 0.4em 0.7em;
      }
      .tags button[aria-pressed="true"] {
        border-color: var(--deep-2);
        background: #e8f0f1;
        font-weight: 700;
      }
      .comment {
        position: relative;
      }
      textarea {
        display: block;
        border: 2px solid var(--line);
        border-radius: var(--radius);
        padding: 0.6em 5.5em 0.6em 0.9em;
        resize: none;
        background: var(--card);
        min-height: 100px;
        width: 100%;
        line-height: 1.3;
      }
      .letters {
        position: absolute;
        right: 0.9em;
        bottom: 0.4em;
        color: var(--mute);
      }
      @media (max-width: 640px) {
        .tags {
          grid-template-columns: 1fr;
        }
        .tags button {
          min-height: 60px;
        }
        textarea {
          padding-right: 0.9em;
          padding-bottom: 2em;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.grade = "";
    /** @type {string[]} */
    this.tags = [];
    this.comment = "";
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const words = say("terminal.rating.comment");
    return html`
      <div class="tags">
        ${(page.tags?.[this.grade] ?? []).map(
          (code) => html`<button
            data-testid="tag-${code}"
            aria-pressed=${this.tags.includes(code)}
            @click=${() => this.#toggle(code)}
          >
            ${say(`tags.${code}`)}
          </button>`,
        )}
      </div>
      <div class="comment">
        <textarea
          data-testid="comment"
          maxlength=${MOST_LETTERS}
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="done"
          placeholder=${words}
          aria-label=${words}
          @input=${this.#write}
        ></textarea>
        ${this.comment ? html`<span class="letters">${say("terminal.rating.letters", { count: this.comment.length })}</span>` : ""}
      </div>
    `;
  }

  /** @param {string} code */
  #toggle(code) {
    this.tags = this.tags.includes(code) ? this.tags.filter((each) => each !== code) : [...this.tags, code];
    this.#changed();
  }

  /** @param {Event} event */
  #write({ currentTarget }) {
    this.comment = /** @type {HTMLTextAreaElement} */ (currentTarget).value;
    this.#changed();
  }

  #changed() {
    const detail = { tags: this.tags, comment: this.comment.trim() };
    this.dispatchEvent(new CustomEvent("changed", { detail }));
  }
}

customElements.define("jh-why", Why);
