import { page } from "shared/words.js";

/** Two characters of each script that no font draws alike; a device without the script draws one box for both. */
const SAMPLES = { hans: "号窗", tibetan: "ཀམ" };
const SIDE = 24;

let asked = false;

/** Nearly every phone has Chinese and most have Tibetan. What this one lacks is fetched, once what matters is there. */
export function fetchMissingFonts() {
  if (asked) return;
  asked = true;
  for (const [family, [one, other]] of Object.entries(SAMPLES)) {
    if (picture(one) !== picture(other)) continue;
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `/fonts/${page.hall.code}/phone/${family}.css` });
    document.head.append(link);
  }
}

/** @param {string} character */
function picture(character) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  if (!pen) return character;
  pen.font = `${SIDE - 4}px sans-serif`;
  pen.fillText(character, 0, SIDE - 4);
  return pen.getImageData(0, 0, SIDE, SIDE).data.join();
}
