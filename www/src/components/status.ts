import type { DaemonSetPlan } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { withoutRoom } from "../scheduling/words";
import { count } from "../state/words";
import { shared } from "../styles/shared";

/** The status as `kubectl get daemonset` prints it, once every Pod is up. */
@customElement("planner-status")
export class Status extends LitElement {
  static override styles = [
    shared,
    css`
      .card {
        margin-top: 0.6rem;
        padding: 0.5rem 1rem;
      }
      table {
        font-family: var(--mono);
        font-size: var(--small);
      }
      th {
        font-weight: 500;
      }
      p {
        margin-top: 0.4rem;
      }
    `,
  ];

  @property({ attribute: false }) plan!: DaemonSetPlan;

  protected override render() {
    const { name, namespace, status } = this.plan;
    const pending = withoutRoom(this.plan).length;
    const columns: [string, string | number][] = [
      ["NAME", name],
      ["DESIRED", status.desiredNumberScheduled],
      ["CURRENT", status.currentNumberScheduled],
      ["READY", status.numberReady],
      ["UP-TO-DATE", status.updatedNumberScheduled],
      ["AVAILABLE", status.numberAvailable],
      ["NODE SELECTOR", nodeSelector(this.plan)],
    ];
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Status, once every Pod is up</h2>
        <div class="card scroll" tabindex="0" role="region" aria-labelledby="title">
          <table>
            <caption class="unseen">
              kubectl get daemonset ${name} --namespace ${namespace}
            </caption>
            <thead>
              <tr>
                ${columns.map(([title]) => html`<th scope="col">${title}</th>`)}
              </tr>
            </thead>
            <tbody>
              <tr>
                ${columns.map(([, value]) => html`<td>${value}</td>`)}
              </tr>
            </tbody>
          </table>
        </div>
        ${
          pending > 0
            ? html`<p class="small muted">
                On ${count(pending, "node")} the Pod cannot start: READY and AVAILABLE go without.
              </p>`
            : null
        }
      </section>
    `;
  }
}

interface WithSelector {
  spec?: { template?: { spec?: { nodeSelector?: Record<string, string> } } };
}

/** The column as kubectl prints it: sorted `key=value`, or `<none>`. */
function nodeSelector({ admission }: DaemonSetPlan): string {
  const selector =
    (admission.daemonSet as WithSelector | undefined)?.spec?.template?.spec?.nodeSelector ?? {};
  const parts = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return parts.sort().join(",") || "<none>";
}
