/** Whole minutes. @param {number} ms */
export function minutes(ms) {
  return Math.max(0, Math.floor(ms / 60_000));
}

/** m:ss, for something that is running. @param {number} ms */
export function mmss(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
