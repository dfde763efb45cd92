import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";
import "shared/icon.js";
import { paper } from "./paper.js";

/** What to bring (一次性告知): a picture and a name each, and the way to have it on paper. Fires "print". */
export class Bring extends LitElement {
  static properties = { service: { attribute: false }, print: { attribute: false }, prints: { type: Boolean }, plain: { type: Boolean, reflect: true }, large: { type: Boolean, reflect: true } };

  static styles = [
    look,
    paper,
    css`
      section {
        padding: 26px 36px 28px;
        border-radius: 32px;
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 0.6em;
        margin-bottom: 18px;
      }
      .head h2 {
        flex: 1 1 0;
        min-width: 0;
      }
      .head h2 span {
        display: block;
        font-weight: 400;
        font-size: 0.86em;
        color: var(--mute);
      }
      .head button {
        padding: 0 0.8em;
        flex: none;
      }
      @media (orientation: landscape) {
        .head {
          flex-wrap: wrap;
        }
        .head h2 {
          flex-basis: 100%;
        }
        .head button {
          width: 100%;
        }
      }
      :host([plain]) section {
        height: 100%;
        padding: 22px 32px;
      }
      :host([plain]) ul {
        gap: 6px 28px;
      }
      :host([plain]) li {
        min-height: 58px;
        font-size: 0.96em;
      }
      :host([plain]) li span {
        font-size: 36px;
        padding: 8px;
        border-radius: 16px;
      }
      :host([large]) section {
        padding: 16px 32px;
      }
      :host([large]) .head {
        margin-bottom: 6px;
      }
      :host([large]) ul {
        gap: 2px 28px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(380px, 1fr));
        gap: 12px 28px;
        font-size: 1.12em;
        line-height: 1.25;
      }
      li {
        display: flex;
        gap: 0.6em;
        align-items: center;
        min-height: 72px;
      }
      li:lang(bo) {
        line-height: 1.5;
      }
      li span,
      li span:lang(bo) {
        background: var(--soft, #e3edef);
        color: var(--deep-2);
        border-radius: 22px;
        padding: 10px;
        font-size: 48px;
        line-height: 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./hall.js").Service | null} */
    this.service = null;
    /** @type {import("./hall.js").Print | null} */
    this.print = null;
    /** Whether there is a printer that would give it out. */
    this.prints = false;
    /** Whether it only reminds, as beside a ticket that has it all on paper. */
    this.plain = false;
    this.large = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { service } = this;
    if (!service) return html``;
    const { materials, pictures } = service;
    return html`<section class="card" data-testid="bring">
      <div class="head">
        <h2>
          ${say(materials.length ? "kiosk.bring" : "kiosk.bring_nothing")}
          ${materials.length && !this.plain ? html`<span>${say("kiosk.missing_is_fine")}</span>` : ""}
        </h2>
        ${materials.length && this.prints && !this.plain ? this.#printing() : ""}
      </div>
      <ul>
        ${materials.map(
          (each, place) => html`<li><span><jh-icon name=${pictures[place]}></jh-icon></span>${pick(each)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #printing() {
    const state = this.print?.state ?? "none";
    const known = /** @type {Record<string, string>} */ ({
      none: "kiosk.print_list",
      queued: "kiosk.list.queued",
      printed: "kiosk.list.printed",
    });
    const key = known[state] ?? "kiosk.list.trouble";
    return html`<button
      class="with-icon"
      data-testid="print-list"
      data-state=${state}
      ?disabled=${state === "queued"}
      @click=${() => this.dispatchEvent(new Event("print"))}
    >
      <jh-icon name=${known[state] ? "printer" : "printer-off"}></jh-icon><span role="status">${say(key)}</span>
    </button>`;
  }
}

customElements.define("jh-bring", Bring);
