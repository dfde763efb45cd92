import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { formLook, outcomeLook, tallFields } from "shared/form_look.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";

/** @typedef {import("./devices.js").Device} Device */

const KINDS = /** @type {const} */ (["kiosk", "display", "evaluator", "wall"]);
const KNOWN = "known:";

/** Letting a new screen in: the code it shows, what it is to be, and what we call it. Fires "let-in". */
export class LetIn extends LitElement {
  static properties = {
    windows: { attribute: false },
    devices: { attribute: false },
    as: { state: true },
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
    this.problem = "";
    this.done = "";
    this.busy = false;
    this.api = new Api();
  }

  render() {
    return html`
      <h2>${say("manager.let_in")}</h2>
      <p>${say("manager.let_in_how")}</p>
      <form @submit=${(/** @type {SubmitEvent} */ event) => this.#approve(event)}>
        <label>${say("manager.code")}<input name="code" required maxlength="7" pattern="[A-Za-z]{3}[\\- ]?[A-Za-z]{3}" autocomplete="off" spellcheck="false" placeholder="BCD-FGH" data-testid="pair-code" /></label>
        <label>
          ${say("manager.becomes")}
          <select data-testid="pair-as" .value=${this.as} @change=${(/** @type {Event} */ event) => (this.as = valueOf(event))}>
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

  #asNew() {
    return html`
      ${this.as === "display" ? this.#window(html`<option value="">${say("manager.whole_hall")}</option>`) : ""}
      ${this.as === "evaluator" ? this.#window("") : ""}
      <label class="name">${say("manager.device_name")}<input name="name" required maxlength="40" autocomplete="off" data-testid="pair-name" /></label>
    `;
  }

  /** @param {unknown} none what stands for no window */
  #window(none) {
    return html`<label>
      ${say("manager.window")}
      <select name="window" data-testid="pair-window">
        ${none}${this.windows.map(({ code }) => html`<option value=${code}>${say("terminal.window", { window: code })}</option>`)}
      </select>
    </label>`;
  }

  /** @param {SubmitEvent} event */
  async #approve(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = new FormData(form);
    const window = given.get("window") || undefined;
    const body = this.as.startsWith(KNOWN)
      ? { device: this.as.slice(KNOWN.length) }
      : { kind: this.as, name: given.get("name"), window };
    const device = await this.#send("approve", String(given.get("code")), body);
    if (!device) return;
    this.done = say("manager.let_in_done", { name: device.name });
    form.reset();
    this.as = "display";
    this.dispatchEvent(new CustomEvent("let-in"));
  }

  async #refuse() {
    const code = /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector("[name=code]"));
    if (!code?.reportValidity()) return;
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

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLSelectElement} */ (event.target).value;
}

customElements.define("jh-let-in", LetIn);
