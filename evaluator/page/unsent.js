/** Most presses wait: while a citizen still chooses reasons, or the network is away for a moment. That is no trouble. */
const TROUBLE_AFTER_MS = 60_000;

/** Tells the manager of presses that have waited long for the hub, and at once that none waits any more. */
export class Unsent {
  #count = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(count: number) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** @param {number} count how many presses wait now */
  note(count) {
    this.#count = count;
    if (count === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.tell(0);
    } else {
      this.#timer ??= setTimeout(() => this.#late(), TROUBLE_AFTER_MS);
    }
  }

  /** From here on each further press is news, until all are sent. */
  #late() {
    this.tell(this.#count);
    this.#timer = undefined;
  }
}
