import { html } from "lit";
import { nameOf, say } from "shared/words.js";
import { languagesOf } from "./setup_cells.js";
import { anyOf, called, either, flag, line, number, textIn, wrong } from "./setup_fields.js";
import { sentence } from "./setup_sentence.js";

const PRIORITIES = ["military", "elderly", "disabled", "pregnant_or_infant", "special", "appointment"];
/** Those whom the kiosk asks for; the others the clerk or the appointment makes so. */
const ASKED = PRIORITIES.slice(0, 4);
const CHANNELS = ["tablet", "button_box", "qr", "phone", "card", "inspector"];
const WATCHES = ["waiting_percent", "serving_percent", "idle_minutes", "paused_minutes", "silent_minutes"];
const STEPS = ["notice", "yellow", "red"];
const PAUSES = ["break", "lunch", "meeting", "patrol", "leave", "other"];

/** Who goes first (优先), what they show for it, and how a ticket is missed and comes back. */
export function priorities() {
  return html`<section class="card sentences">
      ${PRIORITIES.map((code) => html`<p>${sentence("setup.weight", { who: html`<b>${say(`sheets.value.${code}`)}</b>`, minutes: number(`routing.weights.${code}`, 10, 200, 10) })}</p>`)}
    </section>
    <section class="card sentences">
      <p>${sentence("setup.calls_before_missed", { calls: number("routing.calls_before_missed", 1, 10) })}</p>
      <p>${sentence("setup.restored_after_calls", { calls: number("routing.restored_after_calls", 0, 50) })}</p>
      <p>${sentence("setup.misses_allowed", { times: number("routing.misses_allowed", 0, 5) })}</p>
      <p>${sentence("setup.check_in", { early: number("check_in.early_minutes", 0, 240), late: number("check_in.late_minutes", 0, 240) })}</p>
      <p>${sentence("setup.appointment_early", { minutes: number("routing.appointment_early_minutes", 0, 120) })}</p>
    </section>
    <section class="card">
      <h3>${say("sheets.proof")}</h3>
      <p class="lead">${say("setup.lead.proof")}</p>
      <table class="in-languages">
        <tr>
          <td></td>
          ${languagesOf().map((tag) => html`<th>${nameOf(tag)}</th>`)}
        </tr>
        ${ASKED.map(
          (code) => html`<tr>
            <td>${say(`sheets.value.${code}`)}</td>
            ${languagesOf().map((tag) => html`<td>${textIn(`proof.${code}`, tag, called(`proof.${code}`))}</td>`)}
          </tr>`,
        )}
      </table>
    </section>`;
}

/** When a rating is asked for, by what it comes in, and until when a bad one is mended. */
export function rating() {
  return html`<section class="card sentences">
      <p>${flag("rating.invite_on_finish")}</p>
      <p>${sentence("setup.limit_seconds", { seconds: number("rating.limit_seconds", 10, 86400) })}</p>
      <p>${sentence("setup.phone_days", { days: number("rating.phone_days", 0, 365) })}</p>
      <p>${sentence("setup.short_serving", { seconds: number("rating.short_serving_seconds", 0, 600) })}</p>
      <p>${sentence("setup.published_from", { count: number("rating.published_from", 1, 100) })}</p>
      <p>
        ${sentence("setup.case_days", {
          contact: number("cases.contact_days", 0, 30),
          ordinary: number("cases.ordinary_days", 1, 90),
          complex: number("cases.complex_days", 1, 180),
        })}
      </p>
    </section>
    <section class="card">
      <h3>${say("sheets.setting.rating.channels")}</h3>
      ${anyOf("rating.channels", CHANNELS)}
    </section>
    <section class="card sentences">
      <p>${flag("evaluator.spoken")}</p>
      <p>${sentence("setup.buttons", { which: either("evaluator.buttons", ["best_first", "worst_first"]) })}</p>
    </section>`;
}

/** From when on somebody is told that something goes wrong (电子监察): a notice, then yellow, then red. */
export function supervision() {
  return html`<section class="card">
      <table class="steps">
        <tr>
          <td></td>
          ${STEPS.map((step) => html`<th class=${step}>${say(`sheets.value.${step}`)}</th>`)}
        </tr>
        ${WATCHES.map((watch) => {
          const way = `supervision.${watch}`;
          return html`<tr>
            <td>${called(way)} ${wrong(way)}</td>
            ${STEPS.map((step) => html`<td>${number(`${way}.${step}`, 0, 10000)}</td>`)}
          </tr>`;
        })}
      </table>
    </section>
    <section class="card sentences">
      <h3>${say("sheets.setting.supervision.pause_minutes")}</h3>
      <p class="pauses">
        ${PAUSES.map((reason) => html`<span>${sentence("setup.pause_minutes", { reason: html`<b>${say(`sheets.value.${reason}`)}</b>`, minutes: number(`supervision.pause_minutes.${reason}`, 1, 480) })}</span>`)}
      </p>
      <p>${sentence("setup.case_notice", { days: number("supervision.case_notice_days", 0, 30) })}</p>
    </section>`;
}

/** How long somebody stays signed in, how long what citizens left of themselves is kept, and where the seal goes. */
export function access() {
  return html`<section class="card sentences">
      <p>${sentence("setup.sign_in", { hours: number("sign_in.hours", 1, 24), minutes: number("sign_in.idle_minutes", 5, 1440) })}</p>
    </section>
    <section class="card sentences">
      <p>${sentence("setup.contact_days", { days: number("privacy.contact_days", 1, 1095) })}</p>
      <p>${sentence("setup.comment_days", { days: number("privacy.comment_days", 30, 3650) })}</p>
    </section>
    <section class="card sentences">
      <p>${say("setup.seal")}</p>
      <p>${sentence("setup.seal_folder", { folder: line("seal.folder") })}</p>
      <p>${sentence("setup.seal_url", { url: line("seal.url") })}</p>
    </section>`;
}
