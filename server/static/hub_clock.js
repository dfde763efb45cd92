/**
 * The hub's clock, as its messages tell it: terminals' own clocks are often wrong, and jump.
 *
 * No message arrives before it was sent, so the one that makes the hub's clock seem furthest ahead travelled the fastest
 * and tells the difference best. Only the last few stretches of time in which anything arrived count: long enough that
 * a network which stood still and then delivers everything at once is found out, short enough that somebody who puts
 * the hub's clock right does not silence the hall. (`display/hub_clock.py` does the same for the loudspeaker.)
 */

const STRETCH_MS = 5_000;
const STRETCHES = 4;

/** @type {{stretch: number, aheadMs: number}[]} */
let furthest = [];

/** Now by the hub's clock, in milliseconds since 1970; until the hub has said anything, by our own. */
export function hubNow() {
  const aheadMs = furthest.length ? Math.max(...furthest.map((each) => each.aheadMs)) : Date.now() - performance.now();
  return performance.now() + aheadMs;
}

/** A message has just arrived in which the hub wrote this time. @param {string} at */
export function hearHubTime(at) {
  const now = performance.now();
  const stretch = Math.floor(now / STRETCH_MS);
  const aheadMs = Date.parse(at) - now;
  const last = furthest.at(-1);
  if (last?.stretch === stretch) last.aheadMs = Math.max(last.aheadMs, aheadMs);
  else furthest = [...furthest, { stretch, aheadMs }].slice(-STRETCHES);
}
