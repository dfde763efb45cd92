import { after } from "./windows.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {import("./windows.js").Window} Window
 * @typedef {import("./turns.js").Call} Call
 * @typedef {{code: string, name: Texts, icon: string, waiting: number, materials: Texts[]}} Service
 */

/** The part of the hall that one board shows: its windows and services, and which calls belong on it. */
export class Hall {
  /** @param {{windows?: string[], services?: string[]} | undefined} board what it shows; without codes everything */
  constructor(board) {
    this.windowCodes = new Set(board?.windows);
    this.serviceCodes = new Set(board?.services);
    /** @type {Window[]} */
    this.windows = [];
    /** @type {Service[]} */
    this.services = [];
    /** @type {Texts[]} */
    this.notices = [];
    /** @type {Map<string, Texts>} of all services, since a call here may be of one that others handle */
    this.names = new Map();
  }

  /** @param {any} state what the feed tells first */
  begin(state) {
    const { windowCodes, serviceCodes } = this;
    this.windows = state.windows.filter((/** @type {Window} */ each) => windowCodes.size === 0 || windowCodes.has(each.code));
    const handled = new Set(this.windows.flatMap((window) => window.services));
    this.services = state.services.filter((/** @type {Service} */ each) =>
      serviceCodes.size > 0 ? serviceCodes.has(each.code) : windowCodes.size === 0 || handled.has(each.code),
    );
    this.names = new Map(state.services.map((/** @type {Service} */ each) => [each.code, each.name]));
    this.notices = state.notices;
  }

  /** @param {import("shared/feed.js").FeedEvent} event */
  heard(event) {
    const { kind, data } = event;
    if (data.waiting !== undefined && this.services.some((each) => each.code === data.service)) {
      this.services = this.services.map((each) => (each.code === data.service ? { ...each, waiting: data.waiting } : each));
    }
    const windows = this.windows.map((window) => after(window, event));
    if (windows.some((window, place) => window !== this.windows[place])) this.windows = windows;
    if (kind === "notice.changed") this.notices = data.notices;
  }

  /** Whether this board shows the call. @param {Call} call */
  has(call) {
    const { windowCodes, serviceCodes } = this;
    return (windowCodes.size === 0 || windowCodes.has(call.window)) && (serviceCodes.size === 0 || serviceCodes.has(call.service));
  }

  get isOpen() {
    return this.windows.some((window) => window.state !== "closed");
  }

  /** @param {string} service */
  name(service) {
    return this.names.get(service) ?? null;
  }
}
