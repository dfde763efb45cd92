import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { Pairing } from "shared/pairing.js";
import { inOrder, page, sayInOrder } from "shared/words.js";
import "shared/icon.js";
import "shared/reconnecting.js";

/** What a device shows that is not paired, or not any more: the code by which a manager lets it in. */
export class NotSetUp extends LitElement {
  static properties = { code: { state: true }, refused: { state: true }, away: { state: true } };

  static styles = [
    look,
    css`
      :host {
        min-height: 100vh;
        background: var(--deep);
        color: #fff;
        display: grid;
        grid-template-rows: auto 1fr;
        font-size: max(24px, min(2.1vmax, 3.4vmin));
      }
      header {
        padding: 1.2em 2em;
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.2em;
        align-items: baseline;
        color: var(--on-deep);
      }
      header b {
        font-size: 1.3em;
        color: #fff;
      }
      main {
        padding: 0 5vw 4em;
        display: grid;
        align-content: center;
        justify-items: center;
        gap: 1.4em;
        text-align: center;
      }
      h1,
      p {
        margin: 0;
      }
      h1 {
        font-size: 1.9em;
        line-height: 1.25;
      }
      .others {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.5em;
        justify-content: center;
        color: var(--on-deep);
      }
      .code {
        background: var(--gold);
        color: #1d1607;
        border-radius: 36px;
        padding: 0.12em 0.4em;
        font-size: min(13.5vw, 30vh);
        line-height: 1.15;
        font-weight: 700;
        letter-spacing: 0.06em;
        white-space: nowrap;
      }
      .code span + span {
        margin-left: 0.3em;
      }
      .how p:first-child {
        font-size: 1.3em;
      }
      .how p + p {
        color: var(--on-deep);
        margin-top: 0.4em;
      }
      h1,
      .how {
        text-wrap: balance;
      }
      .refused jh-icon {
        font-size: 5em;
        color: var(--on-deep);
      }
      @media (orientation: portrait) {
        :host {
          font-size: max(24px, 3.9vmin);
        }
        .code {
          font-size: 27vw;
          display: grid;
        }
        .code span + span {
          margin: 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.code = "";
    this.refused = false;
    this.away = false;
    this.pairing = new Pairing({
      onCode: (code) => {
        this.code = code;
        this.refused = false;
      },
      onRefused: () => (this.refused = true),
      onAway: (away) => (this.away = away),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.pairing.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.pairing.stop();
  }

  render() {
    return html`
      <header>
        ${inOrder(page.hall.name).map((each, place) =>
          place === 0 ? html`<b>${each.text}</b>` : html`<span lang=${each.language}>${each.text}</span>`,
        )}
      </header>
      <main>${this.refused ? refused() : this.#code()}</main>
      <jh-reconnecting ?away=${this.away}></jh-reconnecting>
    `;
  }

  #code() {
    const { code } = this;
    return html`
      ${heading("terminal.pair.not_yet")}
      ${code
        ? html`<div class="code" data-testid="pairing-code" data-code=${code} aria-label=${[...code].join(" ")}>
            <span>${code.slice(0, 3)}</span><span>${code.slice(3)}</span>
          </div>`
        : ""}
      <div class="how">
        ${sayInOrder("terminal.pair.how", { address: `${location.host}/manager/` }).map(
          (each) => html`<p lang=${each.language}>${each.text}</p>`,
        )}
      </div>
    `;
  }
}

function refused() {
  return html`<div class="refused" data-testid="pairing-refused"><jh-icon name="hand-stop"></jh-icon></div>
    ${heading("terminal.pair.refused")}`;
}

/** @param {string} key */
function heading(key) {
  const [first, ...others] = sayInOrder(key);
  return html`<div>
    <h1>${first.text}</h1>
    <p class="others">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</p>
  </div>`;
}

customElements.define("jh-not-set-up", NotSetUp);
