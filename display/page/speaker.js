/** The hall's loudspeaker: the chime, then the utterances, each played to its end. */

const CHIME = [
  { hertz: 783.99, at: 0, seconds: 0.34 },
  { hertz: 523.25, at: 0.24, seconds: 0.36 },
];
const CHIME_SECONDS = 0.6;
const PAUSE_MS = 350;
const RENEWED_WITHIN_MS = 3_000;
const LOOK_AGAIN_MS = 100;
const FETCH_WITHIN_MS = 6_000;
/** How much longer than its length a sound may take before we stop waiting for a sound card that has gone. */
const GRACE_MS = 1_500;

export class Speaker {
  /**
   * @param {object} options
   * @param {string | null} options.token
   * @param {(blocked: boolean) => void} options.onBlocked
   * @param {(ms: number) => boolean} options.may whether a sound of this length may begin now
   */
  constructor({ token, onBlocked, may }) {
    this.token = token;
    this.may = may;
    this.context = new AudioContext();
    this.out = new GainNode(this.context);
    this.out.connect(this.context.destination);
    this.context.addEventListener("statechange", () => onBlocked(this.blocked));
    onBlocked(this.blocked);
  }

  /** Whether the browser wants a touch before it plays anything. */
  get blocked() {
    return this.context.state !== "running";
  }

  /** @param {number} volume 0 to 1 */
  set volume(volume) {
    this.out.gain.value = volume;
  }

  /** Call from a touch. */
  async unblock() {
    await this.context.resume();
  }

  /**
   * Chime, then the plan. What cannot be fetched is left out: the screen shows the call in any case. The plan is looked
   * at again before each utterance: others may have begun to wait too long meanwhile.
   * @param {() => import("./calls.js").Plan} plan
   * @returns {Promise<boolean>} whether it was heard
   */
  async play(plan) {
    if (this.blocked || !this.may(CHIME_SECONDS * 1000)) return false;
    const fetched = new Map(plan().speech.map(({ audio }) => [audio, this.#sound(/** @type {string} */ (audio))]));
    await this.#chime();
    for (let said = 0; ; said += 1) {
      const { speech, times } = plan();
      if (said >= speech.length * times) break;
      const sound = await fetched.get(speech[said % speech.length].audio);
      if (!sound || !(await this.#isAllowed(sound.duration * 1000))) continue;
      await this.#play(sound);
      await pause(PAUSE_MS);
    }
    return !this.blocked;
  }

  /** A long sound may have to wait until the right to speak has been renewed. @param {number} ms */
  async #isAllowed(ms) {
    for (let waited = 0; !this.may(ms); waited += LOOK_AGAIN_MS) {
      if (waited > RENEWED_WITHIN_MS) return false;
      await pause(LOOK_AGAIN_MS);
    }
    return true;
  }

  async #chime() {
    const { context } = this;
    const start = context.currentTime + 0.02;
    for (const { hertz, at, seconds } of CHIME) {
      const tone = new OscillatorNode(context, { frequency: hertz, type: "sine" });
      const level = new GainNode(context, { gain: 0 });
      level.gain.setValueAtTime(0, start + at);
      level.gain.linearRampToValueAtTime(0.35, start + at + 0.03);
      level.gain.exponentialRampToValueAtTime(0.001, start + at + seconds);
      tone.connect(level).connect(this.out);
      tone.start(start + at);
      tone.stop(start + at + seconds);
    }
    await pause(CHIME_SECONDS * 1000 + 150);
  }

  /** @param {string} path @returns {Promise<AudioBuffer | null>} */
  async #sound(path) {
    try {
      const answer = await fetch(path, {
        headers: { Authorization: `Bearer ${this.token}` },
        signal: AbortSignal.timeout(FETCH_WITHIN_MS),
      });
      if (!answer.ok) return null;
      return await this.context.decodeAudioData(await answer.arrayBuffer());
    } catch {
      return null;
    }
  }

  /** @param {AudioBuffer} sound @returns {Promise<void>} */
  #play(sound) {
    return new Promise((resolve) => {
      const source = new AudioBufferSourceNode(this.context, { buffer: sound });
      source.connect(this.out);
      const giveUp = setTimeout(() => source.stop(), sound.duration * 1000 + GRACE_MS);
      const done = () => {
        clearTimeout(giveUp);
        clearTimeout(gone);
        resolve();
      };
      // A context without a sound card never fires "ended", not even after stop().
      const gone = setTimeout(done, sound.duration * 1000 + 2 * GRACE_MS);
      source.onended = done;
      source.start();
    });
  }
}

/** @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
