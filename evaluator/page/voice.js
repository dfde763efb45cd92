const FETCH_WITHIN_MS = 6_000;

/** Reads invitation and thanks aloud, where the hub has a voice for them. */
export class Voice {
  /** Every sentence interrupts the one before: nobody is thanked while still being asked. */
  #said = 0;
  /** @type {AudioBufferSourceNode | null} */
  #source = null;

  /** @param {{token: string | null, onBlocked: (blocked: boolean) => void}} options */
  constructor({ token, onBlocked }) {
    this.token = token;
    this.context = new AudioContext();
    this.context.addEventListener("statechange", () => onBlocked(this.blocked));
    onBlocked(this.blocked);
  }

  /** Whether the browser wants a touch before it plays anything. */
  get blocked() {
    return this.context.state !== "running";
  }

  /** @param {"invitation" | "thanks"} saying @param {string} language */
  async say(saying, language) {
    this.quiet();
    const turn = this.#said;
    // The first press on the page allows sound from then on.
    if (this.blocked) void this.context.resume();
    const buffer = await this.#sound(`/api/v1/speech/${language}/rating/${saying}.wav`);
    if (!buffer || this.blocked || turn !== this.#said) return;
    this.#source = new AudioBufferSourceNode(this.context, { buffer });
    this.#source.connect(this.context.destination);
    this.#source.start();
  }

  quiet() {
    this.#said += 1;
    this.#source?.stop();
    this.#source = null;
  }

  /** The sound, null where there is none: what it would say stands on the screen. @param {string} path @returns {Promise<AudioBuffer | null>} */
  async #sound(path) {
    try {
      const answer = await fetch(path, {
        headers: { Authorization: `Bearer ${this.token}` },
        signal: AbortSignal.timeout(FETCH_WITHIN_MS),
      });
      if (answer.status !== 200) return null;
      return await this.context.decodeAudioData(await answer.arrayBuffer());
    } catch {
      return null;
    }
  }
}
