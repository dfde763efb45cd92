import { css } from "lit";

/** A table that is edited in place: its cells, and the details that open below a row. */
export const setupTableLook = css`
  .card {
    padding: 14px 16px;
    overflow-x: auto;
  }
  td.last {
    width: 56px;
    white-space: nowrap;
    text-align: right;
  }
  td small {
    color: var(--mute);
    font-size: 18px;
  }
  .texts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
  }
  .texts > input {
    flex: 1 0 100%;
  }
  .texts label {
    flex: 1 1 auto;
    min-width: 44%;
    max-width: 100%;
  }
  /* As long as what stands in it: a name that is long has a line of its own. */
  .texts label input {
    field-sizing: content;
    width: auto;
    min-width: 100%;
    max-width: 100%;
  }
  td > select {
    font-size: 18px;
  }
  .texts label input {
    color: var(--mute);
    font-size: 18px;
    min-height: 38px;
    padding-block: 2px;
  }
  td:hover .texts input {
    border-color: var(--line);
  }
  .detail td {
    border-top: 0;
    padding: 4px 12px 18px;
  }
  .detail .open {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 12px 22px;
    background: var(--paper);
    border-radius: 18px;
    padding: 16px 20px;
  }
  .detail textarea {
    field-sizing: content;
  }
  .detail .wide {
    grid-column: span 2;
  }
  .detail label > span,
  .detail .label {
    display: block;
    color: var(--mute);
    font-size: 18px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding: 4px;
  }
  .chip {
    min-height: 40px;
    padding: 0 12px;
    border-radius: 14px;
    font-size: 18px;
    border: 2px solid var(--line);
    background: var(--card);
  }
  .chips input {
    width: 170px;
    min-height: 40px;
    border-color: var(--line);
  }
  .alert-steps {
    display: flex;
    gap: 10px;
  }
  .face {
    width: 54px;
    height: 68px;
    border-radius: 12px;
    border: 2px dashed var(--line);
    display: grid;
    place-items: center;
    overflow: hidden;
    cursor: pointer;
    color: var(--mute);
    font-size: 26px;
  }
  .face img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .face input {
    position: absolute;
    opacity: 0;
    width: 1px;
    min-height: 1px;
  }
  .icons summary {
    list-style: none;
    cursor: pointer;
    font-size: 30px;
    padding: 8px;
    display: flex;
  }
  .icons {
    position: relative;
  }
  .icons > div {
    position: absolute;
    z-index: 5;
    width: 420px;
    background: var(--card);
    border: 2px solid var(--deep-2);
    border-radius: 18px;
    padding: 10px;
  }
  .nothing {
    padding: 30px 12px;
    text-align: center;
    color: var(--mute);
  }
`;
