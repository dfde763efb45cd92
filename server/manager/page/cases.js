import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { listLook } from "shared/list_look.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import "./case_file.js";

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {"open" | "closed"} state
 * @property {"in_time" | "near" | "overdue" | "closed"} standing
 * @property {string} opened_on
 * @property {string} due
 * @property {"ordinary" | "complex"} complexity
 * @property {{job_number: string, name: string}} person
 * @property {import("shared/words.js").Texts} service_name
 * @property {string} window
 * @property {string} number
 * @property {string} grade
 * @property {string[]} tags
 * @property {string} comment
 * @property {boolean | null} verified
 * @property {string | null} mending
 * @property {boolean} answered
 * @property {boolean} objected
 * @property {string | null} review
 * @property {boolean} named
 * @property {boolean} contacted
 */

const AT_ONCE = 20;
/** That the hub gives in one answer. */
const MOST_AT_ONCE = 200;

/** The cases of bad ratings: which is due first, and what comes next in it? */
export class Cases extends LitElement {
  static properties = {
    changes: { attribute: false },
    reads: { type: Boolean },
    department: { type: Boolean },
    all: { state: true },
    cases: { state: true },
    next: { state: true },
    people: { state: true },
    chosen: { state: true },
  };

  static styles = [
    look,
    listLook,
    css`
      :host {
        display: grid;
        grid-template-columns: 400px 1fr;
        gap: 24px;
        align-items: start;
      }
      .filter {
        display: flex;
        gap: 12px;
        margin-bottom: 16px;
      }
      .filter button {
        min-height: 56px;
        border-radius: 18px;
        flex: 1;
      }
      .filter button[aria-pressed="true"] {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      ul {
        display: grid;
        gap: 12px;
      }
      li button {
        width: 100%;
        text-align: left;
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 12px;
        padding: 14px 18px;
      }
      li button[aria-current="true"] {
        border-color: var(--deep-2);
        background: #e8f0f1;
      }
      li b {
        font-size: 22px;
      }
      li small,
      p.empty {
        color: var(--mute);
        font-size: 18px;
      }
      .standing {
        text-align: right;
        font-size: 18px;
      }
      .overdue {
        color: var(--red);
        font-weight: 700;
      }
      .near {
        font-weight: 700;
      }
      li .more {
        display: block;
        text-align: center;
      }
      p.empty {
        padding: 40px 26px;
        margin: 0;
        text-align: center;
        font-size: 20px;
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    this.reads = false;
    this.department = false;
    this.all = false;
    /** @type {Case[] | null} */
    this.cases = null;
    /** @type {string | null} */
    this.next = null;
    /** How many of all stay shown when something changes. */
    this.many = AT_ONCE;
    /** @type {{job_number: string, name: string}[]} */
    this.people = [];
    /** @type {string | null} */
    this.chosen = null;
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes") || changed.has("all")) void this.#load();
  }

  async #load() {
    try {
      const { all, many } = this;
      const { cases, next, people } = all ? await this.#newest(many) : await this.api.get("/cases");
      if (all !== this.all) return;
      // More were opened out meanwhile.
      if (all && many < this.many) return void this.#load();
      this.cases = cases;
      this.next = next;
      this.people = people ?? [];
      this.chosen ??= this.cases?.[0]?.id ?? null;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  /** The newest of all, piece by piece. @param {number} many */
  async #newest(many) {
    /** @type {Case[]} */
    const cases = [];
    let after = "";
    for (;;) {
      const limit = Math.min(many - cases.length, MOST_AT_ONCE);
      const told = await this.api.get(`/cases?state=all&limit=${limit}${after}`);
      cases.push(...told.cases);
      if (!told.next || cases.length >= many) return { ...told, cases };
      after = `&after=${told.next}`;
    }
  }

  async #more() {
    const { next } = this;
    try {
      const told = await this.api.get(`/cases?state=all&limit=${AT_ONCE}&after=${next}`);
      if (next !== this.next) return;
      this.cases = [...(this.cases ?? []), ...told.cases];
      this.next = told.next;
      this.many = this.cases.length;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    if (!this.cases) return html``;
    return html`<div>
        <div class="filter">${this.#filter(false, "cases_open")}${this.#filter(true, "cases_all")}</div>
        ${this.cases.length
          ? html`<ul>
              ${this.cases.map((each) => this.#row(each))}
              ${this.next ? html`<li><button class="more" data-testid="more" @click=${() => this.#more()}>${say("manager.more")}</button></li>` : ""}
            </ul>`
          : html`<p class="card empty">${say("manager.no_cases")}</p>`}
      </div>
      ${this.chosen
        ? html`<jh-case-file ?reads=${this.reads} ?department=${this.department} .case=${this.chosen} .changes=${this.changes} .people=${this.people} @changed=${() => this.#load()}></jh-case-file>`
        : html`<p class="card empty">${say("manager.choose_case")}</p>`}`;
  }

  /** @param {boolean} all @param {string} word */
  #filter(all, word) {
    return html`<button data-testid=${word} aria-pressed=${this.all === all} @click=${() => this.#turnTo(all)}>${say(`manager.${word}`)}</button>`;
  }

  /** @param {boolean} all */
  #turnTo(all) {
    if (all === this.all) return;
    this.all = all;
    this.many = AT_ONCE;
  }

  /** @param {Case} each */
  #row(each) {
    return html`<li>
      <button data-testid="case-${each.id}" aria-current=${this.chosen === each.id} @click=${() => (this.chosen = each.id)}>
        <b>${say(`terminal.grade.${each.grade}`)}</b>
        <span class="standing ${each.standing}">${say(`manager.standing.${each.standing}`)}</span>
        <small>${pick(each.service_name)} · ${say("terminal.window", { window: each.window })} · ${each.person.name}</small>
        <small class="standing">${each.state === "open" ? say("manager.case_due", { date: each.due.slice(5) }) : each.number}</small>
      </button>
    </li>`;
  }
}

customElements.define("jh-cases", Cases);
