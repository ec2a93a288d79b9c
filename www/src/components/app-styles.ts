import { css } from "lit";

/** The page's frame: inputs beside the answer, or above it where there is little room. */
export const appStyles = css`
  :host {
    display: block;
  }
  .skip {
    position: absolute;
    left: 0.5rem;
    top: -4rem;
    z-index: 10;
    background: var(--surface);
  }
  .skip:focus {
    top: 0.5rem;
  }
  .frame {
    max-width: 88rem;
    margin: 0 auto;
    padding: 0 1.5rem 2rem;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    padding: 0.9rem 0 0.75rem;
  }
  h1 {
    font-size: 1.125rem;
    font-weight: 700;
    letter-spacing: -0.015em;
  }
  .tagline {
    flex: 1;
    min-width: 14rem;
    color: var(--muted);
    font-size: 0.875rem;
  }
  .release {
    padding: 0.1rem 0.6rem;
    border-radius: 99px;
    background: var(--accent-soft);
    color: var(--accent);
    font-size: var(--small);
    font-weight: 500;
    white-space: nowrap;
  }
  .tools {
    display: flex;
    gap: 0.4rem;
  }
  planner-examples {
    padding: 0.75rem 0 0.6rem;
    border-top: 1px solid var(--line);
    display: block;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    gap: 1.75rem;
    align-items: start;
  }
  .inputs {
    position: sticky;
    top: 1rem;
    display: flex;
    flex-direction: column;
    gap: 1rem;
    height: calc(100vh - 2rem);
    min-height: 30rem;
  }
  .inputs:not(:has([folded])) {
    min-height: 38rem;
  }
  .inputs > * {
    flex: 2 1 0;
    min-height: 8rem;
  }
  .inputs > #manifest {
    flex-grow: 3;
    min-height: 10rem;
  }
  .inputs > [folded] {
    flex: none;
    min-height: 0;
  }
  .answer {
    min-width: 0;
    min-height: 60vh;
    outline-offset: 6px;
  }
  .answer > * {
    transition: opacity 0.15s;
  }
  .answer[aria-busy="true"] > * {
    opacity: 0.55;
    transition-delay: 0.4s;
  }
  .failure {
    margin-bottom: 1.25rem;
    padding: 0.8rem 1rem;
    border-left: 4px solid var(--bad);
  }
  .loading {
    color: var(--muted);
  }
  footer {
    margin-top: 2.5rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--line);
  }
  @media (max-width: 56rem) {
    .frame {
      padding: 0 1rem 1.5rem;
    }
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .inputs {
      position: static;
      height: auto;
    }
    .inputs > :not([folded]) {
      flex: none;
      height: 12rem;
    }
    .inputs > #manifest {
      height: 16rem;
    }
  }
  @media (max-width: 40rem) {
    .columns {
      gap: 1.25rem;
    }
    .inputs,
    .inputs:not(:has([folded])) {
      min-height: 0;
      gap: 0.75rem;
    }
    .inputs > :not([folded]) {
      height: 9.5rem;
    }
    .inputs > #manifest {
      height: 13rem;
    }
  }
`;
