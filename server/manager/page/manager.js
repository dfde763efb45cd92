import { LitElement, css, html } from "lit";
import { Feed } from "shared/feed.js";
import { headerLook } from "shared/header_look.js";
import { look } from "shared/look.js";
import { Session } from "shared/session.js";
import "shared/appointments.js";
import { Renewing } from "shared/renewing.js";
import { page, pick, say } from "shared/words.js";
import "shared/account.js";
import "shared/clock.js";
import "shared/icon.js";
import "shared/reconnecting.js";
import "./all_figures.js";
import "./cases.js";
import "./devices.js";
import { given } from "./first_passwords.js";
import "./months.js";
import "./people.js";
import "./record.js";
import "./setup.js";
import { draft } from "./setup_draft.js";
import "./suggestions.js";
import { noted } from "./printers.js";
import "./today.js";
import "./voice.js";

const READERS = ["manager", "auditor"];
const OVERSEERS = [...READERS, "supervisor"];
const KEEPERS = ["manager", "administrator", "auditor"];

/** What each role finds here; an auditor only reads, a supervisor sees their own department. */
const PAGES = [
  { name: "today", icon: "layout-dashboard", who: OVERSEERS },
  { name: "figures", icon: "table", who: OVERSEERS },
  { name: "cases", icon: "message-report", who: OVERSEERS },
  { name: "months", icon: "file-text", who: READERS },
  { name: "suggestions", icon: "bulb", who: OVERSEERS },
  { name: "appointments", icon: "calendar-event", who: READERS },
  { name: "devices", icon: "devices", who: KEEPERS },
  { name: "voice", icon: "volume", who: KEEPERS },
  { name: "accounts", icon: "users", who: KEEPERS },
  { name: "record", icon: "shield-lock", who: KEEPERS },
  { name: "setup", icon: "adjustments", who: KEEPERS },
];

const SOON_MS = 250;

/** The managers' pages: is the hall well, what needs me? */
export class Manager extends LitElement {
  static properties = {
    shown: { state: true },
    live: { state: true },
    hall: { state: true },
    changes: { state: true },
    devices: { state: true },
    printers: { state: true },
  };

