import { Api, ApiError } from "shared/api.js";
import { askedToBe, forgetToken, keepToken } from "shared/device.js";
import { page } from "shared/words.js";

/**
 * @typedef {{poll: string, code: string, interval: number}} Begun
 * @typedef {{state: "pending" | "approved" | "refused" | "expired" | "used", interval?: number, token?: string, kind?: string, window?: string | null}} Outcome
 */

const KEPT_AS = "jiaohao.pairing";
const TRY_AGAIN_MS = 3_000;
const REFUSED_FOR_MS = 20_000;

/**
 * Asks the hub for a code and then what became of it, until a manager has let this screen in; then the page starts as
 * what the manager named it. The code outlives a reload, so that a power cut between the manager's press and ours
 * loses nothing.
 */
export class Pairing {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;

  /** @param {{onCode: (code: string) => void, onRefused: () => void, onAway: (away: boolean) => void}} listener */
  constructor(listener) {
    this.listener = listener;
    this.api = new Api();
  }

  start() {
    forgetToken(askedToBe());
    void this.#go();
  }

  stop() {
    clearTimeout(this.#next);
    this.#next = undefined;
  }

  async #go() {
    let pause = TRY_AGAIN_MS;
    try {
      pause = await this.#step();
      this.listener.onAway(false);
    } catch (error) {
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) localStorage.removeItem(KEPT_AS);
      else this.listener.onAway(true);
    }
    this.#next = setTimeout(() => this.#go(), pause);
  }

  /** One question to the hub. @returns {Promise<number>} milliseconds until the next */
  async #step() {
    const begun = kept() ?? (await this.#begin());
    this.listener.onCode(begun.code);
    /** @type {Outcome} */
    const outcome = await this.api.get(`/pairings/${begun.poll}`);
    if (outcome.state === "pending") return (outcome.interval ?? begun.interval) * 1000;
    if (outcome.state === "approved") {
      this.#become(outcome);
      return TRY_AGAIN_MS;
    }
    localStorage.removeItem(KEPT_AS);
    if (outcome.state !== "refused") return 0;
    this.listener.onRefused();
    return REFUSED_FOR_MS;
  }

  async #begin() {
    /** @type {Begun} */
    const begun = await this.api.post("/pairings", { hall: page.hall.code });
    localStorage.setItem(KEPT_AS, JSON.stringify(begun));
    return begun;
  }

  /** Starts as the device the manager named, which need not be what this page was opened as. @param {Outcome} outcome */
  #become({ token, kind, window: at }) {
    const name = kind === "evaluator" ? `evaluator-${at}` : String(kind);
    keepToken(name, String(token));
    localStorage.removeItem(KEPT_AS);
    const here = name === askedToBe() && (kind !== "display" || !at || at === page.window);
    if (here) location.reload();
    else location.assign(address(String(kind), at ?? null) + location.search);
  }
}

/** @param {string} kind @param {string | null} at the window it is bound to */
function address(kind, at) {
  if (kind === "evaluator") return `/evaluator/${at}`;
  if (kind === "display" && at) return `/display/window/${at}`;
  return `/${kind}/`;
}

/** @returns {Begun | null} */
function kept() {
  return JSON.parse(localStorage.getItem(KEPT_AS) ?? "null");
}
