import { css } from "lit";

/** The colours of the picture and its legend. */
export const chartStyles = css`
  svg {
    display: block;
    max-width: 100%;
  }
  text {
    font-family: var(--sans);
    font-size: 11px;
    fill: var(--muted);
  }
  .label {
    font-family: var(--mono);
    font-size: 12px;
  }
  .strong {
    fill: var(--ink);
    font-weight: 600;
  }
  .band {
    fill: var(--sunken);
  }
  .tick,
  .floor {
    stroke: var(--line-strong);
  }
  .limit {
    stroke: var(--bad);
    stroke-width: 1.5;
    stroke-dasharray: 5 3;
  }
  .usage {
    fill: var(--phase-terminating);
    opacity: 0.4;
  }
  rect.bar {
    stroke: var(--surface);
    stroke-width: 1;
  }
  .bar.old {
    fill: var(--phase-old);
  }
  .bar.terminating {
    fill: var(--phase-terminating);
  }
  .bar.starting {
    fill: var(--phase-starting);
  }
  .bar.ready {
    fill: var(--phase-ready);
  }
  .bar.available {
    fill: var(--phase-available);
  }
  .bar.down {
    fill: var(--phase-down);
  }
  .bar.edited {
    fill: var(--phase-edited);
  }
  .event line {
    stroke: var(--ink);
    stroke-width: 1.5;
  }
  .event path {
    fill: var(--ink);
  }
  .picture {
    position: relative;
  }
  .over {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .cursor {
    stroke: var(--accent);
    stroke-width: 2;
  }
  .rows {
    position: absolute;
    left: 0;
  }
  .rows button {
    display: block;
    width: 100%;
    min-height: 0;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
  }
  .rows button:hover {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
  }
  .plot {
    cursor: pointer;
    fill: transparent;
  }
  .plot:hover {
    fill: color-mix(in srgb, var(--accent) 7%, transparent);
  }
  .slider {
    display: block;
    height: 1.5rem;
    margin: 0.1rem 0 0;
    accent-color: var(--accent);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1rem;
    margin-top: 0.6rem;
    font-size: var(--tiny);
    color: var(--muted);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }
`;
