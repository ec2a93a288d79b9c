import type { ResourceShare } from "daemonset-planner";
import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { amount } from "../scheduling/words";
import { shared } from "../styles/shared";

/** What a Pod requests of a node beside what others do, as small bars. */
@customElement("planner-room")
export class Room extends LitElement {
  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        gap: 0.15rem;
        margin: 0.35rem 0;
      }
      li {
        display: grid;
        grid-template-columns: minmax(5rem, 9rem) minmax(4rem, 12rem) 1fr;
        gap: 0.2rem 0.6rem;
        align-items: center;
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
      svg {
        display: block;
        width: 100%;
        height: 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--surface);
      }
      .used {
        fill: var(--line-strong);
      }
      .own {
        fill: var(--ok);
      }
      .short .own {
        fill: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) resources: readonly ResourceShare[] = [];

  protected override render() {
    return html`<ul aria-label="Room on the node">
      ${this.resources.map(row)}
    </ul>`;
  }
}

function row({ name, requested, used, allocatable, free }: ResourceShare) {
  const short = requested > free;
  // In hundredths of what the node has; where that is not enough, to the end of the bar.
  const part = (number: number) => (allocatable > 0 ? Math.min(100, (100 * number) / allocatable) : 0);
  const before = part(used);
  return html`<li class=${short ? "short" : ""}>
    <span class="mono">${name}</span>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="used" width=${before} height="6"></rect>
      <rect class="own" x=${before} width=${short ? 100 - before : part(requested)} height="6"></rect>`}
    </svg>
    <span class="muted">
      ${amount(name, requested)} of ${amount(name, Math.max(0, free))} free, ${amount(name, allocatable)} in
      all${short ? ": not enough" : ""}
    </span>
  </li>`;
}
