import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { language, languageChanged, page, say } from "shared/words.js";
import "shared/icon.js";
import { paper } from "./paper.js";

/**
 * @typedef {"large" | "contrast" | "spoken"} Mode
 * @typedef {Record<Mode, boolean>} Modes
 */

/** @type {{mode: Mode, icon: string, key: string}[]} */
const BUTTONS = [
  { mode: "spoken", icon: "volume", key: "kiosk.read_aloud" },
  { mode: "large", icon: "text-size", key: "kiosk.large_type" },
  { mode: "contrast", icon: "contrast", key: "kiosk.contrast" },
];

/** One button each for who sees little or does not read. Fires "mode" with which one was pressed. */
export class ModeButtons extends LitElement {
  static properties = { modes: { attribute: false } };

  static styles = [
    look,
    paper,
    css`
      :host {
        background: var(--card);
        border-top: 2px solid var(--line);
        padding: 22px 56px 24px;
      }
      div {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: 20px;
      }
      button {
        padding: 0 0.4em;
      }
      p {
        margin-top: 14px;
        text-align: center;
        color: var(--mute);
      }
      @media (orientation: landscape) {
        :host {
          background: var(--deep);
          border: 0;
          padding: 12px 28px 26px;
          font-size: 34px;
        }
        div {
          grid-auto-flow: row;
          gap: 14px;
        }
        button:not([aria-pressed="true"]) {
          background: transparent;
          border-color: #6aa0ad;
          color: #fff;
        }
        button[aria-pressed="true"] {
          background: #fff;
          border-color: #fff;
          color: #12303b;
        }
        button {
          min-height: 100px;
          padding: 0 1em;
        }
        button.with-icon {
          justify-content: flex-start;
        }
        p {
          color: var(--on-deep);
          text-align: left;
          line-height: 1.25;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Modes} */
    this.modes = { large: false, contrast: false, spoken: false };
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    // A language without a voice has no button that would promise one.
    const shown = BUTTONS.filter(({ mode }) => mode !== "spoken" || page.voices?.includes(language()));
    return html`<footer>
      <div role="group" aria-label=${say("kiosk.modes")}>
        ${shown.map(
          ({ mode, icon, key }) => html`<button
            class="with-icon"
            data-testid="mode-${mode}"
            aria-pressed=${this.modes[mode]}
            @click=${() => this.dispatchEvent(new CustomEvent("mode", { detail: mode }))}
          >
            <jh-icon name=${icon}></jh-icon><span>${say(key)}</span>
          </button>`,
        )}
      </div>
      <p>${say("kiosk.help")}</p>
    </footer>`;
  }
}

customElements.define("jh-mode-buttons", ModeButtons);
