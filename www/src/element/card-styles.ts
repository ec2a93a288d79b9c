import { css } from "lit";
import { unseen } from "../styles/shared";

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
    text-wrap: pretty;
  }
  planner-headline::part(name) {
    font-size: var(--tiny);
  }
  [role="tablist"] {
    border-bottom: 1px solid var(--line);
  }
  planner-change::part(title),
  planner-node-groups::part(title) {
    ${unseen}
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
  planner-change::part(card),
  planner-scheduling::part(card) {
    margin: 0.3rem 0 0;
    padding: 0;
    border: 0;
    background: none;
  }
  planner-scheduling {
    display: block;
    padding-top: 0.75rem;
    border-top: 1px solid var(--line);
  }
  planner-scheduling::part(title) {
    font-size: 0.9375rem;
  }
  section + section {
    margin-top: 0.75rem;
  }
`;
