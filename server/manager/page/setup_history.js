import { LitElement, css, html } from "lit";
import { hallDay, timeOfDay } from "shared/clock.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { listed } from "./setup_change.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import "shared/icon.js";

/** @typedef {{revision: number, at: string, by: string, restores: number | null, changes: import("./setup_draft.js").Change[]}} Revision */

/** Every change of the hall: who, when, what it was before and what after; each can be taken back to. */
export class SetupHistory extends LitElement {
  static properties = { revision: { attribute: false }, revisions: { state: true }, more: { state: true }, asking: { state: true } };

  static styles = [
    look,
    setupLook,
    css`
      article {
        display: grid;
        grid-template-columns: 210px 1fr auto;
        gap: 6px 24px;
        align-items: start;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        display: grid;
        gap: 6px;
      }
      summary {
        cursor: pointer;
        padding: 10px 0;
        color: var(--deep-2);
        font-weight: 700;
      }
      .asked {
        grid-column: 1 / -1;
        border-top: 2px solid var(--line);
        padding-top: 14px;
        flex-wrap: nowrap;
      }
      .asked span {
        flex: 1;
      }
      .asked button {
        white-space: nowrap;
      }
      del {
        color: var(--mute);
      }
      ins {
        text-decoration: none;
        font-weight: 700;
      }
      li jh-icon {
        color: var(--mute);
        vertical-align: -0.12em;
      }
      small {
        font-size: 18px;
        color: var(--mute);
        display: block;
      }
    `,
  ];

  constructor() {
    super();
    this.revision = 0;
    /** @type {Revision[]} */
    this.revisions = [];
    this.more = false;
    /** The revision of which it is asked whether it is really to be taken back. @type {number | null} */
    this.asking = null;
    this.known = -1;
  }

  willUpdate() {
    if (this.known === draft.revision) return;
    this.known = draft.revision;
    this.revisions = [];
    void this.#load();
  }

  async #load() {
    const before = this.revisions.at(-1)?.revision;
    const { revisions } = await draft.api.get(`/definition/revisions${before === undefined ? "" : `?before=${before}`}`);
    this.revisions = [...this.revisions, ...revisions];
    this.more = revisions.length === 30;
  }

  render() {
    return html`<div class="bar"><h2>${say("setup.step.history")}</h2><span class="lead">${say("setup.lead.history")}</span></div>
      ${draft.problem ? html`<p class="fault" role="alert">${draft.problem}</p>` : ""}
      ${this.revisions.length === 0 ? html`<p class="lead">${say("setup.nothing.history")}</p>` : ""}
      ${this.revisions.map((each) => this.#one(each))}
      ${this.more ? html`<button @click=${() => this.#load()}>${say("setup.earlier_ones")}</button>` : ""}`;
  }

  /** @param {Revision} each */
  async #takeBack(each) {
    this.asking = null;
    await draft.restore(each.revision - 1);
  }

  /** @param {Revision} each */
  #one(each) {
    const at = Date.parse(each.at);
    const restores = each.restores === null ? "" : html`<p class="lead">${say("setup.taken_back")}</p>`;
    return html`<article class="card" data-testid="revision-${each.revision}">
      <div>
        <b>${each.by}</b>
        <small>${hallDay(at)} ${timeOfDay(at)}</small>
      </div>
      <div>${restores}${listed(each.changes)}</div>
      ${this.asking === each.revision
        ? ""
        : html`<button class="with-icon" data-testid="take-back-${each.revision}" ?disabled=${draft.saving} @click=${() => (this.asking = each.revision)}>
            <jh-icon name="arrow-back-up"></jh-icon>${say("setup.take_back")}
          </button>`}
      ${this.asking === each.revision
        ? html`<div class="asked bar" role="alert">
            <span>${say("setup.take_back_means")}</span>
            <button @click=${() => (this.asking = null)}>${say("setup.leave_it")}</button>
            <button class="gold" data-testid="take-back-now" ?disabled=${draft.saving} @click=${() => this.#takeBack(each)}>${say("setup.take_back_now")}</button>
          </div>`
        : ""}
    </article>`;
  }
}

customElements.define("jh-setup-history", SetupHistory);
