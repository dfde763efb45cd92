import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, say, sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { Rotation } from "./rotation.js";
import "shared/icon.js";

/** @typedef {{code: string, name: import("shared/words.js").Texts, icon: string, waiting: number}} Service */

const PAGE_MS = 9_000;
const SHOWN = 12;
const ONE_ROW = 6;

/** How many wait, by service (各事项等候人数). Of more than a dozen, those where somebody waits. */
export class Waiting extends LitElement {
  static properties = { services: { attribute: false } };

  static styles = [
    look,
    boardLook,
    css`
      :host {
        min-width: 0;
        min-height: 0;
        --columns: 6;
        --rows: 2;
      }
      @media (orientation: portrait) {
        :host {
          --columns: 3;
          --rows: 4;
        }
      }
      .of-1 {
        --columns: 1;
      }
      .of-2 {
        --columns: 2;
      }
      .of-3 {
        --columns: 3;
      }
      .of-4 {
        --columns: 4;
      }
      .of-5 {
        --columns: 5;
      }
      .one-row {
        --rows: 1;
      }
      @media (orientation: portrait) {
        .one-row {
          --rows: 4;
          --columns: 2;
        }
        .of-1,
        .of-2,
        .of-3,
        .of-4 {
          --columns: 1;
        }
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        height: 100%;
        display: grid;
        grid-template: repeat(var(--rows), minmax(0, 1fr)) / repeat(var(--columns), minmax(0, 1fr));
        gap: calc(var(--u) * 0.6) calc(var(--u) * 0.7);
      }
      li {
        border: 2px solid var(--edge);
        border-radius: calc(var(--u) * 0.9);
        padding: 0 calc(var(--u) * 0.8);
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: calc(var(--u) * 0.6);
        align-items: center;
        overflow: hidden;
        color: #fff;
      }
      li > jh-icon {
        font-size: calc(var(--u) * 1.9);
        color: var(--on-deep);
      }
      .name {
        display: grid;
        font-size: calc(var(--u) * 1.3);
        line-height: 1.2;
      }
      .name [lang]:not(:first-child) {
        font-size: 0.76em;
        line-height: 1.45;
        color: var(--on-deep);
      }
      b {
        font-size: calc(var(--u) * 2.1);
        line-height: 1;
      }
      .none b {
        color: var(--on-deep);
        font-weight: 400;
      }
      li.nobody {
        grid-column: 1 / -1;
        grid-row: 1 / -1;
        border: 0;
        display: flex;
        justify-content: center;
        gap: calc(var(--u) * 2);
        font-size: calc(var(--u) * 1.8);
        color: var(--on-deep);
      }
    `,
  ];

  #rotation = new Rotation(this, PAGE_MS);

  constructor() {
    super();
    /** @type {Service[]} */
    this.services = [];
  }

  render() {
    const few = this.services.length <= SHOWN;
    const listed = few ? this.services : this.services.filter((each) => each.waiting > 0);
    if (listed.length === 0) {
      return html`<ul>
        <li class="nobody">
          ${sayInOrder("display.nobody_waits").map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        </li>
      </ul>`;
    }
    const fits = listed.length <= ONE_ROW ? `one-row of-${listed.length}` : "";
    return html`<ul class=${fits} aria-label=${say("display.waiting_by_service")}>
      ${this.#rotation.page(listed, SHOWN).map(
        (service) => html`<li data-testid="waiting-${service.code}" class=${service.waiting ? "" : "none"}>
          <jh-icon name=${service.icon}></jh-icon>
          <span class="name"
            >${inOrder(service.name)
              .slice(0, 2)
              .map((each) => html`<span class="one-line" lang=${each.language}>${each.text}</span>`)}</span
          >
          <b class="number">${service.waiting}</b>
        </li>`,
      )}
    </ul>`;
  }
}

customElements.define("jh-waiting", Waiting);
