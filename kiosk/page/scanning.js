const BETWEEN_KEYS_MS = 80;
const SHORTEST = 4;

/**
 * A QR scanner is a keyboard that types fast and ends with Enter. Calls `onCode` with the code; of an address, its last
 * part. Nobody types so fast by hand, so a keyboard goes on working.
 * @param {(code: string) => void} onCode
 */
export function onScan(onCode) {
  let text = "";
  let last = 0;
  window.addEventListener(
    "keydown",
    (event) => {
      const now = performance.now();
      if (now - last > BETWEEN_KEYS_MS) text = "";
      last = now;
      if (event.key.length === 1) {
        text += event.key;
        return;
      }
      if (event.key !== "Enter") return;
      const code = text.match(/[A-Za-z0-9_-]+$/)?.[0] ?? "";
      text = "";
      if (code.length < SHORTEST) return;
      // Else it would also press the button that has the focus.
      event.preventDefault();
      event.stopPropagation();
      onCode(code);
    },
    true,
  );
}
