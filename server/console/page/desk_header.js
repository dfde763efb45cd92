import { LitElement, css, html } from "lit";
import { headerLook } from "shared/header_look.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/account.js";
import "shared/clock.js";
import "shared/icon.js";

/** Which window this is and who works at it. Fires "appointments", "sound" and "sign-out". */
export class DeskHeader extends LitElement {
  static properties = {
    me: { attribute: false },
    window: { attribute: false },
    today: { attribute: false },
    sounds: { attribute: false },
  };

  static styles = [
    look,
    headerLook,
    css`
      header {
        white-space: nowrap;
      }
      h1 {
        margin: 0;
        line-height: inherit;
        font-size: 24px;
      }
      kbd {
        font: inherit;
        border: 2px solid currentColor;
        border-radius: 9px;
        padding: 0 8px;
        margin-left: 10px;
      }
      @media (max-width: 760px) {
        header {
          padding: 8px 12px;
          gap: 8px 12px;
          flex-wrap: wrap;
        }
        .place,
        .spring,
        jh-clock {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("shared/sign_in.js").Me | null} */
    this.me = null;
    /** @type {import("./state.js").State["window"] | null} */
    this.window = null;
    this.today = 0;
    this.sounds = true;
  }

  render() {
    const { me, window } = this;
    if (!me || !window) return html``;
    return html`<header>
      <h1>${say("terminal.window", { window: window.code })}</h1><span class="place">${pick(window.name)}</span>
      <span class="spring"></span>
      <jh-account name="${me.staff.name} ${me.staff.job_number}" @signed-out=${() => this.dispatchEvent(new CustomEvent("sign-out"))}></jh-account>
      <span data-testid="today">${say("console.today", { count: this.today })}</span>
      <jh-clock class="number"></jh-clock>
      <button data-testid="appointments" @click=${() => this.dispatchEvent(new CustomEvent("appointments"))}>
        ${say("appointments.title")}<kbd>Y</kbd>
      </button>
      <button
        data-testid="sound"
        aria-pressed=${this.sounds}
        aria-label=${say(this.sounds ? "console.sound_on" : "console.sound_off")}
        @click=${() => this.dispatchEvent(new CustomEvent("sound"))}
      >
        <jh-icon name=${this.sounds ? "bell" : "bell-off"}></jh-icon>
      </button>
      <button data-testid="logout" @click=${() => this.dispatchEvent(new CustomEvent("sign-out"))}>${say("console.sign_out")}</button>
    </header>`;
  }
}

customElements.define("jh-desk-header", DeskHeader);
