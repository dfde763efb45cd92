import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { page, sayInOrder } from "shared/words.js";
import { frontLook } from "./front_look.js";

/** Which hall? Where a hub serves several, before a page whose address names none. */
export class Halls extends LitElement {
  static styles = [
    look,
    frontLook,
    css`
      main {
        gap: 20px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
        align-items: stretch;
      }
      a {
        padding: 22px 26px;
        min-height: 112px;
        display: grid;
        align-content: center;
        gap: 4px;
      }
      strong {
        font-size: 28px;
        line-height: 1.3;
      }
    `,
  ];

  render() {
    const [first, ...others] = sayInOrder("launcher.which_hall");
    return html`
      <header>
        <h1 lang=${first.language}>${first.text}</h1>
        <p>${others.map((each) => html`<span lang=${each.language}>${each.text}</span> `)}</p>
      </header>
      <main>${(page.halls ?? []).map((hall) => this.#card(hall))}</main>
    `;
  }

  /** @param {import("shared/words.js").HallChoice} hall */
  #card(hall) {
    const [first, ...others] = hall.languages.filter((tag) => hall.name[tag]);
    return html`<a class="card" href=${hall.href} data-testid="hall-${hall.code}">
      <strong lang=${first}>${hall.name[first] ?? hall.code}</strong>
      ${others.map((tag) => html`<span class="mute" lang=${tag}>${hall.name[tag]}</span>`)}
      ${this.#isCalledLikeAnother(hall) ? html`<span class="mute">${hall.code}</span>` : ""}
    </a>`;
  }

  /** New halls begin with one name. @param {import("shared/words.js").HallChoice} hall */
  #isCalledLikeAnother({ code, name, languages: [first] }) {
    return (page.halls ?? []).some((other) => other.code !== code && other.name[first] === name[first]);
  }
}

customElements.define("jh-halls", Halls);
