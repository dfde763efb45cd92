import { LitElement, css, html } from "lit";
import { HubAway } from "shared/api.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import { draft } from "./setup_draft.js";
import { icons } from "./setup_icons.js";
import { setupLook } from "./setup_look.js";
import { setupTableLook } from "./setup_table_look.js";

/** @typedef {import("shared/words.js").Texts} Texts */

const ICONS =
  "id book-2 photo credit-card wheelchair stethoscope shield-check rings baby-carriage military-award map-2 home-2 building-store receipt contract writing signature rubber-stamp certificate file-text car school tool".split(
    " ",
  );

/** The pictures of what citizens bring (材料图标): chosen by the hall, else by the hub after the name. */
export class SetupPictures extends LitElement {
  static properties = { revision: { attribute: false }, usual: { state: true } };

  static styles = [
    look,
    setupLook,
    setupTableLook,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        overflow: visible;
      }
      .thing {
        display: flex;
        align-items: center;
        gap: 2px;
        flex: 0 1 250px;
      }
      .by-itself {
        color: var(--mute);
      }
    `,
  ];

  constructor() {
    super();
    this.revision = 0;
    /** What the hub shows for each thing by its name. @type {Map<string, string>} */
    this.usual = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      const { services } = await draft.api.get("/services");
      const shown = services.flatMap((/** @type {{materials: Texts[], pictures: string[]}} */ { materials, pictures }) => materials.map((thing, at) => [pick(thing), pictures[at]]));
      this.usual = new Map(shown);
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    const things = materials();
    if (things.length === 0) return "";
    return html`<div class="bar"><h2>${say("sheets.pictures")}</h2><span class="lead">${say("setup.lead.pictures")}</span></div>
      <section class="card">${things.map((thing) => this.#thing(thing))}</section>`;
  }

  /** @param {Texts} thing */
  #thing(thing) {
    const { pictures } = draft.hall;
    const name = Object.values(thing).find((text) => text in pictures);
    const put = (/** @type {string} */ icon) => draft.put("pictures", { ...pictures, [name ?? pick(thing)]: icon });
    return html`<span class="thing ${name ? "" : "by-itself"}">
      ${icons(name ? pictures[name] : (this.usual.get(pick(thing)) ?? "photo-question"), put, `${say("sheets.pictures")} · ${pick(thing)}`, ICONS)} ${pick(thing)}
      ${name
        ? html`<button class="plain" aria-label="${say("setup.remove")} ${pick(thing)}" @click=${() => this.#byItself(name)}><jh-icon name="x"></jh-icon></button>`
        : ""}
    </span>`;
  }

  /** @param {string} name */
  #byItself(name) {
    const { [name]: _, ...others } = draft.hall.pictures;
    draft.put("pictures", others);
  }
}

/** Everything that any service asks for, each once. @returns {Texts[]} */
function materials() {
  const all = draft.hall.services.flatMap((/** @type {{materials: Texts[]}} */ service) => service.materials ?? []);
  return [...new Map(all.map((/** @type {Texts} */ each) => [pick(each), each])).values()];
}

customElements.define("jh-setup-pictures", SetupPictures);
