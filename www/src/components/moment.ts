import type { DaemonSetStatus, Timeline } from "daemonset-planner";
import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Budget } from "../rollout/usage";
import { clock } from "../state/words";
import { usedAt } from "../time/budget";
import { cutOf, deedsAt, momentsOf, newest, statusAt, syncsAt, type Deed } from "../time/moment";
import { figures } from "../styles/figures";
import { shared } from "../styles/shared";
import { momentStyles } from "./moment-styles";
import "./name-list";
import { withCode } from "./with-code";

const NUMBERS: readonly [name: keyof DaemonSetStatus, title: string][] = [
  ["desiredNumberScheduled", "desired"],
  ["currentNumberScheduled", "current"],
  ["numberReady", "ready"],
  ["updatedNumberScheduled", "up to date"],
  ["numberAvailable", "available"],
  ["numberMisscheduled", "misscheduled"],
];

/** Who acts, of those that say nothing of themselves. */
const YOU = "you";

/**
 * The cluster at the chosen moment: the status as written by then, the budget, and what happens just then. Fires `moment` with the
 * seconds of another moment.
 */
@customElement("planner-moment")
export class Moment extends LitElement {
  static override styles = [shared, figures, momentStyles];

  @property({ attribute: false }) timeline!: Timeline;
  @property({ attribute: false }) budget?: Budget;
  @property({ attribute: false }) moment = 0;
  /** The times at which something happens. */
  @state() private times: readonly number[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("timeline")) this.times = momentsOf(this.timeline);
  }

  protected override render() {
    const { moment, times, timeline } = this;
    const last = newest(times, moment);
    const next = times.find((time) => time > moment);
    const before = times.findLast((time) => time < moment);
    return html`
      <div class="top">
        <h3>At ${clock(moment)}</h3>
        <div class="steps">${this.stepTo(before, "Before", "←")} ${this.stepTo(next, "Next", "→")}</div>
      </div>
      ${this.numbers()}
      <div class="deeds">
        ${
          moment >= cutOf(timeline)
            ? null
            : last === undefined
              ? html`<p class="muted">Nothing has happened yet.</p>`
              : html`<p class="muted when">
                    ${last === moment ? "Just then" : `Nothing since ${clock(last)}, when`}
                  </p>
                  <ul>
                    ${deedsAt(timeline, last).map((deed) => deedRow(deed))}
                  </ul>
                  ${this.syncs(last)}`
        }
      </div>
      ${this.omitted()}
    `;
  }

  private stepTo(seconds: number | undefined, words: string, arrow: string) {
    return html`<button
      ?disabled=${seconds === undefined}
      @click=${() => this.dispatchEvent(new CustomEvent("moment", { detail: seconds }))}
    >
      <span aria-hidden="true">${arrow}</span> ${words}
    </button>`;
  }

  private numbers() {
    const status = statusAt(this.timeline, this.moment);
    const { budget } = this;
    return html`<dl>
      ${NUMBERS.filter(([name]) => name !== "numberMisscheduled" || (status?.[name] ?? 0) > 0).map(
        ([name, title]) =>
          html`<div>
            <dt>${title}</dt>
            <dd>${status ? status[name].toLocaleString("en") : "–"}</dd>
          </div>`,
      )}
      ${
        budget
          ? html`<div class="budget">
              <dt>${budget.field === "maxSurge" ? "surging" : "down"}, of ${budget.field} ${budget.limit}</dt>
              <dd>${usedAt(budget.usage, this.moment).toLocaleString("en")}</dd>
            </div>`
          : null
      }
    </dl>`;
  }

  private syncs(at: number) {
    const field = this.budget?.field ?? "the budget";
    return syncsAt(this.timeline, at).map(
      ({ used, allowed, text }) =>
        html`<p class="small muted">${field} used before the sync: ${used} of ${allowed}. It ${text}.</p>`,
    );
  }

  /** Where the engine left things out, how far it told them. */
  private omitted() {
    if (this.moment < cutOf(this.timeline)) return null;
    return html`<p class="small muted cut">
      What happens is told one by one up to ${clock(this.times.at(-1) ?? 0)}; the picture and kubectl's words
      go on.
    </p>`;
  }
}

function deedRow({ by, words, nodes, event }: Deed) {
  return html`<li class=${event ? "event" : ""}>
    <span class="by ${by === YOU ? "you" : ""}">${by}</span>
    <div class="what">
      <span class="words">${withCode(words)}</span>
      ${nodes.length > 0 ? html`<planner-names .names=${nodes} .few=${4}></planner-names>` : null}
    </div>
  </li>`;
}
