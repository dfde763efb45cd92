import { hubNow } from "shared/feed.js";

/** When each press was made, by its serving: what is said about it later does not make it later. */
export class Moments {
  /** @type {Map<string, {grade: string, waited_ms: number, rated_at: string}>} */
  #kept = new Map();

  /**
   * The moment of this press; it stays until another grade is pressed or it is forgotten.
   * @param {string} serving @param {string} grade
   * @param {number} invitedMs when the citizen was asked, by the page's own clock
   */
  of(serving, grade, invitedMs) {
    let moment = this.#kept.get(serving);
    if (moment?.grade !== grade) {
      moment = { grade, waited_ms: Math.round(performance.now() - invitedMs), rated_at: new Date(hubNow()).toISOString() };
      this.#kept.set(serving, moment);
    }
    return moment;
  }

  /** @param {string} serving */
  forget(serving) {
    this.#kept.delete(serving);
  }
}
