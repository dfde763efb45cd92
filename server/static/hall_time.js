import { page } from "shared/words.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The instant at which the hall's clock shows this, in milliseconds since 1970.
 * @param {string} day YYYY-MM-DD of the hall @param {string} time HH:MM
 */
export function instant(day, time) {
  const shown = Date.parse(`${day}T${time}:00Z`);
  // By how much the hall is ahead depends on the instant that is looked for; a second look has it right.
  const near = shown - aheadMs(shown);
  return shown - aheadMs(near);
}

/** The day so many days later. @param {string} day YYYY-MM-DD @param {number} days */
export function laterDay(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** By how much the hall's clock is ahead of UTC at an instant. @param {number} ms */
function aheadMs(ms) {
  const options = /** @type {const} */ ({ dateStyle: "short", timeStyle: "medium", timeZone: page.hall.time_zone });
  const shown = new Intl.DateTimeFormat("sv-SE", options).format(ms);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(ms / 1000) * 1000;
}
