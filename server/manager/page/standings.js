import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { hubsWords } from "shared/hubs_words.js";
import "shared/icon.js";
import { look } from "shared/look.js";
import { language, say } from "shared/words.js";
import { belowLook } from "./below_look.js";
import { count, percent } from "./figures.js";

const ICONS = { better: "arrow-up", worse: "arrow-down" };

/** Who stands where by satisfaction, in plain words, and only where chance allows it to be said. */
export class Standings extends LitElement {
  static properties = {
    by: { attribute: false },
    from: { attribute: false },
    to: { attribute: false },
    told: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    belowLook,
    css`
      p {
        margin: 6px 0;
        max-width: 52em;
      }
      table {
        margin-top: 10px;
      }
      small {
        color: var(--mute);
        font-size: 18px;
      }
      .better {
        color: var(--green);
        font-weight: 700;
      }
      .worse {
        color: var(--red);
        font-weight: 700;
      }
      jh-icon {
        display: inline-block;
        vertical-align: -0.15em;
      }
    `,
  ];

  constructor() {
    super();
    this.by = "window";
    this.from = "";
    this.to = "";
    /** @type {any} */
    this.told = null;
    this.problem = "";
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (["by", "from", "to"].some((name) => changed.has(name))) void this.#load();
  }

  async #load() {
    const asked = new URLSearchParams({ by: this.by, from: this.from, to: this.to, language: language() }).toString();
    this.asked = asked;
    this.told = null;
    this.problem = "";
    try {
      const told = await this.api.get(`/reports/ranking?${asked}`);
      if (this.asked === asked) this.told = told;
    } catch (error) {
      const said = hubsWords(error);
      if (this.asked === asked) this.problem = said;
    }
  }

  render() {
    const { told, problem } = this;
    if (problem) return html`<p class="worse" role="alert">${problem}</p>`;
    if (!told) return html``;
    return html`<section class="card" data-testid="standings">
      <h2>${say("manager.standings")}</h2>
      ${told.weight === null ? html`<p>${say("manager.standings_none")}</p>` : this.#places(told)}
    </section>`;
  }

  /** @param {any} told */
  #places(told) {
    const isAlike = told.rows.every((/** @type {any} */ row) => row.hall === "alike");
    const hall = { share: percent(told.hall), count: count(told.hall), weight: Math.max(1, Math.round(told.weight)) };
    return html`<p>${say("manager.standings_how", hall)}</p>
      <p>${say(isAlike ? "manager.standings_alike" : "manager.standings_places")}</p>
      <table>
        <tr>
          <th scope="col">${say(`reports.by.${told.by}`)}</th>
          <th scope="col">${say("manager.standing_place")}</th>
          <th scope="col">${say("manager.standing_reckoned")}</th>
          <th scope="col">${say("manager.standing_own")}</th>
          <th scope="col">${say("manager.standing_hall")}</th>
        </tr>
        ${told.rows.map((/** @type {any} */ row) => this.#row(row))}
      </table>`;
  }

  /** @param {any} row */
  #row({ key, label, best, worst, value, share, hall, leans_on_hall: few }) {
    return html`<tr data-testid="standing-${key}">
      <td>${label}</td>
      <td class="number">${best === worst ? best : `${best}–${worst}`}</td>
      <td>${percent({ numerator: 0, denominator: 0, value })}</td>
      <td>${percent(share)} <small>${count(share)} ${few ? `· ${say("manager.standing_few")}` : ""}</small></td>
      <td class=${hall}>
        ${hall === "alike" ? "" : html`<jh-icon name=${ICONS[/** @type {"better" | "worse"} */ (hall)]}></jh-icon>`} ${say(`manager.standing_${hall}`)}
      </td>
    </tr>`;
  }
}

customElements.define("jh-standings", Standings);
