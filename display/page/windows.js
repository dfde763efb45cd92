/**
 * @typedef {import("shared/staff_card.js").Staff} Staff
 * @typedef {object} Window
 * @property {string} code
 * @property {import("shared/words.js").Texts} name
 * @property {string} state
 * @property {string | null} reason
 * @property {string | null} until when a pause should end
 * @property {Staff | null} staff
 * @property {string[]} services
 * @property {{number: string, state: string, service: string} | null} serving
 */

/** These name no window: a called ticket ends so at closing time. */
const ENDED_ANYWHERE = new Set(["ticket.expired", "ticket.cancelled"]);

/**
 * The window after something happened in the hall; the same object when that did not concern it.
 * @param {Window} window
 * @param {{kind: string, data: any}} event
 * @returns {Window}
 */
export function after(window, { kind, data }) {
  const { number, service } = data;
  const ended = ENDED_ANYWHERE.has(kind) && number !== undefined && number === window.serving?.number;
  if (data.window !== window.code && !ended) return window;
  if (kind.startsWith("window.")) {
    return { ...window, state: data.state, reason: data.reason, until: data.until ?? null, staff: data.staff };
  }
  if (kind === "ticket.called" || kind === "ticket.recalled") return { ...window, serving: { number, service, state: "called" } };
  if (kind === "serving.started" || kind === "serving.resumed") return { ...window, serving: { number, service, state: "serving" } };
  return number !== undefined && number === window.serving?.number ? { ...window, serving: null } : window;
}
