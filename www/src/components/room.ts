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
      @media (max-width: 40rem) {
        li {
          grid-template-columns: 1fr 1fr;
          margin-bottom: 0.35rem;
        }
        .words {
          grid-column: 1 / -1;
        }
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
      .end {
        stroke: var(--ink);
        stroke-width: 2px;
        vector-effect: non-scaling-stroke;
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
  // The bar is what the node has; where that is not enough, what is asked of it, with a line where it ends.
  const whole = Math.max(1, allocatable, used + requested);
  const part = (number: number) => (100 * Math.max(0, number)) / whole;
  return html`<li class=${short ? "short" : ""}>
    <span class="mono">${name}</span>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="used" width=${part(used)} height="6"></rect>
      <rect class="own" x=${part(used)} width=${part(requested)} height="6"></rect>
      ${short ? svg`<line class="end" x1=${part(allocatable)} x2=${part(allocatable)} y2="6"></line>` : null}`}
    </svg>
    <span class="words muted">${words(name, requested, free, allocatable)}</span>
  </li>`;
}

function words(name: string, requested: number, free: number, allocatable: number): string {
  const needs = `needs ${amount(name, requested)}`;
  if (allocatable === 0) return requested > 0 ? `${needs}, the node has none` : "the node has none";
  const left = `${amount(name, Math.max(0, free))} of ${amount(name, allocatable)} free`;
  return `${needs}, ${left}${requested > free ? ": not enough" : ""}`;
}
