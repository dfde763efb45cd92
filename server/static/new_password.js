import { LitElement, css, html } from "lit";
import { Api, ApiError } from "shared/api.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

/** Choosing a password of one's own. Fires "chosen". `old` is the one that was just typed in, else it is asked for. */
export class NewPassword extends LitElement {
  static properties = { old: { attribute: false }, problem: { state: true }, busy: { state: true } };

  static styles = [
    look,
    css`
      form {
        display: grid;
        gap: 18px;
      }
      label {
        display: grid;
        gap: 6px;
      }
      input {
        border: 2px solid var(--line);
        border-radius: 18px;
        padding: 14px 20px;
        font-size: 24px;
        background: var(--card);
        width: 100%;
      }
      button {
        min-height: 64px;
        font-size: 22px;
      }
      .problem {
        margin: 0;
        color: var(--red);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.old = "";
    this.problem = "";
    this.busy = false;
    this.api = new Api();
  }

  render() {
    return html`<form @submit=${this.#submit}>
      ${this.old ? "" : this.#field("old", "current-password")} ${this.#field("new", "new-password")}
      ${this.#field("again", "new-password")}
      ${this.problem ? html`<p class="problem" role="alert" data-testid="password-problem">${this.problem}</p>` : ""}
      <button class="gold" data-testid="password-save" ?disabled=${this.busy}>
        ${say(this.busy ? "terminal.please_wait" : "terminal.password.save")}
      </button>
    </form>`;
  }

  /** @param {"old" | "new" | "again"} name @param {"current-password" | "new-password"} fill */
  #field(name, fill) {
    return html`<label
      >${say(`terminal.password.${name}`)}
      <input name=${name} type="password" autocomplete=${fill} required maxlength="200" data-testid="password-${name}"
    /></label>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = new FormData(form);
    if (given.get("new") !== given.get("again")) {
      this.problem = say("terminal.password.differ");
      return;
    }
    this.busy = true;
    this.problem = "";
    try {
      await this.api.post("/me/password", { old: this.old || given.get("old"), new: given.get("new") });
      form.reset();
      this.dispatchEvent(new CustomEvent("chosen"));
    } catch (error) {
      if (error instanceof ApiError) this.problem = error.errors[0]?.problem ?? error.detail;
      else this.problem = say("terminal.reconnecting");
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("jh-new-password", NewPassword);
