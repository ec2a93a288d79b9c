import type { Rollout } from "daemonset-planner";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../components/rollout-numbers";
import "../components/stuck";
import "../components/wave-table";
import { withCode } from "../components/with-code";
import { shared } from "../styles/shared";

/** A rollout in numbers and as a table of its waves. */
@customElement("planner-waves")
export class Waves extends LitElement {
  static override styles = [
    shared,
    css`
      planner-stuck {
        margin-bottom: 0.9rem;
      }
      .note {
        margin-top: 0.5rem;
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) rollout!: Rollout;

  protected override render() {
    const { waves, stuck, notes } = this.rollout;
    return html`
      ${
        waves.length > 0
          ? html`<planner-rollout-numbers .rollout=${this.rollout}></planner-rollout-numbers>`
          : html`<p class="muted small">No Pod is replaced.</p>`
      }
      ${stuck ? html`<planner-stuck .stuck=${stuck}></planner-stuck>` : nothing}
      ${waves.length > 0 ? html`<planner-wave-table .waves=${waves}></planner-wave-table>` : nothing}
      ${notes.map((note) => html`<p class="note muted">${withCode(note)}</p>`)}
    `;
  }
}
