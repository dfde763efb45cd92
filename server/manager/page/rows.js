import { html } from "lit";
import { count, percent, tenths } from "./figures.js";
import "./interval.js";
import "shared/shares.js";

export const RATING_HEADS = ["finished", "rated", "participation", "satisfied_interval", "grades", "bad", "flagged"];

/** A row of the rating figures: each share with numerator and denominator. @param {any} row @param {string} label */
export function ratingRow(row, label) {
  return html`<td>${label}</td>
    <td>${row.finished}</td>
    <td>${row.rated} / ${row.due}</td>
    <td>${percent(row.participation)}</td>
    <td>
      <span class="share">
        <span>${percent(row.satisfaction)} <small>${count(row.satisfaction)}</small></span>
        <jh-interval .ratio=${row.satisfaction}></jh-interval>
      </span>
    </td>
    <td><jh-shares .grades=${row.grades}></jh-shares></td>
    <td>${row.dissatisfaction.numerator}</td>
    <td>${row.flagged}</td>`;
}

export const TICKET_HEADS = ["issued", "called", "finished", "mean_wait", "wait_spread", "over", "missed", "serving", "ended"];

/** A row of the waiting figures; waits and servings in minutes. @param {any} row @param {string} label */
export function ticketRow(row, label) {
  return html`<td>${label}</td>
    <td>${row.issued}</td>
    <td>${row.called}</td>
    <td>${row.finished}</td>
    <td>${tenths(row.mean_wait_minutes.value)}</td>
    <td>${tenths(row.median_wait_minutes)} / ${tenths(row.p90_wait_minutes)}</td>
    <td>${percent(row.over_promise)} <small>${count(row.over_promise)}</small></td>
    <td>${percent(row.no_show)} <small>${count(row.no_show)}</small></td>
    <td>${tenths(row.mean_serving_minutes.value)}</td>
    <td>${row.cancelled} / ${row.expired}</td>`;
}
