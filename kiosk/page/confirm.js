import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";
import "shared/icon.js";

const PRIORITIES = [
  { code: "none", icon: "user" },
  { code: "elderly", icon: "old" },
  { code: "disabled", icon: "disabled" },
  { code: "pregnant_or_infant", icon: "baby-carriage" },
  { code: "military", icon: "military-award" },
];

/** Before the ticket: what to bring (一次性告知) and who may go first. Fires "take" with the priority, and "back". */
export class Confirm extends LitElement {
  static properties = {
    service: { attribute: false },
    taking: { type: Boolean },
    refusal: { attribute: false },
    priority: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        flex: 1;
        display: flex;
        flex-direction: column;
        gap: 32px;
        padding: 40px 56px;
      }
      section {
        padding: 36px 44px;
        border-radius: 32px;
      }
      h2 {
        margin: 0 0 0.6em;
        font-size: 1.12em;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 1.2em;
        display: grid;
        gap: 0.5em;
      }
      li {
        display: flex;
        gap: 0.6em;
        align-items: center;
      }
      li jh-icon {
        color: var(--green);
      }
      .small {
        margin: 0.9em 0 0;
        font-size: 0.94em;
      }
      .who {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
        gap: 20px;
      }
      .who button {
        min-height: 150px;
        display: flex;
        flex-direction: column;
        gap: 0.25em;
        align-items: center;
        justify-content: center;
        font-size: 0.94em;
        line-height: 1.2;
      }
      .who jh-icon {
        font-size: 1.9em;
      }
      .who button[aria-pressed="true"] {
        border: 5px solid var(--deep-2);
        background: #e8f0f1;
        font-weight: 700;
      }
      .spring {
        flex: 1;
      }
      .refusal {
        border-color: var(--red);
        color: var(--red);
        display: flex;
        gap: 0.6em;
      }
      .deeds {
        display: grid;
        grid-template-columns: 1fr 2fr;
        gap: 28px;
      }
      .deeds button {
        min-height: 170px;
        border-radius: 36px;
        font-size: 1.2em;
      }
      .deeds .gold {
        font-size: 1.7em;
      }
      .deeds .gold:disabled {
        opacity: 1;
      }
      @media (orientation: landscape) {
        :host {
          display: grid;
          grid-template-columns: 1fr 1.3fr;
          grid-template-rows: 1fr auto;
          gap: 24px;
          padding: 24px 56px;
          align-items: start;
        }
        section {
          padding: 24px 32px;
        }
        .spring {
          display: none;
        }
        .deeds,
        .refusal {
          grid-column: 1 / -1;
        }
        .deeds button {
          min-height: 120px;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./kiosk.js").Service | null} */
    this.service = null;
    this.taking = false;
    /** @type {string | null} */
    this.refusal = null;
    this.priority = "none";
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const materials = this.service?.materials ?? [];
    return html`
      <section class="card">
        ${materials.length
          ? html`<h2>${say("kiosk.bring")}</h2>
              <ul>
                ${materials.map((each) => html`<li><jh-icon name="circle-check"></jh-icon>${pick(each)}</li>`)}
              </ul>
              <p class="small mute">${say("kiosk.missing_is_fine")}</p>`
          : html`<h2>${say("kiosk.bring_nothing")}</h2>`}
      </section>
      <section class="card">
        <h2>${say("kiosk.who_first")}</h2>
        <div class="who">${PRIORITIES.map((each) => this.#priority(each))}</div>
      </section>
      <div class="spring"></div>
      ${this.refusal
        ? html`<section class="card refusal" role="alert" data-testid="refusal">
            <jh-icon name="alert-circle"></jh-icon>${this.refusal}
          </section>`
        : ""}
      <div class="deeds">
        <button data-testid="back" ?disabled=${this.taking} @click=${() => this.dispatchEvent(new Event("back"))}>
          ${say("kiosk.back")}
        </button>
        <button class="gold" data-testid="take" ?disabled=${this.taking} @click=${this.#take}>
          ${say(this.taking ? "terminal.please_wait" : "kiosk.take")}
        </button>
      </div>
    `;
  }

  /** @param {{code: string, icon: string}} each */
  #priority({ code, icon }) {
    return html`<button
      data-testid="priority-${code}"
      aria-pressed=${this.priority === code}
      ?disabled=${this.taking}
      @click=${() => (this.priority = code)}
    >
      <jh-icon name=${icon}></jh-icon>${say(code === "none" ? "kiosk.no_priority" : `terminal.priority.${code}`)}
    </button>`;
  }

  #take() {
    this.dispatchEvent(new CustomEvent("take", { detail: this.priority }));
  }
}

customElements.define("jh-confirm", Confirm);
