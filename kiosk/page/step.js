import { css } from "lit";

/** What the kiosk's steps share: each fills the room between the header and the mode buttons, and ends with its deeds. */
export const step = css`
  :host {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 22px;
    padding: 26px 56px;
    min-height: 0;
  }
  .refusal {
    border: 3px solid var(--red);
    border-radius: 32px;
    color: var(--red);
    display: flex;
    gap: 0.6em;
    align-items: center;
    padding: 24px 36px;
  }
  .deeds {
    display: grid;
    grid-template-columns: 1fr 2fr;
    gap: 24px;
  }
  .deeds button {
    min-height: 150px;
    border-radius: 36px;
    font-size: 1.2em;
  }
  @media (orientation: landscape) {
    :host {
      padding: 26px 40px;
    }
    .deeds button {
      min-height: 120px;
    }
  }
`;
