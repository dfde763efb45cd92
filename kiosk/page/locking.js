const BLOCKED_KEYS = new Set(["F1", "F3", "F5", "F6", "F7", "F11", "F12", "BrowserBack", "BrowserForward", "BrowserHome", "ContextMenu"]);
const BLOCKED_WITH_CONTROL = /^[a-z+\-=0_]$/i;

/** Keeps whoever stands here on the page: no menu, no zoom, no dragging, no selecting, no way back, no shortcuts. */
export function lock() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html, body {
    overflow: hidden;
    overscroll-behavior: none;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  for (const name of ["contextmenu", "dragstart", "selectstart", "gesturestart", "drop", "dragover"]) {
    window.addEventListener(name, prevent, { capture: true });
  }
  window.addEventListener("wheel", preventZoom, { capture: true, passive: false });
  window.addEventListener("touchmove", preventPinch, { capture: true, passive: false });
  window.addEventListener("keydown", preventShortcut, { capture: true });
  window.addEventListener("auxclick", prevent, { capture: true });
  // One entry more than there was: going back leads to it, and from it here again.
  history.pushState(null, "", location.href);
  window.addEventListener("popstate", () => history.pushState(null, "", location.href));
}

/** @param {Event} event */
function prevent(event) {
  event.preventDefault();
}

/** @param {WheelEvent} event */
function preventZoom(event) {
  if (event.ctrlKey) event.preventDefault();
}

/** @param {TouchEvent} event */
function preventPinch(event) {
  if (event.touches.length > 1) event.preventDefault();
}

/** @param {KeyboardEvent} event */
function preventShortcut(event) {
  const control = (event.ctrlKey || event.metaKey) && BLOCKED_WITH_CONTROL.test(event.key);
  const history = event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight" || event.key === "Home");
  if (control || history || BLOCKED_KEYS.has(event.key)) event.preventDefault();
}

const CORNER_PX = 160;
const PRESSES = 5;
const WITHIN_MS = 4_000;

/** Calls `open` when the upper right corner was pressed five times within four seconds: the service gesture. @param {() => void} open */
export function onServiceGesture(open) {
  /** @type {number[]} */
  let presses = [];
  window.addEventListener(
    "pointerdown",
    (event) => {
      const inCorner = event.clientX > window.innerWidth - CORNER_PX && event.clientY < CORNER_PX;
      const now = performance.now();
      presses = inCorner ? [...presses.filter((at) => now - at < WITHIN_MS), now] : [];
      if (presses.length < PRESSES) return;
      presses = [];
      open();
    },
    true,
  );
}
