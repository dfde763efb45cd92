import { css } from "lit";

/** Lists whose entries are drawn by the page: no marks, no room of their own. */
export const listLook = css`
  ul,
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
`;
