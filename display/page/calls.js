/**
 * The queue of speech of one room: what is said of a call that has waited so long, one call after another.
 *
 * @typedef {import("./turns.js").Speech} Speech
 * @typedef {import("./turns.js").Call} Call
 * @typedef {{speech: Speech[], times: number}} Plan what follows the chime: these utterances, so many times
 */

const ONCE_AFTER_MS = 8_000;
const CHIME_AFTER_MS = 20_000;
const STALE_AFTER_MS = 20_000;
const LOOK_AGAIN_MS = 250;

/**
 * What is said of a call when the oldest in the queue has waited `waitedMs`: everything twice; after 8 s once and
 * in the ticket's own language, which stands first; after 20 s nothing but the chime.
 * @param {Speech[]} speech
 * @param {number} waitedMs
 * @returns {Plan}
 */
export function planOf(speech, waitedMs) {
  const audible = speech.filter((each) => each.audio !== null);
  if (waitedMs > CHIME_AFTER_MS) return { speech: [], times: 0 };
  if (waitedMs > ONCE_AFTER_MS) return { speech: audible.slice(0, 1), times: 1 };
  return { speech: audible, times: 2 };
}

/**
 * Whether a call is too old to be spoken when it arrives: after an outage it is shown, not spoken.
 * @param {Call} call
 * @param {number} nowMs by the hub's clock
 */
export function isStale(call, nowMs) {
  return nowMs - Date.parse(call.at) > STALE_AFTER_MS;
}

/**
 * One call after another is spoken; none is swallowed, none overlaps. While another terminal speaks in this room the
 * calls are kept until that one has said them, so that this one can go on where it stopped.
 */
export class Calls {
  /** @type {{call: Call, cameMs: number}[]} */
  #waiting = [];
  #busy = false;

  /**
   * @param {object} parts
   * @param {() => {mine: boolean, spoken: number}} parts.right whether we speak here, and the last call spoken here
   * @param {(plan: () => Plan) => Promise<boolean>} parts.announce speaks; `plan` may become shorter while it does.
   *   Resolves, when it is over, with whether it was heard
   * @param {(call: Call) => void} parts.heard
   * @param {(call: Call | null) => void} [parts.saying] told which call is being spoken
   * @param {() => number} [parts.now] monotonic milliseconds
   * @param {(ms: number) => Promise<void>} [parts.wait]
   */
  constructor({ right, announce, heard, saying = () => {}, now = () => performance.now(), wait = pause }) {
    this.right = right;
    this.announce = announce;
    this.heard = heard;
    this.saying = saying;
    this.now = now;
    this.wait = wait;
  }

  /** @param {Call} call @param {number} agedMs how long ago it was made */
  add(call, agedMs) {
    this.#waiting.push({ call, cameMs: this.now() - agedMs });
    if (!this.#busy) void this.#run();
  }

  async #run() {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const { mine, spoken } = this.right();
      this.#waiting = this.#waiting.filter(({ call, cameMs }) =>
        mine ? call.seq > spoken : call.seq > spoken && this.now() - cameMs < STALE_AFTER_MS,
      );
      const next = mine ? this.#waiting.shift() : undefined;
      if (next) await this.#speak(next);
      else if (this.#waiting.length > 0) await this.wait(LOOK_AGAIN_MS);
    }
    this.#busy = false;
  }

  /** @param {{call: Call, cameMs: number}} turn */
  async #speak({ call, cameMs }) {
    const waited = this.now() - cameMs;
    this.saying(call);
    try {
      const heard = await this.announce(() => planOf(call.speech, Math.max(waited, this.#longestWaitMs())));
      if (heard) this.heard(call);
    } catch (error) {
      console.error(error); // one call that cannot be spoken must not silence those after it
    }
    this.saying(null);
  }

  #longestWaitMs() {
    const oldest = this.#waiting.at(0);
    return oldest ? this.now() - oldest.cameMs : 0;
  }
}

/** @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
