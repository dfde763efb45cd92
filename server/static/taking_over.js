const LOOK_EVERY_MS = 1_000;
/** Not all screens of a hall ask for their page in the same moment. */
const SPREAD_MS = 2_000;

/**
 * Begins the page anew once the hall is defined otherwise and nobody is in the middle of something here.
 * A page that is no longer of the hall, such as that of a window that was taken out, stays as it is.
 */
export class TakingOver {
  /** @param {(waitedMs: number) => boolean} isCalm whether nobody would notice now, having waited for it so long */
  constructor(isCalm) {
    this.isCalm = isCalm;
    this.asking = false;
    /** @type {number | undefined} */
    this.since = undefined;
  }

  /** @param {{kind: string}} event of the feed */
  heard({ kind }) {
    if (kind !== "definition.changed") return;
    clearInterval(this.timer);
    clearTimeout(this.soon);
    this.since ??= performance.now();
    this.soon = setTimeout(() => {
      this.timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    }, Math.random() * SPREAD_MS);
  }

  #isCalm() {
    return this.isCalm(performance.now() - (this.since ?? 0));
  }

  async #look() {
    if (this.asking || !this.#isCalm()) return;
    this.asking = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status === 404) clearInterval(this.timer);
      // Somebody may have come while the hub was asked.
      if (answer.ok && this.#isCalm()) location.reload();
    } catch {
      // The hub is away; a page that is there is better than one that cannot be loaded.
    } finally {
      this.asking = false;
    }
  }
}
