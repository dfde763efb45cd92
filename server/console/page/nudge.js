/**
 * A nudge for the clerk whose window is free while somebody waits: two soft notes, and the page's title.
 * It comes once when somebody begins to wait there, and again every minute; work at the window ends it.
 */
const AGAIN_MS = 60_000;
const NOTES = [783.99, 523.25];
const KEPT = "jiaohao.console.sound";

export class Nudge {
  constructor() {
    this.sounds = localStorage.getItem(KEPT) !== "off";
    /** @type {number | undefined} */
    this.timer = undefined;
    this.idle = false;
    /** @type {AudioContext | undefined} */
    this.audio = undefined;
  }

  /** Whether somebody waits at a free window now. @param {boolean} idle */
  set(idle) {
    if (idle === this.idle) return;
    this.idle = idle;
    clearInterval(this.timer);
    if (!idle) return;
    this.#play();
    this.timer = setInterval(() => this.#play(), AGAIN_MS);
  }

  stop() {
    clearInterval(this.timer);
  }

  toggle() {
    this.sounds = !this.sounds;
    localStorage.setItem(KEPT, this.sounds ? "on" : "off");
    if (this.sounds) this.#play();
  }

  #play() {
    if (!this.sounds) return;
    this.audio ??= new AudioContext();
    // A browser that plays nothing before the first press keeps it suspended; the title says it all the same.
    if (this.audio.state === "suspended") void this.audio.resume();
    const { audio } = this;
    NOTES.forEach((frequency, place) => {
      const from = audio.currentTime + place * 0.18;
      const note = audio.createOscillator();
      const level = audio.createGain();
      note.frequency.value = frequency;
      level.gain.setValueAtTime(0, from);
      level.gain.linearRampToValueAtTime(0.08, from + 0.02);
      level.gain.exponentialRampToValueAtTime(0.001, from + 0.5);
      note.connect(level).connect(audio.destination);
      note.start(from);
      note.stop(from + 0.55);
    });
  }
}
