import type { DaemonSetPlan, Plan, PlanEvent } from "daemonset-planner";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { subjectOf, type Subject } from "../components/chart-layout";
import "../components/change";
import "../components/headline";
import "../components/node-groups";
import "../components/problems";
import { leftAsideInWords, refusalInWords, refusalStyles } from "../components/refusal";
import "../components/scheduling";
import { tabs } from "../components/tabs";
import { candidates, withoutRoom } from "../scheduling/words";
import { shared } from "../styles/shared";
import type { Look } from "../time/kubectl";
import { cardStyles } from "./card-styles";
import "./in-time";
import { tabStyles } from "./tab-styles";
import "./waves";
import "./words";
import { VIEWS, type View } from "./views";

/** The answer, in the views that the tag asks for. Fires `look` with the moment at which kubectl is asked. */
@customElement("planner-card")
export class Card extends LitElement {
  static override styles = [shared, refusalStyles, tabStyles, cardStyles];

  @property({ attribute: false }) plan!: Plan;
  @property({ attribute: false }) views: readonly View[] = [];
  @property({ attribute: false }) events: readonly PlanEvent[] = [];
  /** Whether it is printed: then all views stand below each other. */
  @property({ type: Boolean }) printing = false;
  /** The position of the DaemonSet that is shown, and of the view. */
  @state() private chosen = 0;
  @state() private view = 0;
  /** The moment that is looked at, in seconds; `undefined` until somebody chooses one. */
  @state() private moment?: number;
  private subject?: Subject;

  protected override willUpdate(changed: PropertyValues): void {
    if (this.chosen >= this.plan.daemonSets.length) this.chosen = 0;
    if (this.view >= this.views.length) this.view = 0;
    if (!["plan", "chosen", "events"].some((name) => changed.has(name))) return;
    const one = this.plan.daemonSets[this.chosen];
    this.subject = one?.rollout && subjectOf(one, one.rollout, this.events);
    const end = Math.floor(this.subject?.end ?? 0);
    if (this.moment !== undefined && this.moment > end) this.moment = end;
  }

  protected override render() {
    const { daemonSets, diagnostics, leftAside } = this.plan;
    const one = daemonSets[this.chosen];
    return html`
      <planner-headline
        exportparts="name, sentence: headline"
        .plans=${daemonSets}
        .chosen=${this.chosen}
        @choose=${({ detail }: CustomEvent<number>) => {
          this.chosen = detail;
        }}
      ></planner-headline>
      ${one ? nothing : html`<p class="sentence">There is no DaemonSet in the manifest.</p>`}
      ${leftAside.length > 0 ? html`<p class="small muted">${leftAsideInWords(leftAside)}</p>` : nothing}
      ${
        diagnostics.length > 0
          ? html`<planner-problems part="problems" .diagnostics=${diagnostics}></planner-problems>`
          : nothing
      }
      ${
        one?.change
          ? html`<details part="change">
              <summary>What the change is, and does</summary>
              <planner-change .change=${one.change}></planner-change>
            </details>`
          : nothing
      }
      ${one ? this.answer(one) : nothing}
    `;
  }

  private answer(one: DaemonSetPlan) {
    if (!one.admission.accepted) {
      return html`<details part="refused">
        <summary>The API server's answer</summary>
        ${refusalInWords(one)}
      </details>`;
    }
    const { views } = this;
    const names = views.map((view) => VIEWS[view]);
    if (this.printing) {
      return views.map(
        (view, index) =>
          html`<section>
            <h3>${names[index]}</h3>
            ${this.panel(view, one)}
          </section>`,
      );
    }
    const view = views[this.view];
    if (!view) return nothing;
    if (views.length === 1) return html`<div part="view">${this.panel(view, one)}</div>`;
    return html`${tabs(names, this.view, "Views", (index) => {
        this.view = index;
      })}
      <div part="view" id="panel" role="tabpanel" aria-labelledby="panel-tab-${this.view}">
        ${this.panel(view, one)}
      </div>`;
  }

  private panel(view: View, one: DaemonSetPlan) {
    const { subject } = this;
    if (view === "nodes") {
      const full = candidates(one).some(({ scheduling }) => !scheduling.fits);
      return html`<planner-node-groups
          .groups=${one.groups}
          .withoutRoom=${withoutRoom(one)}
        ></planner-node-groups>
        ${full ? html`<planner-scheduling .plan=${one}></planner-scheduling>` : nothing}`;
    }
    if (!subject) return nothing;
    const move = ({ detail }: CustomEvent<number>) => {
      this.moment = detail;
    };
    if (view === "waves") return html`<planner-waves .rollout=${subject.rollout}></planner-waves>`;
    if (view === "timeline") {
      return html`<planner-in-time
        .subject=${subject}
        .moment=${this.moment ?? 0}
        @moment=${move}
      ></planner-in-time>`;
    }
    return html`<planner-words
      .subject=${subject}
      .moment=${this.moment ?? Math.floor(subject.end)}
      @moment=${move}
      @look=${({ detail }: CustomEvent<Look>) => this.dispatchEvent(new CustomEvent("look", { detail }))}
    ></planner-words>`;
  }
}
