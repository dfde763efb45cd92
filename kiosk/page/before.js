import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { languageChanged, say } from "shared/words.js";
import "shared/icon.js";
import "./bring.js";
import "./first.js";
import { opens } from "./opens.js";
import { paper } from "./paper.js";
import { step } from "./step.js";

/**
 * Before the ticket: what to bring, who may go first; where none can be had, when and where instead.
 * Fires "take" with the priority and whether on behalf, "print", "appointment" and "back".
 */
export class Before extends LitElement {
  static properties = {
    service: { attribute: false },
    proof: { attribute: false },
    print: { attribute: false },
    prints: { type: Boolean },
    taking: { type: Boolean },
    refusal: { attribute: false },
    large: { type: Boolean, reflect: true },
  };

  static styles = [
    look,
    paper,
    step,
    css`
      .read {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        display: flex;
        flex-direction: column;
        gap: 22px;
      }
      .closed {
        padding: 40px 44px;
        border-radius: 32px;
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.4em 1em;
        align-items: center;
      }
      .closed > jh-icon {
        font-size: 3.4em;
        color: var(--deep-2);
        grid-row: 1 / span 3;
      }
      .closed h2 {
        font-size: 1.5em;
      }
      .when {
        font-size: 1.2em;
        font-weight: 700;
      }
      .deeds.one {
        grid-template-columns: 1fr;
      }
      .deeds .gold {
        font-size: 1.7em;
      }
      .deeds .gold.long {
        font-size: 1.2em;
      }
      .deeds .gold:disabled {
        opacity: 1;
      }
      :host([large]) {
        font-size: 38px;
      }
      @media (orientation: portrait) {
        :host([large]) {
          padding-block: 16px;
          gap: 16px;
        }
        :host([large]) .read {
          gap: 14px;
        }
        :host([large]) .deeds button {
          min-height: 124px;
        }
      }
      @media (orientation: landscape) {
        .read {
          display: grid;
          grid-template-columns: minmax(0, 1fr) minmax(0, 1.5fr);
          align-items: start;
          align-content: start;
        }
        .refusal {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("./hall.js").Service | null} */
    this.service = null;
    /** @type {Record<string, import("shared/words.js").Texts>} */
    this.proof = {};
    /** @type {import("./hall.js").Print | null} */
    this.print = null;
    this.prints = false;
    this.taking = false;
    /** @type {string | null} */
    this.refusal = null;
    /** Whether the type is large: then everything else is closer, so that nothing is cut off. */
    this.large = false;
    this.asked = { priority: "none", onBehalf: false };
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { service } = this;
    if (!service) return html``;
    return html`
      <div class="read">
        ${this.refusal
          ? html`<section class="card refusal" role="alert" data-testid="refusal">
              <jh-icon name="alert-circle"></jh-icon><span>${this.refusal}</span>
            </section>`
          : ""}
        ${service.open ? "" : this.#closed(service)}
        <jh-bring .service=${service} .print=${this.print} ?prints=${this.prints} ?large=${this.large} @print=${() => this.#fire("print")}></jh-bring>
        ${service.open
          ? html`<jh-first
              .proof=${this.proof}
              ?disabled=${this.taking}
              @change=${(/** @type {CustomEvent} */ event) => (this.asked = event.detail)}
              @appointment=${() => this.#fire("appointment")}
            ></jh-first>`
          : ""}
      </div>
      ${this.#deeds(service)}
    `;
  }

  /** @param {import("./hall.js").Service} service */
  #closed(service) {
    const byAppointment = service.closed_reason === "appointment_only";
    const asked = service.windows_open.join("、");
    const urgent = service.closed_reason === "quota" && asked;
    return html`<section class="card closed" data-testid="closed" data-reason=${service.closed_reason ?? ""}>
      <jh-icon name=${byAppointment ? "calendar-event" : "clock-off"}></jh-icon>
      <h2>${say(`kiosk.closed.${service.closed_reason}`)}</h2>
      ${service.opens_at ? html`<p class="when">${opens(service.opens_at)}</p>` : ""}
      ${urgent ? html`<p>${say("kiosk.ask_at", { windows: asked })}</p>` : ""}
      ${byAppointment ? html`<p>${say("kiosk.appointment_how")}</p>` : ""}
    </section>`;
  }

  /** @param {import("./hall.js").Service} service */
  #deeds(service) {
    const back = html`<button data-testid="back" ?disabled=${this.taking} @click=${() => this.#fire("back")}>
      ${say("kiosk.back")}
    </button>`;
    if (service.open) {
      return html`<div class="deeds">
        ${back}
        <button class="gold" data-testid="take" ?disabled=${this.taking} @click=${() => this.#fire("take", this.asked)}>
          ${say(this.taking ? "terminal.please_wait" : "kiosk.take")}
        </button>
      </div>`;
    }
    if (service.closed_reason !== "appointment_only") return html`<div class="deeds one">${back}</div>`;
    return html`<div class="deeds">
      ${back}
      <button class="gold long" data-testid="appointment" @click=${() => this.#fire("appointment")}>${say("kiosk.appointment")}</button>
    </div>`;
  }

  /** @param {string} name @param {unknown} [detail] */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("jh-before", Before);
