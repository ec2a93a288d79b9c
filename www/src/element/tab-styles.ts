import { css } from "lit";

/** Tabs as quiet words over a line. */
export const tabStyles = css`
  [role="tablist"] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
  }
  [role="tab"] {
    min-height: 2rem;
    margin-bottom: -1px;
    padding: 0.2rem 0.1rem;
    border: 0;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--muted);
  }
  [role="tab"]:hover:not(:disabled) {
    border-color: var(--line-strong);
    color: var(--ink);
  }
  [role="tab"][aria-selected="true"]:is(*, :hover:not(:disabled)) {
    border-color: var(--accent);
    color: var(--ink);
    font-weight: 600;
  }
`;
