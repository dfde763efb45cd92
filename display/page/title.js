import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, page } from "shared/words.js";
import { boardLook } from "./board_look.js";
import "shared/clock.js";

/** The head of the board: which hall, which part of it, the date and the time. */
export class Title extends LitElement {
  static styles = [
    look,
    boardLook,
    css`
      :host {
        background: var(--header);
        padding: 0 calc(var(--u) * 3);
        display: flex;
        align-items: center;
        gap: calc(var(--u) * 1.6);
        font-size: calc(var(--u) * 2.3);
        white-space: nowrap;
        color: #fff;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 0 calc(var(--u) * 1.6);
        min-width: 0;
      }
      .area {
        color: var(--gold-soft);
      }
      .too {
        color: var(--on-deep);
        font-size: 0.66em;
      }
      .spring {
        flex: 1;
      }
      jh-clock[date] {
        font-size: 0.66em;
        color: var(--on-deep);
      }
      jh-clock.number {
        font-size: 1.3em;
      }
      @media (orientation: portrait) {
        :host {
          padding: 0 calc(var(--u) * 2);
        }
        .title {
          flex-wrap: wrap;
        }
        .title:lang(bo) {
          font-size: 0.84em;
        }
      }
    `,
  ];

  render() {
    const [name, ...others] = inOrder(page.hall.name);
    const area = inOrder(page.board?.name);
    return html`<div class="title" role="heading" aria-level="1">
        <span lang=${name?.language}>${name?.text}</span>
        ${area.slice(0, 1).map((each) => html`<span class="area" lang=${each.language}>${each.text}</span>`)}
        ${others.slice(0, area.length > 0 ? 0 : 1).map((each) => html`<span class="too" lang=${each.language}>${each.text}</span>`)}
      </div>
      <span class="spring"></span>
      <jh-clock date></jh-clock><jh-clock class="number"></jh-clock>`;
  }
}

customElements.define("jh-title", Title);
