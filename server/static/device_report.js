import { Api, ApiError } from "shared/api.js";
import { hubNow } from "shared/feed.js";
import { page } from "shared/words.js";

/**
 * What a device could not do, for the manager's list of devices.
 * @typedef {{sound?: "ok" | "blocked", unsent?: number, clock_off_seconds?: number, version?: string}} Report
 */

const TOGETHER_MS = 1_000;
const FIRST_LOOK_MS = 8_000;
const LOOK_EVERY_MS = 300_000;
const TRY_AGAIN_MS = 15_000;
/** A clock drifts all the time; the manager hears of it when it has moved by so much. */
const CLOCK_MOVED_SECONDS = 10;

/** @type {Api | null} */
let api = null;
/** @type {Report} */
let news = {};
/** @type {Report} */
let told = {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let sending;

/**
 * Tells the hub what this device could not do, or can again. Only what is new is sent; while the hub is away it is
 * kept and sent later.
 * @param {Report} now
 */
export function report(now) {
  const all = { ...told, ...news };
  const fresh = Object.entries(now).filter(([name, value]) => all[/** @type {keyof Report} */ (name)] !== value);
  if (fresh.length === 0) return;
  news = { ...news, ...Object.fromEntries(fresh) };
  soon(TOGETHER_MS);
}

/** Begins to tell of this device's version and clock; with a token whatever was reported before is sent.
 * @param {string} token */
export function startReporting(token) {
  const isFirst = api === null;
  api = new Api({ token });
  if (!isFirst) return;
  // By then the feed has told the hub's time.
  setTimeout(look, FIRST_LOOK_MS);
  setInterval(look, LOOK_EVERY_MS);
}

function look() {
  const off = Math.round((Date.now() - hubNow()) / 1000);
  const moved = Math.abs(off - (told.clock_off_seconds ?? Infinity)) >= CLOCK_MOVED_SECONDS;
  report({ version: page.version, ...(moved ? { clock_off_seconds: off } : {}) });
}

/** @param {number} ms */
function soon(ms) {
  clearTimeout(sending);
  sending = setTimeout(send, ms);
}

async function send() {
  if (!api || Object.keys(news).length === 0) return;
  const sent = news;
  news = {};
  try {
    await api.post("/devices/me/state", sent);
    told = { ...told, ...sent };
  } catch (error) {
    // Without a good token there is nobody to report for; the page is about to show its pairing code.
    if (error instanceof ApiError && error.status < 500 && error.status !== 429) return;
    news = { ...sent, ...news };
    soon(TRY_AGAIN_MS);
  }
}
