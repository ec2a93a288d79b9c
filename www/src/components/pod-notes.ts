import type { PodSummary, TolerationAnswer } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import "./made-pod";

/** The Pod that the controller makes, and the tolerations that it adds to it. */
@customElement("planner-pod-notes")
export class PodNotes extends LitElement {
  static override styles = [
    shared,
    css`
      .card {
        margin-top: 0.6rem;
        padding: 0.8rem 1rem;
        font-size: 0.875rem;
      }
      details li {
        padding: 0.1rem 0;
        font-family: var(--mono);
        font-size: var(--tiny);
        overflow-wrap: anywhere;
      }
      details p {
        margin: 0.2rem 0 0.3rem;
      }
    `,
  ];

  @property({ attribute: false }) pod!: PodSummary;

  protected override render() {
    const { addedTolerations } = this.pod;
    return html`<section aria-labelledby="title">
      <h2 id="title">The Pod</h2>
      <div class="card">
        <planner-made-pod .pod=${this.pod}></planner-made-pod>
        <details>
          <summary>${count(addedTolerations.length, "toleration")} added by the DaemonSet controller</summary>
          <p class="muted small">
            Every Pod of a DaemonSet gets these, so that it starts and stays where other Pods would not.
          </p>
          <ul>
            ${addedTolerations.map((toleration) => html`<li>${inWords(toleration)}</li>`)}
          </ul>
        </details>
      </div>
    </section>`;
  }
}

function inWords({ key, operator, value, effect }: TolerationAnswer): string {
  return `${key || "every key"} ${operator}${value ? ` ${value}` : ""}, ${effect || "every effect"}`;
}
