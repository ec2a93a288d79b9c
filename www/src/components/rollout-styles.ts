import { css } from "lit";

/** The card of the cluster in time. */
export const rolloutStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.4rem 1rem;
  }
  .card {
    margin-top: 0.6rem;
    padding: 0.9rem 1rem;
  }
  .note {
    color: var(--muted);
    font-size: 0.875rem;
  }
  * + .note {
    margin-top: 0.5rem;
  }
  :is(planner-stuck, planner-event-list, planner-effect, planner-plan-table) {
    margin: 0 0 0.9rem;
  }
  .hint {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.6rem;
    margin-top: 0.6rem;
    font-size: var(--small);
  }
  details {
    margin-top: 0.7rem;
  }
`;
