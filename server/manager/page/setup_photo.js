import { html } from "lit";
import { say } from "shared/words.js";
import { ApiError } from "shared/api.js";
import { draft } from "./setup_draft.js";
import "shared/icon.js";

/** Wide enough for the staff card, and small on the way to the hub. */
const LONGER_SIDE = 800;

/** A person's picture, chosen from a file and made small before it is sent. @param {import("./setup_draft.js").Row} row @param {(value: string) => void} set */
export function photo(row, set) {
  return html`<label class="face" title=${say("setup.choose_photo")}>
    ${row.photo ? html`<img src=${row.photo} alt="" />` : html`<jh-icon name="camera-plus"></jh-icon>`}
    <input type="file" accept="image/*" aria-label=${say("setup.choose_photo")} @change=${(/** @type {Event} */ event) => send(event, set)} />
  </label>`;
}

/** @param {Event} event @param {(value: string) => void} set */
async function send(event, set) {
  const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
  if (!file) return;
  try {
    const { photo: kept } = await draft.api.post("/photos", { image: await small(file) });
    set(kept);
  } catch (error) {
    draft.change(() => (draft.problem = error instanceof ApiError ? error.detail : say("setup.no_picture")));
  }
}

/** The picture as a JPEG in Base64. @param {Blob} file */
async function small(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.85).split(",")[1];
}
