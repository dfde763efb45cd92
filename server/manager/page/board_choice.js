import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";

/** @typedef {{code: string, name: import("shared/words.js").Texts}} Board */

/** Which of the hall's boards a screen shows. Fires "chosen" with its code, null for the whole hall. */
export class BoardChoice extends LitElement {
  static properties = { boards: { attribute: false }, shown: { attribute: false }, device: { attribute: false } };

  static styles = [
    look,
    css`
      select {
        border: 2px solid var(--line);
        border-radius: 14px;
        padding: 0 10px;
        min-height: 44px;
        max-width: 100%;
        margin-top: 4px;
        font-size: 18px;
        background: var(--card);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Board[]} */
    this.boards = [];
    /** @type {string | null} */
    this.shown = null;
    this.device = "";
  }

  render() {
    return html`<select
      aria-label=${say("manager.which_board")}
      data-testid="board-${this.device}"
      @change=${(/** @type {any} */ event) => this.dispatchEvent(new CustomEvent("chosen", { detail: event.target.value || null }))}
    >
      <option value="" ?selected=${this.shown === null}>${say("manager.whole_hall")}</option>
      ${this.boards.map(({ code, name }) => html`<option value=${code} ?selected=${code === this.shown}>${pick(name)}</option>`)}
    </select>`;
  }
}

customElements.define("jh-board-choice", BoardChoice);
