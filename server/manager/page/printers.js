import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import "shared/icon.js";

/** @typedef {Record<string, {paper?: string, state?: string, reason?: string | null}>} PrinterStates what each kiosk's printer said last */

/**
 * What is known of the printers after an event of the feed.
 * @param {PrinterStates} known
 * @param {import("shared/feed.js").FeedEvent} event
 * @returns {PrinterStates}
 */
export function noted(known, { kind, data }) {
  if (kind === "printer.changed") return { ...known, [data.device]: { ...known[data.device], paper: data.paper } };
  if (kind !== "print.reported") return known;
  return { ...known, [data.device]: { ...known[data.device], state: data.state, reason: data.reason } };
}

/** Kiosks whose printer needs somebody: no paper, or the last sheet did not come out. Nothing while all is well. */
export class Printers extends LitElement {
  static properties = { printers: { attribute: false } };

  static styles = [
    look,
    css`
      p {
        margin: 0 0 20px;
        padding: 14px 22px;
        border: 3px solid var(--red);
        border-radius: var(--radius);
        background: var(--card);
        display: flex;
        gap: 14px;
        align-items: center;
        font-size: 20px;
      }
      jh-icon {
        color: var(--red);
        font-size: 1.5em;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {PrinterStates} */
    this.printers = {};
  }

  render() {
    return Object.entries(this.printers).flatMap(([device, { paper, state, reason }]) => {
      const trouble = paper === "no" ? "paper_out" : state === "failed" ? (reason ?? "unknown") : null;
      if (trouble === null) return [];
      return html`<p role="alert" data-testid="printer-${device}">
        <jh-icon name="printer-off"></jh-icon><span>${say(`manager.printer.${trouble}`, { device })}</span>
      </p>`;
    });
  }
}

customElements.define("jh-printers", Printers);
