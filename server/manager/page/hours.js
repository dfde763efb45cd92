import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";

/** A bar for each hour of the day: how many took a ticket. */
export class Hours extends LitElement {
  static properties = { rows: { attribute: false } };

  static styles = [
    look,
    css`
      div {
        display: flex;
        align-items: flex-end;
        gap: 8px;
        height: 250px;
      }
      span {
        flex: 1;
        max-width: 44px;
        height: 100%;
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        align-items: center;
        font-size: 18px;
        color: var(--mute);
      }
      svg {
        width: 100%;
        flex: 1;
        min-height: 0;
      }
      rect {
        fill: #8fb5be;
      }
      b {
        color: var(--ink);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{key: string, issued: number}[]} */
    this.rows = [];
  }

  render() {
    const most = Math.max(1, ...this.rows.map((row) => row.issued));
    return html`<div>
      ${this.rows.map(({ key, issued }) => {
        const height = (issued / most) * 100;
        return html`<span data-testid="hour-${key}">
          <b class="number">${issued}</b>
          <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y=${100 - height} width="10" height=${height}></rect>
          </svg>
          ${key}
        </span>`;
      })}
    </div>`;
  }
}

customElements.define("jh-hours", Hours);
