import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

const WARNING_SECONDS = 15;

/** Goes back to the start when nobody is there any more: announced, and put off by one touch. Fires "idle". */
export class Idle extends LitElement {
  static properties = { watching: { type: Boolean }, seconds: { type: Number }, left: { state: true } };

  static styles = [
    look,
    css`
      div {
        position: fixed;
        inset: 0;
        background: rgb(14 58 71 / 85%);
        display: grid;
        place-content: center;
        gap: 40px;
        text-align: center;
        color: #fff;
        padding: 60px;
        z-index: 40;
      }
      h2,
      p {
        margin: 0;
      }
      h2 {
        font-size: 2em;
      }
      button {
        min-height: 170px;
        font-size: 1.5em;
        color: var(--ink);
      }
    `,
  ];

  constructor() {
    super();
    this.watching = false;
    this.seconds = 60;
    this.left = 60;
    this.onTouch = () => (this.left = this.seconds);
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
    if (changed.has("watching") || changed.has("seconds")) this.left = this.seconds;
  }

  #tick() {
    if (!this.watching) return;
    this.left -= 1;
    if (this.left > 0) return;
    this.left = this.seconds;
    this.dispatchEvent(new Event("idle"));
  }

  render() {
    if (!this.watching || this.left > WARNING_SECONDS) return html``;
    return html`<div role="alertdialog">
      <h2>${say("kiosk.still_there")}</h2>
      <p>${say("kiosk.going_home", { seconds: this.left })}</p>
      <button class="gold" data-testid="more-time">${say("kiosk.more_time")}</button>
    </div>`;
  }
}

customElements.define("jh-idle", Idle);
