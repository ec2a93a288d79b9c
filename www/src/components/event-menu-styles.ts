import { css } from "lit";

/** The menu of events: a small card beside the pointer, or at the lower edge of a narrow screen. */
export const menuStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    left: var(--x, 1rem);
    top: var(--y, 1rem);
    width: 24rem;
    max-width: calc(100vw - 1rem);
    max-height: calc(100vh - 1rem);
    margin: 0;
    padding: 0.8rem 0.9rem 0.9rem;
    overflow-y: auto;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font-size: var(--small);
    box-shadow: 0 8px 30px rgb(0 0 0 / 18%);
  }
  .top,
  .line {
    display: flex;
    align-items: center;
    gap: 0.6rem;
  }
  .top {
    justify-content: space-between;
    margin-bottom: 0.4rem;
  }
  .top h3 {
    overflow-wrap: anywhere;
  }
  h4 {
    margin: 0.4rem 0 0.1rem;
    font-size: 0.875rem;
  }
  .close {
    min-width: 2rem;
    justify-content: center;
    border-color: transparent;
  }
  .end {
    justify-content: flex-end;
    margin-top: 0.8rem;
  }
  .grow {
    flex: 1;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }
  .fields label {
    display: grid;
    gap: 0.15rem;
    margin-top: 0.5rem;
    align-items: start;
    justify-items: stretch;
  }
  .line input[type="number"] {
    width: 5rem;
  }
  input,
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 2rem;
    padding: 0.15rem 0.45rem;
    border: 1px solid var(--line-strong);
    border-radius: 7px;
    background: var(--surface);
  }
  textarea {
    min-height: 7rem;
    font-family: var(--mono);
    font-size: var(--tiny);
    resize: vertical;
  }
  fieldset {
    margin: 0.6rem 0 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    color: var(--muted);
    font-size: var(--tiny);
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
    margin-top: 0.2rem;
  }
  .main {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  p {
    margin-top: 0.5rem;
  }
  @media (max-width: 40rem) {
    [popover] {
      left: 0.5rem;
      right: 0.5rem;
      top: auto;
      bottom: 0.5rem;
      width: auto;
    }
  }
`;
