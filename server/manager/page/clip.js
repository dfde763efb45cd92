import { LitElement, css, html } from "lit";
import { Api, HubAway } from "shared/api.js";
import { hubsWordsOnForm } from "shared/hubs_words.js";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { Recording, canRecord } from "./microphone.js";
import { wavOf } from "./wav.js";
import "shared/icon.js";

/** @typedef {{token: string, recorded: boolean, own: boolean, milliseconds: number | null, at: string | null}} ClipState */

/** One word or figure of a recorded voice: hear it, record it, take it from a file, remove it. Fires "kept". */
export class Clip extends LitElement {
  static properties = {
    clip: { attribute: false },
    language: {},
    busy: { state: true },
    recording: { state: true },
    problem: { state: true },
  };

  static styles = [
    look,
    css`
      article {
        padding: 14px 18px;
        display: grid;
        gap: 10px;
        height: 100%;
        align-content: space-between;
      }
      .missing {
        border-style: dashed;
        background: transparent;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 10px;
      }
      b {
        font-size: 30px;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      small {
        font-size: 18px;
        color: var(--mute);
        white-space: nowrap;
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      button,
      label {
        display: grid;
        place-content: center;
        min-height: 60px;
        min-width: 60px;
        padding: 0;
        font-size: 26px;
        border-radius: 16px;
      }
      label {
        border: 2px solid var(--line);
        background: var(--card);
        cursor: pointer;
        position: relative;
      }
      label:focus-within {
        outline: 4px solid var(--deep-2);
        outline-offset: 3px;
      }
      input {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: pointer;
        width: 100%;
      }
      .recording {
        background: var(--red);
        color: #fff;
      }
      p {
        margin: 0;
        font-size: 18px;
        color: var(--red);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {ClipState} */
    this.clip = { token: "", recorded: false, own: false, milliseconds: null, at: null };
    this.language = "";
    this.busy = false;
    /** @type {Recording | null} */
    this.recording = null;
    this.problem = "";
    this.api = new Api();
  }

  get #path() {
    return `/voice/clips/${this.language}/${encodeURIComponent(this.clip.token)}`;
  }

  render() {
    const { clip, busy } = this;
    return html`<article class="card ${clip.recorded ? "" : "missing"}" data-testid="clip-${clip.token}">
      <header>
        <b lang=${this.language}>${clip.token}</b>
        <small>${this.#state()}</small>
      </header>
      <div class="buttons">
        ${clip.recorded ? this.#button("hear", "player-play", () => new Audio(`/api/v1${this.#path}.wav?${clip.at}`).play()) : ""}
        ${canRecord() ? this.#recordButton() : ""}
        <label title=${say("manager.voice.upload")}
          ><jh-icon name="upload"></jh-icon
          ><input
            type="file"
            accept="audio/*"
            aria-label=${`${say("manager.voice.upload")} ${clip.token}`}
            data-testid="upload-${clip.token}"
            ?disabled=${busy}
            @change=${(/** @type {Event} */ event) => this.#upload(/** @type {HTMLInputElement} */ (event.target))}
        /></label>
        ${clip.own ? this.#button("remove", "trash", () => this.#do(() => this.api.post(`${this.#path}/remove`))) : ""}
      </div>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : ""}
    </article>`;
  }

  #state() {
    const { recorded, own, milliseconds } = this.clip;
    if (!recorded) return say("manager.voice.missing_one");
    return own && milliseconds !== null ? say("manager.voice.seconds", { seconds: (milliseconds / 1000).toFixed(1) }) : say("manager.voice.installed");
  }

  /** @param {string} what @param {string} icon @param {() => void} press */
  #button(what, icon, press) {
    return html`<button
      data-testid="${what}-${this.clip.token}"
      title=${say(`manager.voice.${what}`)}
      aria-label=${`${say(`manager.voice.${what}`)} ${this.clip.token}`}
      ?disabled=${this.busy}
      @click=${press}
    >
      <jh-icon name=${icon}></jh-icon>
    </button>`;
  }

  #recordButton() {
    const { recording, clip } = this;
    return html`<button
      class=${recording ? "recording" : ""}
      data-testid="record-${clip.token}"
      aria-label=${`${say(recording ? "manager.voice.stop" : "manager.voice.record")} ${clip.token}`}
      @click=${() => (recording ? recording.stop() : this.#record())}
    >
      <jh-icon name=${recording ? "player-stop" : "microphone"}></jh-icon>
    </button>`;
  }

  async #record() {
    this.problem = "";
    try {
      this.recording = await Recording.begin();
    } catch {
      this.problem = say("manager.voice.no_microphone");
      return;
    }
    const bytes = await this.recording.done;
    this.recording = null;
    await this.#send(bytes);
  }

  /** @param {HTMLInputElement} input */
  async #upload(input) {
    const file = input.files?.[0];
    if (!file) return;
    await this.#send(await file.arrayBuffer());
    input.value = "";
  }

  /** @param {ArrayBuffer} bytes */
  async #send(bytes) {
    let wav;
    try {
      ({ wav } = await wavOf(bytes));
    } catch {
      this.problem = say("manager.voice.unreadable");
      return;
    }
    await this.#do(() => this.api.post(this.#path, { wav }));
  }

  /** @param {() => Promise<unknown>} deed */
  async #do(deed) {
    this.busy = true;
    this.problem = "";
    try {
      await deed();
      this.dispatchEvent(new Event("kept"));
    } catch (error) {
      this.problem = error instanceof HubAway ? say("manager.voice.hub_away") : hubsWordsOnForm(error);
    }
    this.busy = false;
  }
}

customElements.define("jh-clip", Clip);
