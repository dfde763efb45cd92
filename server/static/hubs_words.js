import { ApiError, HubAway } from "shared/api.js";
import { say } from "shared/words.js";

/** What the hub says against a deed, else that it is away. Anything else is a mistake of the page: thrown on. @param {unknown} error */
export function hubsWords(error) {
  if (error instanceof ApiError) return error.detail;
  if (error instanceof HubAway) return say("terminal.reconnecting");
  throw error;
}

/** The same of a form: what is wrong with its first wrong field. @param {unknown} error */
export function hubsWordsOnForm(error) {
  return (error instanceof ApiError && error.errors[0]?.problem) || hubsWords(error);
}
