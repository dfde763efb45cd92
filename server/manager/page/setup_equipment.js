import { html } from "lit";
import { nameOf, say } from "shared/words.js";
import { draft } from "./setup_draft.js";
import { either, flag, inOrder, line, number, texts } from "./setup_fields.js";
import { sentence } from "./setup_sentence.js";
import { USUAL, stretches } from "./setup_times.js";
import "shared/icon.js";

const PRINTERS = ["network", "usb", "serial", "file", "none"];
/** Until when another stretch goes before anybody says otherwise. */
const LATEST = "23:00";
const GROUNDS = ["water", "forest", "earth"];

/** What the hall is called, in which languages, and the ground of its screens. */
export function hall() {
  return html`<section class="card">
      <h3>${say("setup.hall_name")}</h3>
      ${texts("name", say("setup.hall_name"))}
    </section>
    <section class="card">
      <h3>${say("setup.languages")}</h3>
      ${inOrder("languages")}
    </section>
    <section class="card">
      <h3>${say("sheets.setting.look.ground")}</h3>
      ${either("look.ground", GROUNDS, (ground) => html`<i class="swatch ${ground}"></i>${say(`sheets.value.${ground}`)}`)}
    </section>
    <section class="card sentences">
      <p>${sentence("setup.time_zone", { zone: line("time_zone") })}</p>
    </section>`;
}

/** How calls are spoken, when, and where recordings are that somebody brought to the hub. */
export function voice() {
  const { hours, languages } = draft.hall.voice;
  const put = (/** @type {import("./setup_times.js").Opening[]} */ made) => draft.put("voice.hours", made);
  return html`<section class="card">
      <h3>${say("sheets.setting.voice.languages")}</h3>
      ${inOrder("voice.languages")}
    </section>
    <section class="card sentences">
      <p>${sentence("setup.one", { one: either("voice.one", ["yi", "yao"]) })}</p>
      <p>${sentence("setup.volume", { percent: number("voice.volume", 5, 100) })}</p>
      <p>${sentence("setup.rate", { words: number("voice.rate_words_per_minute", 80, 300) })}</p>
      <p>${flag("voice.quiet")}</p>
    </section>
    <section class="card">
      <h3>${say("sheets.voice_hours")}</h3>
      <div class="choices">
        <button aria-pressed=${hours.length === 0} data-testid="voice-always" @click=${() => put([])}>${say("setup.speaks_always")}</button>
        <button aria-pressed=${hours.length > 0} data-testid="voice-hours" @click=${() => put(hours.length ? hours : structuredClone(USUAL))}>${say("setup.speaks_at")}</button>
        ${hours.length ? stretches("voice.hours", hours, put, say("sheets.voice_hours")) : ""}
        ${hours.length ? html`<button class="plain" aria-label=${say("setup.add.voice_hours")} data-testid="add-voice-hours" @click=${() => put([...hours, { start: hours.at(-1).end, end: LATEST }])}><jh-icon name="plus"></jh-icon></button>` : ""}
        ${hours.length > 1 ? html`<button class="plain" aria-label=${say("setup.remove")} @click=${() => put(hours.slice(0, -1))}><jh-icon name="minus"></jh-icon></button>` : ""}
      </div>
    </section>
    <section class="card sentences">
      <h3>${say("setup.clips")}</h3>
      ${languages.map((/** @type {string} */ tag) => html`<p>${sentence("setup.clips_of", { language: html`<b>${nameOf(tag)}</b>`, folder: clips(tag) })}</p>`)}
    </section>`;
}

/** The folder of a language's recordings; none means those that were made on the voice page. @param {string} tag */
function clips(tag) {
  const folders = draft.hall.voice.clips;
  return html`<input
    class="line"
    .value=${folders[tag] ?? ""}
    aria-label="${say("setup.clips")} · ${nameOf(tag)}"
    data-testid="voice.clips.${tag}"
    @change=${(/** @type {Event} */ event) => {
      const { [tag]: _, ...others } = folders;
      const folder = /** @type {HTMLInputElement} */ (event.target).value.trim();
      draft.put("voice.clips", folder ? { ...others, [tag]: folder } : others);
    }}
  />`;
}

/** Where tickets come out. */
export function printer() {
  const { kind } = draft.hall.printer;
  return html`<section class="card">
    ${either("printer.kind", PRINTERS, (each) => say(each === "none" ? "setup.no_printer" : `sheets.value.${each}`))}
    ${kind === "none"
      ? ""
      : html`<div class="sentences">
          <p>${sentence("setup.printed_by", { by: either("printer.by", ["agent", "hub"]) })}</p>
          <p>
            ${sentence(`setup.printer_at.${kind}`, {
              address: line("printer.address"),
              port: number("printer.port", 1, 65535),
              vendor: number("printer.vendor_id", 0, 65535),
              product: number("printer.product_id", 0, 65535),
              baud: number("printer.baud", 1200, 921600),
            })}
          </p>
          <p>${sentence("setup.width_dots", { dots: number("printer.width_dots", 200, 1200) })}</p>
        </div>`}
  </section>`;
}
