/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{id: string, number: string, service: string, priority: string, on_behalf: boolean}} TicketCard
 * @typedef {object} Serving
 * @property {string} id
 * @property {TicketCard} ticket
 * @property {string} state
 * @property {number} calls
 * @property {string} called_at
 * @property {string | null} started_at
 * @property {number} waited_seconds
 * @property {string} language
 * @property {Texts} service_name
 * @property {boolean} rated
 * @typedef {{id: string, number: string, service: string, priority: string, on_behalf: boolean, waiting_since: string, service_name: Texts, language: string}} Waiting
 * @typedef {object} State
 * @property {{code: string, name: Texts, state: string, reason: string | null, staff: {job_number: string, name: string} | null}} window
 * @property {Serving | null} current
 * @property {Serving[]} held
 * @property {Waiting[]} queue
 * @property {Waiting[]} missed
 * @property {{serving: string, number: string, deed: string, until: string} | null} undo
 * @property {number} calls_before_missed
 * @property {number} today
 * @property {{code: string, name: Texts, promised_minutes: number}[]} services
 * @property {{code: string, name: Texts, state: string, services: string[]}[]} windows
 * @property {import("./alerts.js").Alert[]} alerts
 * @property {{id: string, number: string, rated: boolean} | null} last the serving that was finished here just now
 */

/** Whether the window is open and nobody is at it. @param {State} state */
export function isFree(state) {
  return !state.current && state.window.state === "open";
}

/**
 * Whether another sits here by the hub's book: on another screen, or one who did not close.
 * @param {State} state
 * @param {import("shared/sign_in.js").Me | null} me
 */
export function isTaken(state, me) {
  return state.window.staff !== null && state.window.staff.job_number !== me?.staff.job_number;
}
