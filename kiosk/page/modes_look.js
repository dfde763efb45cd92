import { css } from "lit";

/** Large type and high contrast: everything below takes its colours and sizes from here. */
export const modesLook = css`
  :host {
    font-size: 34px;
    background: var(--paper);
    --on-gold: #12303b;
  }
  :host([large]) {
    font-size: 44px;
  }
  @media (orientation: landscape) {
    :host([large]) {
      font-size: 40px;
    }
  }
  :host([contrast]) {
    --ink: #ffffff;
    --mute: #ffffff;
    --paper: #000000;
    --card: #000000;
    --line: #ffffff;
    --deep: #000000;
    --deep-2: #ffd400;
    --on-deep: #ffffff;
    --on-pressed: #000000;
    --on-gold: #000000;
    --gold: #ffd400;
    --gold-soft: #ffd400;
    --red: #ff9d94;
    --green: #7dff9e;
    --soft: #000000;
    --soft-line: #ffffff;
    --focus: #00e5ff;
  }
`;
