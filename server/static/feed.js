import { io } from "socket.io-client";

/**
 * @typedef {{seq: number, after: number, at: string, kind: string, data: any}} FeedEvent
 * @typedef {{epoch: string, seq: number, at: string, state: any}} Snapshot
 * @typedef {object} Listener
 * @property {string | null} [token] a device's or ticket's; without it the page's session counts
 * @property {(state: any, snapshot: Snapshot) => void} onSnapshot
 * @property {(event: FeedEvent, info: {live: boolean}) => void} onEvent
 * @property {(live: boolean) => void} [onLive]
 * @property {(presence: {device: string, online: boolean}) => void} [onPresence]
 * @property {(status: number) => void} [onRefused]
 */

let offsetMs = Date.now() - performance.now();

/** Now by the hub's clock, in milliseconds since 1970. Terminals' own clocks are often wrong, and jump. */
export function hubNow() {
  return performance.now() + offsetMs;
}

/** @param {string} at */
function setClock(at) {
  offsetMs = Date.parse(at) - performance.now();
}

/** The hub's feed: one snapshot, then every event in order, none twice, none missing, also across outages. */
export class Feed {
  /** @type {import("socket.io-client").Socket | null} */
  #socket = null;
  /** @type {number | null} */
  #since = null;
  /** @type {string | null} */
  #epoch = null;

  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
  }

  connect() {
    const { listener } = this;
    const socket = io("/feed", {
      transports: ["websocket"],
      reconnectionDelay: 300,
      reconnectionDelayMax: 3000,
      randomizationFactor: 0.5,
      timeout: 5000,
      auth: (answer) => answer({ token: listener.token ?? null, since: this.#since, epoch: this.#epoch }),
    });
    this.#socket = socket;
    socket.on("snapshot", (/** @type {Snapshot} */ snapshot) => {
      this.#since = snapshot.seq;
      this.#epoch = snapshot.epoch;
      setClock(snapshot.at);
      listener.onSnapshot(snapshot.state, snapshot);
      listener.onLive?.(true);
    });
    socket.on("event", (/** @type {FeedEvent} */ event) => {
      if (this.#follows(event)) {
        this.#since = event.seq;
        listener.onEvent(event, { live: true });
        listener.onLive?.(true);
      }
    });
    socket.on("tick", (/** @type {{seq: number, after: number, at: string}} */ tick) => {
      if (this.#follows(tick)) {
        this.#since = tick.seq;
        listener.onLive?.(true);
      }
    });
    socket.on("presence", (presence) => listener.onPresence?.(presence));
    socket.on("disconnect", (reason) => {
      listener.onLive?.(false);
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", (/** @type {Error & {data?: {status?: number}}} */ error) => {
      listener.onLive?.(false);
      const status = error.data?.status;
      if (status !== undefined) listener.onRefused?.(status);
    });
  }

  /** Tells the hub that a call was heard. @param {number} seq */
  spoken(seq) {
    this.#socket?.emit("spoken", { seq });
  }

  close() {
    this.#socket?.disconnect();
    this.#socket = null;
  }

  /** Whether this continues what we know; after a gap we connect again and are told what we missed.
   * @param {{after: number}} message */
  #follows(message) {
    if (message.after === this.#since) return true;
    this.#socket?.disconnect().connect();
    return false;
  }
}
