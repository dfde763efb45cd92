import { FACES } from "shared/faces.js";

/**
 * A button box that acts as a keyboard: it types 1 to 5. Gives the grade of a key, null for every other key.
 * @param {KeyboardEvent} event
 * @param {"best_first" | "worst_first"} order what its button 1 is
 */
export function gradeOfKey(event, order) {
  const writing = event.composedPath()[0];
  if (event.repeat || writing instanceof HTMLTextAreaElement || writing instanceof HTMLInputElement) return null;
  if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-5]$/.test(event.key)) return null;
  const place = Number(event.key) - 1;
  return FACES[order === "best_first" ? place : FACES.length - 1 - place].grade;
}
