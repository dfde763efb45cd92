import { hallDay, timeOfDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { language, page, say } from "shared/words.js";

const DAY_MS = 86_400_000;

/** When a ticket can be had again, in words: today, tomorrow or on which day. @param {string | null} at */
export function opens(at) {
  if (at === null) return "";
  const ms = Date.parse(at);
  const time = timeOfDay(ms);
  const day = hallDay(ms);
  if (day === hallDay(hubNow())) return say("kiosk.opens.today", { time });
  if (day === hallDay(hubNow() + DAY_MS)) return say("kiosk.opens.tomorrow", { time });
  return say("kiosk.opens.later", { day: named(ms), time });
}

/** @param {number} ms */
function named(ms) {
  const options = /** @type {const} */ ({ month: "long", day: "numeric", weekday: "long" });
  const tag = language() === "bo" ? "zh-CN" : language();
  return new Intl.DateTimeFormat(tag, { ...options, timeZone: page.hall.time_zone }).format(ms);
}
