import { css } from "lit";

/** The chosen moment: numbers in a line, and below them what happens, by whom. */
export const momentStyles = css`
  :host {
    display: block;
    margin-top: 0.6rem;
    padding-top: 0.7rem;
    border-top: 1px solid var(--line);
    font-size: 0.875rem;
  }
  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.6rem;
  }
  h3 {
    font-variant-numeric: tabular-nums;
  }
  .steps {
    display: flex;
    gap: 0.3rem;
  }
  dl {
    gap: 0.3rem 1.4rem;
    margin-top: 0.4rem;
  }
  .deeds {
    min-height: 4.5rem;
    margin-top: 0.6rem;
  }
  .when {
    font-size: var(--small);
  }
  li {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 1fr);
    align-items: baseline;
    gap: 0.15rem 0.5rem;
    padding: 0.12rem 0;
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.15rem 0.5rem;
  }
  .words {
    overflow-wrap: anywhere;
  }
  .by {
    color: var(--muted);
    font-size: var(--small);
  }
  .event .words {
    font-weight: 500;
  }
  .you {
    color: var(--accent);
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: minmax(0, 1fr);
      padding: 0.3rem 0;
    }
  }
`;
