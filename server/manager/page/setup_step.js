import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { hall, printer, voice } from "./setup_equipment.js";
import { setupLook } from "./setup_look.js";
import { access, priorities, rating, supervision } from "./setup_rules.js";

/** @type {Record<string, () => unknown>} */
export const SENTENCES = { hall, priorities, rating, voice, printer, supervision, access };

/** A step of setting up whose settings hold for the whole hall, in sentences with a field in them. */
export class SetupStep extends LitElement {
  static properties = { step: {}, revision: { attribute: false } };

  static styles = [
    look,
    setupLook,
    css`
      .names {
        display: grid;
        grid-template-columns: 110px 1fr;
        gap: 8px 12px;
        align-items: center;
      }
      .names input,
      table input {
        border-color: var(--line);
      }
      .sentences h3 {
        margin: 0;
        line-height: 1.4;
      }
      .sentences input.line {
        width: 420px;
        max-width: 100%;
      }
      .swatch {
        width: 34px;
        height: 34px;
        border-radius: 12px;
        display: inline-block;
      }
      .water {
        background: #0e3a47;
      }
      .forest {
        background: #17402f;
      }
      .earth {
        background: #4a3225;
      }
      td {
        vertical-align: middle;
      }
      tr:first-child > * {
        border: 0;
      }
      .steps {
        width: auto;
      }
      .steps td:first-child {
        padding-right: 40px;
      }
      .steps input {
        width: 120px;
        text-align: center;
      }
      .steps th {
        text-align: center;
      }
      .steps th::before {
        content: "";
        display: inline-block;
        width: 12px;
        height: 20px;
        border-radius: 4px;
        margin-right: 8px;
        vertical-align: -3px;
        background: var(--line);
      }
      .steps th.yellow::before {
        background: var(--gold);
      }
      .steps th.red::before {
        background: var(--red);
      }
      .in-languages td:first-child {
        white-space: nowrap;
        padding-right: 20px;
      }
      .in-languages {
        margin-top: 10px;
      }
      .pauses {
        display: flex;
        flex-wrap: wrap;
        gap: 0 36px;
      }
    `,
  ];

  constructor() {
    super();
    this.step = "hall";
    this.revision = 0;
  }

  render() {
    return html`<div class="bar"><h2>${say(`setup.step.${this.step}`)}</h2><span class="lead">${say(`setup.lead.${this.step}`)}</span></div>
      ${SENTENCES[this.step]()}`;
  }
}

customElements.define("jh-setup-step", SetupStep);
