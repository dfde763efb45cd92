import { chime } from "shared/chime.js";

const CALLED_TIMES = 4;
const BETWEEN_MS = 2_500;

/**
 * Tells the citizen by sound and vibration. A browser plays nothing before a tap, so sound is switched on by one; a
 * page that was opened again was not tapped yet, and asks again.
 */
export class Reminder {
  /** @type {AudioContext | null} */
  #context = null;
  #ringing = 0;

  get on() {
    return this.#context?.state === "running";
  }

  /** Call from a tap; it chimes once, so that the citizen knows how it sounds. */
  async switchOn() {
    this.#context ??= new AudioContext();
    await this.#context.resume();
    this.#chime();
  }

  /** The turn is near. */
  near() {
    navigator.vibrate?.([300]);
    this.#chime();
  }

  /** It is their turn: again and again for a while, since a phone is in a pocket. */
  called() {
    this.stop();
    let left = CALLED_TIMES;
    const ring = () => {
      navigator.vibrate?.([400, 200, 400]);
      this.#chime();
      left -= 1;
      if (left > 0) this.#ringing = window.setTimeout(ring, BETWEEN_MS);
    };
    ring();
  }

  stop() {
    clearTimeout(this.#ringing);
  }

  #chime() {
    if (this.#context && this.on) chime(this.#context);
  }
}
