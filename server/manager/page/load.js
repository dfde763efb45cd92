import { LitElement, html } from "lit";
import { look } from "shared/look.js";
import { say } from "shared/words.js";
import { COLOURS, chartPlace, inks } from "./chart_look.js";
import "./chart.js";

/** The day hour by hour: how many took a ticket (bars), how many were finished (line). */
export class Load extends LitElement {
  static properties = { hours: { attribute: false }, dark: { type: Boolean } };

  static styles = [look, chartPlace];

  constructor() {
    super();
    /** @type {import("./live_hall.js").Hour[]} */
    this.hours = [];
    this.dark = false;
  }

  render() {
    if (this.hours.length === 0) return html`<p>${say("manager.nothing_today")}</p>`;
    const told = this.hours.map(({ hour, issued, finished }) => say("manager.load_hour", { hour, issued, finished }));
    return html`<jh-chart data-testid="load" .option=${this.#option()} label=${told.join("; ")}></jh-chart>`;
  }

  /** @returns {import("./chart.js").Option} */
  #option() {
    const { mute, line, size } = inks(this.dark);
    const { hours } = this;
    return {
      grid: { left: 4, right: 12, top: 16, bottom: 2, containLabel: true },
      xAxis: {
        type: "category",
        data: hours.map(({ hour }) => String(hour)),
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: mute, fontSize: size },
      },
      yAxis: {
        type: "value",
        minInterval: 1,
        splitNumber: 3,
        axisLabel: { color: mute, fontSize: size },
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        {
          type: "bar",
          barMaxWidth: 44,
          itemStyle: { color: COLOURS.well, borderRadius: [6, 6, 0, 0] },
          data: hours.map(({ issued }) => issued),
        },
        {
          type: "line",
          symbol: "circle",
          symbolSize: 10,
          z: 3,
          lineStyle: { color: this.dark ? "#9fd3b0" : "#2f7d4f", width: 3 },
          itemStyle: { color: this.dark ? "#9fd3b0" : "#2f7d4f" },
          data: hours.map(({ finished }) => finished),
        },
      ],
    };
  }
}

customElements.define("jh-load", Load);
