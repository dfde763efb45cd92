import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { hubsWords } from "shared/hubs_words.js";
import "shared/language_choice.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/new_password.js";

/** Who is signed in: choosing another password, signing out everywhere. Fires "signed-out". */
export class Account extends LitElement {
  static properties = { name: {}, open: { state: true }, saved: { state: true }, problem: { state: true } };

  static styles = [
    look,
    css`
      :host {
        display: inline-block;
      }
      .who {
        background: transparent;
        border-color: #6aa0ad;
        color: #fff;
        min-height: 46px;
        padding: 0 18px;
      }
      dialog {
        white-space: normal;
        border: 2px solid var(--line);
        border-radius: var(--radius);
        color: var(--ink);
        background: var(--paper);
        padding: 28px 34px;
        width: min(560px, 92vw);
        font-size: 20px;
      }
      dialog::backdrop {
        background: rgb(18 48 59 / 55%);
      }
      h2 {
        margin: 0 0 16px;
        font-size: 26px;
      }
      .row {
        display: flex;
        gap: 12px;
        margin-top: 22px;
        flex-wrap: wrap;
      }
      .row button {
        min-height: 56px;
        flex: 1;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
      }
      .saved {
        color: var(--green);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.name = "";
    this.saved = false;
    this.problem = "";
    this.api = new Api();
  }

  render() {
    return html`<button class="who" data-testid="account" @click=${this.#open}>${this.name}</button>
      <dialog aria-label=${say("terminal.account.title")}>
        <h2>${say("terminal.account.title")}</h2>
        ${this.saved ? html`<p class="saved" role="status" data-testid="password-saved">${say("terminal.account.saved")}</p>` : ""}
        <jh-new-password @chosen=${() => (this.saved = true)}></jh-new-password>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
        <div class="row"><jh-language-choice></jh-language-choice></div>
        <div class="row">
          <button data-testid="end-everywhere" @click=${this.#endEverywhere}>${say("terminal.account.end_everywhere")}</button>
          <button @click=${() => this.#dialog().close()}>${say("terminal.account.close")}</button>
        </div>
      </dialog>`;
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector("dialog"));
  }

  #open() {
    this.saved = false;
    this.problem = "";
    this.#dialog().showModal();
  }

  async #endEverywhere() {
    try {
      await this.api.post("/me/sessions/end");
    } catch (error) {
      this.problem = hubsWords(error);
      return;
    }
    this.#dialog().close();
    this.dispatchEvent(new CustomEvent("signed-out"));
  }
}

customElements.define("jh-account", Account);
