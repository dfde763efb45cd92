import { css } from "lit";
import { tableLook } from "shared/table_look.js";

/** What comes below the figures when more is asked of them: a card with its title and a table of lines. */
export const belowLook = [
  tableLook,
  css`
    .card {
      padding: 20px 26px;
      margin-top: 18px;
      overflow-x: auto;
    }
    h2 {
      margin: 0 0 8px;
      font-size: 22px;
    }
    table {
      font-variant-numeric: tabular-nums;
    }
    th,
    td {
      text-align: left;
      padding: 10px 8px;
      border-bottom: 2px solid var(--line);
    }
  `,
];
