import { LitElement, html } from "lit";
import { minutes } from "shared/duration.js";
import { look } from "shared/look.js";
import { pick, say } from "shared/words.js";
import { COLOURS, chartPlace, inks } from "./chart_look.js";
import "./chart.js";

/** More would be too thin to read; the longest waits come first. */
const SHOWN_AT_MOST = 7;

/** Who waits longest for what, against what the hall promised: a bar each, on the pale bar of the promise. */
export class Waits extends LitElement {
  static properties = { queues: { attribute: false }, now: { attribute: false }, dark: { type: Boolean } };

  static styles = [look, chartPlace];

  constructor() {
    super();
    /** @type {import("./live_hall.js").Queue[]} */
    this.queues = [];
    this.now = 0;
    this.dark = false;
  }

  render() {
    if (this.queues.length === 0) return html`<p data-testid="nobody-waits">${say("manager.nobody_waits")}</p>`;
    const rows = this.queues.slice(0, SHOWN_AT_MOST).map((queue) => ({
      name: pick(queue.name),
      promised: queue.promised_minutes,
      waited: minutes(this.now - Date.parse(queue.since)),
      step: queue.step,
      count: queue.waiting,
    }));
    const told = rows.map((row) => `${row.name} ${say("manager.wait_bar", { minutes: row.waited, count: row.count })}`);
    return html`<jh-chart data-testid="waits" .option=${this.#option(rows)} label=${told.join("; ")}></jh-chart>`;
  }

  /**
   * @param {{name: string, promised: number, waited: number, step: string | null, count: number}[]} rows
   * @returns {import("./chart.js").Option}
   */
  #option(rows) {
    const { ink, pale, size } = inks(this.dark);
    const names = rows.map((row) => row.name);
    const hidden = { type: /** @type {const} */ ("category"), data: names, inverse: true, show: false };
    return {
      grid: { left: 4, right: this.dark ? 190 : 150, top: 0, bottom: 4, containLabel: true },
      xAxis: { type: "value", show: false },
      yAxis: [
        {
          type: "category",
          data: names,
          inverse: true,
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: { color: ink, fontSize: size, width: size * 9, overflow: "truncate" },
        },
        hidden,
      ],
      series: [
        { type: "bar", yAxisIndex: 1, silent: true, barWidth: "62%", itemStyle: { color: pale, borderRadius: 6 }, data: rows.map((row) => row.promised) },
        {
          type: "bar",
          barWidth: "34%",
          z: 3,
          label: {
            show: true,
            position: "right",
            color: ink,
            fontSize: size,
            formatter: ({ dataIndex }) => say("manager.wait_bar", { minutes: rows[dataIndex].waited, count: rows[dataIndex].count }),
          },
          data: rows.map((row) => ({
            // A bar too short to see would look like nobody.
            value: Math.max(row.waited, 0.3),
            itemStyle: { color: COLOURS[row.step ?? "well"], borderRadius: 5 },
          })),
        },
      ],
    };
  }
}

customElements.define("jh-waits", Waits);
