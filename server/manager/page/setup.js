import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { nameOf, say } from "shared/words.js";
import { draft } from "./setup_draft.js";
import { setupLook } from "./setup_look.js";
import "shared/icon.js";
import "./setup_files.js";
import "./setup_history.js";
import "./setup_hours.js";
import "./setup_pictures.js";
import { SENTENCES } from "./setup_step.js";
import "./setup_table.js";
import "./setup_texts.js";

/** In the order in which a new hall is set up. */
const STEPS = [
  "hall",
  "hours",
  "departments",
  "services",
  "windows",
  "staff",
  "priorities",
  "rating",
  "voice",
  "printer",
  "boards",
  "notices",
  "supervision",
  "access",
  "devices",
];
const BESIDE = ["files", "history"];

/** Setting the hall up (大厅设置): step by step with what is still missing; nothing is live before it is put to work. */
export class Setup extends LitElement {
  static properties = { changes: { attribute: false }, step: { state: true }, revision: { state: true } };

  static styles = [
    look,
    setupLook,
    css`
      :host {
        grid-template: minmax(0, 1fr) auto / 216px minmax(0, 1fr);
        gap: 0 30px;
        height: 100%;
        align-content: stretch;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0 0 12px;
        display: grid;
        gap: 2px;
        align-content: start;
        overflow-y: auto;
      }
      ol button {
        width: 100%;
        border: 0;
        background: none;
        text-align: left;
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 0 10px;
        min-height: 40px;
        border-radius: 14px;
      }
      ol button[aria-current="step"] {
        background: #e8f0f1;
        font-weight: 700;
      }
      ol jh-icon {
        color: var(--green);
        font-size: 24px;
      }
      ol .missing jh-icon {
        color: var(--mute);
      }
      ol small {
        font-size: 18px;
        color: var(--mute);
        margin-left: auto;
        font-weight: 400;
      }
      ol .beside {
        border-top: 2px solid var(--line);
        margin-top: 8px;
        padding-top: 8px;
      }
      .lacks {
        margin: 0;
        padding: 10px 16px 10px 36px;
        background: var(--gold-soft);
        border-radius: 14px;
      }
      .left {
        margin: 0 10px 10px;
        color: var(--mute);
      }
      section.step {
        overflow-y: auto;
        display: grid;
        gap: 18px;
        align-content: start;
        padding-bottom: 20px;
      }
      footer {
        grid-column: 1 / -1;
        border-top: 2px solid var(--line);
        padding: 14px 0 0;
      }
      footer b {
        font-weight: 700;
      }
      footer .fault {
        margin: 0;
      }
      footer ul {
        margin: 0;
        padding: 0 0 0 1.2em;
        max-height: 120px;
        overflow-y: auto;
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    this.step = "hall";
    this.revision = 0;
    this.onDraft = () => (this.revision += 1);
  }

  connectedCallback() {
    super.connectedCallback();
    draft.addEventListener("change", this.onDraft);
    void draft.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    draft.removeEventListener("change", this.onDraft);
  }

  render() {
    if (!draft.kept) return html`<p class="fault" role="alert">${draft.problem}</p>`;
    return html`
      <ol>
        <li class="left" data-testid="missing">${this.#left()}</li>
        ${STEPS.map((step) => this.#step(step))}
        ${BESIDE.map((step) => this.#step(step))}
      </ol>
      <section class="step">${this.#lacks()} ${this.#main()}</section>
      ${this.#footer()}
    `;
  }

  /** How many steps are missing as the hall stands here, and how many are complete only here. */
  #left() {
    const steps = new Set(draft.lacking.map(({ step }) => step));
    const ready = draft.missing.filter((step) => !steps.has(step)).length;
    return html`${steps.size ? say("setup.missing", { count: steps.size }) : say("setup.complete")}
    ${ready ? html`<br /><span data-testid="ready">${say("setup.ready_not_live", { count: ready })}</span>` : ""}`;
  }

  /** What the shown step lacks, in words. */
  #lacks() {
    const lacks = draft.lacking.filter(({ step }) => step === this.step);
    if (lacks.length === 0) return "";
    return html`<ul class="lacks" role="status" data-testid="lacks">
      ${lacks.map(({ what, names }) => html`<li>${say(`setup.lacks.${what}`, { names: names.map((name) => (what === "no_name_in" ? nameOf(name) : name)).join("、") })}</li>`)}
    </ul>`;
  }

  /** @param {string} step */
  #step(step) {
    const missing = draft.lacking.some((lack) => lack.step === step);
    const icon = step === "files" ? "file-spreadsheet" : step === "history" ? "history" : missing ? "circle-dashed" : "circle-check";
    const count = Array.isArray(draft.hall[step]) ? draft.hall[step].length : "";
    return html`<li class=${step === BESIDE[0] ? "beside" : ""}>
      <button class=${missing || BESIDE.includes(step) ? "missing" : ""} aria-current=${this.step === step ? "step" : "false"} data-testid="step-${step}" data-missing=${missing} @click=${() => this.#go(step)}>
        <jh-icon name=${icon}></jh-icon>${say(`setup.step.${step}`)}<small>${count}</small>
      </button>
    </li>`;
  }

  /** @param {string} step */
  #go(step) {
    if (step === "devices") this.dispatchEvent(new CustomEvent("go", { detail: step }));
    else this.step = step;
  }

  #main() {
    const { step, revision } = this;
    if (step === "hours") return html`<jh-setup-hours .revision=${revision}></jh-setup-hours>`;
    if (step === "notices") return html`<jh-setup-texts of="notices" .revision=${revision}></jh-setup-texts>`;
    if (step === "files") return html`<jh-setup-files .revision=${revision}></jh-setup-files>`;
    if (step === "history") return html`<jh-setup-history .revision=${revision}></jh-setup-history>`;
    if (step === "rating") {
      return html`<jh-setup-step .step=${step} .revision=${revision}></jh-setup-step>
        <jh-setup-texts of="greetings" .revision=${revision}></jh-setup-texts>
        <jh-setup-table table="tags" .revision=${revision}></jh-setup-table>`;
    }
    if (step in SENTENCES) return html`<jh-setup-step .step=${step} .revision=${revision}></jh-setup-step>`;
    return html`<jh-setup-table .table=${step} .revision=${revision}></jh-setup-table>
      ${step === "services" ? html`<jh-setup-pictures .revision=${revision}></jh-setup-pictures>` : ""}`;
  }

  #footer() {
    const count = draft.count();
    if (count === 0 && !draft.problem && !draft.saved) return "";
    return html`<footer>
      ${draft.problem ? html`<p class="fault" role="alert" data-testid="save-problem">${draft.problem}</p>` : ""}
      ${draft.faults.length ? html`<ul class="fault">${draft.faults.map((each) => html`<li>${each.problem}</li>`)}</ul>` : ""}
      <div class="bar">
        ${count
          ? html`<b>${say("setup.changed", { count })}</b><span class="lead">${say("setup.not_live_yet")}</span><span class="spring"></span>
              <button data-testid="discard" ?disabled=${draft.saving} @click=${() => draft.discard()}>${say("setup.discard")}</button>
              <button class="gold" data-testid="save" ?disabled=${draft.saving} @click=${() => draft.save()}>${say("setup.save")}</button>`
          : html`<span role="status" data-testid="saved">${draft.saved}</span>`}
      </div>
    </footer>`;
  }
}

customElements.define("jh-setup", Setup);
