import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { look } from "shared/look.js";
import { page, pick, say, sayInOrder } from "shared/words.js";
import "shared/reconnecting.js";
import "shared/shares.js";

/**
 * @typedef {import("shared/shares.js").Ratio} Ratio
 * @typedef {{key: string, label: string, finished: number, rated: number, withheld: boolean, grades: Record<string, number>, satisfaction: Ratio}} Row
 * @typedef {{month: string | null, months: string[], by: "window" | "department", rows: Row[], total: Row | null, coming: {month: string, on: string}}} Results
 */

const FEW = 30;
const AGAIN_MS = 5_000;

/** The results that the hall publishes (公开满意测评结果): for everybody, with the number of ratings beside each share. */
export class Open extends LitElement {
  static properties = { results: { state: true }, away: { state: true } };

  static styles = [
    look,
    css`
      :host {
        font-size: 20px;
        min-height: 100vh;
      }
      header {
        background: var(--deep);
        color: #fff;
        padding: 34px max(20px, 6vw);
      }
      header p {
        margin: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.2em;
        color: var(--on-deep);
      }
      h1 {
        margin: 4px 0;
        font-size: clamp(28px, 3vw, 42px);
      }
      main {
        padding: 28px max(20px, 6vw) 48px;
        display: grid;
        gap: 20px;
      }
      nav {
        display: flex;
        gap: 14px;
        align-items: center;
        flex-wrap: wrap;
      }
      nav h2 {
        margin: 0 12px;
        font-size: 26px;
      }
      nav .spring {
        flex: 1;
      }
      nav a {
        color: var(--deep-2);
      }
      button {
        min-height: 56px;
      }
      article {
        padding: 18px 26px;
        display: grid;
        grid-template-columns: minmax(180px, 1.1fr) 180px minmax(240px, 2fr);
        gap: 8px 28px;
        align-items: center;
      }
      article.total {
        background: #e8f0f1;
      }
      .share {
        font-size: 34px;
      }
      .share small {
        display: block;
        font-size: 18px;
        font-weight: 400;
        color: var(--mute);
      }
      .label {
        font-size: 24px;
        font-weight: 700;
      }
      small {
        font-size: 18px;
      }
      .label small {
        display: block;
        font-weight: 400;
        font-size: 18px;
        color: var(--mute);
      }
      @media (max-width: 700px) {
        article {
          grid-template-columns: 1fr auto;
        }
        article jh-shares {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Results | null} */
    this.results = null;
    this.away = false;
    this.api = new Api();
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load(null, "window");
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.again);
    this.asked = "";
  }

  /** What was asked for last is shown, whichever answer comes last. @param {string | null} month @param {string} by */
  async #load(month, by) {
    clearTimeout(this.again);
    const asked = `/open/ratings?hall=${page.hall.code}&by=${by}${month ? `&month=${month}` : ""}`;
    this.asked = asked;
    try {
      const results = await this.api.get(asked);
      if (this.asked !== asked) return;
      this.results = results;
      this.away = false;
    } catch (error) {
      if (!(error instanceof HubAway)) throw error;
      if (this.asked !== asked) return;
      this.away = true;
      this.again = setTimeout(() => this.#load(month, by), AGAIN_MS);
    }
  }

  render() {
    const { results } = this;
    const [title, ...others] = sayInOrder("open.title");
    return html`
      <header>
        <p>${pick(page.hall.name)}</p>
        <h1>${title.text}</h1>
        <p>${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</p>
      </header>
      <main>
        ${results?.month ? this.#table(results, results.month) : ""}
        ${results && !results.month ? html`<article class="card">${say("open.nothing_yet")}</article>` : ""}
        ${results ? html`<p class="mute" data-testid="coming">${this.#coming(results.coming)}</p>` : ""}
      </main>
      <jh-reconnecting ?away=${this.away}></jh-reconnecting>
    `;
  }

  /** @param {Results["coming"]} coming */
  #coming({ month, on }) {
    const [year, number] = month.split("-");
    return say("open.coming", { year, month: Number(number), day: on });
  }

  /** @param {Results} results @param {string} month */
  #table({ months, by, rows, total }, month) {
    const other = by === "window" ? "department" : "window";
    const data = `/api/v1/open/ratings?hall=${page.hall.code}&by=${by}&month=${month}`;
    const at = months.indexOf(month);
    const [year, number] = month.split("-");
    return html`
      <nav>
        <button ?disabled=${at >= months.length - 1} @click=${() => this.#load(months[at + 1], by)}>${say("open.previous")}</button>
        <h2>${say("open.month", { year, month: Number(number) })}</h2>
        <button ?disabled=${at <= 0} @click=${() => this.#load(months[at - 1], by)}>${say("open.next")}</button>
        <button data-testid="by-${other}" @click=${() => this.#load(month, other)}>${say(`open.by_${other}`)}</button>
        <span class="spring"></span>
        <a href="${data}&format=csv">${say("open.download")}</a>
        <a href=${data}>${say("open.download_json")}</a>
        <a href="/api/v1/open/dictionary?hall=${page.hall.code}">${say("open.dictionary")}</a>
      </nav>
      ${rows.length === 0 ? html`<article class="card">${say("open.empty")}</article>` : rows.map((row) => this.#row(row, row.label))}
      ${rows.length === 0 || total === null ? "" : this.#row(total, say("open.total"), "total")}
      <p class="mute">${say("open.how")}</p>
    `;
  }

  /** @param {Row} row @param {string} label @param {string} [kind] */
  #row(row, label, kind = "") {
    const { value, numerator, denominator } = row.satisfaction;
    return html`<article class="card ${kind}" data-testid="row-${row.key}">
      <span class="label">${label}<small>${say("open.rated", { rated: row.rated, finished: row.finished })}</small></span>
      <span class="share number">
        ${value === null ? "—" : `${(value * 100).toFixed(1)}%`}
        <small>${say("open.satisfied")}${row.withheld ? "" : ` ${numerator} / ${denominator}`}</small>
      </span>
      <span>
        ${row.withheld ? "" : html`<jh-shares .grades=${row.grades}></jh-shares>`}
        ${row.withheld ? html`<small class="mute">${say("open.withheld")}</small>` : row.rated === 0 ? say("open.none") : row.rated < FEW ? html`<small class="mute">${say("open.few")}</small>` : ""}
      </span>
    </article>`;
  }
}

customElements.define("jh-open", Open);
