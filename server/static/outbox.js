import { Api, ApiError, newKey } from "shared/api.js";

/**
 * @typedef {{serving: string, grade: string, [field: string]: unknown}} Press
 * @typedef {{key: string, owner: string, press: Press, held: boolean}} Kept
 */

const DATABASE = "jiaohao-presses";
const STORE = "presses";
const PASSING = new Set([401, 403, 429]);
const TRY_AGAIN_MS = 60_000;

/**
 * Presses that the hub has not confirmed yet. They are kept in IndexedDB, on the disk before they are sent, and go out
 * under one key each: so they outlive a reload, a power cut and days without network, and land once.
 */
export class Outbox {
  /** @type {Map<string, Kept>} by key, oldest first */
  #kept = new Map();
  /** @type {Promise<IDBDatabase | null>} */
  #database;
  #sending = false;

  /**
   * @param {object} options
   * @param {string | null} options.token
   * @param {string} options.owner whose presses these are, e.g. "evaluator-3": several pages share one database
   * @param {(count: number) => void} [options.onWaiting] told how many presses the hub has not got yet, at every change
   */
  constructor({ token, owner, onWaiting = () => {} }) {
    this.api = new Api({ token });
    this.owner = owner;
    this.onWaiting = onWaiting;
    this.#database = open();
  }

  /** Takes up what an earlier run of this page left: what was still held was pressed and never changed again. */
  async takeUp() {
    const database = await this.#database;
    if (!database) return;
    const store = database.transaction(STORE).objectStore(STORE);
    const left = /** @type {Kept[]} */ (await answered(store.getAll()));
    const mine = left.filter(({ key, owner }) => owner === this.owner && !this.#kept.has(key));
    this.#kept = new Map([...mine.map((each) => /** @type {const} */ ([each.key, { ...each, held: false }])), ...this.#kept]);
    this.#tell();
    void this.#sendAll();
  }

  /** Whether a press for this serving is still here. @param {string} serving */
  holds(serving) {
    return this.#of(serving) !== undefined;
  }

  /** Keeps a press that may still be changed, in case the page goes before it is sent. @param {Press} press */
  async hold(press) {
    await this.#keep(press, { held: true });
  }

  /** The citizen thinks again. @param {string} serving */
  async drop(serving) {
    const kept = this.#of(serving);
    if (kept) await this.#forget(kept.key);
  }

  /** Sends a press, in place of the one that was held. @param {Press} press */
  async send(press) {
    await this.#keep(press, { held: false });
    await this.#sendAll();
  }

  async #sendAll() {
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#ready(); next; next = this.#ready()) {
      const { key, press } = next;
      try {
        await this.api.postUntilAnswered("/ratings", press, { key });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // The press stays until this tablet has a good token again, or the hub has caught its breath.
        if (PASSING.has(error.status)) {
          setTimeout(() => this.#sendAll(), TRY_AGAIN_MS);
          break;
        }
        // Refused for good (rated on the phone already, say): asking again would not change that.
      }
      await this.#forget(key);
    }
    this.#sending = false;
  }

  #ready() {
    return [...this.#kept.values()].find((each) => !each.held);
  }

  /** @param {string} serving */
  #of(serving) {
    return [...this.#kept.values()].find((each) => each.press.serving === serving);
  }

  /** @param {Press} press @param {{held: boolean}} options */
  async #keep(press, { held }) {
    const key = this.#of(press.serving)?.key ?? newKey();
    /** @type {Kept} */
    const kept = { key, owner: this.owner, press, held };
    this.#kept.set(key, kept);
    this.#tell();
    await this.#write((store) => store.put(kept));
  }

  /** @param {string} key */
  async #forget(key) {
    this.#kept.delete(key);
    this.#tell();
    await this.#write((store) => store.delete(key));
  }

  #tell() {
    this.onWaiting(this.#kept.size);
  }

  /** @param {(store: IDBObjectStore) => unknown} change */
  async #write(change) {
    const database = await this.#database;
    if (!database) return;
    // "strict": on the disk, not only on its way there, so that a power cut right after the press loses nothing.
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    change(transaction.objectStore(STORE));
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
      transaction.onabort = resolve; // the disk is full, say: then the press lives as long as this page
    });
  }
}

/** The database, null where the browser gives none: then presses live as long as the page. @returns {Promise<IDBDatabase | null>} */
function open() {
  const asked = indexedDB.open(DATABASE, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
  return answered(asked).catch(() => null);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
