import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { wilson } from "shared/wilson.js";

/** A share on its 95 % interval: with few ratings the bar is long, and says so. */
export class Interval extends LitElement {
  static properties = { ratio: { attribute: false } };

  static styles = [
    look,
    css`
      svg {
        display: block;
        width: 170px;
        height: 18px;
      }
      .ground {
        fill: #ebe5d9;
      }
      .span {
        fill: #8fb5be;
      }
      .point {
        fill: var(--deep);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./figures.js").Ratio} */
    this.ratio = { numerator: 0, denominator: 0, value: null };
  }

  render() {
    const { numerator, denominator, value } = this.ratio;
    const span = wilson(numerator, denominator);
    const told = span ? `${(span.low * 100).toFixed(0)}–${(span.high * 100).toFixed(0)}%` : "—";
    return html`<svg viewBox="0 0 170 18" role="img" aria-label=${told}>
      <title>${told}</title>
      <rect class="ground" x="0" y="6" width="170" height="6" rx="3"></rect>
      ${span && value !== null
        ? [
            html`<svg x="0" y="0" width="170" height="18">
              <rect class="span" x=${span.low * 170} y="5" width=${(span.high - span.low) * 170} height="8" rx="4"></rect>
              <rect class="point" x=${Math.min(value * 170, 166)} y="0" width="4" height="18"></rect>
            </svg>`,
          ]
        : ""}
    </svg>`;
  }
}

customElements.define("jh-interval", Interval);
