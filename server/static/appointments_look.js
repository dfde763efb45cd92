import { css } from "lit";

/** Appointments by day, a line each: when, for what, how it stands and what can be done with it. */
export const appointmentsLook = css`
  :host {
    display: grid;
    gap: 20px;
    align-content: start;
    font-size: 20px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 14px;
    align-items: end;
  }
  .bar .spring {
    flex: 1;
  }
  button {
    min-height: 60px;
    padding: 0 20px;
  }
  section {
    padding: 16px 26px 8px;
  }
  h2 {
    margin: 0 0 6px;
    font-size: 20px;
    font-weight: 400;
    color: var(--mute);
  }
  li {
    display: grid;
    grid-template-columns: 84px minmax(120px, 1fr) 130px 170px auto;
    gap: 8px 16px;
    align-items: center;
    min-height: 76px;
    border-top: 2px solid var(--line);
  }
  li.moving {
    display: block;
    border: 0;
  }
  li > b {
    font-size: 26px;
  }
  li .state {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  li.checked_in .state {
    color: var(--green);
  }
  li.cancelled,
  li.no_show {
    color: var(--mute);
  }
  li.cancelled b {
    text-decoration: line-through;
  }
  .deeds {
    display: flex;
    gap: 10px;
    justify-content: end;
    min-width: 330px;
  }
  .deeds button {
    min-height: 52px;
    padding: 0 16px;
    border-radius: 18px;
    white-space: nowrap;
  }
  .code {
    letter-spacing: 0.06em;
  }
  @media (max-width: 760px) {
    li {
      grid-template-columns: 84px minmax(0, 1fr);
      padding: 10px 0;
    }
    .deeds {
      grid-column: 1 / -1;
      flex-wrap: wrap;
      justify-content: start;
      min-width: 0;
    }
  }
`;
