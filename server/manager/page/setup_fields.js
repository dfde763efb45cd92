import { html } from "lit";
import { canSay, nameOf, say } from "shared/words.js";
import { languagesOf, valueOf, withText } from "./setup_cells.js";
import { draft } from "./setup_draft.js";
import "shared/icon.js";

/*
 * The fields in the sentences of the set-up pages. Each is of a setting that is named by its way in the definition, such
 * as "routing.calls_before_missed"; what is written there is in the draft at once, what the hub says of it stands beside.
 */

const LANGUAGES = ["zh-CN", "bo", "en"];

/** @param {string} way @param {number} min @param {number} max @param {number} [times] how much larger it is shown than it is kept */
export function number(way, min, max, times = 1) {
  const value = draft.at(way);
  return html`<input
      type="number"
      min=${min}
      max=${max}
      class=${draft.fault(way) ? "wrong" : ""}
      .value=${value === null ? "" : String(value * times)}
      aria-label=${called(way)}
      data-testid=${way}
      @change=${(/** @type {Event} */ event) => valueOf(event) !== "" && draft.put(way, Number(valueOf(event)) / times)}
    />${wrong(way)}`;
}

/** @param {string} way */
export function line(way) {
  return html`<input
      class="line ${draft.fault(way) ? "wrong" : ""}"
      .value=${draft.at(way) ?? ""}
      aria-label=${called(way)}
      data-testid=${way}
      @change=${(/** @type {Event} */ event) => draft.put(way, valueOf(event).trim())}
    />${wrong(way)}`;
}

/** Whether something is so. @param {string} way */
export function flag(way) {
  return html`<label
    ><input
      type="checkbox"
      .checked=${draft.at(way)}
      data-testid=${way}
      @change=${(/** @type {Event} */ event) => draft.put(way, /** @type {HTMLInputElement} */ (event.target).checked)}
    />
    ${called(way)}</label
  >`;
}

/** One of a few. @param {string} way @param {string[]} codes @param {(code: string) => unknown} [shown] */
export function either(way, codes, shown = (code) => say(`sheets.value.${code}`)) {
  return html`<span class="choices" role="group" aria-label=${called(way)}>
    ${codes.map((code) => html`<button class="with-icon" aria-pressed=${draft.at(way) === code} data-testid="${way}-${code}" @click=${() => draft.put(way, code)}>${shown(code)}</button>`)}
  </span>`;
}

/** Any of a few. @param {string} way @param {string[]} codes */
export function anyOf(way, codes) {
  const chosen = /** @type {string[]} */ (draft.at(way));
  const toggled = (/** @type {string} */ code) => (chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  return html`<div class="choices" role="group" aria-label=${called(way)}>
    ${codes.map((code) => html`<button aria-pressed=${chosen.includes(code)} data-testid="${way}-${code}" @click=${() => draft.put(way, toggled(code))}>${say(`sheets.value.${code}`)}</button>`)}
  </div>`;
}

/** Languages: which there are, and which comes first. @param {string} way */
export function inOrder(way) {
  const chosen = /** @type {string[]} */ (draft.at(way));
  const known = [...chosen, ...LANGUAGES.filter((tag) => !chosen.includes(tag))];
  return html`<div class="choices" role="group" aria-label=${called(way)}>
    ${known.map((tag) => {
      const at = chosen.indexOf(tag);
      const others = chosen.filter((each) => each !== tag);
      return html`<span class="with-icon">
        <button aria-pressed=${at >= 0} lang=${tag} data-testid="${way}-${tag}" ?disabled=${at >= 0 && chosen.length === 1} @click=${() => draft.put(way, at >= 0 ? others : [...chosen, tag])}>
          ${at >= 0 ? `${at + 1} · ` : ""}${nameOf(tag)}
        </button>
        ${at > 0
          ? html`<button class="plain" aria-label="${say("setup.earlier")} ${nameOf(tag)}" @click=${() => draft.put(way, [...others.slice(0, at - 1), tag, ...others.slice(at - 1)])}><jh-icon name="arrow-left"></jh-icon></button>`
          : ""}
      </span>`;
    })}
  </div>`;
}

/** A text in every language of the hall, one below the other. @param {string} way @param {string} label */
export function texts(way, label) {
  return html`<div class="names">${languagesOf().map((tag) => html`<span>${nameOf(tag)}</span>${textIn(way, tag, label)}`)}</div>
    ${wrong(way)}`;
}

/** A text in one language. @param {string} way @param {string} tag @param {string} label */
export function textIn(way, tag, label) {
  const said = draft.at(way) ?? {};
  return html`<input
    lang=${tag}
    class=${draft.fault(way) ? "wrong" : ""}
    .value=${said[tag] ?? ""}
    aria-label="${label} · ${nameOf(tag)}"
    data-testid="${way}-${tag}"
    @change=${(/** @type {Event} */ event) => draft.put(way, withText(said, tag, valueOf(event)))}
  />`;
}

/** What a setting is called. @param {string} way */
export function called(way) {
  if (canSay(`sheets.setting.${way}`)) return say(`sheets.setting.${way}`);
  const cut = way.lastIndexOf(".");
  return `${say(`sheets.setting.${way.slice(0, cut)}`)} · ${say(`sheets.value.${way.slice(cut + 1)}`)}`;
}

/** What the hub says of a setting. @param {string} way */
export function wrong(way) {
  const fault = draft.fault(way);
  return fault ? html`<span class="fault" role="alert">${fault}</span>` : "";
}
