import { css } from "lit";

/** How the evaluator looks: who and where on top, the one question in the middle, what it means below. */
export const evaluatorLook = css`
  :host {
    height: 100vh;
    overflow: hidden;
    display: grid;
    grid-template-rows: auto 1fr auto auto;
    font-size: clamp(24px, 1.875vw, 40px);
  }
  header {
    background: var(--card);
    border-bottom: 2px solid var(--line);
    padding: 18px 48px;
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 1em;
  }
  .here {
    text-align: right;
    white-space: nowrap;
  }
  .here b {
    display: block;
    font-size: 2.4em;
    line-height: 1.15;
  }
  .here b:lang(bo) {
    font-size: 2em;
    line-height: 1.5;
  }
  .hall {
    font-size: 1.2em;
    font-weight: 700;
  }
  .hall jh-clock {
    display: block;
    font-weight: 400;
    color: var(--mute);
  }
  main {
    padding: 26px 36px 0;
    display: flex;
    flex-direction: column;
    gap: 20px;
    min-height: 0;
    overflow-y: auto;
  }
  main.tight {
    padding-top: 10px;
    gap: 8px;
  }
  jh-grades,
  jh-calm,
  jh-welcome {
    flex: 1;
    min-height: 0;
  }
  /* Below all else: nobody should miss that the rating is anonymous while the hub is away. */
  jh-reconnecting {
    position: static;
  }
  footer {
    padding: 14px 48px 22px;
    text-align: center;
    color: var(--mute);
  }
`;
