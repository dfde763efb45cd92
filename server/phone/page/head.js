import { LitElement, css, html } from "lit";
import { timeOfDay } from "shared/clock.js";
import { look } from "shared/look.js";
import { language, languageChanged, languages, nameOf, page, pick, say, setLanguage } from "shared/words.js";

/** The languages, the ticket's own first, and the number; with `asOf` since when nothing new was heard. */
export class Head extends LitElement {
  static properties = { ticket: { attribute: false }, asOf: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: flex-end;
      }
      nav button {
        border-radius: 30px;
        min-height: 60px;
        min-width: 60px;
        padding: 0 18px;
      }
      nav button[aria-pressed="true"] {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      .head {
        background: var(--deep);
        color: #fff;
        border-radius: var(--radius);
        padding: 16px 22px;
      }
      .head p {
        margin: 0;
        color: var(--on-deep);
      }
      .head .number {
        font-size: 84px;
        line-height: 1.1;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./ticket.js").Ticket | null} */
    this.ticket = null;
    this.asOf = "";
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { ticket } = this;
    if (!ticket) return html``;
    const ownFirst = [ticket.language, ...languages().filter((tag) => tag !== ticket.language)];
    return html`
      <nav>
        ${ownFirst.map(
          (tag) => html`<button
            lang=${tag}
            data-testid="lang-${tag}"
            aria-pressed=${tag === language()}
            @click=${() => setLanguage(tag)}
          >
            ${nameOf(tag)}
          </button>`,
        )}
      </nav>
      <div class="head">
        <p>${pick(page.hall.name)} · ${pick(ticket.service_name)}</p>
        <div class="number" role="heading" aria-level="1" data-testid="number">${ticket.number}</div>
        <p>
          ${say("phone.taken_at", { time: timeOfDay(Date.parse(ticket.issued_at)) })}
          ${this.asOf ? html`<span data-testid="as-of">· ${say("phone.as_of", { time: this.asOf })}</span>` : ""}
        </p>
      </div>
    `;
  }
}

customElements.define("jh-head", Head);
