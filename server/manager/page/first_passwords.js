import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { tableLook } from "shared/table_look.js";
import { say } from "shared/words.js";
import "shared/icon.js";

/** @typedef {{job_number: string, name: string, password: string}} FirstPassword */

/** First passwords that were told and not yet put away, on whichever page. They are shown once, so they stay till then. */
class Given extends EventTarget {
  constructor() {
    super();
    /** @type {FirstPassword[]} */
    this.all = [];
  }

  /** A newer password of somebody takes the place of an older one. @param {FirstPassword[]} more */
  add(more) {
    const renewed = new Set(more.map(({ job_number }) => job_number));
    this.#put([...this.all.filter(({ job_number }) => !renewed.has(job_number)), ...more]);
  }

  putAway() {
    this.#put([]);
  }

  /** @param {FirstPassword[]} all */
  #put(all) {
    this.all = all;
    this.dispatchEvent(new Event("change"));
  }
}

export const given = new Given();

/** First passwords as a list that stays until it is closed, to be printed, copied or written down. */
export class FirstPasswords extends LitElement {
  static properties = { said: { state: true } };

  static styles = [
    look,
    tableLook,
    css`
      .card {
        display: grid;
        gap: 12px;
        padding: 18px 26px;
        border: 3px solid var(--gold);
      }
      p {
        margin: 0;
      }
      .rows {
        max-height: 340px;
        overflow-y: auto;
      }
      table {
        width: auto;
      }
      td,
      th {
        padding: 5px 40px 5px 0;
      }
      td.number {
        font-size: 24px;
        font-weight: 700;
        letter-spacing: 0.08em;
        user-select: all;
      }
      .bar {
        display: flex;
        gap: 12px;
        align-items: center;
      }
      .bar button {
        min-height: 46px;
        padding: 0 18px;
        border-radius: 18px;
      }
    `,
  ];

  constructor() {
    super();
    this.said = "";
    this.onGiven = () => {
      this.said = "";
      this.requestUpdate();
    };
  }

  connectedCallback() {
    super.connectedCallback();
    given.addEventListener("change", this.onGiven);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    given.removeEventListener("change", this.onGiven);
  }

  willUpdate() {
    this.hidden = given.all.length === 0;
  }

  render() {
    if (given.all.length === 0) return html``;
    return html`<section class="card" role="status" data-testid="first-passwords">
      <p>${say("manager.first_passwords", { count: given.all.length })}</p>
      <div class="rows">
        <table>
          <tr>
            ${["job_number", "person", "password"].map((head) => html`<th>${say(`manager.people_${head}`)}</th>`)}
          </tr>
          ${given.all.map(
            ({ job_number, name, password }) => html`<tr>
              <td>${job_number}</td>
              <td>${name}</td>
              <td class="number" data-testid="first-password">${password}</td>
            </tr>`,
          )}
        </table>
      </div>
      <div class="bar">
        <button data-testid="print-passwords" @click=${this.#print}>${say("manager.passwords_print")}</button>
        <button data-testid="copy-passwords" @click=${this.#copy}>${say("manager.passwords_copy")}</button>
        <button data-testid="close-passwords" @click=${() => given.putAway()}>${say("manager.passwords_close")}</button>
        <span role="status">${this.said}</span>
      </div>
    </section>`;
  }

  /** Nothing but the list goes to the printer. */
  #print() {
    const frame = document.createElement("iframe");
    frame.style.cssText = "position: absolute; width: 0; height: 0; border: 0";
    document.body.append(frame);
    const sheet = /** @type {Document} */ (frame.contentDocument);
    const table = /** @type {HTMLTableElement} */ (sheet.importNode(/** @type {Element} */ (this.renderRoot.querySelector("table")), true));
    table.border = "1";
    table.cellPadding = "8";
    sheet.body.append(table);
    frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow?.print();
  }

  /** Cells for a worksheet. A hall's LAN is no secure context, so there is no navigator.clipboard. */
  #copy() {
    const field = document.createElement("textarea");
    field.value = given.all.map(({ job_number, name, password }) => [job_number, name, password].join("\t")).join("\n");
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    this.said = say(copied ? "manager.passwords_copied" : "manager.passwords_not_copied");
  }
}

customElements.define("jh-first-passwords", FirstPasswords);
