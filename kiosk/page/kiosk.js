import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { deviceToken, forgetDevice } from "shared/device.js";
import { look } from "shared/look.js";
import { TakingOver } from "shared/taking_over.js";
import { language, languageChanged, pick, say, setLanguage } from "shared/words.js";
import "shared/reconnecting.js";
import "shared/not_set_up.js";
import "./away.js";
import "./before.js";
import "./check_in.js";
import "./choice.js";
import "./find.js";
import "./header.js";
import "./idle.js";
import "./modes.js";
import "./pin.js";
import "./setup.js";
import "./taken.js";
import { Hall } from "./hall.js";
import { lock, onServiceGesture } from "./locking.js";
import { modesLook } from "./modes_look.js";
import { opens } from "./opens.js";
import { Narrator } from "./narrating.js";
import { onScan } from "./scanning.js";
import { usualLanguage } from "./setup.js";
import { Visit } from "./visit.js";

const NO_MODES = { large: false, contrast: false, spoken: false };
/** Seconds without a touch until it begins to ask whether somebody is there, and 20 more. */
const PATIENCE = /** @type {Record<string, number>} */ ({ setup: 180, taken: 50 });
const OTHER_PATIENCE = 70;

/** The ticket kiosk (取号机): what did you come for? */
export class Kiosk extends LitElement {
  static properties = { modes: { state: true }, pinning: { state: true }, token: { state: true } };

