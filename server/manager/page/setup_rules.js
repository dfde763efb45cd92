import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { canSay, nameOf, say } from "shared/words.js";
import { withText } from "./setup_cells.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import { sentence } from "./setup_sentence.js";
import "shared/icon.js";

const LANGUAGES = ["zh-CN", "bo", "en"];
const PRIORITIES = ["military", "elderly", "disabled", "pregnant_or_infant", "special"];
const CHANNELS = ["tablet", "button_box", "qr", "phone", "card", "inspector"];
const PRINTERS = ["network", "usb", "serial", "file", "none"];
const GROUNDS = ["water", "forest", "earth"];

/** What holds for the whole hall, in sentences with a field in them: its name and look, who goes first, rating, voice, paper. */
export class SetupRules extends LitElement {
  static properties = { step: {}, revision: { attribute: false } };

  static styles = [
    look,
    setupLook,
    css`
      .names {
        display: grid;
        grid-template-columns: 110px 1fr;
        gap: 8px 12px;
        align-items: center;
      }
      .names input {
        border-color: var(--line);
      }
      h3 {
        margin: 0 0 10px;
        font-size: 22px;
      }
      .swatch {
        width: 34px;
        height: 34px;
        border-radius: 12px;
        display: inline-block;
      }
      .water {
        background: #0e3a47;
      }
      .forest {
        background: #17402f;
      }
      .earth {
        background: #4a3225;
      }
    `,
  ];

  constructor() {
    super();
    this.step = "hall";
    this.revision = 0;
  }

  render() {
    return html`<div class="bar"><h2>${say(`setup.step.${this.step}`)}</h2><span class="lead">${say(`setup.lead.${this.step}`)}</span></div>
      ${this.#parts()}`;
  }

