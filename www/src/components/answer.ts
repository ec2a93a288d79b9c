import type { DaemonSetPlan, Plan } from "daemonset-planner";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { currentOf } from "../current/groups";
import type { Timings } from "../state/inputs";
import { candidates, withoutRoom } from "../scheduling/words";
import { shared } from "../styles/shared";
import "./change";
import "./current";
import "./headline";
import "./life";
import "./node-groups";
import "./pod-notes";
import "./problems";
import { leftAsideInWords, refusal, refusalStyles } from "./refusal";
import "./risks";
import "./rollout";
import "./scheduling";
import "./status";

/** The whole answer: a sentence for each DaemonSet, the problems, and the plan of the chosen one. */
@customElement("planner-answer")
export class AnswerView extends LitElement {
  static override styles = [
    shared,
    refusalStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.4rem;
        align-content: start;
      }
      .aside {
        margin-top: 0.4rem;
      }
    `,
  ];

  @property({ attribute: false }) plan!: Plan;
  @property({ attribute: false }) timings!: Timings;
  /** The manifest, and the DaemonSets in it as kubectl sends them. */
  @property({ attribute: false }) manifest = "";
  @property({ attribute: false }) written: readonly object[] = [];
  @state() private chosen = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("plan") && this.chosen >= this.plan.daemonSets.length) this.chosen = 0;
  }

  protected override render() {
    const { daemonSets, diagnostics, leftAside } = this.plan;
    const chosen = daemonSets[this.chosen];
    return html`
      <div>
        <planner-headline
          .plans=${daemonSets}
          .chosen=${this.chosen}
          @choose=${(event: CustomEvent<number>) => {
            this.chosen = event.detail;
          }}
        ></planner-headline>
        ${chosen ? null : html`<h2>There is no DaemonSet in the manifest.</h2>`}
        ${leftAside.length > 0 ? html`<p class="small muted aside">${leftAsideInWords(leftAside)}</p>` : null}
      </div>
      <planner-problems ?hidden=${diagnostics.length === 0} .diagnostics=${diagnostics}></planner-problems>
      ${chosen ? this.details(chosen) : null}
      ${
        chosen
          ? html`<planner-life
              .plan=${this.plan}
              .one=${chosen}
              .written=${this.written}
              .manifest=${this.manifest}
            ></planner-life>`
          : null
      }
    `;
  }

  private choose({ detail }: CustomEvent<Timings["podsRevision"]>): void {
    const detailed = { ...this.timings, podsRevision: detail };
    this.dispatchEvent(new CustomEvent("timings", { detail: detailed }));
  }

  private details(plan: DaemonSetPlan) {
    const { admission, change, groups, rollout, pod, risk, podSecurity } = plan;
    if (!admission.accepted) return refusal(plan);
    const current = currentOf(this.plan, plan);
    return html`
      ${change ? html`<planner-change .change=${change}></planner-change>` : null}
      ${
        current
          ? html`<planner-current
              .current=${current}
              .chosen=${this.timings.podsRevision}
              @pods-revision=${this.choose}
            ></planner-current>`
          : null
      }
      ${
        groups.length > 0
          ? html`<planner-node-groups
              .groups=${groups}
              .withoutRoom=${withoutRoom(plan)}
            ></planner-node-groups>`
          : null
      }
      ${candidates(plan).length > 0 ? html`<planner-scheduling .plan=${plan}></planner-scheduling>` : null}
      ${
        rollout && hasTime(plan, this.timings)
          ? html`<planner-rollout
              ?started=${current !== undefined}
              .plan=${plan}
              .timings=${this.timings}
            ></planner-rollout>`
          : null
      }
      <planner-status .plan=${plan}></planner-status>
      ${podSecurity ? html`<planner-risks .risks=${risk} .security=${podSecurity}></planner-risks>` : null}
      ${pod ? html`<planner-pod-notes .pod=${pod}></planner-pod-notes>` : null}
    `;
  }
}

/** Whether there is anything to see in time: a Pod, an update, or what somebody supposes. */
function hasTime({ rollout, timeline }: DaemonSetPlan, { events }: Timings): boolean {
  const pods = timeline?.pods.length ?? 0;
  const waves = rollout?.waves.length ?? 0;
  return pods > 0 || waves > 0 || rollout?.outcome !== "complete" || events !== undefined;
}
