import type { Rollout } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { withoutMissing } from "../rollout/start";
import type { Timings } from "../state/inputs";
import { count, duration } from "../state/words";
import { shared } from "../styles/shared";
import "./rollout-chart";
import "./timings";
import "./wave-table";
import { withCode } from "./with-code";

/** The most nodes for which the table stands open. */
const OPEN_TABLE = 12;

/** The rollout of a changed template, or of what is left of one: in numbers, as a picture, and as a table. */
@customElement("planner-rollout")
export class RolloutPlan extends LitElement {
  static override styles = [
    shared,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 0.4rem 1rem;
      }
      .card {
        margin-top: 0.6rem;
        padding: 0.9rem 1rem;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1.75rem;
        margin-bottom: 0.9rem;
      }
      dl div {
        display: flex;
        flex-direction: column-reverse;
      }
      dt {
        color: var(--muted);
        font-size: var(--tiny);
      }
      dd {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .note {
        color: var(--muted);
        font-size: 0.875rem;
      }
      * + .note {
        margin-top: 0.5rem;
      }
      .stuck {
        margin-bottom: 0.7rem;
        font-size: 0.875rem;
        padding: 0.6rem 0.8rem;
        border-left: 4px solid var(--bad);
        border-radius: 8px;
        background: var(--bad-soft);
      }
      details {
        margin-top: 0.7rem;
      }
    `,
  ];

  @property({ attribute: false }) rollout!: Rollout;
  /** Whether it starts from the Pods that exist. */
  @property({ type: Boolean }) started = false;
  @property({ attribute: false }) timings!: Timings;

  protected override render() {
    const { rollout } = this;
    return html`
      <section aria-labelledby="title">
        <div class="top">
          <h2 id="title">${this.started ? "The update from these Pods" : "An update of the template"}</h2>
          <planner-timings
            ?hidden=${rollout.strategy === "OnDelete"}
            .value=${this.timings}
          ></planner-timings>
        </div>
        <div class="card">
          ${rollout.waves.length > 0 ? this.numbers() : null}
          ${
            rollout.stuck
              ? html`<div class="stuck">
                  <p><strong>${withCode(rollout.stuck.message)}</strong></p>
                  <p>${withCode(rollout.stuck.help)}</p>
                </div>`
              : null
          }
          ${rollout.waves.length > 0 ? this.waves() : null}
          ${rollout.notes.map((note) => html`<p class="note">${withCode(note)}</p>`)}
        </div>
      </section>
    `;
  }

  private numbers() {
    const { waves, durationSeconds, mostUnavailable, longestGapSeconds, budget, upToDate } = this.rollout;
    const facts: [string, string][] = [
      [waves.length === 1 ? "wave" : "waves", waves.length.toLocaleString("en")],
      ["in all", duration(durationSeconds)],
      ["most down at once", count(mostUnavailable, "node")],
      ["longest gap on a node", duration(longestGapSeconds)],
    ];
    if (budget) {
      const surging = budget.maxSurge > 0;
      facts.push([
        surging ? "maxSurge" : "maxUnavailable",
        count(surging ? budget.maxSurge : budget.maxUnavailable, "node"),
      ]);
    }
    if (upToDate > 0) facts.push(["up to date before", count(upToDate, "node")]);
    return html`<dl>
      ${facts.map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private waves() {
    const { waves, progress } = this.rollout;
    return html`
      <planner-rollout-chart .rollout=${withoutMissing(this.rollout)}></planner-rollout-chart>
      <details ?open=${progress.length <= OPEN_TABLE}>
        <summary>The waves as a table</summary>
        <planner-wave-table .waves=${waves}></planner-wave-table>
      </details>
    `;
  }
}
