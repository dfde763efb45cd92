import { Api } from "shared/api.js";
import { page } from "shared/words.js";

/**
 * @typedef {import("./calm.js").Thought} Thought
 * @typedef {Extract<Thought, {kind: "results"}>} Results
 */

/** A share of fewer ratings says nothing about a hall. */
const FEW_RATINGS = 30;

/** The hall's published results, or none while there are too few of them. @returns {Promise<Results | null>} */
export async function publishedResults() {
  const { total, month } = await new Api().get(`/open/ratings?hall=${page.hall.code}`);
  if (total === null) return null;
  const { numerator, denominator } = total.satisfaction;
  return denominator >= FEW_RATINGS ? { kind: "results", satisfied: numerator, rated: denominator, month } : null;
}

/**
 * What the board may say while nobody is called.
 * @param {import("./hall.js").Hall} hall
 * @param {Results | null} results
 */
export function thoughts(hall, results) {
  return {
    closed: /** @type {Thought} */ ({ kind: "closed" }),
    welcome: /** @type {Thought} */ ({ kind: "welcome" }),
    told: hall.notices.map((text) => /** @type {Thought} */ ({ kind: "notice", text })),
    lists: [
      ...(results ? [results] : []),
      ...hall.services
        .filter((each) => each.materials.length > 0)
        .map(({ icon, name, materials }) => /** @type {Thought} */ ({ kind: "bring", icon, name, materials })),
    ],
  };
}
