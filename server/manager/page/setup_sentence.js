import { html } from "lit";
import { say } from "shared/words.js";

/**
 * A sentence of the catalogue with fields where its places are: “After {calls} calls it may be missed.”
 * @param {string} key
 * @param {Record<string, unknown>} fields
 */
export function sentence(key, fields) {
  const marks = Object.fromEntries(Object.keys(fields).map((name) => [name, `\u0000${name}\u0000`]));
  const parts = say(key, marks).split("\u0000");
  return html`${parts.map((part, place) => (place % 2 ? fields[part] : part))}`;
}
