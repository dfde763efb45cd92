import { LitElement, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "shared/icon.js";
import { dialog, showDialog } from "./dialog.js";
import { paper } from "./paper.js";

/** The hub is away in the middle of a press: the press is kept, and nobody needs to press again. Fires "stop". */
export class Away extends LitElement {
  static properties = { open: { type: Boolean } };

  static styles = [look, paper, dialog];

  constructor() {
    super();
    this.open = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    // Its picture must be here before the hub is away.
    void fetch("/vendor/icons/hourglass.svg").catch(() => {});
  }

  updated() {
    showDialog(this.renderRoot, this.open);
  }

  render() {
    return html`<dialog data-testid="away" aria-labelledby="title" @cancel=${(/** @type {Event} */ event) => event.preventDefault()}>
      <jh-icon class="large" name="hourglass"></jh-icon>
      <h2 id="title">${say("kiosk.away_title")}</h2>
      <p role="status">${say("kiosk.away")}</p>
      <button data-testid="stop-waiting" @click=${() => this.dispatchEvent(new Event("stop"))}>${say("kiosk.away_stop")}</button>
    </dialog>`;
  }
}

customElements.define("jh-away", Away);
