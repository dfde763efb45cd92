import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { nameOf, say } from "shared/words.js";
import { languagesOf, valueOf, withText } from "./setup_cells.js";
import { draft } from "./setup_draft.js";
import { wrong } from "./setup_fields.js";
import { setupLook } from "./setup_look.js";
import "shared/icon.js";

/** @typedef {import("shared/words.js").Texts} Texts */

/** @type {Record<string, string>} where they stand in the hall */
const WAYS = { notices: "notices", greetings: "evaluator.greetings" };

/** Texts that take turns on a screen, one below the other, in every language of the hall: notices (公告), greetings (问候语). */
export class SetupTexts extends LitElement {
  static properties = { of: { reflect: true }, revision: { attribute: false } };

  static styles = [
    look,
    setupLook,
    css`
      article {
        border: 2px solid var(--line);
        background: var(--card);
        border-radius: 18px;
        padding: 12px 14px 12px 20px;
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 12px;
      }
      article textarea {
        display: block;
        color: inherit;
        border-bottom: 2px solid var(--line);
        border-radius: 0;
        resize: none;
        field-sizing: content;
        overflow: hidden;
      }
      /* As the board shows them. */
      :host([of="notices"]) article {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      :host([of="notices"]) article textarea {
        border-bottom-color: #3f6c78;
      }
      :host([of="notices"]) article textarea:focus {
        background: var(--deep-2);
        border-color: var(--gold-soft);
      }
      :host([of="notices"]) article .fault {
        background: var(--card);
        border-radius: 10px;
        padding: 2px 10px;
      }
      :host([of="notices"]) article button.plain {
        color: var(--on-deep);
      }
    `,
  ];

  constructor() {
    super();
    this.of = "notices";
    this.revision = 0;
  }

  render() {
    const way = WAYS[this.of];
    const texts = /** @type {Texts[]} */ (draft.at(way));
    const put = (/** @type {Texts[]} */ made) => draft.put(way, made);
    return html`<div class="bar">
        <h2>${say(`sheets.${this.of}`)}</h2>
        <span class="lead">${say(`setup.lead.${this.of}`)}</span><span class="spring"></span>
        <button class="with-icon" data-testid=${this.of === "notices" ? "add" : `add-${this.of}`} @click=${() => put([...texts, {}])}>
          <jh-icon name="plus"></jh-icon>${say(`setup.add.${this.of}`)}
        </button>
      </div>
      ${texts.length === 0 ? html`<p class="lead">${say(`setup.nothing.${this.of}`)}</p>` : ""}
      ${texts.map(
        (text, at) => html`<article>
          <div>
            ${languagesOf().map(
              (tag) => html`<textarea
                rows="1"
                lang=${tag}
                .value=${text[tag] ?? ""}
                placeholder=${nameOf(tag)}
                aria-label="${say(`sheets.${this.of}`)} ${at + 1} · ${nameOf(tag)}"
                data-testid="${this.of.slice(0, -1)}-${at}-${tag}"
                @change=${(/** @type {Event} */ event) => put(texts.map((each, n) => (n === at ? withText(each, tag, inOneLine(valueOf(event))) : each)))}
              ></textarea>`,
            )}
            ${wrong(`${way}.${at}`)}
          </div>
          <button class="plain" aria-label=${say("setup.remove")} data-testid="remove-${this.of.slice(0, -1)}-${at}" @click=${() => put(texts.filter((_, n) => n !== at))}>
            <jh-icon name="trash"></jh-icon>
          </button>
        </article>`,
      )}`;
  }
}

/** A board shows it in one line. @param {string} text */
function inOneLine(text) {
  return text.replace(/\s*\n\s*/g, " ");
}

customElements.define("jh-setup-texts", SetupTexts);
