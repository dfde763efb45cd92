/** A name in a second language stands no smaller than this on a screen 1920 pixels long. */
const LEAST_PX = 18;
const SCREEN_PX = 1920;
const SMALLEST = 0.5;
const STEP = 0.08;

/** @typedef {import("lit").ReactiveControllerHost & import("lit").LitElement} Host */

/** Measures an element after every change of it, when its letters have come, and when the screen has another size. */
class Fitting {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.again = () => this.fit();
    host.addController(this);
  }

  hostConnected() {
    document.fonts.addEventListener("loadingdone", this.again);
    addEventListener("resize", this.again);
  }

  hostDisconnected() {
    document.fonts.removeEventListener("loadingdone", this.again);
    removeEventListener("resize", this.again);
  }

  hostUpdated() {
    this.fit();
  }

  fit() {}
}

/** Lines (`.one-line`) that are longer than their place grow smaller; where they would be too small, they break in two. */
export class FittingLines extends Fitting {
  fit() {
    const lines = /** @type {HTMLElement[]} */ ([...this.host.renderRoot.querySelectorAll(".one-line")]);
    for (const line of lines) {
      line.style.removeProperty("zoom");
      line.classList.remove("two");
    }
    const least = (LEAST_PX * Math.max(innerWidth, innerHeight)) / SCREEN_PX;
    // All are measured before any is changed, so that the page is laid out once.
    const found = lines.map((line) => ({
      line,
      ratio: line.getBoundingClientRect().width / Math.max(widthOf(line), 1),
      smallest: Math.min(least / parseFloat(getComputedStyle(line).fontSize), 1),
    }));
    for (const { line, ratio, smallest } of found) {
      if (ratio === 0 || ratio >= 1) continue;
      const zoom = ratio * 0.98;
      line.style.setProperty("zoom", Math.max(zoom, smallest).toFixed(3));
      line.classList.toggle("two", zoom < smallest);
    }
  }
}

/** A block has the largest size at which all of it is seen; its sizes are multiples of `--fit`. */
export class FittingBlock extends Fitting {
  /** @param {Host} host @param {string} block @param {() => number} largest */
  constructor(host, block, largest) {
    super(host);
    this.block = block;
    this.largest = largest;
  }

  fit() {
    const block = /** @type {HTMLElement | null} */ (this.host.renderRoot.querySelector(this.block));
    if (!block) return;
    for (let fit = this.largest(); fit >= SMALLEST; fit -= STEP) {
      this.host.style.setProperty("--fit", fit.toFixed(2));
      if (holds(block)) return;
    }
  }
}

/** How wide the text of a line is; its own scrollWidth is rounded, and a hair's breadth makes dots. @param {HTMLElement} line */
function widthOf(line) {
  const text = document.createRange();
  text.selectNodeContents(line);
  return text.getBoundingClientRect().width;
}

/** Whether a block is as large as what stands in it, and none of its lines is cut. @param {HTMLElement} block */
function holds(block) {
  if (block.scrollHeight > block.clientHeight + 1) return false;
  return [...block.querySelectorAll(".one-line")].every((line) => line.scrollWidth <= line.clientWidth + 1);
}