  static styles = [
    look,
    modesLook,
    css`
      :host {
        height: 100vh;
        display: grid;
        grid-template: auto 1fr auto / 100%;
      }
      main {
        display: flex;
        flex-direction: column;
        min-height: 0;
        min-width: 0;
      }
      .notice {
        margin: 22px 56px 0;
        padding: 0.6em 1em;
        background: var(--gold-soft);
        color: var(--on-gold);
        border-radius: var(--radius);
      }
      jh-reconnecting {
        --ink: var(--on-gold);
      }
      @media (orientation: landscape) {
        :host {
          grid-template: 1fr auto / 480px minmax(0, 1fr);
          background: var(--paper) linear-gradient(to right, var(--deep) 480px, transparent 480px);
        }
        main {
          grid-area: 1 / 2 / 3 / 3;
        }
        .notice {
          margin: 22px 40px 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.token = deviceToken("kiosk");
    this.api = new Api({ token: this.token });
    this.hall = new Hall(this.api);
    this.visit = new Visit(this.api, this.hall);
    this.narrator = new Narrator(this.token, this.hall, this.visit);
    this.pinning = false;
    this.takingOver = new TakingOver(() => !this.pinning && !this.#visited());
    this.modes = NO_MODES;
    this.shownStep = this.visit.step;
    this.byKeyboard = false;
  }

  connectedCallback() {
    super.connectedCallback();
    languageChanged.addEventListener("language", () => this.requestUpdate());
    if (this.token === null) return;
    setLanguage(usualLanguage());
    lock();
    onServiceGesture(() => (this.pinning = true));
    onScan((code) => {
      if (!this.pinning) this.visit.checkIn(code);
    });
    window.addEventListener("keydown", () => (this.byKeyboard = true), true);
    window.addEventListener("pointerdown", () => (this.byKeyboard = false), true);
    this.hall.addEventListener("change", () => this.requestUpdate());
    this.hall.addEventListener("defined", () => this.takingOver.heard({ kind: "definition.changed" }));
    this.hall.addEventListener("print", (event) => this.visit.reported(/** @type {CustomEvent} */ (event).detail));
    this.visit.addEventListener("change", () => this.requestUpdate());
    this.visit.addEventListener("printed", (event) => this.narrator.printed(/** @type {CustomEvent} */ (event).detail));
    this.hall.follow();
    this.visit.takeUp();
  }

  render() {
    const { visit, hall } = this;
    if (this.token === null || hall.refused) return html`<jh-not-set-up></jh-not-set-up>`;
    return html`
      <jh-kiosk-header .title=${this.#title()} .hint=${this.#hint()}></jh-kiosk-header>
      <main>${this.#notice()} ${this.#screen()}</main>
      <jh-mode-buttons
        .modes=${this.modes}
        @mode=${(/** @type {CustomEvent} */ event) => this.#switch(event.detail)}
      ></jh-mode-buttons>
      <jh-away ?open=${visit.away} @stop=${() => visit.stopWaiting()}></jh-away>
      <jh-idle
        ?watching=${this.#visited() && !this.pinning}
        .seconds=${PATIENCE[visit.step] ?? OTHER_PATIENCE}
        @warn=${() => this.narrator.say("still_there")}
        @idle=${this.#home}
      ></jh-idle>
      <jh-pin
        .api=${this.api}
        ?open=${this.pinning}
        @close=${() => (this.pinning = false)}
        @unlocked=${(/** @type {CustomEvent} */ event) => this.#unlocked(event.detail)}
      ></jh-pin>
      <jh-reconnecting ?away=${!hall.live}></jh-reconnecting>
    `;
  }

  /** Whether somebody did anything here that the next one must not find. */
  #visited() {
    const { large, contrast, spoken } = this.modes;
    return !this.visit.isNew || large || contrast || spoken || language() !== usualLanguage();
  }

  #service() {
    return this.hall.service(this.visit.chosen ?? "");
  }

  #title() {
    const { ticket, step, parent } = this.visit;
    if (ticket) return pick(ticket.service_name);
    if (step === "before") return pick(this.#service()?.name);
    if (step === "find") return say("kiosk.find_title");
    if (step === "check_in") return say("kiosk.check_in_title");
    if (step === "setup") return say("kiosk.setup.title");
    return parent ? pick(this.hall.service(parent)?.name) : say("kiosk.what_for");
  }

  #hint() {
    const { step, parent } = this.visit;
    const service = this.#service();
    if (step === "before" && service?.open) return this.#queue(service);
    if (step === "find") return say("kiosk.find_how");
    if (step !== "choice") return "";
    return parent ? say("kiosk.which_one") : say(this.hall.prints ? "kiosk.touch_a_picture" : "kiosk.touch_for_a_number");
  }

  /** How many wait for it and about how long. @param {import("./hall.js").Service} service */
  #queue({ waiting, wait, paused, windows_open: staffed }) {
    if (!staffed.length) {
      const why = paused ? say("kiosk.paused", { reason: say(`terminal.reason.${paused}`) }) : say("terminal.no_window_yet");
      return waiting ? `${say("kiosk.ahead_now", { count: waiting })} · ${why}` : why;
    }
    const count = waiting ? say("kiosk.ahead_now", { count: waiting }) : say("terminal.no_wait");
    if (!waiting || !wait) return count;
    return `${count} · ${say("terminal.minutes_range", { low: wait.low_minutes, high: wait.high_minutes })}`;
  }

  #notice() {
    if (this.visit.step !== "choice") return "";
    if (!this.hall.open) {
      return html`<p class="notice" role="status" data-testid="hall-closed">
        ${[say("kiosk.hall_closed"), opens(this.hall.opensAt)].filter(Boolean).join(" · ")}
      </p>`;
    }
    return this.hall.prints && this.hall.paper === "no" ? html`<p class="notice" role="status">${say("kiosk.no_paper_yet")}</p>` : "";
  }

  #screen() {
    const { visit, hall } = this;
    switch (visit.step) {
      case "taken":
        return html`<jh-taken
          .ticket=${visit.ticket}
          .service=${hall.service(visit.ticket?.service ?? "")}
          .print=${visit.print}
          ?prints=${hall.prints}
          ?large=${this.modes.large}
          @again=${() => visit.printTicket()}
          @home=${this.#home}
        ></jh-taken>`;
      case "before":
        return html`<jh-before
          .service=${this.#service()}
          .proof=${hall.proof}
          .print=${visit.print}
          ?prints=${hall.prints}
          .refusal=${visit.refusal}
          ?taking=${visit.taking}
          ?large=${this.modes.large}
          @take=${(/** @type {CustomEvent} */ event) => visit.take(event.detail)}
          @print=${() => visit.printList(visit.chosen)}
          @appointment=${() => visit.go("check_in")}
          @back=${() => visit.go("choice")}
        ></jh-before>`;
      case "find":
        return html`<jh-find
          .services=${hall.services}
          @choose=${(/** @type {CustomEvent} */ event) => visit.choose(event.detail)}
          @back=${() => visit.go("choice")}
        ></jh-find>`;
      case "check_in":
        return html`<jh-check-in
          .refusal=${visit.refusal}
          ?taking=${visit.taking}
          @check-in=${(/** @type {CustomEvent} */ event) => visit.checkIn(event.detail)}
          @back=${() => visit.go("choice")}
        ></jh-check-in>`;
      case "setup":
        return html`<jh-setup
          .device=${visit.device}
          .paper=${hall.prints ? hall.paper : "none"}
          .print=${visit.print}
          @test-print=${() => visit.printList(hall.services.find((each) => each.leaf)?.code ?? null)}
          @forget=${this.#forget}
          @close=${this.#home}
        ></jh-setup>`;
      default:
        return html`<jh-choice
          .services=${hall.services.filter((service) => service.parent === visit.parent)}
          .all=${hall.services}
          ?nested=${visit.parent !== null}
          ?large=${this.modes.large}
          @choose=${(/** @type {CustomEvent} */ event) => visit.choose(event.detail)}
          @find=${() => visit.go("find")}
          @appointment=${() => visit.go("check_in")}
          @back=${() => visit.leaveGroup()}
        ></jh-choice>`;
    }
  }

  updated() {
    this.toggleAttribute("large", this.modes.large);
    this.toggleAttribute("contrast", this.modes.contrast);
    this.narrator.step();
    if (this.visit.step === this.shownStep) return;
    this.shownStep = this.visit.step;
    // Who works by keyboard goes on where the step begins, and not at the top of the page.
    if (this.byKeyboard) this.#focusStep();
  }

  async #focusStep() {
    const shown = this.renderRoot.querySelector("main > :not(.notice)");
    if (shown instanceof LitElement) await shown.updateComplete;
    shown?.shadowRoot?.querySelector("button")?.focus();
  }

  /** @param {import("./modes.js").Mode} mode */
  #switch(mode) {
    this.modes = { ...this.modes, [mode]: !this.modes[mode] };
    if (mode === "spoken") this.narrator.turn(this.modes.spoken);
  }

  /** @param {import("./visit.js").Device} device */
  #unlocked(device) {
    this.#home();
    this.pinning = false;
    this.visit.setUp(device);
  }

  #forget() {
    forgetDevice("kiosk");
    location.reload();
  }

  #home() {
    this.narrator.turn(false);
    this.modes = NO_MODES;
    this.visit.end();
    setLanguage(usualLanguage());
  }
}

customElements.define("jh-kiosk", Kiosk);
