import type { Rollout } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count, duration } from "../state/words";
import { figures } from "../styles/figures";
import { shared } from "../styles/shared";

/** A rollout in numbers: waves, time, how much is down. */
@customElement("planner-rollout-numbers")
export class RolloutNumbers extends LitElement {
  static override styles = [
    shared,
    figures,
    css`
      :host {
        display: block;
        margin-bottom: 0.9rem;
      }
      dl {
        gap: 0.5rem 1.75rem;
      }
    `,
  ];

  @property({ attribute: false }) rollout!: Rollout;

  protected override render() {
    return html`<dl>
      ${facts(this.rollout).map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }
}

function facts(rollout: Rollout): [term: string, value: string][] {
  const { waves, durationSeconds, estimate, mostUnavailable, longestGapSeconds, budget, upToDate } = rollout;
  const all: [string, string][] = [
    [waves.length === 1 ? "wave" : "waves", waves.length.toLocaleString("en")],
    ["in all", estimate ? between(estimate.leastSeconds, estimate.mostSeconds) : duration(durationSeconds)],
    ["most down at once", count(mostUnavailable, "node")],
    ["longest gap on a node", duration(longestGapSeconds)],
  ];
  if (budget) {
    const surging = budget.maxSurge > 0;
    all.push([
      surging ? "maxSurge" : "maxUnavailable",
      count(surging ? budget.maxSurge : budget.maxUnavailable, "node"),
    ]);
  }
  if (upToDate > 0) all.push(["up to date before", count(upToDate, "node")]);
  return all;
}

function between(least: number, most: number): string {
  return least === most ? duration(least) : `${duration(least)} – ${duration(most)}`;
}
