import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/icon.js";
import { STEP_ICONS } from "./alert_words.js";
import { brief, doing } from "./doing.js";

/** Up to so many windows a tile says everything; with more, each says less. */
const ROOMY = 8;

/** Each window and what it does, in as many tiles as the hall has windows. */
export class WallWindows extends LitElement {
  static properties = { windows: { attribute: false }, now: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        color: #fff;
        min-height: 0;
        height: 100%;
        grid-row: 1 / -1;
      }
      div {
        height: 100%;
        display: grid;
        gap: 14px;
      }
      article {
        background: var(--deep-2);
        border: 3px solid var(--deep-2);
        border-radius: 20px;
        padding: 10px 18px;
        display: grid;
        align-content: center;
        gap: 4px;
        min-width: 0;
        min-height: 0;
        overflow: hidden;
        line-height: 1.25;
      }
      article.closed {
        background: none;
        color: var(--on-deep);
      }
      article.yellow {
        border-color: var(--gold-soft);
      }
      article.red {
        border-color: #e2776c;
      }
      header,
      span {
        display: flex;
        gap: 10px;
        align-items: center;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      header {
        justify-content: space-between;
        color: var(--on-deep);
      }
      header {
        font-size: 26px;
      }
      header b {
        font-size: 38px;
        color: #fff;
      }
      header jh-icon {
        font-size: 42px;
      }
      span {
        font-size: 34px;
      }
      span.beside {
        font-size: 24px;
      }
      .small header,
      .small header b,
      .small header jh-icon,
      .small span {
        font-size: 18px;
      }
      div.small {
        gap: 8px;
      }
      .small article {
        padding: 4px 8px;
        border-radius: 14px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./live_hall.js").LiveWindow[]} */
    this.windows = [];
    this.now = 0;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has("windows")) return;
    const place = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("div"));
    // As wide as the hall has windows: three rows at most up to 24 of them, then as many as it takes.
    const columns = Math.ceil(this.windows.length / Math.max(2, Math.ceil(this.windows.length / 10)));
    place?.style.setProperty("grid-template-columns", `repeat(${Math.max(columns, 1)}, minmax(0, 1fr))`);
    place?.style.setProperty("grid-auto-rows", "minmax(0, 1fr)");
  }

  render() {
    const roomy = this.windows.length <= ROOMY;
    return html`<div class=${roomy ? "" : "small"}>${this.windows.map((each) => this.#tile(each, roomy))}</div>`;
  }

  /** @param {import("./live_hall.js").LiveWindow} window @param {boolean} roomy */
  #tile(window, roomy) {
    const { code, state, step, serving } = window;
    return html`<article class="${state} ${step ?? ""}" data-testid="window-${code}">
      <header>
        <b>${say("terminal.window", { window: code })}</b>
        ${step ? html`<jh-icon name=${STEP_ICONS[step]}></jh-icon>` : roomy ? pick(window.name) : ""}
      </header>
      <span>${roomy ? doing(window, this.now) : brief(window, this.now)}</span>
      ${roomy ? html`<span class="beside">${serving ? pick(serving.service_name) : (window.staff ?? "")}</span>` : ""}
    </article>`;
  }
}

customElements.define("jh-wall-windows", WallWindows);
