import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import "shared/icon.js";

/** Asks for the one touch that a browser wants before it plays a sound, where it hides nothing of the board. */
export class SoundButton extends LitElement {
  static styles = [
    look,
    boardLook,
    css`
      :host {
        position: fixed;
        inset: auto calc(var(--u) * 2) calc(var(--u) * 0.3) auto;
      }
      button {
        height: calc(var(--u) * 3.6);
        font-size: calc(var(--u) * 1.7);
        padding: 0 calc(var(--u) * 1.6);
        display: flex;
        align-items: center;
        gap: calc(var(--u) * 0.9);
        line-height: 1.2;
        text-align: left;
      }
      span {
        display: grid;
        grid-template-columns: auto auto;
        column-gap: 1em;
        align-items: center;
      }
      b {
        grid-row: 1 / 3;
      }
      small {
        font-size: 0.62em;
        font-weight: 400;
      }
    `,
  ];

  render() {
    return html`<button class="gold" data-testid="enable-sound">
      <jh-icon name="volume"></jh-icon>
      <span
        >${sayInOrder("display.enable_sound").map((each, place) =>
          place === 0 ? html`<b lang=${each.language}>${each.text}</b>` : html`<small lang=${each.language}>${each.text}</small>`,
        )}</span
      >
    </button>`;
  }
}

customElements.define("jh-sound-button", SoundButton);
