import { language, page } from "shared/words.js";

const FETCH_WITHIN_MS = 8_000;

/** Reads the kiosk's steps aloud, in the hub's voice; a new step cuts the old one off. */
export class Reader {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AudioBufferSourceNode[]} */
  #playing = [];
  /** When all that was begun is said, by the context's clock. */
  #until = 0;
  #turn = 0;

  /** @param {string | null} token */
  constructor(token) {
    this.token = token;
  }

  /** Whether the shown language has a voice. */
  get can() {
    return page.voices?.includes(language()) ?? false;
  }

  /**
   * Says a step. What cannot be fetched or played is left out: the screen shows it in any case.
   * @param {string} prompt
   * @param {Record<string, string>} [about] the service or ticket that it is about
   * @param {{after?: boolean}} [options] `after` what is being said, instead of cutting it off
   */
  async say(prompt, about = {}, { after = false } = {}) {
    if (!after) this.stop();
    if (!this.can) return;
    const turn = this.#turn;
    this.#context ??= new AudioContext();
    const asked = new URLSearchParams(about);
    const path = `/api/v1/speech/${language()}/prompts/${prompt}.wav?${asked}`;
    try {
      const answer = await fetch(path, {
        headers: { Authorization: `Bearer ${this.token}` },
        signal: AbortSignal.timeout(FETCH_WITHIN_MS),
      });
      if (!answer.ok) return;
      const buffer = await this.#context.decodeAudioData(await answer.arrayBuffer());
      await this.#context.resume();
      if (turn !== this.#turn) return;
      const start = Math.max(this.#context.currentTime, after ? this.#until : 0);
      const source = new AudioBufferSourceNode(this.#context, { buffer });
      source.connect(this.#context.destination);
      source.start(start);
      this.#playing.push(source);
      this.#until = start + buffer.duration;
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  }

  stop() {
    this.#turn += 1;
    for (const source of this.#playing) source.stop();
    this.#playing = [];
    this.#until = 0;
  }
}
