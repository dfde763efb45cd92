import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { largeForm } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import "shared/language_choice.js";
import { look } from "shared/look.js";
import "shared/new_password.js";
import { inOrder, page, pick, say } from "shared/words.js";

/** @typedef {{hall: string, staff: {job_number: string, name: string}, roles: string[], window: string | null, department: {code: string, name: import("./words.js").Texts} | null, first_password: boolean}} Me */

/** Who may work on a page, in the order in which somebody of several roles is taken to be one. @type {Record<string, string[]>} */
export const ROLES = {
  staff: ["staff"],
  manager: ["manager", "administrator", "supervisor", "auditor"],
  inspector: ["inspector"],
};

/** Whether somebody who is signed in may work on a page now. @param {Me} me @param {string} as */
export function mayWork(me, as) {
  return !me.first_password && me.roles.some((role) => ROLES[as].includes(role));
}

/**
 * Signing in by job number and password, and choosing another when that was the first.
 * Fires "signed-in" with who it is. `for` names the catalogue with the words.
 */
export class SignIn extends LitElement {
  static properties = {
    as: {},
    for: {},
    window: {},
    ended: { type: Boolean },
    problem: { state: true },
    busy: { state: true },
    first: { state: true },
  };

  static styles = [
    look,
    largeForm,
    css`
      :host {
        min-height: 100vh;
        display: grid;
        grid-template-columns: 1fr 1fr;
        font-size: 20px;
      }
      aside {
        background: var(--deep);
        color: #fff;
        padding: 8vh 5vw;
        display: flex;
        flex-direction: column;
        justify-content: center;
        gap: 10px;
      }
      aside b {
        font-size: 40px;
        line-height: 1.25;
      }
      aside span {
        color: var(--on-deep);
        font-size: 24px;
      }
      aside jh-language-choice {
        margin-top: 28px;
      }
      main {
        display: contents;
      }
      form,
      section {
        padding: 8vh 6vw;
        display: grid;
        align-content: center;
        gap: 22px;
        max-width: 640px;
      }
      h1 {
        margin: 0 0 8px;
        font-size: 32px;
      }
      p {
        margin: 0;
      }
      @media (max-width: 800px) {
        :host {
          grid-template-columns: 1fr;
        }
        aside {
          padding: 28px 6vw;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.as = "staff";
    this.for = "console";
    /** @type {string | null} */
    this.window = null;
    this.ended = false;
    this.problem = "";
    this.busy = false;
    /** Who signed in with a first password, and that password. @type {{me: Me, password: string} | null} */
    this.first = null;
    this.api = new Api();
  }

  render() {
    const [first, ...others] = inOrder(page.hall.name);
    return html`
      <aside>
        <b>${first?.text ?? pick(page.hall.name)}</b>
        ${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        <jh-language-choice dark></jh-language-choice>
      </aside>
      <main>${this.first ? this.#choosing() : this.#signingIn()}</main>
    `;
  }

  #choosing() {
    return html`<section>
      <h1>${say("terminal.password.choose")}</h1>
      <p>${say("terminal.password.why")}</p>
      <jh-new-password .old=${this.first?.password ?? ""} @chosen=${this.#chosen}></jh-new-password>
    </section>`;
  }

  #chosen() {
    const detail = { ...this.first?.me, first_password: false };
    this.first = null;
    this.dispatchEvent(new CustomEvent("signed-in", { detail }));
  }

  #signingIn() {
    const of = this.for;
    return html`<form @submit=${this.#submit}>
        <h1>${say(`${of}.sign_in`)}</h1>
        ${this.ended ? html`<p>${say(`${of}.session_ended`)}</p>` : ""}
        <label>
          ${say(`${of}.job_number`)}
          <input name="job_number" autocomplete="username" required data-testid="login-job" />
        </label>
        <label>
          ${say(`${of}.password`)}
          <input name="password" type="password" autocomplete="current-password" required data-testid="login-password" />
        </label>
        ${this.as === "staff"
          ? html`<label>
              ${say(`${of}.window`)}
              <input
                name="window"
                .value=${this.window ?? ""}
                placeholder=${say(`${of}.usual_window`)}
                data-testid="login-window"
              />
            </label>`
          : ""}
        ${this.problem ? html`<p class="problem" role="alert" data-testid="login-problem">${this.problem}</p>` : ""}
        <button class="gold" data-testid="login-submit" ?disabled=${this.busy}>
          ${say(this.busy ? "terminal.please_wait" : `${of}.enter`)}
        </button>
      </form>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const login = { job_number: "", password: "" };
    for (const [name, value] of given) if (String(value).trim()) Object.assign(login, { [name]: String(value).trim() });
    this.busy = true;
    this.problem = "";
    try {
      const me = await this.api.signIn({ ...login, roles: ROLES[this.as] });
      if (me.first_password) this.first = { me, password: login.password };
      else this.dispatchEvent(new CustomEvent("signed-in", { detail: me }));
    } catch (error) {
      this.problem = hubsWords(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("jh-sign-in", SignIn);
