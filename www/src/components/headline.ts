import type { DaemonSetPlan } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { shared } from "../styles/shared";

/** One sentence for each DaemonSet; where there are several, each is the button that shows its plan. Fires `choose`. */
@customElement("planner-headline")
export class Headline extends LitElement {
  static override styles = [
    shared,
    css`
      .name {
        color: var(--muted);
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
      .sentence {
        font-size: clamp(1.25rem, 1rem + 1.1vw, 1.625rem);
        font-weight: 650;
        line-height: 1.3;
        letter-spacing: -0.015em;
        text-wrap: balance;
      }
      ul {
        display: grid;
        gap: 0.4rem;
        max-height: 24rem;
        overflow-y: auto;
        padding: 2px;
      }
      button {
        display: block;
        width: 100%;
        padding: 0.6rem 0.9rem;
        text-align: left;
        font-size: 1rem;
        border-radius: var(--radius);
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        box-shadow: inset 3px 0 0 var(--accent);
      }
      button .sentence {
        display: block;
        font-size: 1.0625rem;
      }
    `,
  ];

  @property({ attribute: false }) plans: readonly DaemonSetPlan[] = [];
  @property({ attribute: false }) chosen = 0;

  protected override render() {
    const [only] = this.plans;
    if (!only) return null;
    if (this.plans.length === 1) {
      return html`${this.name(only)}
        <h2 class="sentence" part="sentence">${only.headline}</h2>`;
    }
    return html`
      <h2 class="unseen">DaemonSets</h2>
      <ul>
        ${this.plans.map(
          (plan, index) =>
            html`<li>
              <button
                aria-pressed=${index === this.chosen}
                @click=${() => {
                  this.choose(index);
                }}
              >
                ${this.name(plan)}<span class="sentence" part="sentence">${plan.headline}</span>
              </button>
            </li>`,
        )}
      </ul>
    `;
  }

  private name(plan: DaemonSetPlan) {
    return html`<span class="name mono" part="name">${plan.namespace}/${plan.name || "(no name)"}</span>`;
  }

  private choose(index: number): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: index }));
  }
}
