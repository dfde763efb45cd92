import { css } from "lit";

/** The head of the pages of those who work in the hall: where they are, and what is always at hand. */
export const headerLook = css`
  header {
    background: var(--deep);
    color: #fff;
    padding: 14px 32px;
    display: flex;
    gap: 26px;
    align-items: center;
  }
  header jh-account,
  header jh-clock {
    flex: none;
    white-space: nowrap;
  }
  header .spring {
    flex: 1;
  }
  header button {
    background: transparent;
    border-color: #6aa0ad;
    color: #fff;
    min-height: 46px;
    padding: 0 18px;
  }
`;
