import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { spentOf, type Subject } from "../components/chart-layout";
import "../components/moment";
import "../components/rollout-chart";
import type { Budget } from "../rollout/usage";
import { shared } from "../styles/shared";
import { statusAt } from "../time/moment";

/** A rollout as a picture with a moment to choose, and what happens then. Fires `moment`. */
@customElement("planner-in-time")
export class InTime extends LitElement {
  static override styles = shared;

  @property({ attribute: false }) subject!: Subject;
  @property({ attribute: false }) moment = 0;
  private budget?: Budget;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("subject")) this.budget = spentOf(this.subject);
  }

  protected override render() {
    const { moment } = this;
    const { plan, rollout, events, end } = this.subject;
    const { timeline } = plan;
    const status = timeline && statusAt(timeline, moment);
    const move = ({ detail }: CustomEvent<number>) =>
      this.dispatchEvent(new CustomEvent("moment", { detail }));
    return html`<planner-rollout-chart
        still
        .plan=${plan}
        .rollout=${rollout}
        .events=${events}
        .end=${end}
        .moment=${moment}
        .told=${status ? `${status.numberAvailable} of ${status.desiredNumberScheduled} available` : ""}
        @moment=${move}
      ></planner-rollout-chart>
      ${
        timeline
          ? html`<planner-moment
              .timeline=${timeline}
              .budget=${this.budget}
              .moment=${moment}
              @moment=${move}
            ></planner-moment>`
          : nothing
      }`;
  }
}
