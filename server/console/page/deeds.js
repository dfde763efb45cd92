/**
 * What a clerk can do, under which key, and what is possible now.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {{name: string, key: string, allowed: boolean, path?: string, body?: object, dialog?: string}} Deed
 */

/** How many calls are still to be made before somebody counts as not having come. @param {State} state */
export function callsLeft(state) {
  return Math.max(0, state.calls_before_missed - (state.current?.calls ?? 0));
}

/**
 * The deeds of the console in their places, each with whether it is possible now.
 * @param {State} state
 * @returns {Deed[]}
 */
export function deedsOf(state) {
  const { window, current, queue, last, undo } = state;
  const open = window.state === "open";
  const at = current ? `/servings/${current.id}` : "";
  const called = current?.state === "called";
  const serving = current?.state === "serving";
  const here = `/windows/${window.code}`;
  return [
    open || window.state === "paused"
      ? { name: "next", key: " ", allowed: open && !current && queue.length > 0, path: `${here}/call` }
      : { name: "open", key: "o", allowed: true, path: `${here}/open` },
    { name: "recall", key: "r", allowed: called, path: `${at}/recall` },
    { name: "start", key: "s", allowed: called, path: `${at}/start` },
    { name: "finish", key: "f", allowed: serving, path: `${at}/finish` },
    { name: "no_show", key: "n", allowed: called && callsLeft(state) === 0, path: `${at}/no-show` },
    { name: "hold", key: "h", allowed: called || serving, path: `${at}/hold` },
    { name: "transfer", key: "t", allowed: called || serving, dialog: "transfer" },
    window.state === "paused"
      ? { name: "resume", key: "p", allowed: true, path: `${here}/resume` }
      : { name: "pause", key: "p", allowed: open, dialog: "pause" },
    { name: "invite", key: "i", allowed: !current && last !== null && !last.rated, path: `/servings/${last?.id}/invite` },
    { name: "undo", key: "z", allowed: undo !== null, path: `/servings/${undo?.serving}/undo` },
    { name: "for_someone", key: "g", allowed: true, dialog: "issue" },
    { name: "close", key: "c", allowed: window.state !== "closed" && !current, dialog: "close" },
  ];
}

/** The one deed that makes sense next; it alone is gold. @param {Deed[]} deeds @returns {string | undefined} */
export function nextDeed(deeds) {
  return ["finish", "start", "next", "resume", "open"].find((name) => deeds.some((deed) => deed.name === name && deed.allowed));
}
