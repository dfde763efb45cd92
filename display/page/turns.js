/**
 * @typedef {{language: string, text: string, audio: string | null}} Speech
 * @typedef {{seq: number, at: string, number: string, window: string, service: string, calls: number, language: string, speech: Speech[], quiet?: boolean}} Call
 */

/** How many calls are remembered: what stands in front and those that stood there before it. */
const REMEMBERED = 9;
const EACH_STANDS_MS = 2_500;
const IN_A_RUSH_MS = 1_200;
/** So many waiting for their turn in front are a rush, in which each stands there for a shorter time. */
const RUSH = 4;

/**
 * Whose turn it is in front. Each call stands there by itself for a while, however fast they come, and then moves
 * down the list: none is skipped. Nothing is kept of calls that have left the list.
 */
export class Turns {
  /** @type {Call[]} */
  #waiting = [];
  /** @type {number | undefined} */
  #timer;

  /** @param {(shown: Call[]) => void} onShown told the calls, newest in front */
  constructor(onShown) {
    this.onShown = onShown;
    /** @type {Call[]} */
    this.shown = [];
  }

  /** What was called before we came. @param {Call[]} calls newest first */
  begin(calls) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#show(calls.reduceRight(inFront, /** @type {Call[]} */ ([])));
  }

  /** @param {Call} call */
  add(call) {
    this.#waiting.push(call);
    if (this.#timer === undefined) this.#next();
  }

  #next() {
    this.#timer = undefined;
    const call = this.#waiting.shift();
    if (!call) return;
    this.#show(inFront(this.shown, call));
    this.#timer = setTimeout(() => this.#next(), this.#waiting.length >= RUSH ? IN_A_RUSH_MS : EACH_STANDS_MS);
  }

  /** @param {Call[]} calls */
  #show(calls) {
    this.shown = calls;
    this.onShown(calls);
  }
}

/**
 * The calls with one more in front, each number once.
 * @param {Call[]} calls
 * @param {Call} call
 */
function inFront(calls, call) {
  return [call, ...calls.filter((each) => each.number !== call.number)].slice(0, REMEMBERED);
}
