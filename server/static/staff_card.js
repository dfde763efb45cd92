import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, languageChanged, say } from "shared/words.js";
import "shared/icon.js";

/** @typedef {{job_number: string, name: string, post: import("shared/words.js").Texts, photo: string | null}} Staff */

/** Who serves here: name, job number, post, photo (工作人员公示牌). */
export class StaffCard extends LitElement {
  static properties = { staff: { attribute: false } };

  static styles = [
    look,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 1.1em;
      }
      .photo {
        width: 4.2em;
        height: 4.2em;
        border-radius: 50%;
        background: #dfeaec;
        color: var(--deep-2);
        display: grid;
        place-content: center;
        overflow: hidden;
        flex: none;
      }
      .photo jh-icon {
        font-size: 2.2em;
      }
      .photo img {
        width: 4.2em;
        height: 4.2em;
        object-fit: cover;
      }
      strong {
        font-size: 1.5em;
        display: block;
        line-height: 1.25;
      }
      .post {
        color: var(--mute);
        display: flex;
        gap: 0 0.8em;
        flex-wrap: wrap;
      }
      :host([large]) {
        gap: 2em;
      }
      :host([large]) .photo,
      :host([large]) .photo img {
        width: 13em;
        height: 13em;
      }
      :host([large]) .photo jh-icon {
        font-size: 7em;
      }
      :host([large]) strong {
        font-size: 3.8em;
      }
      :host([large]) .post {
        font-size: 1.3em;
      }
      :host([on-deep]) strong {
        color: #fff;
      }
      :host([on-deep]) .post {
        color: var(--on-deep);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Staff | null} */
    this.staff = null;
    languageChanged.addEventListener("language", () => this.requestUpdate());
  }

  render() {
    const { staff } = this;
    if (!staff) return html``;
    return html`
      <span class="photo">${staff.photo ? html`<img src=${staff.photo} alt="" />` : html`<jh-icon name="user"></jh-icon>`}</span>
      <span data-testid="staff">
        <strong data-testid="staff-name">${staff.name}</strong>
        <span class="post">
          <span>${say("terminal.job_number", { number: staff.job_number })}</span>
          ${inOrder(staff.post).map((each) => html`<span lang=${each.language}>${each.text}</span>`)}
        </span>
      </span>
    `;
  }
}

customElements.define("jh-staff-card", StaffCard);
