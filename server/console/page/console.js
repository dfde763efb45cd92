import { LitElement, css, html } from "lit";
import { Api, ApiError } from "shared/api.js";
import { look } from "shared/look.js";
import { page } from "shared/words.js";
import { mayWork } from "shared/sign_in.js";
import "./desk.js";

/** The staff console (叫号台): signed in or not. The session outlives reloads and restarts of the hub. */
export class Console extends LitElement {
  static properties = { me: { state: true }, ended: { state: true }, asked: { state: true } };

  static styles = [look, css``];

  constructor() {
    super();
    /** @type {import("shared/sign_in.js").Me | null} */
    this.me = null;
    this.ended = false;
    this.asked = !page.signed_in;
    this.api = new Api();
    this.wanted = new URLSearchParams(location.search).get("window");
  }

  connectedCallback() {
    super.connectedCallback();
    if (page.signed_in) void this.#whoAmI();
  }

  async #whoAmI() {
    try {
      const me = await this.api.get("/me");
      if (mayWork(me, "staff")) this.me = me;
    } catch (error) {
      if (!(error instanceof ApiError)) setTimeout(() => this.#whoAmI(), 1000);
    }
    this.asked = true;
  }

  render() {
    if (!this.asked) return html``;
    if (!this.me) {
      return html`<jh-sign-in
        as="staff"
        for="console"
        .window=${this.wanted}
        ?ended=${this.ended}
        @signed-in=${(/** @type {CustomEvent} */ event) => (this.me = event.detail)}
      ></jh-sign-in>`;
    }
    return html`<jh-desk .me=${this.me} @signed-out=${() => this.#leave(false)} @session-ended=${() => this.#leave(true)}></jh-desk>`;
  }

  /** @param {boolean} ended */
  #leave(ended) {
    this.wanted = this.me?.window ?? this.wanted;
    this.me = null;
    this.ended = ended;
  }
}

customElements.define("jh-console", Console);
