import { css } from "lit";

/** Steps down a line, each with who acts; below them what is worth knowing. */
export const lifeStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.4rem;
  }
  .card {
    margin-top: 0.6rem;
    padding: 0.8rem 1rem;
    font-size: 0.875rem;
  }
  h3 {
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  p {
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  p strong {
    color: var(--ink);
    font-weight: 600;
  }
  ol {
    margin-top: 0.6rem;
  }
  ol > li {
    --tone: var(--accent);
    --chip: var(--accent-soft);
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.75rem;
    padding-bottom: 1rem;
  }
  ol > li:last-child {
    padding-bottom: 0.2rem;
  }
  ol > li:not(:last-child)::before {
    content: "";
    position: absolute;
    left: 0.75rem;
    top: 1.75rem;
    bottom: 0.25rem;
    border-left: 1px solid var(--line);
  }
  ol > li.stopped {
    --tone: var(--bad);
    --chip: var(--bad-soft);
  }
  .body {
    display: grid;
    gap: 0.3rem;
  }
  .body h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.15rem 0.5rem;
    min-height: 1.5rem;
    font-size: 0.9375rem;
  }
  .actor {
    padding: 0.05rem 0.5rem;
    border-radius: 99px;
    background: var(--sunken);
    border: 1px solid var(--line);
    color: var(--muted);
    font-size: var(--tiny);
    font-weight: 500;
  }
  .pieces {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .pieces li {
    padding: 0.05rem 0.45rem;
    border-radius: 5px;
    background: var(--sunken);
    font-family: var(--mono);
    font-size: var(--tiny);
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  pre {
    max-height: 14rem;
    overflow: auto;
    padding: 0.5rem 0.75rem;
    border-left: 4px solid var(--bad);
    border-radius: 8px;
    background: var(--bad-soft);
    font-size: var(--small);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .left {
    margin-top: 0.6rem;
  }
  .card > ul > li,
  details > ul > li {
    padding-bottom: 0.7rem;
  }
  details > ul {
    margin-top: 0.5rem;
  }
  details > ul > li:last-child {
    padding-bottom: 0.2rem;
  }
`;
