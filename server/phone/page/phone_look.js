import { css } from "lit";

/** How the citizen's page looks: one column, what matters on top. */
export const phoneLook = css`
  :host {
    max-width: 560px;
    min-height: 100vh;
    margin: 0 auto;
    padding: 14px 18px 20px;
    display: flex;
    flex-direction: column;
    gap: 14px;
    font-size: 18px;
  }
  :host([away]) {
    padding-bottom: 130px;
  }
  main {
    display: contents;
  }
  section {
    padding: 18px 22px;
  }
  section h2 {
    margin: 0 0 8px;
    font-size: 22px;
    line-height: 1.3;
  }
  section p {
    margin: 0;
  }
  section p + p {
    margin-top: 8px;
  }
  .told {
    text-align: center;
    padding: 30px 18px;
  }
  .told h2 {
    font-size: 30px;
    margin: 0;
  }
  .called {
    background: var(--gold);
    border-color: var(--gold);
    text-align: center;
    padding: 34px 18px;
  }
  .called h2 {
    font-size: 40px;
    line-height: 1.2;
  }
  .soft {
    background: #fff4da;
    border-color: #f3deaa;
    display: grid;
    gap: 12px;
  }
  .soft button {
    min-height: 60px;
  }
  .spring {
    flex: 1;
  }
  .red {
    border-color: var(--red);
    color: var(--red);
    font-weight: 700;
  }
`;
