import { LitElement, css, html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { Api, HubAway } from "shared/api.js";
import { hubsWordsOnForm } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { tableLook } from "shared/table_look.js";
import { say } from "shared/words.js";
import { departmentField, nameOf } from "./departments.js";
import { given } from "./first_passwords.js";
import { filingLook } from "./filing_look.js";

/**
 * @typedef {object} Person
 * @property {string} job_number
 * @property {string} name
 * @property {string[]} roles
 * @property {string | null} window
 * @property {string | null} department
 * @property {boolean} disabled
 * @property {boolean} first_password
 * @property {number} sessions
 * @property {string | null} locked_until
 */

const ROLES = ["staff", "supervisor", "manager", "auditor", "administrator", "inspector"];

/** Who may sign in as what: letting somebody new in, giving roles and first passwords, shutting out. */
export class People extends LitElement {
  static properties = {
    changes: { attribute: false },
    reads: { type: Boolean },
    people: { state: true },
    departments: { state: true },
    editing: { state: true },
    turn: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    filingLook,
    tableLook,
    css`
      .roles {
        border: 0;
        padding: 0;
        margin: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 6px 18px;
      }
      .roles label {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--ink);
      }
      .roles input {
        width: 24px;
        height: 24px;
      }
      td,
      th {
        padding: 12px 16px;
        border-top: 2px solid var(--line);
        vertical-align: top;
      }
      thead > tr > * {
        border: 0;
      }
      tr.out td {
        color: var(--mute);
      }
      td small {
        display: block;
        color: var(--mute);
        font-size: 18px;
      }
      .locked {
        color: var(--red);
        font-weight: 700;
      }
      .deeds {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
        justify-content: flex-end;
      }
      button {
        min-height: 48px;
        border-radius: 16px;
        padding: 0 16px;
      }
      button.gold {
        min-height: 56px;
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    this.reads = false;
    /** @type {Person[] | null} */
    this.people = null;
    /** @type {import("./departments.js").Department[]} */
    this.departments = [];
    /** @type {Person | null} */
    this.editing = null;
    /** Each person and each save gets a form of their own. */
    this.turn = 0;
    this.problem = "";
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.#load();
  }

  async #load() {
    try {
      this.people = (await this.api.get("/people")).people;
      this.departments = (await this.api.get("/services")).departments;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
    }
  }

  render() {
    if (!this.people) return html``;
    return html`
      <jh-first-passwords></jh-first-passwords>
      ${this.reads ? "" : keyed(this.turn, this.#form(this.editing))}
      <div class="card">
        <table data-testid="people">
          <thead>
            <tr>
              ${["job_number", "person", "roles", "state"].map((head) => html`<th>${say(`manager.people_${head}`)}</th>`)}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${this.people.map((each) => this.#row(each))}
          </tbody>
        </table>
      </div>
    `;
  }

  /** @param {Person | null} known */
  #form(known) {
    return html`<form class="card" data-testid="person-form" @submit=${this.#save}>
      <h2>${known ? `${known.name} ${known.job_number}` : say("manager.people_new")}</h2>
      ${known ? "" : html`<label>${say("manager.people_job_number")}<input name="job_number" required pattern="[A-Za-z0-9_\\-]{1,32}" autocomplete="off" data-testid="new-job" /></label>`}
      <label>${say("manager.people_person")}<input name="name" required maxlength="40" autocomplete="off" .value=${known?.name ?? ""} data-testid="new-name" /></label>
      <label>${say("manager.people_window")}<input name="window" size="4" autocomplete="off" .value=${known?.window ?? ""} /></label>
      ${departmentField(say("manager.people_department"), this.departments, known?.department)}
      <fieldset class="roles">
        <legend hidden>${say("manager.people_roles")}</legend>
        ${ROLES.map(
          (role) => html`<label>
            <input type="checkbox" name="roles" value=${role} .checked=${known ? known.roles.includes(role) : role === "staff"} data-testid="role-${role}" />
            ${say(`manager.role.${role}`)}
          </label>`,
        )}
      </fieldset>
      ${this.problem ? html`<p class="problem" role="alert" data-testid="people-problem">${this.problem}</p>` : ""}
      <button class="gold" data-testid="person-save">${say(known ? "manager.people_save" : "manager.people_add")}</button>
      ${known ? html`<button type="button" @click=${() => this.#edit(null)}>${say("manager.people_cancel")}</button>` : ""}
    </form>`;
  }

  /** @param {Person} each */
  #row(each) {
    return html`<tr class=${each.disabled ? "out" : ""} data-testid="person-${each.job_number}">
      <td class="number">${each.job_number}</td>
      <td>
        ${each.name}
        <small>${each.window ? say("terminal.window", { window: each.window }) : ""} ${nameOf(this.departments, each.department)}</small>
      </td>
      <td>${each.roles.map((role) => say(`manager.role.${role}`)).join(" · ")}</td>
      <td>
        ${each.disabled ? say("manager.people_out") : say("manager.people_sessions", { count: each.sessions })}
        ${each.first_password && !each.disabled ? html`<small>${say("manager.people_first")}</small>` : ""}
        ${each.locked_until ? html`<small class="locked">${say("manager.people_locked")}</small>` : ""}
      </td>
      <td>${this.reads ? "" : this.#deeds(each)}</td>
    </tr>`;
  }

  /** @param {Person} each */
  #deeds(each) {
    const path = `/people/${each.job_number}`;
    return html`<div class="deeds">
      <button data-testid="edit-${each.job_number}" @click=${() => this.#edit(each)}>${say("manager.people_edit")}</button>
      <button data-testid="reset-${each.job_number}" @click=${() => this.#do(async () => given.add([{ ...each, ...(await this.api.post(`${path}/password`)) }]))}>
        ${say("manager.people_reset")}
      </button>
      ${each.sessions ? html`<button @click=${() => this.#do(() => this.api.post(`${path}/sign-out`))}>${say("manager.people_sign_out")}</button>` : ""}
      <button data-testid="disable-${each.job_number}" @click=${() => this.#do(() => this.api.post(path, { disabled: !each.disabled }))}>
        ${say(each.disabled ? "manager.people_enable" : "manager.people_disable")}
      </button>
    </div>`;
  }

  /** @param {Person | null} person */
  #edit(person) {
    this.editing = person;
    this.problem = "";
    this.turn += 1;
    this.renderRoot.querySelector("form")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {SubmitEvent} event */
  #save(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const filled = new FormData(form);
    const roles = filled.getAll("roles");
    const text = (/** @type {string} */ name) => String(filled.get(name) ?? "").trim();
    const body = { name: text("name"), roles, window: text("window") || null, department: text("department") || null };
    return this.#do(async () => {
      if (this.editing) await this.api.post(`/people/${this.editing.job_number}`, body);
      else {
        const job_number = text("job_number");
        const { password } = await this.api.post("/people", { ...body, job_number });
        given.add([{ job_number, name: body.name, password }]);
      }
      this.#edit(null);
    });
  }

  /** @param {() => Promise<unknown>} deed */
  async #do(deed) {
    this.problem = "";
    try {
      await deed();
      await this.#load();
    } catch (error) {
      this.problem = hubsWordsOnForm(error);
    }
  }
}

customElements.define("jh-people", People);
