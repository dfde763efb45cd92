import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { sayInOrder } from "shared/words.js";
import "shared/icon.js";

/** What a device shows whose token is missing or no longer valid. */
export class NotSetUp extends LitElement {
  static styles = [
    look,
    css`
      :host {
        min-height: 100vh;
        display: grid;
        place-content: center;
        gap: 0.8em;
        text-align: center;
        padding: 8vw;
        font-size: clamp(20px, 2.4vmax, 40px);
      }
      jh-icon {
        font-size: 3em;
        color: var(--deep-2);
        margin: 0 auto;
      }
      h1,
      p {
        margin: 0;
      }
      h1 {
        font-size: 1.4em;
      }
    `,
  ];

  render() {
    return html`<jh-icon name="plug-connected-x"></jh-icon>
      ${sayInOrder("terminal.not_set_up").map((each) => html`<h1 lang=${each.language}>${each.text}</h1>`)}
      ${sayInOrder("terminal.set_up_how").map((each) => html`<p class="mute" lang=${each.language}>${each.text}</p>`)}`;
  }
}

customElements.define("jh-not-set-up", NotSetUp);
