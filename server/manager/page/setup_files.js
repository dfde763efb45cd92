import { LitElement, css, html } from "lit";
import { ApiError } from "shared/api.js";
import { hubsWords } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { listed } from "./setup_change.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import "shared/icon.js";

/** The whole set-up as a file: out as Excel or TOML, in again, looked at before it is taken. */
export class SetupFiles extends LitElement {
  static properties = { revision: { attribute: false }, read: { state: true }, problems: { state: true } };

  static styles = [
    look,
    setupLook,
    css`
      .two {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 18px;
      }
      .card {
        display: grid;
        gap: 14px;
        align-content: start;
      }
      h3 {
        margin: 0;
        font-size: 22px;
      }
      a {
        color: inherit;
        border: 2px solid var(--line);
        border-radius: 18px;
        padding: 10px 18px;
        text-decoration: none;
      }
      label {
        border: 2px dashed var(--line);
        border-radius: 18px;
        padding: 10px 18px;
        cursor: pointer;
      }
      label:focus-within {
        border-color: var(--deep-2);
      }
      input[type="file"] {
        position: absolute;
        opacity: 0;
        width: 1px;
        min-height: 1px;
      }
      ul {
        margin: 0;
        padding-left: 1.2em;
      }
      .fault {
        margin: 0;
      }
      ul.fault {
        display: grid;
        gap: 4px;
      }
      del {
        color: var(--mute);
      }
      ins {
        text-decoration: none;
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.revision = 0;
    /** @type {{definition: Record<string, any>, changes: import("./setup_draft.js").Change[]} | null} */
    this.read = null;
    /** @type {string[]} */
    this.problems = [];
  }

  render() {
    const { read, problems } = this;
    return html`<div class="bar"><h2>${say("setup.step.files")}</h2><span class="lead">${say("setup.lead.files")}</span></div>
      <div class="two">
        <section class="card">
          <h3>${say("setup.take_out")}</h3>
          ${["xlsx", "toml"].map(
            (format) => html`<a class="with-icon" href="/api/v1/definition/files/${format}" download data-testid="out-${format}">
              <jh-icon name="download"></jh-icon>${say(`setup.as.${format}`)}
            </a>`,
          )}
        </section>
        <section class="card">
          <h3>${say("setup.bring_in")}</h3>
          <label class="with-icon"><jh-icon name="upload"></jh-icon>${say("setup.choose_file")}<input type="file" accept=".xlsx,.toml" data-testid="in" @change=${(/** @type {Event} */ event) => this.#look(event)} /></label>
        </section>
      </div>
      ${problems.length ? html`<section class="card" role="alert"><ul class="fault" data-testid="file-problems">${problems.map((each) => html`<li>${each}</li>`)}</ul></section>` : ""}
      ${read
        ? html`<section class="card" data-testid="file-read">
            <h3>${say("setup.file_changes", { count: read.changes.length })}</h3>
            ${listed(read.changes)}
            <div class="bar">
              <span class="spring"></span>
              <button @click=${() => (this.read = null)}>${say("setup.leave_it")}</button>
              <button class="gold" data-testid="take-file" ?disabled=${read.changes.length === 0} @click=${() => this.#take(read.definition)}>${say("setup.take_file")}</button>
            </div>
          </section>`
        : ""}`;
  }

  /** @param {Event} event */
  async #look(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    this.read = null;
    this.problems = [];
    if (!file) return;
    const format = file.name.toLowerCase().endsWith(".toml") ? "toml" : "xlsx";
    try {
      this.read = await draft.api.post("/definition/files", { format, content: await base64(file) });
    } catch (error) {
      const told = error instanceof ApiError ? error.errors.map((each) => each.problem) : [];
      this.problems = told.length ? told : [hubsWords(error)];
    }
    input.value = "";
  }

  /** @param {Record<string, any>} hall */
  #take(hall) {
    draft.take(hall);
    this.read = null;
  }
}

/** @param {Blob} file @returns {Promise<string>} */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

customElements.define("jh-setup-files", SetupFiles);
