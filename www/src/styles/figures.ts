import { css } from "lit";

/** A few numbers in a row, each above what it counts. */
export const figures = css`
  dl {
    display: flex;
    flex-wrap: wrap;
  }
  dl div {
    display: flex;
    flex-direction: column-reverse;
  }
  dt {
    color: var(--muted);
    font-size: var(--tiny);
  }
  dd {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;
