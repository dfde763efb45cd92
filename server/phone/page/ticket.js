import { NEAR } from "./place.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{low_minutes: number, high_minutes: number}} Wait
 * @typedef {object} Ticket
 * @property {string} id
 * @property {string} number
 * @property {string} state
 * @property {number | null} ahead
 * @property {Wait | null} wait
 * @property {number | null} windows_open while it waits: how many windows are open for its service
 * @property {string} issued_at
 * @property {string} language
 * @property {Texts} service_name
 * @property {Texts[]} materials
 * @property {string | null} window
 * @property {boolean} postponed
 * @property {Answer | null} [answer] to a bad rating
 * @typedef {{text: string, at: string}} Answer
 * @typedef {{id: string, serving: string}} Invitation
 * @typedef {{ticket: Ticket, invitation: Invitation | null, rated: boolean, answer: Answer | null}} State
 * @typedef {{state: State, at: string}} Served what the page came with
 */

/** Whether it is time to come back to the hall. @param {Ticket} ticket */
export function isNear(ticket) {
  return ticket.state === "waiting" && ticket.ahead !== null && ticket.ahead <= NEAR;
}
