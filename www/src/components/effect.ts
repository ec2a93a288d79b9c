import type { Effect, NodeEffect } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { count, duration } from "../state/words";
import { shared } from "../styles/shared";
import { withCode } from "./with-code";

const FEW = 6;

/** What the events change: each difference in a sentence, and the nodes that are longer or shorter without a Pod. */
@customElement("planner-effect")
export class EffectView extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 0.6rem 0.8rem;
        border-left: 4px solid var(--accent);
        border-radius: 8px;
        background: var(--accent-soft);
        font-size: 0.875rem;
      }
      h3 {
        font-size: 0.875rem;
      }
      li {
        overflow-wrap: anywhere;
      }
      .nodes {
        margin-top: 0.4rem;
        font-size: var(--small);
      }
      button {
        margin-top: 0.3rem;
      }
    `,
  ];

  @property({ attribute: false }) effect!: Effect;
  @state() private all = false;

  protected override render() {
    const { differences, nodes } = this.effect;
    const shown = this.all ? nodes : nodes.slice(0, FEW);
    return html`
      <h3>What the events change</h3>
      ${
        differences.length + nodes.length > 0
          ? html`<ul class="differences">
              ${differences.map((difference) => html`<li>${withCode(difference)}</li>`)}
            </ul>`
          : html`<p>Nothing: it all ends as it would without them.</p>`
      }
      ${
        shown.length > 0
          ? html`<ul class="nodes" aria-label="Nodes that are longer or shorter without an available Pod">
              ${shown.map((node) => html`<li><code>${node.node}</code> ${nodeInWords(node)}</li>`)}
            </ul>`
          : null
      }
      ${
        nodes.length > shown.length
          ? html`<button
              @click=${() => {
                this.all = true;
              }}
            >
              Show ${count(nodes.length - shown.length, "more node")}
            </button>`
          : null
      }
    `;
  }
}

function nodeInWords(node: NodeEffect): string {
  const { downSeconds, downSecondsWithout, staysDown } = node as NodeEffect & { staysDown?: boolean };
  const now = staysDown
    ? "is still without an available Pod at the end"
    : downSeconds > 0
      ? `is without an available Pod for ${duration(downSeconds)}`
      : "is never without an available Pod";
  return `${now}; without the events ${downSecondsWithout > 0 ? `for ${duration(downSecondsWithout)}` : "never"}.`;
}
