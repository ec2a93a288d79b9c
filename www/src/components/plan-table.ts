import type { Outcome, RunSummary } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count, duration } from "../state/words";
import { shared } from "../styles/shared";

const ENDS: Record<Outcome, string> = {
  complete: "completes",
  stuck: "gets stuck",
  waiting: "waits for somebody",
};

/** The plan by hand beside other ways to the same end. */
@customElement("planner-plan-table")
export class PlanTable extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin-top: 0.6rem;
      }
      table {
        font-variant-numeric: tabular-nums;
      }
      tbody tr {
        border-top: 1px solid var(--line);
      }
      tbody tr:first-child th {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) plans: readonly RunSummary[] = [];

  protected override render() {
    return html`<h3>By hand, and otherwise</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="Plans side by side">
        <table>
          <caption class="unseen">
            The plan by hand beside other ways to the same end
          </caption>
          <thead>
            <tr>
              <th scope="col">Plan</th>
              <th scope="col">Ends</th>
              <th scope="col">Takes</th>
              <th scope="col">Most down at once</th>
              <th scope="col">Longest gap on a node</th>
            </tr>
          </thead>
          <tbody>
            ${this.plans.map(
              ({ name, outcome, durationSeconds, mostUnavailable, longestGapSeconds }) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td>${ENDS[outcome]}</td>
                  <td>${outcome === "complete" ? duration(durationSeconds) : "–"}</td>
                  <td>${count(mostUnavailable, "node")}</td>
                  <td>${duration(longestGapSeconds)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}
