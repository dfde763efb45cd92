import { css } from "lit";

/** How the pages before all others look: a deep head with what is asked, and large cards to choose from. */
export const frontLook = css`
  :host {
    min-height: 100vh;
    font-size: 20px;
  }
  header {
    background: var(--deep);
    color: #fff;
    padding: 34px max(24px, 6vw);
  }
  h1 {
    margin: 0;
    font-size: 40px;
  }
  header p {
    margin: 4px 0 0;
    color: var(--on-deep);
  }
  main {
    padding: 34px max(24px, 6vw) 48px;
    display: grid;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  a:hover {
    border-color: var(--deep-2);
  }
`;