  #parts() {
    switch (this.step) {
      case "priorities":
        return this.#priorities();
      case "rating":
        return this.#rating();
      case "voice":
        return this.#voice();
      case "printer":
        return this.#printer();
      default:
        return this.#hall();
    }
  }

  #hall() {
    const { hall } = draft;
    return html`<section class="card">
        <h3>${say("setup.hall_name")}</h3>
        <div class="names">
          ${hall.languages.map(
            (/** @type {string} */ tag) => html`<span>${nameOf(tag)}</span
              ><input
                lang=${tag}
                .value=${hall.name[tag] ?? ""}
                aria-label="${say("setup.hall_name")} · ${nameOf(tag)}"
                data-testid="hall-name-${tag}"
                @change=${(/** @type {Event} */ event) => draft.change(() => (hall.name = withText(hall.name, tag, valueOf(event))))}
              />`,
          )}
        </div>
      </section>
      <section class="card">
        <h3>${say("setup.languages")}</h3>
        ${ordered(hall.languages, (made) => draft.change(() => (hall.languages = made)))}
      </section>
      <section class="card">
        <h3>${say("sheets.setting.look.ground")}</h3>
        <div class="choices">
          ${GROUNDS.map(
            (ground) => html`<button class="with-icon" aria-pressed=${hall.look.ground === ground} data-testid="ground-${ground}" @click=${() => draft.change(() => (hall.look.ground = ground))}>
              <i class="swatch ${ground}"></i>${say(`sheets.value.${ground}`)}
            </button>`,
          )}
        </div>
      </section>`;
  }

  #priorities() {
    const { routing, check_in: checkIn } = draft.hall;
    return html`<section class="card sentences">
        ${PRIORITIES.map(
          (priority) => html`<p>
            ${sentence("setup.weight", {
              who: html`<b>${say(`sheets.value.${priority}`)}</b>`,
              minutes: number(routing.weights[priority] * 10, 10, 200, (made) => (routing.weights[priority] = made / 10), `routing.weights.${priority}`),
            })}
          </p>`,
        )}
      </section>
      <section class="card sentences">
        <p>${sentence("setup.calls_before_missed", { calls: number(routing.calls_before_missed, 1, 10, (n) => (routing.calls_before_missed = n), "routing.calls_before_missed") })}</p>
        <p>${sentence("setup.restored_after_calls", { calls: number(routing.restored_after_calls, 0, 50, (n) => (routing.restored_after_calls = n), "routing.restored_after_calls") })}</p>
        <p>${sentence("setup.misses_allowed", { times: number(routing.misses_allowed, 0, 5, (n) => (routing.misses_allowed = n), "routing.misses_allowed") })}</p>
        <p>
          ${sentence("setup.check_in", {
            early: number(checkIn.early_minutes, 0, 240, (n) => (checkIn.early_minutes = n), "check_in.early_minutes"),
            late: number(checkIn.late_minutes, 0, 240, (n) => (checkIn.late_minutes = n), "check_in.late_minutes"),
          })}
        </p>
      </section>`;
  }

  #rating() {
    const { rating, cases } = draft.hall;
    return html`<section class="card sentences">
        <p><label><input type="checkbox" .checked=${rating.invite_on_finish} @change=${flag((on) => (rating.invite_on_finish = on))} /> ${say("sheets.setting.rating.invite_on_finish")}</label></p>
        <p>${sentence("setup.limit_seconds", { seconds: number(rating.limit_seconds, 10, 86400, (n) => (rating.limit_seconds = n), "rating.limit_seconds") })}</p>
        <p>${sentence("setup.phone_days", { days: number(rating.phone_days, 0, 365, (n) => (rating.phone_days = n), "rating.phone_days") })}</p>
        <p>
          ${sentence("setup.case_days", {
            contact: number(cases.contact_days, 0, 30, (n) => (cases.contact_days = n), "cases.contact_days"),
            ordinary: number(cases.ordinary_days, 1, 90, (n) => (cases.ordinary_days = n), "cases.ordinary_days"),
            complex: number(cases.complex_days, 1, 180, (n) => (cases.complex_days = n), "cases.complex_days"),
          })}
        </p>
      </section>
      <section class="card">
        <h3>${say("sheets.setting.rating.channels")}</h3>
        <div class="choices">${CHANNELS.map((channel) => toggle(rating.channels, channel, (made) => (rating.channels = made)))}</div>
      </section>`;
  }

  #voice() {
    const { voice } = draft.hall;
    return html`<section class="card">
        <h3>${say("sheets.setting.voice.languages")}</h3>
        ${ordered(voice.languages, (made) => draft.change(() => (voice.languages = made)))}
      </section>
      <section class="card sentences">
        <p>${sentence("setup.one", { one: html`<span class="choices">${["yi", "yao"].map((one) => html`<button aria-pressed=${voice.one === one} @click=${() => draft.change(() => (voice.one = one))}>${say(`sheets.value.${one}`)}</button>`)}</span>` })}</p>
        <p>${sentence("setup.volume", { percent: number(voice.volume, 5, 100, (n) => (voice.volume = n), "voice.volume") })}</p>
        <p>${sentence("setup.rate", { words: number(voice.rate_words_per_minute, 80, 300, (n) => (voice.rate_words_per_minute = n), "voice.rate_words_per_minute") })}</p>
        <p><label><input type="checkbox" .checked=${voice.quiet} @change=${flag((on) => (voice.quiet = on))} /> ${say("sheets.setting.voice.quiet")}</label></p>
      </section>`;
  }

  #printer() {
    const { printer } = draft.hall;
    return html`<section class="card">
      <div class="choices">
        ${PRINTERS.map((kind) => html`<button aria-pressed=${printer.kind === kind} data-testid="printer-${kind}" @click=${() => draft.change(() => (printer.kind = kind))}>${say(kind === "none" ? "setup.no_printer" : `sheets.value.${kind}`)}</button>`)}
      </div>
      ${printer.kind === "none"
        ? ""
        : html`<div class="sentences">
            <p>${sentence("setup.printed_by", { by: html`<span class="choices">${["agent", "hub"].map((by) => html`<button aria-pressed=${printer.by === by} data-testid="printer-by-${by}" @click=${() => draft.change(() => (printer.by = by))}>${say(`sheets.value.${by}`)}</button>`)}</span>` })}</p>
            <p>
              ${sentence(`setup.printer_at.${printer.kind}`, {
                address: html`<input .value=${printer.address} aria-label=${say("sheets.setting.printer.address")} data-testid="printer-address" @change=${(/** @type {Event} */ event) => draft.change(() => (printer.address = valueOf(event).trim()))} />`,
                port: number(printer.port, 1, 65535, (n) => (printer.port = n), "printer.port"),
                vendor: number(printer.vendor_id, 0, 65535, (n) => (printer.vendor_id = n), "printer.vendor_id"),
                product: number(printer.product_id, 0, 65535, (n) => (printer.product_id = n), "printer.product_id"),
                baud: number(printer.baud, 1200, 921600, (n) => (printer.baud = n), "printer.baud"),
              })}
            </p>
            <p>${sentence("setup.width_dots", { dots: number(printer.width_dots, 200, 1200, (n) => (printer.width_dots = n), "printer.width_dots") })}</p>
          </div>`}
    </section>`;
  }
}

