import { css, html, svg } from "lit";

/** @typedef {{grade: string, mouth: string, eyes: string, good: boolean}} Face */

/** The five grades in the standard's order, each with the line of its mouth and the shape of its eyes.
 * @type {Face[]} */
export const FACES = [
  { grade: "very_satisfied", mouth: "M30 58 h40 a20 20 0 0 1 -40 0 z", eyes: "dots", good: true },
  { grade: "satisfied", mouth: "M34 60 q16 18 32 0", eyes: "dots", good: true },
  { grade: "basically_satisfied", mouth: "M34 66 h32", eyes: "dots", good: true },
  { grade: "dissatisfied", mouth: "M34 70 q16 -16 32 0", eyes: "dots", good: false },
  { grade: "very_dissatisfied", mouth: "M34 72 q16 -18 32 0", eyes: "slants", good: false },
];

/** The colour of each grade, for whatever carries its name as a class. */
export const shades = css`
  .very_satisfied {
    --shade: #2f7d4f;
  }
  .satisfied {
    --shade: #5d8c26;
  }
  .basically_satisfied {
    --shade: #a87a0c;
  }
  .dissatisfied {
    --shade: #bb5a26;
  }
  .very_dissatisfied {
    --shade: #a6342c;
  }
  .face {
    width: 5em;
    height: 5em;
    fill: none;
    stroke: var(--shade);
    stroke-width: 7;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
  }
`;

/** @param {Face} face */
export function drawn({ mouth, eyes }) {
  const dots = svg`<path d="M37 40 v.01 M63 40 v.01" stroke-width="9" />`;
  const slants = svg`<path d="M30 36 l14 7 M70 36 l-14 7" />`;
  return html`<svg class="face" viewBox="0 0 100 100" aria-hidden="true">
    <circle cx="50" cy="50" r="44" />
    <path d=${mouth} />
    ${eyes === "dots" ? dots : slants}
  </svg>`;
}
