import { LitElement, css, html } from "lit";
import { Api } from "shared/api.js";
import { look } from "shared/look.js";
import { nameOf, say } from "shared/words.js";
import { canRecord } from "./microphone.js";
import "shared/icon.js";
import "./clip.js";

/**
 * @typedef {import("./clip.js").ClipState} ClipState
 * @typedef {{language: string, synthesised: boolean, missing: number, clips: ClipState[]}} OfLanguage
 */

/** The hall's recorded voice (语音): what its calls are made of, what of it is recorded, and what is still missing. */
export class VoicePage extends LitElement {
  static properties = {
    changes: { attribute: false },
    languages: { state: true },
    chosen: { state: true },
    onlyMissing: { state: true },
  };

  static styles = [
    look,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .languages {
        display: flex;
        gap: 12px;
        align-items: center;
        flex-wrap: wrap;
      }
      .languages .spring {
        flex: 1;
      }
      .languages button {
        min-height: 60px;
        display: flex;
        gap: 10px;
        align-items: center;
      }
      .languages button[aria-pressed="true"] {
        background: var(--deep);
        border-color: var(--deep);
        color: #fff;
      }
      .languages small {
        font-size: 18px;
      }
      p {
        margin: 0;
        padding: 16px 22px;
        display: flex;
        gap: 14px;
        align-items: center;
      }
      p jh-icon {
        font-size: 30px;
        color: var(--deep-2);
      }
      .clips {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(320px, 1fr));
        gap: 14px;
      }
    `,
  ];

  constructor() {
    super();
    this.changes = 0;
    /** @type {OfLanguage[]} */
    this.languages = [];
    /** @type {{number: string, window: string} | null} */
    this.sample = null;
    this.chosen = "";
    this.onlyMissing = false;
    this.api = new Api();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("changes")) void this.#look();
  }

  async #look() {
    try {
      const { languages, sample } = await this.api.get("/voice/clips");
      this.languages = languages;
      this.sample = sample;
      this.chosen ||= languages[0]?.language ?? "";
    } catch {
      // The page says by itself that the hub is away, and looks again at the next change.
    }
  }

  render() {
    const shown = this.languages.find((each) => each.language === this.chosen);
    if (!shown) return html``;
    const clips = shown.clips.filter((clip) => !this.onlyMissing || !clip.recorded);
    return html`<div class="languages">
        ${this.languages.map(
          (each) => html`<button
            data-testid="voice-${each.language}"
            aria-pressed=${each.language === this.chosen}
            @click=${() => (this.chosen = each.language)}
          >
            <span lang=${each.language}>${nameOf(each.language)}</span>
            <small>${each.clips.length - each.missing} / ${each.clips.length}</small>
          </button>`,
        )}
        <span class="spring"></span>
        <button data-testid="only-missing" aria-pressed=${this.onlyMissing} @click=${() => (this.onlyMissing = !this.onlyMissing)}>
          ${say("manager.voice.missing", { count: shown.missing })}
        </button>
        <button data-testid="hear-call" ?disabled=${shown.missing > 0 && !shown.synthesised} @click=${this.#hearCall}>
          <jh-icon name="volume"></jh-icon>${say("manager.voice.hear_call")}
        </button>
      </div>
      <p class="card" data-testid="voice-state"><jh-icon name="info-circle"></jh-icon><span>${state(shown)}</span></p>
      ${canRecord()
        ? ""
        : html`<p class="card" data-testid="cannot-record"><jh-icon name="microphone-off"></jh-icon><span>${say("manager.voice.cannot_record")}</span></p>`}
      <div class="clips">
        ${clips.map((clip) => html`<jh-clip .clip=${clip} language=${shown.language} @kept=${this.#look}></jh-clip>`)}
      </div>`;
  }

  #hearCall() {
    if (this.sample) void new Audio(`/api/v1/speech/${this.chosen}/${this.sample.number}/${this.sample.window}.wav`).play();
  }
}

/** How the language's calls are heard as things stand. @param {OfLanguage} of */
function state({ missing, synthesised }) {
  if (missing === 0) return say("manager.voice.complete");
  return say(synthesised ? "manager.voice.synthesised" : "manager.voice.silent");
}

customElements.define("jh-voice", VoicePage);
