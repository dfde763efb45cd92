import { ApiError, newKey } from "shared/api.js";

const KEPT = "jiaohao.kiosk.press";
const FRESH_MS = 60_000;

/**
 * One press, one key, one ticket: the same wish within a visit is asked for under the same key until it was answered,
 * also after somebody stopped waiting for it and pressed again, and after this computer was started anew.
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
    localStorage.setItem(KEPT, JSON.stringify({ path, body, key: this.#key, at: Date.now() }));
    try {
      const answer = await this.api.postUntilAnswered(path, body, { key: this.#key, onAway, signal });
      this.forget();
      return answer;
    } catch (error) {
      if (error instanceof ApiError) localStorage.removeItem(KEPT);
      throw error;
    }
  }

  /**
   * The wish that was not answered when this page ended a moment ago; asking for it again goes by its old key.
   * @returns {{path: string, body: unknown} | null}
   */
  left() {
    const { path, body, key, at } = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    localStorage.removeItem(KEPT);
    if (!key || Math.abs(Date.now() - at) > FRESH_MS) return null;
    this.#wish = JSON.stringify([path, body]);
    this.#key = key;
    return { path, body };
  }

  /** The visit is over; what comes next is somebody else's wish. */
  forget() {
    this.#wish = "";
    localStorage.removeItem(KEPT);
  }
}
