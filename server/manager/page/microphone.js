import { LONGEST_SECONDS } from "./wav.js";

/** Whether this page may record: browsers hand out the microphone on HTTPS and on the hub's own screen only. */
export function canRecord() {
  return window.isSecureContext && navigator.mediaDevices !== undefined;
}

/** One recording from the microphone, until `stop` or for ten seconds. */
export class Recording {
  /** @param {MediaStream} stream */
  constructor(stream) {
    this.recorder = new MediaRecorder(stream);
    /** @type {Promise<ArrayBuffer>} what was recorded, once it is over */
    this.done = new Promise((resolve) => {
      /** @type {Blob[]} */
      const parts = [];
      this.recorder.ondataavailable = ({ data }) => parts.push(data);
      this.recorder.onstop = async () => {
        stream.getTracks().forEach((track) => track.stop());
        resolve(await new Blob(parts).arrayBuffer());
      };
    });
    this.recorder.start();
    setTimeout(() => this.stop(), LONGEST_SECONDS * 1000);
  }

  /** Raises DOMException when nobody allows it or there is no microphone. */
  static async begin() {
    return new Recording(await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false } }));
  }

  stop() {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}
