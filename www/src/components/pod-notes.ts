import type { PodSummary, TolerationAnswer } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count } from "../state/words";
import { shared } from "../styles/shared";

/** What the Pod reaches on its host, and the tolerations that the controller adds to it. */
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
      .host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        align-items: center;
      }
      .host li {
        padding: 0.05rem 0.5rem;
        border-radius: 5px;
        background: var(--warn-soft);
        color: var(--warn);
        font-family: var(--mono);
        font-size: var(--tiny);
        line-height: 1.7;
        overflow-wrap: anywhere;
      }
      .host + details {
        margin-top: 0.5rem;
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
    const { hostAccess, addedTolerations } = this.pod;
    return html`<section aria-labelledby="title">
      <h2 id="title">The Pod</h2>
      <div class="card">
        ${
          hostAccess.length > 0
            ? html`<ul class="host" aria-label="Host access">
                <li aria-hidden="true">host access</li>
                ${hostAccess.map((access) => html`<li>${access}</li>`)}
              </ul>`
            : html`<p class="muted">It asks for no access to its host.</p>`
        }
        <details>
          <summary>${count(addedTolerations.length, "toleration")} added by the DaemonSet controller</summary>
          <p class="muted">
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
