import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { nameOf, say } from "shared/words.js";
import { languagesOf, valueOf, withText } from "./setup_cells.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import "shared/icon.js";

/** Notices (公告) as the board shows them, one below the other, in every language of the hall. */
export class SetupNotices extends LitElement {
  static properties = { revision: { attribute: false } };

  static styles = [
    look,
    setupLook,
    css`
      article {
        background: var(--deep);
        color: #fff;
        border-radius: 18px;
        padding: 12px 14px 12px 20px;
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 12px;
      }
      article input {
        color: inherit;
        border-bottom: 2px solid #3f6c78;
        border-radius: 0;
      }
      article input:focus {
        background: var(--deep-2);
        border-color: var(--gold-soft);
      }
      article button.plain {
        color: var(--on-deep);
      }
    `,
  ];

  constructor() {
    super();
    this.revision = 0;
  }

  render() {
    const notices = draft.hall.notices;
    return html`<div class="bar">
        <h2>${say("setup.step.notices")}</h2>
        <span class="lead">${say("setup.lead.notices")}</span><span class="spring"></span>
        <button class="with-icon" data-testid="add" @click=${() => draft.change((hall) => (hall.notices = [...notices, {}]))}>
          <jh-icon name="plus"></jh-icon>${say("setup.add.notices")}
        </button>
      </div>
      ${notices.length === 0 ? html`<p class="lead">${say("setup.nothing.notices")}</p>` : ""}
      ${notices.map(
        (/** @type {Record<string, string>} */ notice, /** @type {number} */ at) => html`<article>
          <div>
            ${languagesOf().map(
              (tag) => html`<input
                lang=${tag}
                .value=${notice[tag] ?? ""}
                placeholder=${nameOf(tag)}
                aria-label="${say("setup.step.notices")} ${at + 1} · ${nameOf(tag)}"
                data-testid="notice-${at}-${tag}"
                @change=${(/** @type {Event} */ event) => draft.change((hall) => (hall.notices[at] = withText(notice, tag, valueOf(event))))}
              />`,
            )}
          </div>
          <button class="plain" aria-label=${say("setup.remove")} data-testid="remove-${at}" @click=${() => draft.change((hall) => hall.notices.splice(at, 1))}>
            <jh-icon name="trash"></jh-icon>
          </button>
        </article>`,
      )}`;
  }
}

customElements.define("jh-setup-notices", SetupNotices);
