import { takeFacts } from "shared/words.js";

const AGAIN_MS = 1_000;

/**
 * Takes over how the hall is defined now without beginning the page anew, so that nothing half written on it is lost:
 * its facts and words are asked for again, and every element draws itself with them.
 */
export class Renewing {
  #again = false;
  #busy = false;

  /** @param {Element} root the page's element @param {() => void} onRenewed */
  constructor(root, onRenewed) {
    this.root = root;
    this.onRenewed = onRenewed;
  }

  /** The hall is defined otherwise. */
  async renew() {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      const fresh = await this.#ask();
      if (fresh) this.#takeOver(fresh);
      else if (fresh === undefined) {
        this.#again = true;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
    this.#busy = false;
  }

  /** The page as the hub serves it now; undefined while the hub is away, null when it serves none any more. */
  async #ask() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) return new DOMParser().parseFromString(await answer.text(), "text/html");
      return answer.status < 500 ? null : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {Document} fresh */
  #takeOver(fresh) {
    takeFacts(JSON.parse(fresh.getElementById("page")?.textContent ?? "{}"));
    document.title = fresh.title;
    document.documentElement.dataset.ground = fresh.documentElement.dataset.ground;
    this.onRenewed();
    redraw(this.root);
  }
}

/** Draws the element and all within it anew. @param {Element} element */
export function redraw(element) {
  if ("requestUpdate" in element) /** @type {import("lit").LitElement} */ (element).requestUpdate();
  for (const inner of [...element.children, ...(element.shadowRoot?.children ?? [])]) redraw(inner);
}
