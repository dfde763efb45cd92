import { LitElement, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import { dialog, showDialog } from "./dialog.js";
import { paper } from "./paper.js";

/** WCAG 2.2.1: whoever is warned has at least 20 seconds to ask for more with one touch, and may ask again and again. */
const WARNING_SECONDS = 20;
const LONGER = 3;

/**
 * Goes back to the start when nobody is there any more: announced, put off by one touch, made longer by another.
 * Fires "idle", and "warn" when it begins to ask.
 */
export class Idle extends LitElement {
  static properties = { watching: { type: Boolean }, seconds: { type: Number }, left: { state: true }, longer: { state: true } };

  static styles = [look, paper, dialog];

  constructor() {
    super();
    this.watching = false;
    this.seconds = 60;
    this.left = 60;
    this.longer = 1;
    this.onTouch = () => this.#again();
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("pointerdown", this.onTouch, true);
    window.addEventListener("keydown", this.onTouch, true);
    this.timer = setInterval(() => this.#tick(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("pointerdown", this.onTouch, true);
    window.removeEventListener("keydown", this.onTouch, true);
    clearInterval(this.timer);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("watching") && !this.watching) this.longer = 1;
    if (changed.has("watching") || changed.has("seconds")) this.#again();
  }

  updated() {
    showDialog(this.renderRoot, this.#warning());
  }

  #warning() {
    return this.watching && this.left <= WARNING_SECONDS;
  }

  #again() {
    // While it asks, the touch is for one of its buttons, which say what becomes of the time.
    if (!this.#warning() || !this.renderRoot) this.left = this.seconds * this.longer;
  }

  #tick() {
    if (!this.watching) return;
    this.left -= 1;
    if (this.left === WARNING_SECONDS) this.dispatchEvent(new Event("warn"));
    if (this.left > 0) return;
    this.#stay(1);
    this.dispatchEvent(new Event("idle"));
  }

  /** A touch beside the buttons also says that somebody is there. @param {PointerEvent} event */
  #beside(event) {
    if (!(event.target instanceof HTMLButtonElement)) this.#stay(this.longer);
  }

  /** @param {number} longer */
  #stay(longer) {
    this.longer = longer;
    this.left = this.seconds * longer;
  }

  render() {
    return html`<dialog role="alertdialog" aria-labelledby="title" aria-describedby="left" @cancel=${() => this.#stay(this.longer)} @pointerup=${this.#beside}>
      <h2 id="title">${say("kiosk.still_there")}</h2>
      <p id="left">${say("kiosk.going_home", { seconds: this.left })}</p>
      <div class="two">
        <button class="gold" data-testid="more-time" @click=${() => this.#stay(this.longer)}>${say("kiosk.more_time")}</button>
        <button data-testid="slower" @click=${() => this.#stay(LONGER)}>${say("kiosk.slow_down")}</button>
      </div>
    </dialog>`;
  }
}

customElements.define("jh-idle", Idle);