  static styles = [
    look,
    headerLook,
    css`
      .frame {
        height: 100vh;
        display: grid;
        grid-template: auto 1fr / 232px 1fr;
        font-size: 20px;
      }
      header {
        grid-column: 1 / -1;
      }
      header b {
        font-size: 24px;
      }
      header a {
        color: #fff;
      }
      nav {
        background: var(--card);
        border-right: 2px solid var(--line);
        padding: 24px 0;
        display: flex;
        flex-direction: column;
      }
      nav button {
        border: 0;
        border-left: 7px solid transparent;
        border-radius: 0;
        text-align: left;
        min-height: 64px;
        padding: 0 26px;
        display: flex;
        align-items: center;
        gap: 14px;
        font-size: 22px;
      }
      nav button[aria-current="page"] {
        background: #e8f0f1;
        border-color: var(--deep-2);
        font-weight: 700;
      }
      nav p {
        margin: auto 24px 0;
        color: var(--mute);
        font-size: 18px;
      }
      main {
        padding: 26px 32px;
        overflow-y: auto;
        min-width: 0;
      }
      @media print {
        .frame {
          display: block;
          height: auto;
        }
        header,
        nav {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.shown = "today";
    this.landed = false;
    this.live = true;
    /** @type {import("./today.js").HallState | null} */
    this.hall = null;
    this.changes = 0;
    /** @type {import("./printers.js").PrinterStates} */
    this.printers = {};
    /** @type {Record<string, boolean>} */
    this.devices = {};
    this.session = new Session(this, {
      as: "manager",
      onEntered: () => this.#enter(),
      onLeft: () => {
        this.feed?.close();
        given.putAway();
        this.landed = false;
      },
    });
    this.renewing = new Renewing(this, () => this.#renew());
  }

  #enter() {
    if (!PAGES.some(({ name, who }) => name === this.shown && who.some((role) => this.#is(role)))) {
      this.shown = PAGES.find(({ who }) => who.some((role) => this.#is(role)))?.name ?? this.shown;
    }
    this.feed = new Feed({
      onSnapshot: (state) => {
        this.#land(state);
        this.hall = state;
        this.devices = Object.fromEntries((state.devices ?? []).map((/** @type {string} */ device) => [device, true]));
        this.printers = state.printers ?? {};
        this.changes += 1;
      },
      onEvent: (event) => {
        this.printers = noted(this.printers, event);
        if (event.kind === "definition.changed") void this.renewing.renew();
        this.#soon();
      },
      onLive: (live) => (this.live = live),
      onPresence: ({ device, online }) => (this.devices = { ...this.devices, [device]: online }),
      onRefused: () => this.session.leave({ ended: true }),
    });
    this.feed.connect();
  }

  /** In a hall that has no window yet whoever may set it up begins there; where they have gone to they stay.
   * @param {import("./today.js").HallState} state */
  #land({ windows }) {
    if (this.landed) return;
    this.landed = true;
    if (this.shown === "today" && windows?.length === 0 && this.#is("manager")) this.shown = "setup";
  }

  /** The hall is another: so are its windows, who works here, and what set-up begins with. */
  #renew() {
    this.feed?.refresh();
    void this.session.renew();
    if (draft.kept) void draft.load();
    this.changes += 1;
  }

  /** Many events are one look at the figures, and a hall that never rests is looked at all the same. */
  #soon() {
    if (this.looking) return;
    this.looking = setTimeout(() => {
      this.looking = undefined;
      this.changes += 1;
    }, SOON_MS);
  }

  render() {
    const { session } = this;
    if (!session.me) return session.signingIn();
    return html`<div class="frame">
      <header>
        <b role="heading" aria-level="1">${pick(page.hall.name)}</b><span>${say(`manager.${this.shown}`)}</span>
        <span class="spring"></span>
        ${session.me.department ? html`<b data-testid="department">${pick(session.me.department.name)}</b>` : ""}
        ${this.shown === "today" && !session.me.department ? html`<a href="/wall/" target="_blank" data-testid="wall">${say("manager.wall")}</a>` : ""}
        <jh-account name=${session.me.staff.name} @signed-out=${() => session.leave()}></jh-account><jh-clock class="number"></jh-clock>
        <button data-testid="logout" @click=${() => session.signOut()}>${say("manager.sign_out")}</button>
      </header>
      <nav>
        ${PAGES.filter(({ who }) => who.some((role) => this.#is(role))).map(
          ({ name, icon }) => html`<button
            data-testid="nav-${name}"
            aria-current=${this.shown === name ? "page" : "false"}
            @click=${() => (this.shown = name)}
          >
            <jh-icon name=${icon}></jh-icon>${say(`manager.${name}`)}
          </button>`,
        )}
        ${page.drafts?.bo?.drafts ? html`<p>${say("manager.drafts", page.drafts.bo)}</p>` : ""}
      </nav>
      <main>
        <jh-printers .printers=${this.printers}></jh-printers>
        ${this.#main()}
      </main>
      <jh-reconnecting ?away=${!this.live}></jh-reconnecting>
    </div>`;
  }

  /** @param {string} role */
  #is(role) {
    return this.session.me?.roles.includes(role) ?? false;
  }

  #main() {
    const { shown, hall, changes, devices } = this;
    const reads = this.#is("auditor");
    switch (shown) {
      case "today":
        return html`<jh-today .changes=${changes} .devices=${devices} ?away=${!this.live} ?answers=${this.#is("manager")} @refused=${() => this.session.leave({ ended: true })}></jh-today>`;
      case "cases":
        return html`<jh-cases .changes=${changes} ?reads=${reads} ?department=${this.#is("supervisor")}></jh-cases>`;
      case "suggestions":
        return html`<jh-suggestions .changes=${changes} ?records=${this.#is("manager")} ?answers=${!reads}></jh-suggestions>`;
      case "accounts":
        return html`<jh-people .changes=${changes} ?reads=${reads}></jh-people>`;
      case "record":
        return html`<jh-record .changes=${changes}></jh-record>`;
      case "months":
        return html`<jh-months .changes=${changes} .mayOrder=${this.#is("manager")}></jh-months>`;
      case "setup":
        return html`<jh-setup ?inert=${reads} .changes=${changes} @go=${(/** @type {CustomEvent} */ event) => (this.shown = event.detail)}></jh-setup>`;
      case "appointments":
        return html`<jh-appointments ?inert=${reads} .changes=${changes}></jh-appointments>`;
      case "devices":
        return html`<jh-devices ?inert=${reads} .windows=${hall?.windows ?? []} .changes=${changes} .presence=${devices}></jh-devices>`;
      case "voice":
        return html`<jh-voice ?inert=${reads} .changes=${changes}></jh-voice>`;
      default:
        return html`<jh-all-figures .changes=${changes}></jh-all-figures>`;
    }
  }
}

customElements.define("jh-manager", Manager);
