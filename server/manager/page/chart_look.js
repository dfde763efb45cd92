import { css } from "lit";

/** The colours of the charts: those of the look, which a canvas cannot ask for. */

/** @type {Record<string, string>} */
export const COLOURS = { well: "#8fb5be", notice: "#5d93a1", yellow: "#f2a71b", red: "#c8473c" };

/** Text, pale ground and size of type, on paper or on deep water. @param {boolean} dark */
export function inks(dark) {
  return dark
    ? { ink: "#ffffff", mute: "#d5e6ea", pale: "#2a6474", line: "#2a6474", size: 24 }
    : { ink: "#12303b", mute: "#526870", pale: "#ebe5d9", line: "#dfd8cb", size: 18 };
}

/** A chart that fills its place, on paper or on deep water, or the words that stand there when there is nothing to draw. */
export const chartPlace = css`
  :host {
    height: 100%;
    min-height: 0;
  }
  :host([dark]) {
    color: #fff;
  }
  p {
    margin: 0;
  }
`;
