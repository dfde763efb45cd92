import { css } from "lit";

/** The parts of the look that every element shares; the tokens themselves stand in look.css. */
export const look = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    color: var(--ink);
  }
  [hidden] {
    display: none !important;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
    border: 2px solid var(--line);
    border-radius: var(--radius);
    background: var(--card);
    padding: 0.5em 1em;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button.gold {
    background: var(--gold);
    border-color: var(--gold);
    font-weight: 700;
  }
  button:disabled {
    cursor: default;
    opacity: 0.45;
  }
  button:active:not(:disabled) {
    transform: translateY(1px);
  }
  :focus-visible {
    outline: 4px solid var(--deep-2);
    outline-offset: 3px;
  }
  .card {
    background: var(--card);
    border: 2px solid var(--line);
    border-radius: var(--radius);
  }
  .number {
    font-variant-numeric: tabular-nums;
    font-weight: 700;
    letter-spacing: 0.01em;
  }
  .mute {
    color: var(--mute);
  }
  .bo,
  :lang(bo) {
    font-family: var(--serif-bo);
    line-height: 1.6;
  }
  .grow-in {
    animation: grow-in 300ms ease-out both;
  }
  @keyframes grow-in {
    from {
      transform: scale(0.82);
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
