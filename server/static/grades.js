import { LitElement, css, html, svg } from "lit";
import { look } from "shared/look.js";
import { languageChanged, page, say, sayInOrder } from "shared/words.js";

/** The five grades in the standard's order, each with the line of its mouth and the shape of its eyes. */
const FACES = [
  { grade: "very_satisfied", mouth: "M30 58 h40 a20 20 0 0 1 -40 0 z", eyes: "dots" },
  { grade: "satisfied", mouth: "M34 60 q16 18 32 0", eyes: "dots" },
  { grade: "basically_satisfied", mouth: "M34 66 h32", eyes: "dots" },
  { grade: "dissatisfied", mouth: "M34 70 q16 -16 32 0", eyes: "dots" },
  { grade: "very_dissatisfied", mouth: "M34 72 q16 -18 32 0", eyes: "slants" },
];
const SENDS_AFTER_SECONDS = 10;

/**
 * The five faces, all alike in size, and after a press what made it so: tags and a comment, both optional.
 * One press is enough: it goes out by itself. Fires "rate" with {grade, tags, comment}.
 */
export class Grades extends LitElement {
  static properties = { grade: { state: true }, tags: { state: true }, left: { state: true } };

  static styles = [
    look,
    css`
      .faces {
        display: grid;
        grid-template-columns: repeat(5, 1fr);
        gap: 1em;
        height: 100%;
      }
      .faces button {
        min-height: 110px;
        border-radius: 30px;
        border-width: 3px;
        border-bottom: 9px solid var(--shade);
        padding: 2em 0.4em 1em;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: flex-start;
        gap: 0.7em;
      }
      .very_satisfied {
        --shade: #2f7d4f;
      }
      .satisfied {
        --shade: #5d8c26;
      }
      .basically_satisfied {
        --shade: #a87a0c;
      }
      .dissatisfied {
        --shade: #bb5a26;
      }
      .very_dissatisfied {
        --shade: #a6342c;
      }
      svg {
        width: 5em;
        height: 5em;
        fill: none;
        stroke: var(--shade);
        stroke-width: 7;
        stroke-linecap: round;
        stroke-linejoin: round;
        flex: none;
      }
      strong {
        font-size: 1.5em;
        line-height: 1.2;
      }
      .others {
        color: var(--mute);
        display: grid;
        line-height: 1.4;
        font-size: 0.94em;
      }
      .why {
        display: grid;
        gap: 1em;
      }
      .chosen {
        display: flex;
        align-items: center;
        gap: 1em;
      }
      .chosen svg {
        width: 3.4em;
        height: 3.4em;
      }
      .chosen p {
        margin: 0;
      }
      .chosen .spring {
        flex: 1;
      }
      .tags {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11em, 1fr));
        gap: 0.6em;
      }
      .tags button {
        min-height: 100px;
        text-align: left;
        line-height: 1.25;
      }
      .tags button[aria-pressed="true"] {
        border-color: var(--deep-2);
        background: #e8f0f1;
        font-weight: 700;
      }
      .deeds {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 1em;
        align-items: stretch;
      }
      textarea {
        border: 2px solid var(--line);
        border-radius: var(--radius);
        padding: 0.6em 0.9em;
        resize: none;
        background: var(--card);
        min-height: 3.2em;
        width: 100%;
      }
      .deeds button {
        min-width: 11em;
        min-height: 100px;
        display: grid;
        place-content: center;
      }
      .deeds small {
        font-weight: 400;
        font-size: 0.75em;
      }
      .deeds strong {
        font-size: 1.3em;
      }
      @media (max-width: 640px) {
        .faces {
          grid-template-columns: 1fr;
          gap: 10px;
        }
        .faces button {
          flex-direction: row;
          justify-content: flex-start;
          min-height: 72px;
          padding: 8px 18px;
          border-bottom-width: 3px;
          border-left: 9px solid var(--shade);
          text-align: left;
        }
        .faces svg {
          width: 46px;
          height: 46px;
        }
        .deeds {
          grid-template-columns: 1fr;
        }
        .tags button,
        .deeds button {
          min-height: 68px;
        }
        .others {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {string | null} */
    this.grade = null;
    /** @type {string[]} */
    this.tags = [];
    this.left = SENDS_AFTER_SECONDS;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // Whoever pressed a face and is taken away here has rated all the same.
    if (this.grade !== null) this.#send();
  }

  render() {
    const face = FACES.find((each) => each.grade === this.grade);
    return face ? this.#why(face) : html`<div class="faces">${FACES.map((each) => this.#face(each))}</div>`;
  }

  /** @param {typeof FACES[0]} each */
  #face(each) {
    const [first, ...others] = sayInOrder(`terminal.grade.${each.grade}`);
    return html`<button class="${each.grade} card" data-testid="grade-${each.grade}" @click=${() => this.#press(each.grade)}>
      ${drawn(each)}<strong lang=${first.language}>${first.text}</strong>
      <span class="others">${others.map((other) => html`<span lang=${other.language}>${other.text}</span>`)}</span>
    </button>`;
  }

  /** @param {typeof FACES[0]} face */
  #why(face) {
    const tags = page.tags?.[face.grade] ?? [];
    return html`<div class="why ${face.grade}" @pointerdown=${this.#stay} @keydown=${this.#stay}>
      <div class="chosen">
        ${drawn(face)}
        <div>
          <strong>${say(`terminal.grade.${face.grade}`)}</strong>
          <p class="mute">${say("terminal.rating.why")}</p>
        </div>
        <span class="spring"></span>
        <button data-testid="change" @click=${this.#again}>${say("terminal.rating.change")}</button>
      </div>
      <div class="tags">
        ${tags.map(
          ({ code, text }) => html`<button
            data-testid="tag-${code}"
            aria-pressed=${this.tags.includes(code)}
            @click=${() => this.#toggle(code)}
          >
            ${text}
          </button>`,
        )}
      </div>
      <div class="deeds">
        <textarea
          data-testid="comment"
          maxlength="150"
          placeholder=${say("terminal.rating.comment")}
          aria-label=${say("terminal.rating.comment")}
        ></textarea>
        <button class="gold" data-testid="send" @click=${this.#send}>
          <strong>${say("terminal.rating.send")}</strong>
          <small>${say("terminal.rating.sends_by_itself", { seconds: this.left })}</small>
        </button>
      </div>
    </div>`;
  }

  /** @param {string} grade */
  #press(grade) {
    this.grade = grade;
    this.tags = [];
    this.left = SENDS_AFTER_SECONDS;
    this.dispatchEvent(new CustomEvent("pressed"));
    this.timer = setInterval(() => {
      this.left -= 1;
      if (this.left <= 0) this.#send();
    }, 1000);
  }

  #stay() {
    this.left = Math.max(this.left, SENDS_AFTER_SECONDS);
  }

  #again() {
    clearInterval(this.timer);
    this.grade = null;
    this.dispatchEvent(new CustomEvent("changing"));
  }

  /** @param {string} code */
  #toggle(code) {
    this.tags = this.tags.includes(code) ? this.tags.filter((each) => each !== code) : [...this.tags, code];
  }

  #send() {
    clearInterval(this.timer);
    const comment = this.renderRoot.querySelector("textarea")?.value.trim() ?? "";
    const detail = { grade: this.grade, tags: this.tags, comment };
    this.grade = null;
    this.dispatchEvent(new CustomEvent("rate", { detail }));
  }
}

/** @param {typeof FACES[0]} face */
function drawn({ mouth, eyes }) {
  const dots = svg`<path d="M37 40 v.01 M63 40 v.01" stroke-width="9" />`;
  const slants = svg`<path d="M30 36 l14 7 M70 36 l-14 7" />`;
  return html`<svg viewBox="0 0 100 100" aria-hidden="true">
    <circle cx="50" cy="50" r="44" />
    <path d=${mouth} />
    ${eyes === "dots" ? dots : slants}
  </svg>`;
}

customElements.define("jh-grades", Grades);
