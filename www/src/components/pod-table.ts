import type { ExistingPod } from "daemonset-planner";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { podStates } from "../current/groups";
import { count } from "../state/words";
import { shared } from "../styles/shared";

const FEW = 6;
const PORTION = 200;

/** Pods that exist, as a table; of many only the first, until one asks for more. */
@customElement("planner-pod-table")
export class PodTable extends LitElement {
  static override styles = [
    shared,
    css`
      table {
        width: 100%;
      }
      thead th:nth-child(1) {
        width: 34%;
      }
      thead th:nth-child(2) {
        width: 24%;
      }
      thead th:nth-child(3) {
        width: 14%;
      }
      thead th {
        padding-top: 0;
        font-size: var(--tiny);
      }
      tbody tr {
        border-top: 1px solid var(--line);
      }
      tbody th {
        color: var(--ink);
        font-weight: 500;
      }
      tbody :is(th, td) {
        vertical-align: baseline;
      }
      td:last-child {
        padding-right: 0;
      }
      .old {
        color: var(--warn);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
      }
      li {
        padding: 0 0.4rem;
        border-radius: 5px;
        background: var(--chip);
        color: var(--tone);
        font-size: var(--tiny);
        line-height: 1.6;
      }
      .ok {
        --tone: var(--ok);
        --chip: var(--ok-soft);
      }
      .warn {
        --tone: var(--warn);
        --chip: var(--warn-soft);
      }
      .bad {
        --tone: var(--bad);
        --chip: var(--bad-soft);
      }
      button {
        margin-top: 0.3rem;
      }
      @media (max-width: 40rem) {
        thead {
          display: none;
        }
        tbody tr {
          display: flex;
          flex-wrap: wrap;
          align-items: baseline;
          gap: 0.1rem 0.9rem;
          padding: 0.35rem 0;
        }
        tbody th,
        td {
          padding: 0;
          white-space: normal;
          overflow-wrap: anywhere;
        }
        tbody th {
          flex-basis: 100%;
        }
        .template::after {
          content: " template";
        }
      }
    `,
  ];

  @property({ attribute: false }) pods: readonly ExistingPod[] = [];
  /** What these Pods have in common, for those who do not see what stands above. */
  @property() what = "";
  @state() private more = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("pods") && this.pods.length <= FEW) this.more = 0;
  }

  protected override render() {
    const shown = FEW + this.more;
    const rest = this.pods.length - shown;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${this.what}>
        <table>
          <caption class="unseen">
            ${this.what}
          </caption>
          <thead>
            <tr>
              <th scope="col">Pod</th>
              <th scope="col">Node</th>
              <th scope="col">Template</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${this.pods.slice(0, shown).map((pod) => row(pod))}
          </tbody>
        </table>
      </div>
      ${
        rest > 0
          ? html`<button
              @click=${() => {
                this.more += PORTION;
              }}
            >
              Show
              ${count(Math.min(rest, PORTION), "more Pod")}${rest > PORTION ? ` of ${rest.toLocaleString("en")}` : ""}
            </button>`
          : null
      }
    `;
  }
}

function row(pod: ExistingPod) {
  return html`<tr>
    <th scope="row" class="mono">${pod.name}</th>
    <td class="mono">${pod.node}</td>
    <td class="template ${pod.current ? "" : "old"}">${pod.current ? "current" : "old"}</td>
    <td>
      <ul>
        ${podStates(pod).map(([words, tone]) => html`<li class=${tone}>${words}</li>`)}
      </ul>
    </td>
  </tr>`;
}
