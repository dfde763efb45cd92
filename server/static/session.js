import { html } from "lit";
import { Api, ApiError, HubAway } from "shared/api.js";
import { showKeptLanguage } from "shared/language_choice.js";
import { redraw } from "shared/renewing.js";
import { mayWork } from "shared/sign_in.js";
import { languageChanged, page } from "shared/words.js";

/** @typedef {import("shared/sign_in.js").Me} Me */

const AGAIN_MS = 1_000;

/**
 * Who works on a page: whoever the hub knows already (a session outlives reloads and restarts of the hub), else whoever
 * signs in. The page shows `signingIn()` as long as there is no `me`, and is drawn anew whenever that changes.
 */
export class Session {
  #asked = !page.signed_in;
  #ended = false;
  #host;
  #as;
  #words;
  #onEntered;
  #onLeft;

  /**
   * @param {import("lit").ReactiveControllerHost} host the page
   * @param {{as: string, words?: string, onEntered?: (me: Me) => void, onLeft?: () => void}} options `as` whom somebody
   * works here, `words` the catalogue that signing in is said with (of the same name)
   */
  constructor(host, { as, words = as, onEntered = () => {}, onLeft = () => {} }) {
    this.#host = host;
    this.#as = as;
    this.#words = words;
    this.#onEntered = onEntered;
    this.#onLeft = onLeft;
    /** @type {Me | null} */
    this.me = null;
    /** The window that signing in proposes: that of whoever worked here last. @type {string | null} */
    this.window = null;
    this.api = new Api();
    host.addController(this);
  }

  hostConnected() {
    languageChanged.addEventListener("language", this.#onLanguage);
    showKeptLanguage();
    if (page.signed_in) void this.#ask();
  }

  hostDisconnected() {
    languageChanged.removeEventListener("language", this.#onLanguage);
  }

  #onLanguage = () => redraw(/** @type {Element} */ (/** @type {unknown} */ (this.#host)));

  async #ask() {
    try {
      const me = await this.api.get("/me");
      if (me.hall === page.hall.code && mayWork(me, this.#as)) this.#enter(me);
    } catch (error) {
      if (!(error instanceof ApiError)) setTimeout(() => this.#ask(), AGAIN_MS);
    }
    this.#asked = true;
    this.#host.requestUpdate();
  }

  /** @param {Me} me */
  #enter(me) {
    this.me = me;
    this.#onEntered(me);
    this.#host.requestUpdate();
  }

  /** Asks anew who works here: what they are called, and their department. */
  async renew() {
    if (!this.me) return;
    try {
      this.me = await this.api.get("/me");
      this.#host.requestUpdate();
    } catch (error) {
      // Who was sent away hears of it from the feed; a hub that is away says so there, too.
      if (!(error instanceof ApiError) && !(error instanceof HubAway)) throw error;
    }
  }

  /** Nobody works here any more. @param {{ended?: boolean}} [why] `ended`: the hub ended it, which is said */
  leave({ ended = false } = {}) {
    this.window = this.me?.window ?? this.window;
    this.me = null;
    this.#ended = ended;
    this.#onLeft();
    this.#host.requestUpdate();
  }

  async signOut() {
    await this.api.signOut();
    this.leave();
  }

  /** Nothing until it is clear that nobody is signed in. */
  signingIn() {
    if (!this.#asked) return html``;
    return html`<jh-sign-in
      as=${this.#as}
      for=${this.#words}
      .window=${this.window}
      ?ended=${this.#ended}
      @signed-in=${(/** @type {CustomEvent<Me>} */ { detail }) => this.#enter(detail)}
    ></jh-sign-in>`;
  }
}
