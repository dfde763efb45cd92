import { css, html } from "lit";
import { sayInOrder } from "shared/words.js";

/** How a heading in all of the hall's languages looks. */
export const headings = css`
  h1 {
    margin: 0;
    text-align: center;
    font-size: 1.9em;
    line-height: 1.25;
  }
  .others {
    margin: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5em;
    justify-content: center;
    color: var(--mute);
    font-size: 1.1em;
  }
`;

/** The hall's first language large, the others below it. @param {string} key */
export function heading(key) {
  const [first, ...others] = sayInOrder(key);
  return html`<div>
    <h1 lang=${first.language}>${first.text}</h1>
    <p class="others">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</p>
  </div>`;
}
