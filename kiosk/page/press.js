import { newKey } from "shared/api.js";

/**
 * One press, one key, one ticket: the same wish within a visit is asked for under the same key until it was answered,
 * also after somebody stopped waiting for it and pressed again.
 */
export class Press {
  #wish = "";
  #key = "";

  /** @param {import("shared/api.js").Api} api */
  constructor(api) {
    this.api = api;
  }

  /**
   * Asks until the hub answers. Raises ApiError when it refuses, HubAway when `signal` ended the waiting.
   * @param {string} path
   * @param {unknown} body
   * @param {{onAway: () => void, signal: AbortSignal}} options
   */
  async ask(path, body, { onAway, signal }) {
    const wish = JSON.stringify([path, body]);
    if (wish !== this.#wish) {
      this.#wish = wish;
      this.#key = newKey();
    }
    const answer = await this.api.postUntilAnswered(path, body, { key: this.#key, onAway, signal });
    this.forget();
    return answer;
  }

  /** The visit is over; what comes next is somebody else's wish. */
  forget() {
    this.#wish = "";
  }
}
