import { LitElement, css, html } from "lit";

/** An outline icon of one weight, as large as the text around it and in its colour. */
export class Icon extends LitElement {
  static properties = { name: {} };

  static styles = css`
    :host {
      display: inline-block;
      width: 1em;
      height: 1em;
      flex: none;
    }
    i {
      display: block;
      width: 100%;
      height: 100%;
      background: currentColor;
      mask: var(--image) center / contain no-repeat;
    }
  `;

  constructor() {
    super();
    this.name = "";
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("name")) this.style.setProperty("--image", `url("/vendor/icons/${this.name}.svg")`);
  }

  render() {
    return html`<i aria-hidden="true"></i>`;
  }
}

customElements.define("jh-icon", Icon);
