import { css } from "lit";

/** Dialogs over the whole kiosk: the rest rests, and the keyboard stays inside. Open them with showModal(). */
export const dialog = css`
  dialog {
    border: 0;
    padding: 0;
    margin: 0;
    max-width: none;
    max-height: none;
    width: 100vw;
    height: 100vh;
    background: var(--deep);
    color: #fff;
  }
  dialog[open] {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 36px;
    text-align: center;
  }
  dialog > * {
    max-width: min(900px, 86vw);
  }
  dialog h2 {
    font-size: 1.9em;
  }
  dialog p {
    text-wrap: balance;
    white-space: pre-line;
    font-size: 1.12em;
  }
  dialog jh-icon.large {
    font-size: 4em;
    color: var(--gold-soft);
  }
  dialog > button,
  dialog .two button {
    min-height: 150px;
    min-width: 420px;
    font-size: 1.3em;
    color: var(--ink);
  }
  dialog > button.gold,
  dialog .two button.gold {
    color: var(--on-gold, var(--ink));
  }
  dialog .two {
    display: flex;
    flex-wrap: wrap;
    gap: 28px;
    justify-content: center;
  }
`;

/** Opens or closes the dialog of an element. @param {DocumentFragment | HTMLElement} root @param {boolean} open */
export function showDialog(root, open) {
  const found = root.querySelector("dialog");
  if (!found || found.open === open) return;
  if (open) found.showModal();
  else found.close();
}
