import { Api, ApiError, HubAway } from "shared/api.js";
import { page } from "shared/words.js";

/** The whole hall, as the page names it. */
const ALL = "all";

/** Keeps this screen on the board that a manager chose for it, whatever address it was opened at. */
export class OwnBoard {
  #device = "";

  /** @param {string} token */
  constructor(token) {
    this.api = new Api({ token });
  }

  /** Asks which board was chosen for this screen, if any was, and goes there. */
  async look() {
    try {
      const { device, board } = await this.api.get("/devices/me");
      this.#device = device;
      if (board !== null) show(board);
    } catch (error) {
      // Asked again whenever the feed begins anew.
      if (!(error instanceof HubAway || error instanceof ApiError)) throw error;
    }
  }

  /** Another board was chosen for a screen of this hall. @param {{device: string, board: string | null}} chosen */
  heard({ device, board }) {
    if (device === this.#device) show(board ?? ALL);
  }
}

/** @param {string} board */
function show(board) {
  if (board === (page.board?.code ?? ALL)) return;
  const asked = new URLSearchParams(location.search);
  asked.delete("board");
  if (board !== ALL) asked.set("board", board);
  const search = String(asked);
  location.replace(location.pathname + (search ? `?${search}` : ""));
}
