/**
 * The queue of calls of one room: what is said of a call that has waited so long, one call after another.
 *
 * @typedef {{language: string, text: string, audio: string | null}} Speech
 * @typedef {{seq: number, at: string, number: string, window: string, service: string, calls: number, language: string, speech: Speech[]}} Call
 * @typedef {{speech: Speech[], times: number}} Plan what follows the chime: these utterances, so many times
 */

const ONCE_AFTER_MS = 8_000;
const CHIME_AFTER_MS = 20_000;
const STALE_AFTER_MS = 20_000;
/** How long each call stands in front at the least, also without sound. */
const EACH_SEEN_MS = 2_500;

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
 * Whether a call is too old to be spoken: after an outage it is shown, not spoken.
 * @param {Call} call
 * @param {number} nowMs by the hub's clock
 */
export function isStale(call, nowMs) {
  return nowMs - Date.parse(call.at) > STALE_AFTER_MS;
}

/**
 * One call after another stands in front for as long as it is spoken; none is swallowed, none overlaps. Calls that an
 * outage kept from us are shown without a word, and never delay one that can still be spoken.
 */
export class Calls {
  /** @type {{call: Call, cameMs: number, silent: boolean}[]} */
  #fresh = [];
  /** @type {{call: Call, cameMs: number, silent: boolean}[]} */
  #stale = [];
  #busy = false;

  /**
   * @param {object} parts
   * @param {(call: Call) => void} parts.show puts a call in front
   * @param {(plan: () => Plan) => Promise<boolean>} parts.announce speaks; `plan` may become shorter while it does.
   *   Resolves, when it is over, with whether it was heard
   * @param {(call: Call) => void} parts.heard
   * @param {() => void} [parts.rest] nobody waits any more
   * @param {() => number} [parts.now] monotonic milliseconds
   * @param {(ms: number) => Promise<void>} [parts.wait]
   */
  constructor({ show, announce, heard, rest = () => {}, now = () => performance.now(), wait = pause }) {
    this.show = show;
    this.announce = announce;
    this.heard = heard;
    this.rest = rest;
    this.now = now;
    this.wait = wait;
  }

  /** @param {Call} call @param {{silent: boolean}} how */
  add(call, { silent }) {
    (silent ? this.#stale : this.#fresh).push({ call, cameMs: this.now(), silent });
    if (!this.#busy) void this.#run();
  }

  async #run() {
    this.#busy = true;
    for (let next = this.#next(); next; next = this.#next()) {
      this.show(next.call);
      await Promise.all([this.wait(EACH_SEEN_MS), next.silent ? null : this.#speak(next)]);
    }
    this.#busy = false;
    this.rest();
  }

  #next() {
    return this.#fresh.shift() ?? this.#stale.shift();
  }

  /** @param {{call: Call, cameMs: number}} turn */
  async #speak({ call, cameMs }) {
    const waited = this.now() - cameMs;
    try {
      const heard = await this.announce(() => planOf(call.speech, Math.max(waited, this.#longestWaitMs())));
      if (heard) this.heard(call);
    } catch (error) {
      console.error(error); // one call that cannot be spoken must not silence those after it
    }
  }

  #longestWaitMs() {
    const oldest = this.#fresh.at(0);
    return oldest ? this.now() - oldest.cameMs : 0;
  }
}

/** @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
