import { LitElement, css, html } from "lit";

const AGAIN_AFTER_MS = 2_000;

/** What was fetched or is on its way, by name: an icon is on many tiles. @type {Map<string, Promise<string | null>>} */
const images = new Map();

/**
 * An icon as an image of a style sheet. A weak network or a hub that is just restarted may lose the request: whoever
 * does not read has nothing but the picture, so it is asked for until it is there.
 *
 * @param {string} name
 */
async function fetched(name) {
  for (;;) {
    try {
      const answer = await fetch(`/vendor/icons/${name}.svg`);
      if (answer.ok) return `url("data:image/svg+xml,${encodeURIComponent(await answer.text())}")`;
      if (answer.status === 404) return null;
    } catch {
      // No answer, or only half of one.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
}

/** An outline icon of one weight, as large as the text around it and in its colour; `drawn` once it can be seen. */
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
    }
    :host([drawn]) i {
      background: currentColor;
      mask: var(--image) center / contain no-repeat;
    }
  `;

  constructor() {
    super();
    this.name = "";
  }

  /** @param {Map<string, unknown>} changed */
  async updated(changed) {
    const { name } = this;
    if (!changed.has("name") || !name) return;
    if (!images.has(name)) images.set(name, fetched(name));
    const image = await images.get(name);
    if (name !== this.name) return;
    this.style.setProperty("--image", image ?? null);
    this.toggleAttribute("drawn", Boolean(image));
  }

  render() {
    return html`<i aria-hidden="true"></i>`;
  }
}

customElements.define("jh-icon", Icon);
