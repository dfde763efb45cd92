import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";
import { inOrder, say, sayInOrder } from "shared/words.js";
import { boardLook } from "./board_look.js";
import { FittingBlock } from "./fitting.js";
import { Rotation } from "./rotation.js";
import "shared/icon.js";

/**
 * @typedef {import("shared/words.js").Texts} Texts
 * @typedef {{kind: "bring", icon: string, name: Texts, materials: Texts[]}
 *   | {kind: "welcome"}
 *   | {kind: "closed"}
 *   | {kind: "notice", text: Texts}
 *   | {kind: "results", satisfied: number, rated: number, month: string}} Thought
 */

const EACH_MS = 12_000;
const MATERIALS_SHOWN = 6;
/** What is short stands so much larger. */
const LARGEST = 1.3;

/** One thought at a time while nobody is called: what to bring, what the hall's ratings are, a notice. */
export class Calm extends LitElement {
  static properties = { thoughts: { attribute: false } };

  static styles = [
    look,
    boardLook,
    css`
      :host {
        height: 100%;
        min-width: 0;
        min-height: 0;
        --size: 1;
      }
      :host([small]) {
        --size: 0.72;
      }
      :host([wide]) {
        --size: 1.3;
      }
      article {
        --e: calc(var(--u) * var(--size) * var(--fit, 1));
        height: 100%;
        border-radius: calc(var(--u) * 1.9);
        background: var(--deep-2);
        color: #fff;
        padding: calc(var(--e) * 1.6) calc(var(--e) * 3);
        display: grid;
        align-content: safe center;
        gap: calc(var(--e) * 1.6);
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        gap: calc(var(--e) * 2);
        min-width: 0;
      }
      header jh-icon {
        font-size: calc(var(--e) * 6.4);
        color: var(--on-deep);
      }
      .titles {
        min-width: 0;
        display: grid;
      }
      .lead {
        font-size: calc(var(--e) * 1.8);
        color: var(--on-deep);
        line-height: 1.4;
      }
      h2 {
        margin: 0;
        font-size: calc(var(--e) * 3.6);
        line-height: 1.25;
      }
      .too {
        color: var(--on-deep);
        font-size: calc(var(--e) * 1.8);
        display: flex;
        gap: 0 1.2em;
        flex-wrap: wrap;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(calc(var(--e) * 19), 1fr));
        gap: calc(var(--e) * 0.9) calc(var(--e) * 2.4);
      }
      li {
        display: flex;
        gap: calc(var(--e) * 0.9);
        font-size: calc(var(--e) * 2.3);
        line-height: 1.3;
        min-width: 0;
      }
      li jh-icon {
        color: var(--gold-soft);
      }
      li span {
        display: grid;
        min-width: 0;
      }
      li small {
        font-size: 0.66em;
        color: var(--on-deep);
      }
      :host([small]) article {
        gap: calc(var(--e) * 1);
        border-radius: calc(var(--u) * 1.2);
        padding: calc(var(--e) * 1) calc(var(--e) * 1.9);
      }
      :host([small]) header jh-icon {
        font-size: calc(var(--e) * 5);
      }
      :host([small]) h2 {
        font-size: calc(var(--e) * 2.8);
      }
      :host([small]) ul {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: calc(var(--e) * 0.6) calc(var(--e) * 1.2);
      }
      :host([small]) li small,
      :host([small]) .middle > jh-icon,
      :host([small]) .middle .too span + span {
        display: none;
      }
      :host([small]) .middle {
        justify-items: start;
        text-align: start;
      }
      :host([small]) .middle .too {
        align-items: start;
        font-size: calc(var(--e) * 1.9);
      }
      :host([small]) .share {
        font-size: calc(var(--e) * 7);
      }
      .middle {
        justify-items: center;
        text-align: center;
      }
      :host([wide]) .middle {
        --e: calc(var(--u) * var(--fit, 1));
      }
      .middle > jh-icon {
        font-size: calc(var(--e) * 9);
        color: var(--on-deep);
      }
      .middle .too {
        flex-direction: column;
        align-items: center;
        font-size: calc(var(--e) * 2.2);
      }
      .share {
        font-size: calc(var(--e) * 11);
        line-height: 1;
      }
    `,
  ];

  #rotation = new Rotation(this, EACH_MS);
  #block = new FittingBlock(this, "article", () => LARGEST);

  constructor() {
    super();
    /** @type {Thought[]} */
    this.thoughts = [];
  }

  render() {
    const thought = this.#rotation.of(this.thoughts);
    switch (thought?.kind) {
      case "bring":
        return bring(thought);
      case "notice":
        return middle("info-circle", inOrder(thought.text));
      case "results":
        return results(thought);
      case "closed":
        return middle("moon", sayInOrder("display.all_closed"));
      case "welcome":
        return middle("speakerphone", sayInOrder("display.nobody_yet"));
      default:
        return html`<article></article>`;
    }
  }
}

/** @param {Extract<Thought, {kind: "bring"}>} thought */
function bring({ icon, name, materials }) {
  const [first, ...others] = inOrder(name);
  return html`<article data-testid="bring">
    <header>
      <jh-icon name=${icon}></jh-icon>
      <div class="titles">
        <span class="lead one-line">${say("display.bring")}</span>
        <h2 class="one-line">${first?.text}</h2>
        <span class="too">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</span>
      </div>
    </header>
    <ul>
      ${materials.slice(0, MATERIALS_SHOWN).map((material) => {
        const [text, ...too] = inOrder(material);
        return html`<li>
          <jh-icon name="circle-check"></jh-icon>
          <span
            ><span class="one-line">${text?.text}</span>${too.slice(0, 1).map((each) => html`<small lang=${each.language}>${each.text}</small>`)}</span>
        </li>`;
      })}
    </ul>
  </article>`;
}

/** @param {Extract<Thought, {kind: "results"}>} thought */
function results({ satisfied, rated, month }) {
  const share = `${((satisfied / rated) * 100).toFixed(1)}%`;
  const [first, ...others] = sayInOrder("display.results", { month: Number(month.slice(5)) });
  return html`<article class="middle" data-testid="results">
    <h2 lang=${first.language}>${first.text}</h2>
    <span class="share number">${share}</span>
    <span class="lead">${say("display.results_of", { satisfied, rated })}</span>
    <span class="too">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</span>
  </article>`;
}

/** @param {string} icon @param {{language: string, text: string}[]} texts */
function middle(icon, [first, ...others]) {
  return html`<article class="middle">
    <jh-icon name=${icon}></jh-icon>
    <h2 lang=${first?.language}>${first?.text}</h2>
    <span class="too">${others.map((each) => html`<span lang=${each.language}>${each.text}</span>`)}</span>
  </article>`;
}

customElements.define("jh-calm", Calm);
