import { Api, ApiError, newKey } from "shared/api.js";
import { report } from "shared/device_report.js";

/** @typedef {{serving: string, grade: string, [field: string]: unknown}} Press */

const PASSING = new Set([401, 403, 429]);
const TRY_AGAIN_MS = 60_000;

/** Presses that the hub has not confirmed yet. They outlive a reload and go out under one key each, so each lands once. */
export class Outbox {
  /** @param {{token: string | null, name: string}} options */
  constructor({ token, name }) {
    this.api = new Api({ token });
    this.name = name;
    this.sending = false;
  }

  /** @returns {{key: string, press: Press, held?: boolean}[]} */
  get waiting() {
    return JSON.parse(localStorage.getItem(this.name) ?? "[]");
  }

  set waiting(presses) {
    localStorage.setItem(this.name, JSON.stringify(presses));
    report({ unsent: presses.length });
  }

  /** Whether a press for this serving is still here. @param {string} serving */
  holds(serving) {
    return this.waiting.some(({ press }) => press.serving === serving);
  }

  /** Keeps a press that may still be changed, in case the page goes before it is sent. @param {Press} press */
  hold(press) {
    this.waiting = [...this.#others(press.serving), { key: newKey(), press, held: true }];
  }

  /** The press that is held for a serving. @param {string} serving */
  held(serving) {
    return this.waiting.find((each) => each.held && each.press.serving === serving)?.press;
  }

  /** The citizen thinks again. @param {string} serving */
  drop(serving) {
    this.waiting = this.#others(serving);
  }

  /** Sends a press, in place of the one that was held. @param {Press} press */
  put(press) {
    const key = this.waiting.find((each) => each.press.serving === press.serving)?.key ?? newKey();
    this.waiting = [...this.#others(press.serving), { key, press }];
    void this.sendAll();
  }

  /** What an earlier run of this page held was pressed and never changed again. */
  sendHeld() {
    this.waiting = this.waiting.map(({ key, press }) => ({ key, press }));
    void this.sendAll();
  }

  async sendAll() {
    if (this.sending) return;
    this.sending = true;
    for (let next = this.#ready(); next; next = this.#ready()) {
      const { key, press } = next;
      try {
        await this.api.postUntilAnswered("/ratings", press, { key });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // The press stays until this tablet has a good token again, or the hub has caught its breath.
        if (PASSING.has(error.status)) {
          setTimeout(() => this.sendAll(), TRY_AGAIN_MS);
          break;
        }
        // Refused for good (rated on the phone already, say): asking again would not change that.
      }
      this.waiting = this.waiting.filter((each) => each.key !== key);
    }
    this.sending = false;
  }

  #ready() {
    return this.waiting.find((each) => !each.held);
  }

  /** @param {string} serving */
  #others(serving) {
    return this.waiting.filter((each) => each.press.serving !== serving);
  }
}
