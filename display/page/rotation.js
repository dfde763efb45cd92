/** Moves an element on to its next thought, calmly and at the same pace everywhere on the board. */
export class Rotation {
  at = 0;

  /**
   * @param {import("lit").ReactiveControllerHost} host
   * @param {number} everyMs
   */
  constructor(host, everyMs) {
    this.host = host;
    this.everyMs = everyMs;
    host.addController(this);
  }

  hostConnected() {
    this.timer = setInterval(() => {
      this.at += 1;
      this.host.requestUpdate();
    }, this.everyMs);
  }

  hostDisconnected() {
    clearInterval(this.timer);
  }

  /** Whose turn it is. @template T @param {T[]} all @returns {T | undefined} */
  of(all) {
    return all[this.at % all.length];
  }

  /** The page of so many that is shown now. @template T @param {T[]} all @param {number} size @returns {T[]} */
  page(all, size) {
    const pages = Math.max(1, Math.ceil(all.length / size));
    const first = (this.at % pages) * size;
    return all.slice(first, first + size);
  }
}
