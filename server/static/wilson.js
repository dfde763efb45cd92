const Z = 1.959964;

/**
 * The 95 % interval of a share (E. B. Wilson, JASA 22 (1927) 209–212): wide where few were asked.
 * @param {number} numerator
 * @param {number} denominator
 * @returns {{low: number, high: number} | null} null where nobody was asked
 */
export function wilson(numerator, denominator) {
  if (denominator === 0) return null;
  const share = numerator / denominator;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * denominator);
  const half = Z * Math.sqrt((share * (1 - share)) / denominator + z2 / (4 * denominator * denominator));
  const scale = 1 + z2 / denominator;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}
