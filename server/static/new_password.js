import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { largeForm } from "shared/form_look.js";
import { hubsWordsOnForm } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";

/** Choosing a password of one's own. Fires "chosen". `old` is the one that was just typed in, else it is asked for. */
export class NewPassword extends LitElement {
  static properties = { old: { attribute: false }, problem: { state: true }, busy: { state: true } };

  static styles = [
    look,
    largeForm,
    css`
      form {
        display: grid;
        gap: 18px;
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
      this.problem = hubsWordsOnForm(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("jh-new-password", NewPassword);
