/** Sounds as the hub takes them: 16-bit PCM WAV, one channel, as Base64. */

const RATE = 22_050;
const HEADER_BYTES = 44;
export const LONGEST_SECONDS = 10;

/**
 * Whatever this browser can read (WAV, MP3, what it recorded itself) as a WAV.
 * @param {ArrayBuffer} bytes
 * @returns {Promise<{wav: string, seconds: number}>}
 */
export async function wavOf(bytes) {
  const { length, duration } = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes.slice(0));
  const context = new OfflineAudioContext(1, Math.min(length, LONGEST_SECONDS * RATE), RATE);
  const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes) });
  source.connect(context.destination);
  source.start();
  const mono = (await context.startRendering()).getChannelData(0);
  return { wav: base64(encoded(mono)), seconds: duration };
}

/** @param {Float32Array} samples */
function encoded(samples) {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + samples.length * 2));
  const text = (/** @type {number} */ at, /** @type {string} */ word) =>
    Array.from(word).forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, place) => view.setInt16(HEADER_BYTES + place * 2, Math.max(-1, Math.min(1, sample)) * 32_767, true));
  return new Uint8Array(view.buffer);
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
