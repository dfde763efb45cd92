import { fetchMissingFonts } from "./fonts.js";

/** Whether the network went while a module was on its way: some browsers never ask for it again. */
let incomplete = false;

/** What can wait until the citizen knows what matters: the faces for after the visit, and letters the phone lacks. */
export function fetchTheRest() {
  if (incomplete) location.reload();
  import("./visited.js").catch(() => (incomplete = true));
  fetchMissingFonts();
}
