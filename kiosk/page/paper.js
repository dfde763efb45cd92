import { css } from "lit";

/** What the kiosk's elements share beside the look of all pages: what gold carries, and fingers' sizes. */
export const paper = css`
  button {
    min-height: 108px;
    min-width: 108px;
    line-height: 1.25;
  }
  button:lang(bo) {
    line-height: 1.5;
  }
  button.gold,
  .on-gold {
    color: var(--on-gold, var(--ink));
  }
  button.with-icon {
    display: flex;
    gap: 0.5em;
    align-items: center;
    justify-content: center;
  }
  button.with-icon jh-icon {
    font-size: 1.35em;
  }
  button[aria-pressed="true"] {
    background: var(--deep-2);
    border-color: var(--deep-2);
    color: var(--on-pressed, #fff);
  }
  :focus-visible {
    outline: 6px solid var(--focus, var(--gold));
    outline-offset: 4px;
  }
  h2 {
    margin: 0;
    font-size: 1.12em;
    line-height: 1.3;
  }
  p {
    margin: 0;
  }
`;
