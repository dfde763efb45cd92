/** @typedef {{numerator: number, denominator: number, value: number | null}} Ratio */

/** A share in per cent, a dash where there is nothing to divide by. @param {Ratio} ratio */
export function percent({ value }) {
  return value === null ? "—" : `${(value * 100).toFixed(1)}%`;
}

/** Numerator and denominator, as every indicator shows them. @param {Ratio} ratio */
export function count({ numerator, denominator }) {
  return `${numerator} / ${denominator}`;
}

/** Minutes with one decimal. @param {number | null} value */
export function tenths(value) {
  return value === null ? "—" : value.toFixed(1);
}
