import { css } from "lit";

/** The answer inside of a page: one frame, quiet lines within. */
export const cardStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    padding: 0.9rem 1rem;
  }
  .sentence,
  planner-headline::part(sentence) {
    font-size: 1.0625rem;
    font-weight: 650;
    line-height: 1.35;
  }
  planner-headline::part(name) {
    font-size: var(--tiny);
  }
  [role="tablist"] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
    border-bottom: 1px solid var(--line);
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
  [role="tab"][aria-selected="true"] {
    border-color: var(--accent);
    color: var(--ink);
    font-weight: 600;
  }
  planner-node-groups::part(title) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  planner-node-groups::part(group) {
    margin: 0;
    padding: 0.6rem 0;
    border: 0;
    border-radius: 0;
    background: none;
  }
  planner-node-groups::part(group next) {
    border-top: 1px solid var(--line);
  }
`;
