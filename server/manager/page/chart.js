import { LitElement, css, html } from "lit";
import { look } from "shared/look.js";

/** @typedef {import("echarts").EChartsOption} Option */

/** ECharts is a script and not a module: it leaves its name on the window. Fetched once, by pages that draw. */
async function library() {
  await import("echarts");
  return /** @type {typeof import("echarts")} */ (/** @type {any} */ (globalThis).echarts);
}

/** A chart of ECharts that keeps to the size of its place. `label` says the same in words, for who cannot see it. */
export class Chart extends LitElement {
  static properties = { option: { attribute: false }, label: {} };

  static styles = [
    look,
    css`
      :host,
      div {
        width: 100%;
        height: 100%;
        min-height: 0;
        min-width: 0;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Option} */
    this.option = {};
    this.label = "";
    /** @type {import("echarts").ECharts | null} */
    this.chart = null;
    this.resizing = new ResizeObserver(() => this.chart?.resize());
  }

  async firstUpdated() {
    const echarts = await library();
    // Before its fonts are there a canvas would be drawn in others, and stay so.
    await document.fonts.ready;
    const place = /** @type {HTMLDivElement | null} */ (this.renderRoot.querySelector("div"));
    if (!place || !this.isConnected) return;
    this.chart = echarts.init(place, null, { renderer: "canvas" });
    this.resizing.observe(place);
    this.#draw();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resizing.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  updated() {
    this.#draw();
  }

  #draw() {
    const fontFamily = getComputedStyle(document.documentElement).fontFamily;
    this.chart?.setOption({ animation: false, textStyle: { fontFamily }, ...this.option }, { notMerge: true });
  }

  render() {
    return html`<div role="img" aria-label=${this.label}></div>`;
  }
}

customElements.define("jh-chart", Chart);