/** @param {number | null} value @param {number} min @param {number} max @param {(value: number) => void} set @param {string} field */
function number(value, min, max, set, field) {
  const fault = draft.fault(field);
  return html`<input
      type="number"
      min=${min}
      max=${max}
      class=${fault ? "wrong" : ""}
      .value=${String(value ?? "")}
      aria-label=${called(field)}
      data-testid=${field}
      @change=${(/** @type {Event} */ event) => valueOf(event) !== "" && draft.change(() => set(Number(valueOf(event))))}
    />${fault ? html`<span class="fault">${fault}</span>` : ""}`;
}

/** What a setting is called. @param {string} field */
function called(field) {
  const cut = field.lastIndexOf(".");
  const [group, code] = [field.slice(0, cut), field.slice(cut + 1)];
  return canSay(`sheets.setting.${field}`) ? say(`sheets.setting.${field}`) : `${say(`sheets.setting.${group}`)} · ${say(`sheets.value.${code}`)}`;
}

/** @param {(on: boolean) => void} set */
function flag(set) {
  return (/** @type {Event} */ event) => draft.change(() => set(/** @type {HTMLInputElement} */ (event.target).checked));
}

/** @param {string[]} chosen @param {string} code @param {(made: string[]) => void} set */
function toggle(chosen, code, set) {
  const on = chosen.includes(code);
  return html`<button aria-pressed=${on} @click=${() => draft.change(() => set(on ? chosen.filter((each) => each !== code) : [...chosen, code]))}>
    ${say(`sheets.value.${code}`)}
  </button>`;
}

/** Languages: which there are, and which comes first. @param {string[]} chosen @param {(made: string[]) => void} set */
function ordered(chosen, set) {
  const known = [...chosen, ...LANGUAGES.filter((tag) => !chosen.includes(tag))];
  return html`<div class="choices">
    ${known.map((tag) => {
      const at = chosen.indexOf(tag);
      const others = chosen.filter((each) => each !== tag);
      return html`<span class="with-icon">
        <button aria-pressed=${at >= 0} lang=${tag} ?disabled=${at >= 0 && chosen.length === 1} @click=${() => set(at >= 0 ? others : [...chosen, tag])}>
          ${at >= 0 ? `${at + 1} · ` : ""}${nameOf(tag)}
        </button>
        ${at > 0
          ? html`<button class="plain" aria-label="${say("setup.earlier")} ${nameOf(tag)}" @click=${() => set([...others.slice(0, at - 1), tag, ...others.slice(at - 1)])}><jh-icon name="arrow-left"></jh-icon></button>`
          : ""}
      </span>`;
    })}
  </div>`;
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value;
}

customElements.define("jh-setup-rules", SetupRules);
