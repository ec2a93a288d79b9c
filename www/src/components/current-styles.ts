import { css } from "lit";

/** The cluster as it is: what comes next, the numbers, and the Pods by what happens to them. */
export const currentStyles = css`
  .card {
    margin-top: 0.6rem;
    padding: 0.8rem 1rem;
    font-size: 0.875rem;
  }
  .next {
    font-size: 1.0625rem;
    font-weight: 600;
  }
  .error,
  .differ {
    margin-top: 0.6rem;
    padding: 0.6rem 0.8rem;
    border-left: 4px solid var(--bad);
    border-radius: 8px;
    background: var(--bad-soft);
    overflow-wrap: anywhere;
  }
  .differ {
    border-color: var(--warn);
    background: var(--warn-soft);
  }
  h3 {
    font-size: 0.875rem;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
    gap: 0.9rem 1.75rem;
    margin-top: 0.8rem;
    padding-top: 0.8rem;
    border-top: 1px solid var(--line);
  }
  .facts > * {
    min-width: 0;
  }
  .hash {
    margin: 0.15rem 0 0.25rem;
    overflow-wrap: anywhere;
  }
  .how {
    padding: 0.05rem 0.5rem;
    border-radius: 99px;
    background: var(--ok-soft);
    color: var(--ok);
    font-size: var(--tiny);
    font-weight: 500;
    white-space: nowrap;
  }
  .how.guess {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .choice {
    display: block;
    margin-top: 0.4rem;
    font-size: var(--small);
  }
  .choice select {
    max-width: 100%;
    padding: 0.15rem 0.3rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
  .facts p,
  .others {
    overflow-wrap: anywhere;
  }
  .others {
    margin-top: 0.6rem;
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.05rem 1rem;
    margin-top: 0.15rem;
    font-size: var(--small);
  }
  dt {
    color: var(--muted);
    font-family: var(--mono);
    font-size: var(--tiny);
    line-height: 1.65;
  }
  dd {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  li.group {
    --tone: var(--no);
    --chip: var(--no-soft);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.75rem;
  }
  li.delete {
    --tone: var(--bad);
    --chip: var(--bad-soft);
  }
  li.create {
    --tone: var(--ok);
    --chip: var(--ok-soft);
  }
  li h3 {
    font-size: 0.9375rem;
  }
  .why {
    margin: 0.1rem 0 0.55rem;
    color: var(--muted);
  }
  li planner-pod-table,
  li planner-names {
    grid-column: 2;
  }
  @media (max-width: 40rem) {
    li planner-pod-table,
    li planner-names {
      grid-column: 1 / -1;
    }
  }
`;
