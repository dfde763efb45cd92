import { LitElement, css, html } from "lit";
import { deviceToken } from "shared/device.js";
import { Feed } from "shared/feed.js";
import { look } from "shared/look.js";
import { TakingOver } from "shared/taking_over.js";
import { inOrder, page, say, sayInOrder } from "shared/words.js";
import { timeOfDay } from "shared/clock.js";
import { after } from "./windows.js";
import "shared/icon.js";
import "shared/not_set_up.js";
import "shared/reconnecting.js";
import "shared/staff_card.js";

/**
 * @typedef {import("./windows.js").Window} Window
 * @typedef {import("shared/words.js").Texts} Texts
 */

/** The display over a window (窗口屏): which window, whose turn, who serves. */
export class WindowDisplay extends LitElement {
  static properties = { window: { state: true }, live: { state: true } };

  static styles = [
    look,
    css`
      :host {
        height: 100vh;
        overflow: hidden;
        background: var(--deep);
        color: #fff;
        display: grid;
        grid-template-rows: auto 1fr auto;
        font-size: min(2.4vw, 4.2vh);
      }
      header {
        display: flex;
        align-items: baseline;
        gap: 1.2em;
        padding: 2.4vh 3.4vw;
        background: #0a2f3a;
        font-size: 1.2em;
        white-space: nowrap;
        overflow: hidden;
        line-height: 1.25;
      }
      header h1 {
        margin: 0;
        line-height: inherit;
        font-size: 2.1em;
      }
      header .name {
        color: var(--on-deep);
        font-size: 0.8em;
      }
      main {
        padding: 2.4vh 3.4vw;
        display: grid;
        min-height: 0;
      }
      article {
        border-radius: 36px;
        background: var(--deep-2);
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 0.6vh;
        text-align: center;
        min-height: 0;
      }
      article.called {
        background: var(--gold);
        color: #1d1607;
      }
      .number {
        font-size: min(24vw, 36vh);
        line-height: 0.92;
      }
      .words {
        display: grid;
        justify-items: center;
        gap: 0.4vh 1.6em;
      }
      .state {
        margin: 0;
        font-size: 2.6em;
        font-weight: 700;
        line-height: 1.15;
      }
      .others {
        display: flex;
        gap: 0 1.6em;
        flex-wrap: wrap;
        justify-content: center;
        font-size: 1.4em;
      }
      .called .words,
      .serving .words {
        grid-auto-flow: column;
        align-items: center;
      }
      .called .state,
      .serving .state,
      .paused .state {
        font-size: 2em;
      }
      .called .others,
      .serving .others {
        display: grid;
        justify-items: start;
        font-size: 1em;
        line-height: 1.3;
      }
      /* Tibetan letters stand upon each other, and are as tall as two. */
      .called .state:lang(bo),
      .serving .state:lang(bo) {
        font-size: 1.5em;
        line-height: 1.5;
      }
      header h1:lang(bo) {
        font-size: 1.7em;
      }
      .paused .others {
        font-size: 1.1em;
      }
      article jh-icon {
        font-size: min(12vw, 20vh);
        color: var(--on-deep);
      }
      .service {
        margin: 0;
        display: flex;
        gap: 0 1.2em;
        align-items: baseline;
        font-size: 1.2em;
        line-height: 1.3;
      }
      .service span:not(:first-child) {
        font-size: 0.75em;
      }
      article.paused jh-icon {
        font-size: min(8vw, 10vh);
      }
      @media (orientation: portrait) {
        :host {
          font-size: 3.7vw;
        }
        header {
          flex-wrap: wrap;
          gap: 0 1em;
        }
        .number {
          font-size: 30vw;
        }
        article {
          gap: 2vh;
        }
      }
      article.paused p {
        margin: 0;
      }
      .until {
        display: grid;
        grid-template-columns: auto auto;
        justify-content: center;
        gap: 0 1.4em;
        font-size: 1em;
      }
      .until span:first-child {
        grid-column: 1 / -1;
        justify-self: center;
        font-size: 2.2em;
        font-weight: 700;
        line-height: 1.2;
        font-variant-numeric: tabular-nums;
        color: #fff;
      }
      footer {
        padding: 0 3.4vw 2.6vh;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Window | null} */
    this.window = null;
    /** @type {Map<string, Texts>} */
    this.names = new Map();
    this.live = true;
    this.token = deviceToken("display");
    this.takingOver = new TakingOver(() => this.window?.serving?.state !== "called");
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.token === null) return;
    new Feed({
      token: this.token,
      onSnapshot: (state) => {
        this.names = new Map(state.services.map((/** @type {{code: string, name: Texts}} */ each) => [each.code, each.name]));
        this.window = state.windows.find((/** @type {Window} */ each) => each.code === page.window) ?? null;
      },
      onEvent: (event) => this.#heard(event),
      onLive: (live) => (this.live = live),
      onRefused: () => {
        this.token = null;
        this.requestUpdate();
      },
    }).connect();
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  #heard(event) {
    if (this.window) this.window = after(this.window, event);
    this.takingOver.heard(event);
  }

  render() {
    if (this.token === null) return html`<jh-not-set-up></jh-not-set-up>`;
    const { window } = this;
    if (!window) return html`<jh-reconnecting everybody away></jh-reconnecting>`;
    return html`
      <header>
        <h1>${say("terminal.window", { window: window.code })}</h1>
        ${inOrder(window.name).map((each) => html`<span class="name" lang=${each.language}>${each.text}</span>`)}
      </header>
      <main>${this.#middle(window)}</main>
      <footer>${window.staff ? html`<jh-staff-card .staff=${window.staff} on-deep></jh-staff-card>` : ""}</footer>
      <jh-reconnecting everybody ?away=${!this.live}></jh-reconnecting>
    `;
  }

  /** @param {Window} window */
  #middle(window) {
    const { serving } = window;
    if (serving) {
      return html`<article class=${serving.state}>
        <p class="service" data-testid="service">
          ${inOrder(this.names.get(serving.service)).map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        </p>
        <div class="number" data-testid="number">${serving.number}</div>
        ${words(serving.state === "called" ? "display.called" : "display.serving")}
      </article>`;
    }
    if (window.state === "open") {
      return html`<article><jh-icon name="users"></jh-icon>${words("display.idle")}</article>`;
    }
    return html`<article class=${window.state}>
      <jh-icon name=${window.state === "paused" ? "coffee" : "moon"}></jh-icon>
      ${words(`terminal.state.${window.state}`)}
      ${window.state === "paused" ? paused(window) : ""}
    </article>`;
  }
}

/** Why it is paused, and until when where the clerk said so. @param {Window} window */
function paused({ reason, until }) {
  const time = until ? timeOfDay(Date.parse(until)) : "";
  return html`<p class="others" data-testid="reason">${say(`terminal.reason.${reason ?? "other"}`)} · ${say("display.until_back")}</p>
    ${until
      ? html`<div class="until" data-testid="until">
          ${sayInOrder("display.back_at", { time }).map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        </div>`
      : ""}`;
}

/** @param {string} key */
function words(key) {
  const [first, ...others] = sayInOrder(key);
  return html`<div class="words">
    <p class="state" data-testid="state">${first.text}</p>
    <div class="others">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</div>
  </div>`;
}

customElements.define("jh-window-display", WindowDisplay);
