import { minutes } from "shared/duration.js";
import { pick, say } from "shared/words.js";

/** @typedef {import("./live_hall.js").Alert} Alert */

/** No step is told by its colour alone. */
export const STEP_ICONS = { notice: "bell", yellow: "alert-triangle", red: "urgent" };

/** What is wrong, in one sentence. @param {Alert} alert @param {number} now milliseconds by the hub's clock */
export function sentence(alert, now) {
  const until = alert.ended_at ? Date.parse(alert.ended_at) : now;
  const key = alert.watch === "case" && alert.person === null ? "case_unnamed" : alert.watch;
  return say(`manager.alert.${key}`, {
    service: pick(alert.service_name),
    window: alert.window ?? "",
    number: alert.number ?? "",
    count: alert.count ?? 0,
    person: alert.person?.name ?? "",
    device: alert.device ?? "",
    date: alert.due?.slice(5) ?? "",
    minutes: minutes(until - Date.parse(alert.since)),
  });
}
