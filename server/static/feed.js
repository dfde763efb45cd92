import { io } from "socket.io-client";
import { hearHubTime, hubNow } from "./hub_clock.js";

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

/** The hub says something every 5 s; a connection that is silent for longer is dead, though nobody closed it. */
const SILENT_MS = 12_000;
/** Pause before asking again a hub that could not say who we are, because its database was away. */
const AGAIN_MS = 1_000;
const REFUSALS = [401, 403];

export { hubNow };

/** The hub's feed: one snapshot, then every event in order, none twice, none missing, also across outages. */
export class Feed {
  /** @type {import("socket.io-client").Socket | null} */
  #socket = null;
  /** @type {number | null} */
  #since = null;
  /** @type {string | null} */
  #epoch = null;
  #heardMs = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;

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
      this.#hear(snapshot.at);
      listener.onSnapshot(snapshot.state, snapshot);
      listener.onLive?.(true);
    });
    socket.on("event", (/** @type {FeedEvent} */ event) => {
      this.#hear(event.at);
      if (this.#follows(event)) {
        this.#since = event.seq;
        listener.onEvent(event, { live: true });
        listener.onLive?.(true);
      }
    });
    socket.on("tick", (/** @type {{seq: number, after: number, at: string}} */ tick) => {
      this.#hear(tick.at);
      if (this.#follows(tick)) {
        this.#since = tick.seq;
        listener.onLive?.(true);
      }
    });
    socket.on("connect", () => (this.#heardMs = performance.now()));
    this.#watch = setInterval(() => {
      if (socket.connected && performance.now() - this.#heardMs > SILENT_MS) socket.disconnect().connect();
    }, AGAIN_MS);
    socket.on("presence", (presence) => listener.onPresence?.(presence));
    socket.on("disconnect", (reason) => {
      listener.onLive?.(false);
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", (/** @type {Error & {data?: {status?: number}}} */ error) => {
      listener.onLive?.(false);
      const status = error.data?.status;
      if (status === undefined) return;
      if (REFUSALS.includes(status)) listener.onRefused?.(status);
      else setTimeout(() => socket === this.#socket && socket.connect(), AGAIN_MS);
    });
  }

  /** Begins anew with a snapshot: something changed of which only the snapshot tells. */
  refresh() {
    this.#since = null;
    this.#socket?.disconnect().connect();
  }

  /** Tells the hub that a call was heard. @param {number} seq */
  spoken(seq) {
    this.#socket?.emit("spoken", { seq });
  }

  close() {
    clearInterval(this.#watch);
    this.#socket?.disconnect();
    this.#socket = null;
  }

  /** @param {string} at */
  #hear(at) {
    this.#heardMs = performance.now();
    hearHubTime(at);
  }

  /** Whether this continues what we know; after a gap we connect again and are told what we missed.
   * @param {{after: number}} message */
  #follows(message) {
    if (message.after === this.#since) return true;
    this.#socket?.disconnect().connect();
    return false;
  }
}
