import { LitElement, html } from "lit";
import { look } from "shared/look.js";
import { Session } from "shared/session.js";
import "./desk.js";

/** The staff console (叫号台): signed in or not. */
export class Console extends LitElement {
  static styles = look;

  constructor() {
    super();
    this.session = new Session(this, { as: "staff", words: "console" });
    this.session.window = new URLSearchParams(location.search).get("window");
  }

  render() {
    const { session } = this;
    if (!session.me) return session.signingIn();
    return html`<jh-desk
      .me=${session.me}
      @signed-out=${() => session.leave()}
      @session-ended=${() => session.leave({ ended: true })}
    ></jh-desk>`;
  }
}

customElements.define("jh-console", Console);
