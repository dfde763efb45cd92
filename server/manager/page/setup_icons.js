import { html } from "lit";
import { ICONS } from "./setup_columns.js";
import "shared/icon.js";

/** A picture that opens all others when it is pressed. @param {string} chosen @param {(icon: string) => void} set @param {string} label @param {string[]} [known] */
export function icons(chosen, set, label, known = ICONS) {
  return html`<details class="icons">
    <summary aria-label=${label}><jh-icon name=${chosen}></jh-icon></summary>
    <div>
      ${known.map(
        (icon) => html`<button class="plain" aria-label=${icon} aria-pressed=${icon === chosen} @click=${(/** @type {Event} */ event) => {
          set(icon);
          /** @type {HTMLElement} */ (event.currentTarget).closest("details")?.removeAttribute("open");
        }}><jh-icon name=${icon}></jh-icon></button>`,
      )}
    </div>
  </details>`;
}
