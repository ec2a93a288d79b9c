import { css } from "lit";

/** What only screen readers meet. */
export const unseen = css`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

/** What every component's parts look like: buttons, code, focus, text that only screen readers meet. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 6px;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  pre {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: 1.0625rem;
    font-weight: 650;
    letter-spacing: -0.005em;
  }
  h3 {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  code,
  pre,
  .mono {
    font-family: var(--mono);
    font-size: 0.92em;
  }
  /* The round sign before a group, in the colours of the group. */
  .mark {
    display: grid;
    place-items: center;
    width: 1.5rem;
    height: 1.5rem;
    border-radius: 50%;
    background: var(--chip);
    color: var(--tone);
    font-size: 0.8rem;
    font-weight: 700;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 2rem;
    padding: 0.2rem 0.7rem;
    border: 1px solid var(--line);
    border-radius: 7px;
    background: var(--surface);
    font-size: var(--small);
    cursor: pointer;
  }
  button:hover:not(:disabled),
  .button:hover {
    border-color: var(--line-strong);
  }
  button:disabled {
    color: var(--muted);
    cursor: not-allowed;
  }
  button.link {
    min-height: 1.5rem;
    padding: 0 0.15rem;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  summary {
    cursor: pointer;
    font-size: var(--small);
    color: var(--accent);
    width: fit-content;
    padding: 0.15rem 0;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: var(--small);
  }
  .card {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .unseen {
    ${unseen}
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: var(--small);
  }
  th {
    text-align: left;
    font-weight: 600;
    color: var(--muted);
  }
  th,
  td {
    padding: 0.3rem 1rem 0.3rem 0;
    vertical-align: top;
    white-space: nowrap;
  }
  /* There is nothing to press on paper, or to scroll; a button that says something of its own stays. */
  @media print {
    button:not([aria-pressed], .says),
    input[type="range"] {
      display: none;
    }
    pre {
      max-height: none !important;
      overflow: visible !important;
      white-space: pre-wrap !important;
      overflow-wrap: anywhere;
    }
  }
`;
