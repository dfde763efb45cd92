import { LitElement, css, html } from "lit";
import { mmss } from "shared/duration.js";
import { hubNow } from "shared/feed.js";
import { look } from "shared/look.js";
import { language, nameOf, pick, say } from "shared/words.js";

/** Who is at the window now and since when, or why nobody is. */
export class Now extends LitElement {
  static properties = { current: { attribute: false }, window: { attribute: false }, last: { attribute: false } };

  static styles = [
    look,
    css`
      section {
        padding: 22px 36px;
        display: flex;
        gap: 40px;
        align-items: center;
        min-height: 190px;
      }
      .number {
        font-size: 122px;
        line-height: 1;
      }
      .facts {
        display: grid;
        gap: 4px;
        color: var(--mute);
        flex: 1;
        font-size: 22px;
      }
      .facts b {
        color: var(--ink);
      }
      .clock {
        font-size: 64px;
      }
      .nobody {
        font-size: 34px;
        font-weight: 700;
        flex: 1;
      }
      .nobody small {
        display: block;
        font-weight: 400;
        font-size: 22px;
        color: var(--mute);
      }
      @media (max-width: 760px) {
        section {
          padding: 12px 18px;
          gap: 6px 14px;
          min-height: 0;
          flex-wrap: wrap;
          justify-content: space-between;
        }
        .facts {
          order: 1;
          flex-basis: 100%;
        }
        section > .number:first-child {
          font-size: 64px;
        }
        .clock {
          font-size: 30px;
        }
        .facts,
        .nobody {
          font-size: 18px;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./state.js").Serving | null} */
    this.current = null;
    /** @type {import("./state.js").State["window"] | null} */
    this.window = null;
    /** @type {import("./state.js").State["last"]} */
    this.last = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    if (this.current) return this.#somebody(this.current);
    return this.window ? this.#nobody(this.window) : html``;
  }

  /** @param {import("./state.js").State["window"]} window */
  #nobody({ state, reason }) {
    const hints = /** @type {Record<string, string>} */ ({
      closed: say("console.closed_hint"),
      open: this.last ? say("console.last", { number: this.last.number }) : "",
      paused: say("console.paused_hint", { reason: reason ? say(`terminal.reason.${reason}`) : "" }),
    });
    return html`<section class="card" data-testid="current-state" data-state=${state}>
      <div class="nobody">
        ${state === "open" ? say("console.nobody") : say(`terminal.state.${state}`)}
        <small>${hints[state]}</small>
      </div>
    </section>`;
  }

  /** @param {import("./state.js").Serving} current */
  #somebody(current) {
    const { ticket, language: spoken } = current;
    return html`<section class="card">
      <div class="number grow-in" data-testid="current-number">${ticket.number}</div>
      <div class="facts">
        <b data-testid="current-state" data-state=${current.state}>${say(`console.state.${current.state}`)} · ${pick(current.service_name)}</b>
        <span>
          ${say("console.waited", { minutes: Math.floor(current.waited_seconds / 60) })} · ${say("console.called_times", { calls: current.calls })}
        </span>
        <span>
          ${ticket.priority === "none" ? "" : say(`terminal.priority.${ticket.priority}`)}
          ${ticket.on_behalf ? say("terminal.on_behalf") : ""}
          ${spoken === language() ? "" : say("console.speaks", { language: nameOf(spoken) })}
        </span>
      </div>
      <div class="clock number">${mmss(hubNow() - Date.parse(current.started_at ?? current.called_at))}</div>
    </section>`;
  }
}

customElements.define("jh-now", Now);
