import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

/** @typedef {{numerator: number, denominator: number, value: number | null}} Ratio */

const ORDER = ["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"];

/** How ratings fall on the five grades: one bar, each part with its count in words for those who cannot see it. */
export class Shares extends LitElement {
  static properties = { grades: { attribute: false } };

  static styles = [
    look,
    css`
      svg {
        display: block;
        width: 100%;
        height: 20px;
        border-radius: 10px;
        background: #ebe5d9;
      }
      .very_satisfied {
        fill: #2f7d4f;
      }
      .satisfied {
        fill: #7ba84c;
      }
      .basically_satisfied {
        fill: #d0a63a;
      }
      .dissatisfied {
        fill: #c9743f;
      }
      .very_dissatisfied {
        fill: #a6342c;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Record<string, number>} */
    this.grades = {};
  }

  render() {
    const total = ORDER.reduce((sum, grade) => sum + (this.grades[grade] ?? 0), 0);
    const told = ORDER.map((grade) => `${say(`terminal.grade.${grade}`)} ${this.grades[grade] ?? 0}`).join(", ");
    let from = 0;
    return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=${told}>
      <title>${told}</title>
      ${total === 0
        ? ""
        : ORDER.map((grade) => {
            const width = ((this.grades[grade] ?? 0) / total) * 100;
            from += width;
            return part(grade, from - width, width);
          })}
    </svg>`;
  }
}

/** @param {string} grade @param {number} x @param {number} width */
function part(grade, x, width) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  rect.setAttribute("class", grade);
  rect.setAttribute("x", String(x));
  rect.setAttribute("width", String(width));
  rect.setAttribute("height", "10");
  return rect;
}

customElements.define("jh-shares", Shares);
