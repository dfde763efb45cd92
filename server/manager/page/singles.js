import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { timeOfDay } from "shared/clock.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { canSay, pick, say } from "shared/words.js";
import { belowLook } from "./below_look.js";
import { tenths } from "./figures.js";

const AT_ONCE = 20;

/** The single servings behind a figure, newest first. It comes below what was pressed, so it brings itself into view. */
export class Singles extends LitElement {
  static properties = {
    cell: { attribute: false },
    named: { attribute: false },
    from: { attribute: false },
    to: { attribute: false },
    servings: { state: true },
    next: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    belowLook,
    css`
      td {
        vertical-align: baseline;
        font-size: 18px;
      }
      .right {
        text-align: right;
      }
      .when {
        white-space: nowrap;
      }
      .comment {
        display: block;
      }
      .problem {
        color: var(--red);
        font-weight: 700;
      }
      button {
        margin-top: 14px;
        min-height: 56px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Record<string, string>} */
    this.cell = {};
    /** What the figure was of, in words. */
    this.named = "";
    this.from = "";
    this.to = "";
    /** @type {any[] | null} */
    this.servings = null;
    /** @type {string | null} */
    this.next = null;
    this.problem = "";
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (["cell", "from", "to"].some((name) => changed.has(name))) {
      this.servings = null;
      this.next = null;
      void this.#begin();
    }
  }

  async #begin() {
    await this.#load();
    await this.updateComplete;
    const title = this.renderRoot.querySelector("h2");
    title?.focus({ preventScroll: true });
    title?.closest("section")?.scrollIntoView({ block: "start" });
  }

  async #load() {
    const { cell } = this;
    const asked = new URLSearchParams({ ...cell, from: this.from, to: this.to, limit: String(AT_ONCE) });
    // A figure's hour is a label such as 09, the hub asks for a number.
    if (cell.hour) asked.set("hour", String(Number(cell.hour)));
    if (this.next) asked.set("after", this.next);
    this.problem = "";
    try {
      const told = await this.api.get(`/reports/servings?${asked}`);
      if (this.cell !== cell) return;
      this.servings = [...(this.servings ?? []), ...told.servings];
      this.next = told.next;
    } catch (error) {
      const said = hubsWords(error);
      if (this.cell === cell) this.problem = said;
    }
  }

  render() {
    const { servings, next, problem, named } = this;
    return html`<section class="card" data-testid="singles">
      <h2 tabindex="-1">${say("manager.singles", { of: named })}</h2>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}
      ${servings?.length === 0 ? html`<p>${say("manager.singles_none")}</p>` : ""} ${servings?.length ? this.#table(servings) : ""}
      ${next ? html`<button type="button" data-testid="more" @click=${() => this.#load()}>${say("manager.more")}</button>` : ""}
    </section>`;
  }

  /** @param {any[]} servings */
  #table(servings) {
    return html`<table>
      <tr>
        <th scope="col">${say("reports.by.day")}</th>
        <th scope="col">${say("manager.number")}</th>
        ${["window", "staff", "service"].map((name) => html`<th scope="col">${say(`reports.by.${name}`)}</th>`)}
        <th scope="col" class="right">${say("manager.waited")}</th>
        <th scope="col" class="right">${say("manager.took")}</th>
        <th scope="col">${say("manager.its_rating")}</th>
      </tr>
      ${servings.map(
        (each) => html`<tr data-testid="serving-${each.number}">
          <td class="when">${each.day} ${timeOfDay(Date.parse(each.finished_at))}</td>
          <td>${each.number}</td>
          <td>${each.window}</td>
          <td>${each.staff.name}</td>
          <td>${pick(each.service_name) || each.service}</td>
          <td class="right">${tenths(each.waited_minutes)}</td>
          <td class="right">${tenths(each.served_minutes)}</td>
          <td>${this.#rating(each.rating)}</td>
        </tr>`,
      )}
    </table>`;
  }

  /** @param {{grade: string, flags: string[], tags: string[], comment: string} | null} rating */
  #rating(rating) {
    if (!rating) return say("manager.not_rated");
    // A tag may have been the hall's own then and be nobody's now.
    const tags = rating.tags.map((tag) => (canSay(`tags.${tag}`) ? say(`tags.${tag}`) : tag));
    return html`${say(`terminal.grade.${rating.grade}`)}${rating.flags.length ? ` · ${say("manager.doubtful")}` : ""}
    ${tags.length ? html`<span class="comment">${tags.join(" · ")}</span>` : ""}
    ${rating.comment ? html`<span class="comment">“${rating.comment}”</span>` : ""}`;
  }
}

customElements.define("jh-singles", Singles);
