import { page } from "shared/words.js";

/** The hub did not answer. */
export class HubAway extends Error {}

/** The hub refused. */
export class ApiError extends Error {
  /** @param {{status: number, title: string, detail: string, errors?: {field: string, problem: string}[]}} problem */
  constructor(problem) {
    super(problem.detail);
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
  }
}

/** A UUID. A hall's LAN is no secure context, so there is no crypto.randomUUID. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const ANSWERS_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

/** The hub's HTTP API, as a device or ticket with a token or as whoever is signed in on this page. */
export class Api {
  /** @param {{token?: string | null}} [options] */
  constructor({ token = null } = {}) {
    this.token = token;
  }

  /** @param {string} path @param {{withinMs?: number}} [options] @returns {Promise<any>} */
  get(path, { withinMs } = {}) {
    return this.#ask(`/api/v1${path}`, { method: "GET" }, withinMs);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   * @param {{key?: string}} [options]
   * @returns {Promise<any>}
   */
  post(path, body = {}, { key = newKey() } = {}) {
    return this.#send(`/api/v1${path}`, body, { "Idempotency-Key": key });
  }

  /** What may be asked again and again without a key. @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  put(path, body = {}) {
    const headers = { "Content-Type": "application/json" };
    return this.#ask(`/api/v1${path}`, { method: "PUT", body: JSON.stringify(body), headers });
  }

  /**
   * Posts until the hub answers, always under the same key: however often it is sent, it is done once.
   * @param {string} path
   * @param {unknown} body
   * @param {{key?: string, onAway?: () => void, signal?: AbortSignal}} [options]
   * @returns {Promise<any>}
   */
  async postUntilAnswered(path, body, { key = newKey(), onAway = () => {}, signal } = {}) {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      try {
        return await this.post(path, body, { key });
      } catch (error) {
        const passing = error instanceof HubAway || (error instanceof ApiError && error.status >= 500);
        if (!passing || signal?.aborted) throw error;
        onAway();
        await new Promise((resolve) => setTimeout(resolve, pause));
        if (signal?.aborted) throw error;
      }
    }
  }

  /** Signs in on this page, to its hall. @param {{job_number: string, password: string, window?: string, roles: string[]}} login @returns {Promise<any>} */
  async signIn(login) {
    const answer = await this.#send("/login", { ...login, hall: page.hall.code }, {});
    page.csrf = answer.csrf;
    return answer;
  }

  async signOut() {
    const answer = await this.#send("/logout", {}, {});
    page.csrf = answer.csrf;
  }

  /** @param {string} path @param {unknown} body @param {Record<string, string>} headers */
  #send(path, body, headers) {
    const all = { ...headers, "Content-Type": "application/json" };
    return this.#ask(path, { method: "POST", body: JSON.stringify(body), headers: all });
  }

  /** @param {string} path @param {RequestInit} options @param {number} [withinMs] @returns {Promise<any>} */
  async #ask(path, options, withinMs = ANSWERS_WITHIN_MS) {
    const headers = new Headers(options.headers);
    headers.set("Accept-Language", document.documentElement.lang);
    if (this.token) headers.set("Authorization", `Bearer ${this.token}`);
    else headers.set("X-CSRFToken", page.csrf);
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), withinMs);
    let answer;
    try {
      answer = await fetch(path, { ...options, headers, signal: giveUp.signal, cache: "no-store" });
      if (answer.ok) return answer.status === 204 ? null : await answer.json();
    } catch (error) {
      throw new HubAway(String(error));
    } finally {
      clearTimeout(timer);
    }
    throw new ApiError(await problemOf(answer));
  }
}

/** @param {Response} answer */
async function problemOf(answer) {
  try {
    return await answer.json();
  } catch {
    return { status: answer.status, title: answer.statusText, detail: answer.statusText };
  }
}
