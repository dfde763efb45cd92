import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

/** People put aside: on hold, and those who did not come. Fires "resume" with a serving, "restore" with a ticket. */
export class Aside extends LitElement {
  static properties = { held: { attribute: false }, missed: { attribute: false }, free: { type: Boolean } };

  static styles = [
    look,
    css`
      section {
        padding: 20px 28px;
      }
      h2 {
        margin: 0 0 12px;
        font-size: 22px;
        font-weight: 400;
        color: var(--mute);
      }
      div {
        display: flex;
        gap: 12px;
        flex-wrap: wrap;
      }
      button {
        border-radius: 34px;
        background: #f0ece3;
        border-color: #f0ece3;
        min-height: 60px;
        display: flex;
        gap: 12px;
        align-items: center;
      }
      .number {
        font-size: 24px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./state.js").Serving[]} */
    this.held = [];
    /** @type {import("./state.js").Waiting[]} */
    this.missed = [];
    this.free = false;
  }

  render() {
    const nobody = this.held.length + this.missed.length === 0;
    return html`<section class="card">
      <h2>${say("console.aside")}</h2>
      <div>
        ${nobody ? html`<span class="mute">${say("console.aside_none")}</span>` : ""}
        ${this.held.map((each) => this.#chip("held", each.ticket.number, "take_up", () => this.#fire("resume", each.id), !this.free))}
        ${this.missed.map((each) => this.#chip("missed", each.number, "restore", () => this.#fire("restore", each.id), false))}
      </div>
    </section>`;
  }

  /** @param {string} kind @param {string} number @param {string} deed @param {() => void} act @param {boolean} disabled */
  #chip(kind, number, deed, act, disabled) {
    return html`<button data-testid="${kind}-${number}" ?disabled=${disabled} @click=${act}>
      <span class="number">${number}</span><span class="mute">${say(`console.${kind}`)} · ${say(`console.${deed}`)}</span>
    </button>`;
  }

  /** @param {string} name @param {string} detail */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("jh-aside", Aside);
