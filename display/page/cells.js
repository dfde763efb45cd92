import { css, html } from "lit";
import { inOrder } from "shared/words.js";

/**
 * How many cells stand beside and below each other, and how much larger than usual their words are.
 * @typedef {{columns: number, rows: number, scale?: number}} Cells
 */

/** What the board's two bands of cells have in common: the windows, and who waits for what. */
export const cells = css`
  :host {
    min-width: 0;
    min-height: 0;
  }
  ul {
    --columns: var(--lying-columns);
    --rows: var(--lying-rows);
    --e: calc(var(--u) * var(--lying-scale));
    list-style: none;
    margin: 0;
    padding: 0;
    height: 100%;
    display: grid;
    grid-template: repeat(var(--rows), minmax(0, 1fr)) / repeat(var(--columns), minmax(0, 1fr));
    gap: calc(var(--u) * 0.6) calc(var(--u) * 0.7);
  }
  @media (orientation: portrait) {
    ul {
      --columns: var(--upright-columns);
      --rows: var(--upright-rows);
      --e: calc(var(--u) * var(--upright-scale));
    }
  }
  li {
    border-radius: calc(var(--u) * 1);
    padding: 0 calc(var(--u) * 0.5);
    display: grid;
    align-items: center;
    overflow: hidden;
  }
  b.number,
  .now {
    line-height: 1;
  }
  .name {
    display: grid;
    font-size: calc(var(--e) * 1.3);
    line-height: 1.25;
  }
  .name [lang]:not(:first-child) {
    font-size: 0.74em;
    line-height: 1.45;
  }
  /* Tibetan letters are taller: where they come first, both languages have room below each other. */
  .name [lang="bo"]:first-child {
    font-size: 0.86em;
    line-height: 1.45;
  }
  .name [lang="bo"]:first-child + [lang] {
    line-height: 1.25;
  }
`;

/**
 * Gives the cells their places on a lying and on an upright screen.
 * @param {HTMLElement} host
 * @param {{lying: Cells, upright: Cells}} places
 */
export function layOut(host, places) {
  for (const [screen, { columns, rows, scale = 1 }] of Object.entries(places)) {
    host.style.setProperty(`--${screen}-columns`, String(columns));
    host.style.setProperty(`--${screen}-rows`, String(rows));
    host.style.setProperty(`--${screen}-scale`, String(scale));
  }
}

/** The name in the first two languages of the board. @param {import("shared/words.js").Texts | null} name */
export function twice(name) {
  return html`<span class="name"
    >${inOrder(name)
      .slice(0, 2)
      .map((each) => html`<span class="one-line" lang=${each.language}>${each.text}</span>`)}</span
  >`;
}
