import { timeOfDay } from "shared/clock.js";
import { minutes } from "shared/duration.js";
import { say } from "shared/words.js";

/** What a window does and for how long, in words. @param {import("./live_hall.js").LiveWindow} window @param {number} now */
export function doing(window, now) {
  const { state, serving, reason, until, since } = window;
  if (serving) {
    const values = { number: serving.number, minutes: minutes(now - Date.parse(serving.since)) };
    return say(serving.state === "called" ? "manager.doing.called" : "manager.doing.serving", values);
  }
  if (state === "paused") {
    const why = reason ? say(`terminal.reason.${reason}`) : say("terminal.state.paused");
    return until ? say("manager.doing.paused", { reason: why, time: timeOfDay(Date.parse(until)) }) : why;
  }
  if (state === "closed" || since === null) return say(`terminal.state.${state}`);
  return say("manager.doing.free");
}

/** The same where there is little room. @param {import("./live_hall.js").LiveWindow} window @param {number} now */
export function brief(window, now) {
  const { state, serving, reason } = window;
  if (serving) return say("manager.doing.brief", { number: serving.number, minutes: minutes(now - Date.parse(serving.since)) });
  if (state === "paused" && reason) return say(`terminal.reason.${reason}`);
  return say(state === "open" ? "manager.doing.free" : `terminal.state.${state}`);
}
