import { LitElement, css, html } from "lit";
import { live } from "lit/directives/live.js";
import { Api } from "shared/api.js";
import { formLook, outcomeLook, tallFields } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";

/** @typedef {import("./devices.js").Device} Device */

const KINDS = /** @type {const} */ (["kiosk", "display", "evaluator", "wall"]);
const AT_WINDOWS = ["display", "evaluator"];
const KNOWN = "known:";
const CODE = /^[A-Za-z]{3}[- ]?[A-Za-z]{3}$/;

/** Letting a new screen in: the code it shows, what it is to be, and what we call it. Fires "let-in". */
export class LetIn extends LitElement {
  static properties = {
    windows: { attribute: false },
    devices: { attribute: false },
    as: { state: true },
    at: { state: true },
    named: { state: true },
    problem: { state: true },
    done: { state: true },
    busy: { state: true },
  };

  static styles = [
    look,
    formLook,
    tallFields,
    outcomeLook,
    css`
      :host {
        background: var(--card);
        border: 2px solid var(--line);
        border-radius: var(--radius);
        padding: 20px 26px;
      }
      h2 {
        margin: 0 0 4px;
        font-size: 24px;
      }
      p {
        margin: 0 0 14px;
        color: var(--mute);
      }
      input,
      select {
        font-size: 22px;
      }
      input[name="code"] {
        width: 7.4em;
        font-size: 28px;
        font-weight: 700;
        letter-spacing: 0.12em;
        text-transform: uppercase;
      }
      .name {
        flex: 1;
        min-width: 8em;
      }
      .name input {
        width: 100%;
      }
      button {
        height: 60px;
        padding: 0 22px;
      }
      .said {
        margin: 14px 0 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{code: string}[]} */
    this.windows = [];
    /** @type {Device[]} */
    this.devices = [];
    /** A kind for a new device, or the name by which the hub knows one. */
    this.as = "display";
    /** The window that it is to stand at, where one was chosen. @type {string | null} */
    this.at = null;
    /** What somebody calls it; null while what we suggest stands. @type {string | null} */
    this.named = null;
    this.problem = "";
    this.done = "";
    this.busy = false;
    this.api = new Api();
  }

  render() {
    return html`
      <h2>${say("manager.let_in")}</h2>
      <p>${say("manager.let_in_how")}</p>
      <form novalidate @submit=${(/** @type {SubmitEvent} */ event) => this.#approve(event)}>
        <label>${say("manager.code")}<input name="code" required maxlength="7" autocomplete="off" spellcheck="false" placeholder="BCD-FGH" data-testid="pair-code" /></label>
        <label>
          ${say("manager.becomes")}
          <select data-testid="pair-as" .value=${this.as} @change=${(/** @type {Event} */ event) => this.#become(valueOf(event))}>
            <optgroup label=${say("manager.new_device")}>
              ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.as}>${say(`manager.kind.${kind}`)}</option>`)}
            </optgroup>
            <optgroup label=${say("manager.known_device")}>
              ${this.devices.map((each) => html`<option value=${`${KNOWN}${each.device}`}>${each.name}</option>`)}
            </optgroup>
          </select>
        </label>
        ${this.as.startsWith(KNOWN) ? "" : this.#asNew()}
        <button class="gold" data-testid="pair-approve" ?disabled=${this.busy}>${say("manager.approve")}</button>
        <button type="button" data-testid="pair-refuse" ?disabled=${this.busy} @click=${this.#refuse}>${say("manager.refuse")}</button>
      </form>
      ${this.problem ? html`<p class="said problem" role="alert" data-testid="pair-problem">${this.problem}</p>` : ""}
      ${this.done ? html`<p class="said" role="status" data-testid="pair-done">${this.done}</p>` : ""}
    `;
  }

  /** @param {string} as */
  #become(as) {
    this.as = as;
    this.at = null;
    this.named = null;
  }

  /** What it might be called: what it is and where it stands, told apart from those that are there already. */
  #suggested() {
    const kind = say(`manager.device_is.${this.as}`);
    const window = this.at ?? (this.as === "evaluator" ? this.windows[0]?.code : "");
    const name = window && AT_WINDOWS.includes(this.as) ? say("manager.device_at", { window, kind }) : kind;
    const taken = new Set(this.devices.map((each) => each.name));
    for (let n = 1; ; n += 1) {
      const each = n === 1 ? name : `${name} ${n}`;
      if (!taken.has(each)) return each;
    }
  }

  #asNew() {
    return html`
      ${this.as === "display" ? this.#window(html`<option value="">${say("manager.whole_hall")}</option>`) : ""}
      ${this.as === "evaluator" ? this.#window("") : ""}
      <label class="name">${say("manager.device_name")}<input
          name="name"
          required
          maxlength="40"
          autocomplete="off"
          data-testid="pair-name"
          .value=${live(this.named ?? this.#suggested())}
          @input=${(/** @type {Event} */ event) => (this.named = valueOf(event))}
        /></label>
    `;
  }

  /** @param {unknown} none what stands for no window */
  #window(none) {
    return html`<label>
      ${say("manager.window")}
      <select name="window" data-testid="pair-window" @change=${(/** @type {Event} */ event) => (this.at = valueOf(event))}>
        ${none}${this.windows.map(({ code }) => html`<option value=${code}>${say("terminal.window", { window: code })}</option>`)}
      </select>
    </label>`;
  }

  /** @param {SubmitEvent} event */
  async #approve(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!this.#hasCode(form)) return;
    const given = new FormData(form);
    const window = given.get("window") || undefined;
    const body = this.as.startsWith(KNOWN)
      ? { device: this.as.slice(KNOWN.length) }
      : { kind: this.as, name: String(given.get("name")).trim() || this.#suggested(), window };
    const device = await this.#send("approve", String(given.get("code")), body);
    if (!device) return;
    this.done = say("manager.let_in_done", { name: device.name });
    form.reset();
    this.#become("display");
    this.dispatchEvent(new CustomEvent("let-in"));
  }

  /** Whether what was typed can be a code; else says so, in the page's language and not the browser's.
   * @param {HTMLFormElement} form */
  #hasCode(form) {
    const code = codeIn(form);
    if (CODE.test(code.value.trim())) return true;
    this.done = "";
    this.problem = say("manager.code_looks");
    code.focus();
    return false;
  }

  async #refuse() {
    const form = /** @type {HTMLFormElement} */ (this.renderRoot.querySelector("form"));
    if (!this.#hasCode(form)) return;
    const code = codeIn(form);
    const refused = await this.#send("refuse", code.value, {});
    if (refused === undefined) return;
    this.done = say("manager.refused_done");
    code.value = "";
  }

  /**
   * @param {string} deed @param {string} code @param {unknown} body
   * @returns {Promise<any>} the hub's answer, undefined when it did not do it
   */
  async #send(deed, code, body) {
    this.busy = true;
    this.problem = this.done = "";
    try {
      return await this.api.post(`/pairings/${encodeURIComponent(code.trim())}/${deed}`, body);
    } catch (error) {
      this.problem = hubsWords(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}

/** @param {HTMLFormElement} form */
function codeIn(form) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLSelectElement} */ (event.target).value;
}

customElements.define("jh-let-in", LetIn);
