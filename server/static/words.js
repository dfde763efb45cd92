/**
 * The page's words and the facts it was served with.
 *
 * @typedef {Record<string, string>} Texts a text by language tag
 * @typedef {{code: string, name: Texts, languages: string[], time_zone: string}} HallCard
 * @typedef {{page: string, href: string, window?: string}} Link
 * @typedef {{code: string, name: Texts, languages: string[], href: string}} HallChoice
 * @typedef {object} Page
 * @property {HallCard} hall
 * @property {Record<string, Record<string, string>>} words
 * @property {string} csrf
 * @property {string} version of the hub that served the page
 * @property {string | null} window
 * @property {string | null} token
 * @property {boolean} signed_in
 * @property {string} language
 * @property {{code: string, name: Texts, windows: string[], services: string[], room: string}} [board]
 * @property {Link[]} [links]
 * @property {HallChoice[]} [halls] those that the page could be of, where its address names none
 * @property {Record<string, string[]>} [tags] the codes by grade
 * @property {Record<string, {drafts: number, entries: number}>} [drafts]
 * @property {string[]} [voices] the languages that can be read aloud
 */

/** @type {Page} */
export const page = JSON.parse(document.getElementById("page")?.textContent ?? "{}");

/** Fires "language" when another language was chosen. */
export const languageChanged = new EventTarget();

const NAMES = /** @type {Texts} */ ({ "zh-CN": "中文", bo: "བོད་ཡིག", en: "English" });

let chosen = page.language;

/** The language that is shown now. */
export function language() {
  return chosen;
}

/** The hall's languages, in its order. */
export function languages() {
  return page.hall.languages;
}

/** A language's name in its own script. @param {string} tag */
export function nameOf(tag) {
  return NAMES[tag] ?? tag;
}

/** Shows another of the hall's languages. @param {string} tag */
export function setLanguage(tag) {
  if (!page.hall.languages.includes(tag) || tag === chosen) return;
  chosen = tag;
  document.documentElement.lang = tag;
  languageChanged.dispatchEvent(new Event("language"));
}

/** What the hub says of the hall now; a language that it has no longer gives way to its first. @param {Page} fresh */
export function takeFacts(fresh) {
  Object.assign(page, fresh);
  if (page.hall.languages.includes(chosen)) return;
  setLanguage(page.language);
}

/**
 * The wording of a key, its `{name}` places filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @param {string} [tag]
 */
export function say(key, values = {}, tag = chosen) {
  const text = page.words[tag]?.[key];
  if (text === undefined) throw new Error(`no wording for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Whether there is a wording. @param {string} key */
export function canSay(key) {
  return page.words[chosen]?.[key] !== undefined;
}

/**
 * A text of the hall in the shown language, else in the hall's first that it has.
 * @param {Texts | null | undefined} texts
 * @param {string} [tag]
 */
export function pick(texts, tag = chosen) {
  if (!texts) return "";
  const found = [tag, ...page.hall.languages].find((each) => texts[each]);
  return found ? texts[found] : (Object.values(texts)[0] ?? "");
}

/**
 * A text in every language of the hall that has it, in the hall's order.
 * @param {Texts | null | undefined} texts
 */
export function inOrder(texts) {
  return page.hall.languages.flatMap((tag) => (texts?.[tag] ? [{ language: tag, text: texts[tag] }] : []));
}

/** A key's wording in every language of the hall. @param {string} key @param {Record<string, string | number>} [values] */
export function sayInOrder(key, values = {}) {
  return page.hall.languages.map((tag) => ({ language: tag, text: say(key, values, tag) }));
}
