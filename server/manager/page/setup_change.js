import { html } from "lit";
import { canSay, nameOf, pick, say } from "shared/words.js";
import { heading } from "./setup_columns.js";
import "shared/icon.js";

const LISTED_AT_MOST = 12;
const TABLES = ["departments", "services", "windows", "staff", "boards"];

/** @typedef {import("./setup_draft.js").Change} Change */

/** Changes as before and after; of very many the first, the others where one opens them. @param {Change[]} changes */
export function listed(changes) {
  const [first, others] = [changes.slice(0, LISTED_AT_MOST), changes.slice(LISTED_AT_MOST)];
  const list = (/** @type {Change[]} */ some) => html`<ul>${some.map((change) => html`<li>${one(change)}</li>`)}</ul>`;
  if (others.length === 0) return list(first);
  return html`${list(first)}
    <details>
      <summary data-testid="and-more">${say("setup.and_more", { count: others.length })}</summary>
      ${list(others)}
    </details>`;
}

/** @param {Change} change */
function one({ place, entry, field, before, after }) {
  if (entry !== null && field === null) {
    const row = after ?? before;
    const name = typeof row.name === "string" ? row.name : pick(row.name);
    return html`${say(after ? "setup.added" : "setup.taken_out", { what: title(place), name: [entry, name].filter(Boolean).join(" ") })}`;
  }
  const where = entry === null ? title(place) : `${title(place)} ${entry} · ${field ? heading(place.replace("rating.", ""), field) : ""}`;
  const areLanguages = (field ?? place).split(".").at(-1) === "languages";
  const said = (/** @type {any} */ value) => shown(areLanguages && Array.isArray(value) ? value.map(nameOf) : value);
  return html`${where}: <del>${said(before)}</del> <jh-icon name="arrow-right"></jh-icon> <ins>${said(after)}</ins>`;
}

/** @param {string} place */
function title(place) {
  if (TABLES.includes(place)) return say(`sheets.${place}`);
  if (place === "rating.tags") return say("sheets.tags");
  for (const key of [`sheets.setting.${place}`, `sheets.${place}`, `sheets.${place.split(".").at(-1)}`]) if (canSay(key)) return say(key);
  const [code, ...way] = place.split(".").reverse();
  const group = `sheets.setting.${way.reverse().join(".")}`;
  const last = canSay(`sheets.value.${code}`) ? say(`sheets.value.${code}`) : code;
  return canSay(group) ? `${say(group)} · ${last}` : place;
}

/** @param {any} value @returns {string} */
function shown(value) {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return say(value ? "sheets.value.yes" : "sheets.value.no");
  if (Array.isArray(value)) return value.map(shown).join("、") || "—";
  if (typeof value === "object") return "start" in value ? `${value.start}–${value.end}` : Object.values(value).map(shown).join(" / ") || "—";
  const text = String(value);
  return canSay(`sheets.value.${text}`) ? say(`sheets.value.${text}`) : text;
}
