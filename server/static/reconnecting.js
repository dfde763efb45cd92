import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say, sayInOrder } from "shared/words.js";

export const BEFORE_IT_SHOWS_MS = 1500;

/**
 * A calm strip that says the hub is away and that the page goes on by itself. Short gaps are not shown.
 * `everybody` reads it on a public screen, so all languages of the hall stand there; on other pages the one that is shown,
 * whose letters are there already.
 */
export class Reconnecting extends LitElement {
  static properties = { away: { type: Boolean }, everybody: { type: Boolean }, shown: { state: true } };

  static styles = [
    look,
    css`
      :host {
        position: fixed;
        inset: auto 0 0 0;
        z-index: 50;
      }
      p {
        margin: 0;
        padding: var(--strip-padding, 0.7em 1.5em);
        min-height: var(--strip-height, 0);
        background: var(--gold-soft);
        color: var(--ink);
        display: flex;
        gap: 0.2em 1.5em;
        flex-wrap: wrap;
        justify-content: center;
        align-content: center;
        font-size: var(--strip-size, clamp(18px, 1.7vmax, 34px));
      }
    `,
  ];

  constructor() {
    super();
    this.away = false;
    this.everybody = false;
    this.shown = false;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("away")) return;
    clearTimeout(this.timer);
    if (!this.away) this.shown = false;
    else this.timer = setTimeout(() => (this.shown = true), BEFORE_IT_SHOWS_MS);
  }

  render() {
    if (!this.shown) return html``;
    return html`<p role="status" data-testid="reconnecting">
      ${this.everybody
        ? sayInOrder("terminal.reconnecting").map((each) => html`<span lang=${each.language}>${each.text}</span>`)
        : say("terminal.reconnecting")}
    </p>`;
  }
}

customElements.define("jh-reconnecting", Reconnecting);
