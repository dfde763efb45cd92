const TONES = [
  { hertz: 783.99, at: 0, seconds: 0.34 },
  { hertz: 523.25, at: 0.24, seconds: 0.36 },
];

/** The two tones of every hall (G5–C5), 600 ms with a soft attack. @param {AudioContext} context */
export function chime(context) {
  const start = context.currentTime + 0.02;
  for (const { hertz, at, seconds } of TONES) {
    const tone = new OscillatorNode(context, { frequency: hertz, type: "sine" });
    const level = new GainNode(context, { gain: 0 });
    level.gain.setValueAtTime(0, start + at);
    level.gain.linearRampToValueAtTime(0.35, start + at + 0.03);
    level.gain.exponentialRampToValueAtTime(0.001, start + at + seconds);
    tone.connect(level).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + seconds);
  }
}
