import { css } from "lit";
import { tableLook } from "shared/table_look.js";

/** What the set-up pages share: cells that look like a sheet until one is touched, and sentences with a field in them. */
export const setupLook = [
  tableLook,
  css`
    :host {
      display: grid;
      gap: 18px;
      align-content: start;
    }
    h2 {
      margin: 0;
      font-size: 28px;
    }
    h3 {
      margin: 0 0 10px;
      font-size: 22px;
    }
    .lead {
      margin: 0;
      color: var(--mute);
    }
    .card {
      padding: 18px 24px;
    }
    th {
      padding: 0 10px 6px;
      white-space: nowrap;
    }
    td {
      padding: 5px 4px;
      border-top: 2px solid var(--line);
      vertical-align: top;
    }
    th + td {
      border: 0;
    }
    input,
    select,
    textarea {
      border: 2px solid transparent;
      border-radius: 12px;
      background: transparent;
      padding: 7px 8px;
      min-height: 46px;
      width: 100%;
      line-height: 1.3;
    }
    input[type="checkbox"] {
      width: 24px;
      min-height: 24px;
      accent-color: var(--deep-2);
      vertical-align: -5px;
    }
    td:hover > input,
    td:hover > select,
    td:hover > textarea,
    .open input,
    .open select,
    .open textarea {
      border-color: var(--line);
      background: #fff;
    }
    input:focus,
    select:focus,
    textarea:focus {
      border-color: var(--deep-2);
      background: #fff;
      outline: none;
    }
    .wrong {
      border-color: var(--red) !important;
    }
    .fault {
      color: var(--red);
      font-size: 18px;
      margin: 2px 8px;
    }
    button {
      min-height: 46px;
      padding: 0 18px;
      border-radius: 18px;
    }
    button.plain {
      border: 0;
      background: none;
      padding: 0 8px;
      color: var(--mute);
      font-size: 24px;
    }
    button.plain:hover {
      color: var(--ink);
    }
    .with-icon {
      display: inline-flex;
      align-items: center;
      gap: 10px;
    }
    .bar {
      display: flex;
      gap: 12px;
      align-items: center;
      flex-wrap: wrap;
    }
    .bar .spring {
      flex: 1;
    }
    .sentences {
      display: grid;
      gap: 12px;
      margin: 0;
      line-height: 2.3;
    }
    .sentences p {
      margin: 0;
    }
    .sentences input:not([type="checkbox"]),
    .sentences select {
      width: auto;
      border-color: var(--line);
      background: #fff;
    }
    .sentences input[type="number"] {
      width: 92px;
      text-align: center;
    }
    .times {
      display: inline-flex;
      gap: 8px;
      align-items: center;
      min-height: 50px;
    }
    .times input {
      width: 84px;
      text-align: center;
      border-color: var(--line);
    }
    .choices {
      display: flex;
      gap: 12px;
      flex-wrap: wrap;
    }
    .sentences .choices {
      display: inline-flex;
      vertical-align: middle;
    }
    .choices button[aria-pressed="true"],
    .chip[aria-pressed="true"] {
      border-color: var(--deep-2);
      background: #e8f0f1;
      font-weight: 700;
    }
  `,
];
