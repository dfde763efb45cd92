import { Api, ApiError, HubAway } from "shared/api.js";
import { hubsWords } from "shared/hubs_words.js";
import { say } from "shared/words.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {Record<string, any>} Row
 * @typedef {{place: string, entry: string | null, field: string | null, before: any, after: any}} Change
 * @typedef {{field: string, problem: string}} Fault
 * @typedef {{step: string, what: string, names: string[]}} Lack something a step of setting up lacks
 */

/** Somebody who types is not asked after at every key. */
const LOOK_AFTER_MS = 400;

/** What the manager makes of the hall until it is put to work. It outlives a look at another page. */
class Draft extends EventTarget {
  constructor() {
    super();
    this.api = new Api();
    /** @type {Record<string, any> | null} as the hub has it */
    this.kept = null;
    /** @type {Record<string, any>} as it stands here */
    this.hall = {};
    this.revision = 0;
    /** The steps that the hall lacks something at as it works now. @type {string[]} */
    this.missing = [];
    /** What it would lack as it stands here. @type {Lack[]} */
    this.lacking = [];
    /** @type {Set<string>} who can sign in */
    this.enter = new Set();
    /** @type {Fault[]} */
    this.faults = [];
    this.problem = "";
    this.saved = "";
    this.saving = false;
  }

  /** Asks the hub; what was changed here stays. */
  async load() {
    try {
      const told = await this.api.get("/definition");
      const untouched = !this.isChanged();
      this.missing = told.missing;
      this.enter = new Set(told.enter);
      if (untouched || told.revision === this.revision) this.revision = told.revision;
      if (untouched) {
        this.kept = told.definition;
        this.hall = structuredClone(told.definition);
        this.lacking = told.lacking;
      } else this.#lookSoon();
    } catch (error) {
      this.problem = hubsWords(error);
    }
    this.#tell();
  }

  isChanged() {
    return this.kept !== null && JSON.stringify(this.kept) !== JSON.stringify(this.hall);
  }

  /** How many parts of the hall are otherwise than the hub has them. */
  count() {
    if (!this.kept) return 0;
    return Object.keys(this.hall).reduce((sum, name) => sum + differences(this.kept?.[name], this.hall[name]), 0);
  }

  /** Changes the hall here. @param {(hall: Record<string, any>) => void} change */
  change(change) {
    change(this.hall);
    this.saved = "";
    this.#tell();
    this.#lookSoon();
  }

  /** What stands at a way through the hall, such as "routing.misses_allowed". @param {string} way @returns {any} */
  at(way) {
    return reached(this.hall, way.split("."));
  }

  /** Puts something there. @param {string} way @param {any} value */
  put(way, value) {
    const steps = way.split(".");
    const last = /** @type {string} */ (steps.pop());
    this.change((hall) => (reached(hall, steps)[last] = value));
  }

  /** Takes another document over, such as that of a file. @param {Record<string, any>} hall */
  take(hall) {
    this.hall = structuredClone(hall);
    this.faults = [];
    this.saved = "";
    this.#tell();
    this.#lookSoon();
  }

  discard() {
    if (!this.kept) return;
    this.problem = "";
    this.take(this.kept);
    void this.load();
  }

  /** Puts it to work; every page of the hall takes it over. @returns {Promise<boolean>} */
  async save() {
    // What nobody has written yet is nothing.
    const written = (/** @type {Texts} */ text) => Object.keys(text).length > 0;
    this.hall.notices = this.hall.notices.filter(written);
    this.hall.evaluator.greetings = this.hall.evaluator.greetings.filter(written);
    this.hall.proof = Object.fromEntries(Object.entries(this.hall.proof).filter(([, text]) => written(text)));
    return this.#send("/definition", { definition: this.hall, revision: this.revision });
  }

  /** Makes the hall again what it was. @param {number} revision */
  async restore(revision) {
    this.discard();
    return this.#send(`/definition/revisions/${revision}/restore`, { revision: this.revision });
  }

  /** @param {string} path @param {unknown} body */
  async #send(path, body) {
    this.saving = true;
    this.problem = "";
    this.faults = [];
    this.#tell();
    try {
      const { revision, changes } = await this.api.post(path, body);
      this.kept = structuredClone(this.hall);
      this.revision = revision;
      await this.load();
      this.saved = say("setup.saved", { count: changes.length });
    } catch (error) {
      this.faults = error instanceof ApiError ? error.errors : [];
      this.problem = hubsWords(error);
    }
    this.saving = false;
    this.#tell();
    return this.problem === "";
  }

  #lookSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#look(), LOOK_AFTER_MS);
  }

  /** Asks what the hall would lack as it stands here. A row that is half written says nothing yet. */
  async #look() {
    const asked = JSON.stringify(this.hall);
    try {
      const { lacking } = await this.api.post("/definition/check", { definition: this.hall });
      if (JSON.stringify(this.hall) === asked) this.lacking = lacking;
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof HubAway)) throw error;
    }
    this.#tell();
  }

  /** What is wrong with a field, or with a part of it. @param {string} field */
  fault(field) {
    return this.faults.find((each) => each.field === field || each.field.startsWith(`${field}.`))?.problem ?? "";
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {any} hall @param {string[]} steps */
function reached(hall, steps) {
  return steps.reduce((here, step) => here?.[step] ?? null, hall);
}

/** @param {any} before @param {any} after */
function differences(before, after) {
  if (JSON.stringify(before) === JSON.stringify(after)) return 0;
  if (!Array.isArray(before) || !Array.isArray(after)) return 1;
  const key = (/** @type {Row} */ row) => row.code ?? row.job_number ?? JSON.stringify(row);
  const was = new Map(before.map((row) => [key(row), JSON.stringify(row)]));
  const changed = after.filter((row) => was.get(key(row)) !== JSON.stringify(row)).length;
  const stays = new Set(after.map(key));
  return Math.max(1, changed + before.filter((row) => !stays.has(key(row))).length);
}

/** The one draft of this page. */
export const draft = new Draft();
