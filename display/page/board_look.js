import { css } from "lit";

/**
 * Sizes of the hall board grow with the screen, so that 3840×2160 shows what 1920×1080 does, twice as large.
 * `--u` is a hundredth of the longer side of a 16:9 screen, upright ones too.
 */
export const boardLook = css`
  :host {
    --u: min(1vw, 1.7778vh);
    --header: #0a2f3a;
    --edge: #2b6273;
  }
  @media (orientation: portrait) {
    :host {
      --u: min(1.7778vw, 1vh);
    }
  }
  .one-line {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .one-line.two {
    white-space: normal;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.25 !important;
  }
`;
