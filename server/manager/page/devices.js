import { LitElement, css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Api, ApiError, HubAway } from "shared/api.js";
import { hallDay, timeOfDay } from "shared/clock.js";
import { hubNow } from "shared/feed.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { tableLook } from "shared/table_look.js";
import { say } from "shared/words.js";
import "shared/icon.js";
import "./board_choice.js";
import "./let_in.js";

/**
 * @typedef {"kiosk" | "display" | "evaluator" | "wall"} Kind
 * @typedef {{device: string, kind: Kind, window: string | null, name: string, online: boolean, since: string | null, version: string | null, board: string | null, unsent: number | null, clock_off_seconds: number | null, troubles: string[]}} Device
 */

/** Reports of devices are no events; so often they are looked at. */
const LOOK_EVERY_MS = 10_000;
const SOON_MS = 300;

export const KIND_ICONS = { kiosk: "ticket", display: "device-tv", evaluator: "mood-smile", wall: "layout-dashboard" };
const TROUBLE_ICONS = /** @type {Record<string, string>} */ ({
  sound_blocked: "volume-off",
  paper_out: "printer-off",
  clock_off: "clock-exclamation",
  unsent: "cloud-up",
});

/** Every device of the hall: who is here and since when, what it could not do; letting one in, renaming, sending away. */
export class Devices extends LitElement {
  static properties = {
    windows: { attribute: false },
    changes: { attribute: false },
    presence: { attribute: false },
    devices: { state: true },
    boards: { state: true },
    renaming: { state: true },
    busy: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    tableLook,
    css`
      :host {
        display: grid;
        gap: 20px;
      }
      .card {
        padding: 20px 26px;
      }
      th,
      td {
        padding: 9px 10px;
        border-bottom: 2px solid var(--line);
      }
      td.deeds {
        text-align: right;
        white-space: nowrap;
      }
      td jh-icon {
        vertical-align: -0.15em;
        margin-right: 8px;
      }
      td button {
        min-height: 44px;
        padding: 0 16px;
        border-radius: 18px;
        font-size: 18px;
      }
      .dot {
        display: inline-block;
        width: 14px;
        height: 14px;
        border-radius: 50%;
        border: 3px solid var(--mute);
        margin-right: 8px;
      }
      .dot.yes {
        background: var(--green);
        border-color: var(--green);
      }
      small {
        display: inline-block;
        color: var(--mute);
        font-size: 18px;
        white-space: nowrap;
      }
      .trouble {
        color: var(--red);
        display: block;
        white-space: nowrap;
      }
      input {
        border: 2px solid var(--deep-2);
        border-radius: 14px;
        padding: 6px 12px;
        width: 100%;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
        margin: 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{code: string}[]} */
    this.windows = [];
    this.changes = 0;
    /** @type {Record<string, boolean>} */
    this.presence = {};
    /** @type {Device[]} */
    this.devices = [];
    /** @type {import("./board_choice.js").Board[]} */
    this.boards = [];
    /** @type {{device: string, name: string} | null} which, and what it was called when its renaming began */
    this.renaming = null;
    /** @type {Set<string>} devices that the hub is asked to do something to */
    this.busy = new Set();
    /** How often the list was asked for, and which of these is the oldest that may still be shown. */
    this.asked = 0;
    this.shown = 0;
    this.problem = "";
    this.api = new Api();
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.#load(), LOOK_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    clearTimeout(this.soon);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    this.typing = this.shadowRoot?.activeElement?.localName === "input";
    if (!changed.has("changes") && !changed.has("presence")) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#load(), this.devices.length ? SOON_MS : 0);
  }

  /** Looks at the hub. An answer that was overtaken by another, or by what was done since it was asked for, is too old. */
  async #load() {
    const asked = ++this.asked;
    try {
      const { devices, boards } = await this.api.get("/devices");
      if (asked < this.shown) return;
      this.shown = asked;
      this.devices = devices;
      this.boards = boards;
    } catch (error) {
      if (!(error instanceof HubAway) && !(error instanceof ApiError)) throw error;
    }
  }

  render() {
    return html`
      <jh-let-in .windows=${this.windows} .devices=${this.devices} @let-in=${() => this.#load()}></jh-let-in>
      <section class="card">
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ""}
        <table>
          <tr>
            ${["device_name", "device_kind", "device_state", "device_trouble", "device_version"].map((name) => html`<th>${say(`manager.${name}`)}</th>`)}
            <td></td>
          </tr>
          ${repeat(
            this.devices,
            ({ device }) => device,
            (device) => this.#row(device),
          )}
        </table>
      </section>
    `;
  }

  /** @param {Device} device */
  #row(device) {
    const { device: id, kind, window, name, version } = device;
    const online = this.presence[id] ?? device.online;
    const busy = this.busy.has(id);
    return html`<tr data-testid="device-${id}" data-online=${online}>
      <td>${this.renaming?.device === id ? this.#field(id, this.renaming.name) : html`<b>${name}</b>`}</td>
      <td>
        <jh-icon name=${KIND_ICONS[kind]}></jh-icon>${say(`manager.kind.${kind}`)}
        ${window ? html`<small>${say("terminal.window", { window })}</small>` : ""}
        ${kind === "display" && !window && this.boards.length > 0
          ? html`<jh-board-choice
              .boards=${this.boards}
              .shown=${device.board}
              .device=${id}
              @chosen=${(/** @type {CustomEvent<string | null>} */ { detail }) => this.#do(id, "board", { board: detail })}
            ></jh-board-choice>`
          : ""}
      </td>
      <td>
        <i class="dot ${online ? "yes" : ""}"></i>${say(online ? "manager.online" : "manager.offline")}
        <small>${since({ ...device, online })}</small>
      </td>
      <td>
        ${device.troubles.map(
          (trouble) => html`<span class="trouble" data-trouble=${trouble}><jh-icon name=${TROUBLE_ICONS[trouble]}></jh-icon>${worded(trouble, device)}</span>`,
        )}
      </td>
      <td>${version ?? ""}</td>
      <td class="deeds">
        <button data-testid="rename-${id}" ?disabled=${busy} @click=${() => (this.renaming = this.renaming?.device === id ? null : { device: id, name })}>
          ${say("manager.rename")}
        </button>
        <button data-testid="revoke-${id}" ?disabled=${busy} @click=${() => this.#do(id, "revoke", {})}>${say("manager.revoke")}</button>
      </td>
    </tr>`;
  }

  /** @param {string} device @param {string} name */
  #field(device, name) {
    return html`<form @submit=${(/** @type {SubmitEvent} */ event) => this.#rename(event, device)}>
      <input name="name" .value=${name} ?readonly=${this.busy.has(device)} required maxlength="40" aria-label=${say("manager.device_name")} data-testid="new-name" />
    </form>`;
  }

  /** A field that moved with its row is no longer typed into by itself. @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("renaming") || this.typing) this.renderRoot.querySelector("input")?.focus();
  }

  /** @param {SubmitEvent} event @param {string} device */
  async #rename(event, device) {
    event.preventDefault();
    const name = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("name");
    if ((await this.#do(device, "rename", { name })) && this.renaming?.device === device) this.renaming = null;
  }

  /**
   * Has the hub do something to a device, however long it is away; what it answers is shown at once.
   * @param {string} device @param {"rename" | "revoke" | "board"} deed @param {unknown} body
   * @returns {Promise<boolean>} whether it was done
   */
  async #do(device, deed, body) {
    if (this.busy.has(device)) return false;
    this.problem = "";
    this.busy = new Set([...this.busy, device]);
    try {
      const onAway = () => (this.problem = say("terminal.reconnecting"));
      const card = await this.api.postUntilAnswered(`/devices/${device}/${deed}`, body, { onAway });
      this.problem = "";
      this.shown = this.asked + 1;
      this.devices = this.devices.flatMap((each) => (each.device !== device ? each : card ? { ...each, ...card } : []));
      return true;
    } catch (error) {
      this.problem = hubsWords(error);
      return false;
    } finally {
      this.busy = new Set([...this.busy].filter((each) => each !== device));
      void this.#load();
    }
  }
}

/** Since when a device is here, or when it was seen last. @param {Device} device */
function since({ online, since: at }) {
  if (!at) return online ? "" : say("manager.never_seen");
  const ms = Date.parse(at);
  const day = hallDay(ms);
  const time = day === hallDay(hubNow()) ? timeOfDay(ms) : `${day} ${timeOfDay(ms)}`;
  return say(online ? "manager.since" : "manager.last_seen", { time });
}

/** @param {string} trouble @param {Device} device */
function worded(trouble, { unsent, clock_off_seconds: off }) {
  return say(`manager.trouble.${trouble}`, { count: unsent ?? 0, minutes: Math.round(Math.abs(off ?? 0) / 60) });
}

customElements.define("jh-devices", Devices);
