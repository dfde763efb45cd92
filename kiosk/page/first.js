import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, pick, say } from "shared/words.js";
import "shared/icon.js";
import { paper } from "./paper.js";

const PRIORITIES = [
  { code: "none", icon: "user" },
  { code: "elderly", icon: "old" },
  { code: "disabled", icon: "disabled" },
  { code: "pregnant_or_infant", icon: "baby-carriage" },
  { code: "military", icon: "military-rank" },
];

/**
 * Who may go first, asked plainly and with what they show for it, and whether somebody comes for somebody else (代办).
 * Fires "change" with the priority and whether on behalf, and "appointment".
 */
export class First extends LitElement {
  static properties = {
    proof: { attribute: false },
    disabled: { type: Boolean },
    priority: { state: true },
    onBehalf: { state: true },
  };

  static styles = [
    look,
    paper,
    css`
      section {
        padding: 24px 36px 26px;
        border-radius: 32px;
        display: grid;
        gap: 16px;
      }
      .who {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 16px;
      }
      .who button {
        min-height: 132px;
        padding: 8px 4px;
        font-size: max(32px, 0.9em);
        display: flex;
        flex-direction: column;
        gap: 0.2em;
        align-items: center;
        justify-content: center;
        line-height: 1.15;
      }
      .who button:lang(bo) {
        line-height: 1.4;
      }
      .who jh-icon {
        font-size: 1.7em;
      }
      .told {
        display: grid;
        gap: 0.2em;
        line-height: 1.25;
      }
      .told:lang(bo) {
        line-height: 1.45;
      }
      .behalf {
        display: flex;
        gap: 20px;
        align-items: center;
      }
      .behalf button {
        flex: none;
        padding: 0 0.9em;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Record<string, import("shared/words.js").Texts>} */
    this.proof = {};
    this.disabled = false;
    this.priority = "none";
    this.onBehalf = false;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    return html`<section class="card">
      <h2>${say("kiosk.who_first")}</h2>
      <div class="who" role="group" aria-label=${say("kiosk.who_first")}>
        ${PRIORITIES.map(({ code, icon }) => this.#who(code, icon))}
        <button data-testid="priority-appointment" ?disabled=${this.disabled} @click=${() => this.dispatchEvent(new Event("appointment"))}>
          <jh-icon name="calendar-event"></jh-icon><span>${say("terminal.priority.appointment")}</span>
        </button>
      </div>
      <div class="behalf">
        <button
          class="with-icon"
          data-testid="on-behalf"
          aria-pressed=${this.onBehalf}
          ?disabled=${this.disabled}
          @click=${() => this.#change(this.priority, !this.onBehalf)}
        >
          <jh-icon name="users"></jh-icon><span>${say("kiosk.on_behalf")}</span>
        </button>
        <div class="told" role="status">
          ${this.onBehalf ? html`<p><b>${say("kiosk.on_behalf_bring")}</b></p>` : ""} ${this.#shows()}
        </div>
      </div>
    </section>`;
  }

  /** @param {string} code @param {string} icon */
  #who(code, icon) {
    return html`<button
      data-testid="priority-${code}"
      aria-pressed=${this.priority === code}
      ?disabled=${this.disabled}
      @click=${() => this.#change(code, this.onBehalf)}
    >
      <jh-icon name=${icon}></jh-icon><span>${say(code === "none" ? "kiosk.no_priority" : `terminal.priority.${code}`)}</span>
    </button>`;
  }

  #shows() {
    const { priority } = this;
    if (priority === "none") return this.onBehalf ? "" : html`<p class="mute">${say("kiosk.proof_honest")}</p>`;
    const own = this.proof[priority];
    return html`<p data-testid="proof"><b>${own ? pick(own) : say(`kiosk.proof.${priority}`)}</b></p>`;
  }

  /** @param {string} priority @param {boolean} onBehalf */
  #change(priority, onBehalf) {
    this.priority = priority;
    this.onBehalf = onBehalf;
    this.dispatchEvent(new CustomEvent("change", { detail: { priority, onBehalf } }));
  }
}

customElements.define("jh-first", First);
