import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { callsLeft, deedsOf, nextDeed } from "./deeds.js";

/** All that the clerk can do, each in its place: what is possible now is clear, the rest is dim. Fires "press". */
export class Buttons extends LitElement {
  static properties = { state: { attribute: false }, busy: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 16px;
      }
      button {
        min-height: 108px;
        text-align: left;
        padding: 14px 22px;
        display: grid;
        align-content: center;
        gap: 6px;
      }
      strong {
        font-size: 26px;
        line-height: 1.2;
      }
      span {
        display: flex;
        gap: 8px;
        align-items: center;
        color: var(--mute);
        font-size: 18px;
        line-height: 1.2;
      }
      .gold span {
        color: inherit;
      }
      kbd {
        font: inherit;
        border: 2px solid currentColor;
        border-radius: 8px;
        padding: 0 8px;
        white-space: nowrap;
      }
      @media (max-width: 760px) {
        :host {
          grid-template-columns: repeat(3, 1fr);
          gap: 8px;
        }
        button {
          min-height: 72px;
          padding: 6px 10px;
        }
        strong {
          font-size: 20px;
        }
        button:not(.gold) .hint {
          display: none;
        }
        .gold {
          grid-column: 1 / -1;
          order: -1;
          min-height: 96px;
        }
        .gold strong {
          font-size: 28px;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./state.js").State | null} */
    this.state = null;
    /** @type {string | null} */
    this.busy = null;
  }

  render() {
    const { state } = this;
    if (!state) return html``;
    const deeds = deedsOf(state);
    const gold = nextDeed(deeds);
    return deeds.map(
      (deed) => html`<button
        class=${deed.name === gold ? "gold" : ""}
        data-testid=${deed.name.replace("_", "-")}
        ?disabled=${!deed.allowed || this.busy !== null}
        @click=${() => this.dispatchEvent(new CustomEvent("press", { detail: deed }))}
      >
        <strong>${say(`console.deed.${deed.name}`)}</strong>
        <span
          ><kbd>${deed.key === " " ? say("console.space") : deed.key.toUpperCase()}</kbd
          ><span class="hint">${this.busy === deed.name ? say("console.working") : hint(deed, state)}</span></span
        >
      </button>`,
    );
  }
}

/** @param {import("./deeds.js").Deed} deed @param {import("./state.js").State} state */
function hint(deed, state) {
  if (deed.name === "next") return say("console.hint.next", { count: state.queue.length });
  if (deed.name === "no_show" && state.current?.state === "called" && !deed.allowed) {
    return say("console.hint.no_show", { left: callsLeft(state) });
  }
  if (deed.name === "undo" && state.undo) return say(`console.undo.${state.undo.deed}`, { number: state.undo.number });
  if (deed.name === "finish" || deed.name === "hold") return say(`console.hint.${deed.name}`);
  if (deed.name === "invite" && state.last) return state.last.rated ? say("console.rated") : state.last.number;
  return "";
}

customElements.define("jh-buttons", Buttons);
