import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "shared/appointments.js";

const REASONS = ["break", "lunch", "meeting", "patrol", "leave", "other"];
const PAUSE_MINUTES = [10, 15, 30, 60, 90, 120];
const PRIORITIES = ["none", "elderly", "disabled", "pregnant_or_infant", "military", "special"];

/** What needs one more answer: where to, why, for whom. Fires "done" with the deed decided on, or null. */
export class Dialogs extends LitElement {
  static properties = { open: { attribute: false }, state: { attribute: false }, changes: { attribute: false }, first: { state: true }, priority: { state: true }, minutes: { state: true } };

  static styles = [
    look,
    css`
      dialog {
        border: 0;
        border-radius: 30px;
        padding: 32px 36px;
        width: min(860px, 92vw);
        max-height: 88vh;
        overflow-y: auto;
        color: var(--ink);
        background: var(--paper);
        font-size: 20px;
      }
      dialog::backdrop {
        background: rgb(14 58 71 / 60%);
      }
      dialog.wide {
        width: min(1140px, 96vw);
        min-height: 76vh;
      }
      h2 {
        margin: 0 0 18px;
        font-size: 28px;
      }
      h3 {
        margin: 20px 0 10px;
        font-size: 20px;
        font-weight: 400;
        color: var(--mute);
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
        gap: 12px;
      }
      button {
        min-height: 64px;
        line-height: 1.2;
      }
      button[aria-pressed="true"] {
        border: 4px solid var(--deep-2);
        font-weight: 700;
      }
      footer {
        margin-top: 24px;
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 20px;
      }
      label {
        display: flex;
        gap: 12px;
        align-items: center;
        min-height: 60px;
      }
      input[type="checkbox"] {
        width: 30px;
        height: 30px;
        accent-color: var(--deep-2);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {string | null} */
    this.open = null;
    /** @type {import("./state.js").State | null} */
    this.state = null;
    /** So often others did something in the hall. */
    this.changes = 0;
    this.first = false;
    this.priority = "none";
    /** @type {number | null} how long the pause will take, where the clerk says so */
    this.minutes = null;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has("open")) return;
    const dialog = /** @type {HTMLDialogElement | null} */ (this.renderRoot.querySelector("dialog"));
    if (this.open && dialog && !dialog.open) {
      this.first = false;
      this.priority = "none";
      this.minutes = null;
      dialog.showModal();
    } else if (!this.open && dialog?.open) dialog.close();
  }

  render() {
    return html`<dialog class=${this.open === "appointments" ? "wide" : ""} @cancel=${this.#cancel}>
      ${this.state ? this.#content(this.state) : ""}
      <footer>
        ${this.open === "transfer"
          ? html`<label>
              <input
                type="checkbox"
                data-testid="transfer-first"
                .checked=${this.first}
                @change=${(/** @type {any} */ event) => (this.first = event.target.checked)}
              />${say("console.first_there")}
            </label>`
          : html`<span></span>`}
        <button data-testid="dialog-cancel" @click=${() => this.#done(null)}>${say(this.open === "appointments" ? "appointments.close" : "console.cancel")}</button>
      </footer>
    </dialog>`;
  }

  /** @param {import("./state.js").State} state */
  #content(state) {
    const here = `/windows/${state.window.code}`;
    switch (this.open) {
      case "pause":
        return html`<h2>${say("console.pause_why")}</h2>
          <h3>${say("console.pause_minutes")}</h3>
          <div class="choices">
            ${PAUSE_MINUTES.map(
              (minutes) => html`<button
                data-testid="pause-minutes-${minutes}"
                aria-pressed=${this.minutes === minutes}
                @click=${() => (this.minutes = this.minutes === minutes ? null : minutes)}
              >
                ${say("console.minutes", { minutes })}
              </button>`,
            )}
          </div>
          <h3>${say("console.pause_reason")}</h3>
          <div class="choices">
            ${REASONS.map((reason) =>
              this.#choice(`pause-${reason}`, say(`terminal.reason.${reason}`), { name: "pause", path: `${here}/pause`, body: this.minutes ? { reason, minutes: this.minutes } : { reason } }),
            )}
          </div>`;
      case "close":
        return html`<h2>${say("console.close_sure")}</h2>
          <div class="choices">${this.#choice("close-yes", say("console.deed.close"), { name: "close", path: `${here}/close` })}</div>`;
      case "transfer":
        return this.#transfer(state);
      case "issue":
        return this.#issue(state);
      case "appointments":
        return this.#appointments(state);
      default:
        return "";
    }
  }

  /** @param {import("./state.js").State} state */
  #transfer(state) {
    const path = `/servings/${state.current?.id}/transfer`;
    const body = (/** @type {object} */ to) => ({ ...to, ...(this.first ? { first: true } : {}) });
    return html`<h2>${say("console.transfer_to", { number: state.current?.ticket.number ?? "" })}</h2>
      <h3>${say("console.to_window")}</h3>
      <div class="choices">
        ${state.windows
          .filter((each) => each.code !== state.window.code && each.services.includes(state.current?.ticket.service ?? ""))
          .map((each) =>
            this.#choice(`to-window-${each.code}`, `${say("terminal.window", { window: each.code })} ${pick(each.name)}`, {
              name: "transfer",
              path,
              body: body({ window: each.code }),
            }),
          )}
      </div>
      <h3>${say("console.to_service")}</h3>
      <div class="choices">
        ${state.services.map((each) =>
          this.#choice(`to-service-${each.code}`, pick(each.name), { name: "transfer", path, body: body({ service: each.code }) }),
        )}
      </div>`;
  }

  /** Of the services that this window handles. @param {import("./state.js").State} state */
  #appointments(state) {
    const mine = state.windows.find((each) => each.code === state.window.code)?.services ?? null;
    return html`<h2>${say("appointments.title")}</h2>
      <jh-appointments desk .only=${mine} .changes=${this.changes}></jh-appointments>`;
  }

  /** @param {import("./state.js").State} state */
  #issue(state) {
    return html`<h2>${say("console.for_someone")}</h2>
      <h3>${say("console.priority")}</h3>
      <div class="choices">
        ${PRIORITIES.map(
          (priority) => html`<button aria-pressed=${this.priority === priority} @click=${() => (this.priority = priority)}>
            ${say(`terminal.priority.${priority}`)}
          </button>`,
        )}
      </div>
      <h3>${say("console.service")}</h3>
      <div class="choices">
        ${state.services.map((each) =>
          this.#choice(`issue-${each.code}`, pick(each.name), {
            name: "issue",
            path: "/tickets",
            body: { service: each.code, priority: this.priority },
          }),
        )}
      </div>`;
  }

  /** @param {string} testid @param {string} text @param {object} decided */
  #choice(testid, text, decided) {
    return html`<button data-testid=${testid} @click=${() => this.#done(decided)}>${text}</button>`;
  }

  /** @param {Event} event */
  #cancel(event) {
    event.preventDefault();
    this.#done(null);
  }

  /** @param {object | null} decided */
  #done(decided) {
    this.dispatchEvent(new CustomEvent("done", { detail: decided }));
  }
}

customElements.define("jh-dialogs", Dialogs);
