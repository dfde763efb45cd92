import { css } from "lit";

/** How the desk looks: who is here and what can be done on the left, the queue on the right; a strip has one column. */
export const deskLook = css`
  :host {
    height: 100vh;
    display: grid;
    grid-template: auto 1fr / 1fr 420px;
    font-size: 20px;
  }
  jh-desk-header {
    grid-column: 1 / -1;
  }
  main {
    padding: 28px 32px;
    display: grid;
    grid-template-rows: auto auto 1fr;
    gap: 22px;
    overflow-y: auto;
    align-content: start;
  }
  .taken {
    padding: 22px 30px;
    display: flex;
    gap: 20px;
    align-items: center;
    justify-content: space-between;
    flex-wrap: wrap;
  }
  .taken small {
    color: var(--mute);
    font-size: 18px;
  }
  .taken button {
    min-height: 72px;
    padding: 0 30px;
  }
  /* A narrow strip beside another program: everything in one column, what is next on top. */
  @media (max-width: 760px) {
    :host {
      display: flex;
      flex-direction: column;
      overflow-y: auto;
    }
    main {
      padding: 12px;
      gap: 12px;
      overflow: visible;
    }
  }
  .said {
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 14px 22px;
    border-color: var(--red);
    color: var(--red);
  }
`;
