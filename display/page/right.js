import { Api } from "shared/api.js";

const ASK_EVERY_MS = 2_500;

/**
 * The right to speak in this room (话语权): of all terminals that are heard there, one has it for a few seconds at a time.
 * It is kept at the hub, asked for again before it ends, and given back when this page closes or falls silent.
 */
export class Right {
  #until = 0;
  #spoken = 0;
  /** @type {number | undefined} */
  #timer;
  #id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  /**
   * @param {object} options
   * @param {string} options.token
   * @param {string} options.room
   * @param {(volume: number) => void} options.onVolume told the hall's volume, 0 to 1
   */
  constructor({ token, room, onVolume }) {
    this.api = new Api({ token });
    this.token = token;
    this.path = `/voice/rooms/${room}/right/${this.#id}`;
    this.onVolume = onVolume;
    /** The last call that was heard in this room. */
    this.spoken = 0;
  }

  /** Whether we may speak for the next so many milliseconds: a sound must end before the right does. @param {number} [ms] */
  holds(ms = 0) {
    return performance.now() + ms < this.#until;
  }

  /** Takes part from now on. */
  start() {
    if (this.#timer === undefined) void this.#ask();
  }

  /** Steps back, so that another terminal speaks at once. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.holds()) return;
    this.#until = 0;
    const headers = { Authorization: `Bearer ${this.token}` };
    void fetch(`/api/v1${this.path}`, { method: "DELETE", headers, keepalive: true }).catch(() => {});
  }

  /** We said this one. @param {number} seq */
  said(seq) {
    this.#spoken = this.spoken = Math.max(seq, this.spoken);
  }

  async #ask() {
    const askedAt = performance.now();
    this.#timer = setTimeout(() => this.#ask(), ASK_EVERY_MS);
    try {
      const answer = await this.api.put(this.path, this.#spoken ? { spoken: this.#spoken } : {});
      if (this.#timer === undefined) return;
      this.#until = answer.speaks ? Math.max(this.#until, askedAt + answer.seconds * 1000) : 0;
      this.spoken = Math.max(this.spoken, answer.spoken);
      this.onVolume(answer.volume / 100);
    } catch {
      // Without an answer the right runs out by itself; asked again in a moment.
    }
  }
}
