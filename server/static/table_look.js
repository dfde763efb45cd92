import { css } from "lit";

/** A table as wide as its place, with quiet heads; each page draws its own lines between the rows. */
export const tableLook = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    text-align: left;
    color: var(--mute);
    font-size: 18px;
    font-weight: 400;
  }
`;
