import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { thisMonth } from "./period.js";
import "./report.js";
import "./two_ways.js";

const VIEWS = ["ratings", "tickets", "two_ways"];

/** The hall's figures over any days: how it was rated, how long people waited, or any two dimensions against another. */
export class AllFigures extends LitElement {
  static properties = { changes: { attribute: false }, shown: { state: true }, days: { state: true } };

  static styles = [
    look,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 28px;
        align-items: end;
        justify-content: space-between;
        margin-bottom: 18px;
      }
      .views {
        display: flex;
        gap: 10px;
      }
      .views button {
        min-height: 60px;
        border-radius: 18px;
        padding: 0 20px;
      }
      .views button[aria-pressed="true"] {
        background: #e8f0f1;
        border-color: var(--deep-2);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    this.shown = "ratings";
    this.days = thisMonth();
  }

  render() {
    const { shown, days } = this;
    return html`
      <div class="bar">
        <div class="views" role="group" aria-label=${say("manager.figures")}>
          ${VIEWS.map(
            (name) => html`<button
              type="button"
              data-testid="figures-${name}"
              aria-pressed=${shown === name}
              @click=${() => (this.shown = name)}
            >
              ${say(`manager.${name}`)}
            </button>`,
          )}
        </div>
        <jh-period .from=${days.from} .to=${days.to} @period=${(/** @type {CustomEvent} */ event) => (this.days = event.detail)}></jh-period>
      </div>
      ${shown === "two_ways"
        ? html`<jh-two-ways .from=${days.from} .to=${days.to}></jh-two-ways>`
        : html`<jh-report .kind=${shown} .changes=${this.changes} .from=${days.from} .to=${days.to}></jh-report>`}
    `;
  }
}

customElements.define("jh-all-figures", AllFigures);
