/** @typedef {{numerator: number, denominator: number, value: number | null, low?: number | null, high?: number | null}} Ratio */
/** @typedef {{keys: string[], labels: string[], [figure: string]: any}} Row of the figures by one dimension or two */

/** A share in per cent, a dash where there is nothing to divide by. @param {Ratio} ratio */
export function percent({ value }) {
  return value === null ? "—" : `${(value * 100).toFixed(1)}%`;
}

/** Numerator and denominator, as every indicator shows them. @param {Ratio} ratio */
export function count({ numerator, denominator }) {
  return `${numerator} / ${denominator}`;
}

/** Between what the share lies, with 95 % certainty, as finely as the two ends can be told apart. @param {Ratio} ratio */
export function span({ low, high }) {
  if (low === null || low === undefined || high === null || high === undefined) return "";
  const digits = high - low < 0.02 ? 1 : 0;
  return `${(low * 100).toFixed(digits)}–${(high * 100).toFixed(digits)}%`;
}

/** Minutes with one decimal. @param {number | null} value */
export function tenths(value) {
  return value === null ? "—" : value.toFixed(1);
}

const COUNTS = ["issued", "finished", "rated"];

/** A figure as it is shown: a share in per cent, a count whole, minutes with one decimal. @param {string} name @param {any} value */
export function shown(name, value) {
  if (value === null || value === undefined) return "—";
  if (typeof value === "object") return percent(value);
  return COUNTS.includes(name) ? String(value) : tenths(value);
}

/** The figure as one number. @param {any} value @returns {number | null} */
export function plain(value) {
  return value !== null && typeof value === "object" ? value.value : (value ?? null);
}
