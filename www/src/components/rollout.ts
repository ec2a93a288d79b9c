import type { DaemonSetPlan, PlanEvent } from "daemonset-planner";
import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Budget } from "../rollout/usage";
import { inOrder, nodeOf } from "../state/events";
import type { Timings } from "../state/inputs";
import { clock } from "../state/words";
import { shared } from "../styles/shared";
import { kubectlOf, type Look } from "../time/kubectl";
import { statusAt } from "../time/moment";
import { spentOf, subjectOf, type Subject } from "./chart-layout";
import "./effect";
import "./event-list";
import "./event-menu";
import type { EventMenu } from "./event-menu";
import "./kubectl-words";
import "./moment";
import "./plan-table";
import type { Pointed } from "./pointed";
import "./rollout-chart";
import "./rollout-numbers";
import { rolloutStyles } from "./rollout-styles";
import "./stuck";
import "./suppositions";
import "./timings";
import "./wave-table";
import { withCode } from "./with-code";

/** The most nodes for which the table stands open. */
const OPEN_TABLE = 12;

/**
 * The cluster in time: an update, or whatever else happens; in numbers, as a picture with a moment to choose, and as a table. Fires
 * `timings` with what is supposed, and `look` with the moment at which kubectl is asked.
 */
@customElement("planner-rollout")
export class RolloutPlan extends LitElement {
  static override styles = [shared, rolloutStyles];

  @property({ attribute: false }) plan!: DaemonSetPlan;
  /** Whether it starts from the Pods that exist. */
  @property({ type: Boolean }) started = false;
  @property({ attribute: false }) timings!: Timings;
  @state() private moment = 0;
  @state() private subject!: Subject;
  /** What follows from the subject, so that a step of the slider costs none of it again. */
  private derived!: { budget: Budget | undefined; names: string[]; running: string[] };
  @query("planner-event-menu") private menu!: EventMenu;
  private wanted = false;
  /** The node of which kubectl is asked; `undefined` while it is not. */
  private asked?: string;
  /** The node that kubectl describes, once somebody has chosen one. */
  @state() private node?: string;
  private shown?: unknown;

  /** The rollout of the plan. */
  get rollout() {
    return this.subject.rollout;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { plan } = this;
    // Events are drawn with the plan that knows of them.
    if (!changed.has("plan") || !plan.rollout || this.shown === plan.rollout) return;
    this.shown = plan.rollout;
    const events = this.timings.events ?? [];
    this.subject = subjectOf(plan, plan.rollout, events);
    this.derived = {
      budget: spentOf(this.subject),
      names: namesOf(plan, events),
      running: plan.nodes.filter(({ shouldRun }) => shouldRun).map(({ name }) => name),
    };
    if (this.moment > this.subject.end) this.choose(Math.floor(this.subject.end));
    // The words that came with the plan are of another node where the nodes have changed.
    else if (this.asked !== undefined && this.asked !== this.described) this.look();
  }

  protected override render() {
    const { plan } = this;
    const { rollout } = this.subject;
    const { effect, plans } = plan;
    return html`
      <section aria-labelledby="title">
        <div class="top">
          <h2 id="title">${this.heading()}</h2>
          <planner-timings .value=${this.timings}></planner-timings>
        </div>
        <planner-suppositions
          .value=${this.timings}
          .nodes=${this.derived.running}
          ?started=${this.started}
        ></planner-suppositions>
        <div class="card">
          ${
            rollout.waves.length > 0
              ? html`<planner-rollout-numbers .rollout=${rollout}></planner-rollout-numbers>`
              : null
          }
          ${rollout.stuck ? html`<planner-stuck .stuck=${rollout.stuck}></planner-stuck>` : null}
          ${plans.length > 0 ? html`<planner-plan-table .plans=${plans}></planner-plan-table>` : null}
          ${this.events()} ${effect ? html`<planner-effect .effect=${effect}></planner-effect>` : null}
          ${this.time()} ${rollout.waves.length > 0 ? this.waves() : null}
          ${rollout.notes.map((note) => html`<p class="note">${withCode(note)}</p>`)}
        </div>
      </section>
      <planner-event-menu
        .plan=${plan}
        .nodes=${this.derived.names}
        @add=${({ detail }: CustomEvent<PlanEvent>) => {
          this.put([...(this.timings.events ?? []), detail]);
        }}
      ></planner-event-menu>
    `;
  }

  private heading(): string {
    const { waves, outcome } = this.rollout;
    const still = waves.length === 0 && outcome === "complete";
    if (this.timings.byHand) return "An update by hand";
    if (this.plan.current?.pods.length === 0) return "The first Pods in time";
    if (this.started) return still ? "These Pods in time" : "The update from these Pods";
    if (this.timings.start === "creating") return "The DaemonSet is created";
    return still ? "The cluster in time" : "An update of the template";
  }

  private events() {
    const events = this.timings.events ?? [];
    if (events.length === 0) return null;
    return html`<planner-event-list
      .events=${events}
      @events=${({ detail }: CustomEvent<PlanEvent[]>) => {
        this.put(detail);
      }}
    ></planner-event-list>`;
  }

  private time() {
    const { plan, moment, subject } = this;
    const { rollout, events, end } = subject;
    const { timeline } = plan;
    const move = ({ detail }: CustomEvent<number>) => {
      this.choose(detail);
    };
    return html`
      <planner-rollout-chart
        .plan=${subject.plan}
        .rollout=${rollout}
        .events=${events}
        .end=${end}
        .moment=${moment}
        .told=${this.told()}
        @moment=${move}
        @pointed=${this.pointed}
      ></planner-rollout-chart>
      <p class="hint">
        <button
          aria-haspopup="dialog"
          @click=${({ currentTarget }: Event) => {
            const { left, bottom } = (currentTarget as Element).getBoundingClientRect();
            const opening = { seconds: moment, node: undefined, x: left, y: bottom };
            void this.menu.open(opening, currentTarget as HTMLElement);
          }}
        >
          Put an event on the clock at ${clock(moment)}
        </button>
        <span class="muted">or click a node, a bar or the time axis.</span>
      </p>
      ${
        timeline
          ? html`<planner-moment
                .timeline=${timeline}
                .budget=${this.derived.budget}
                .moment=${moment}
                @moment=${move}
              ></planner-moment>
              <planner-kubectl
                .words=${kubectlOf(plan)}
                .moment=${moment}
                .node=${this.described}
                .nodes=${this.derived.names}
                @node=${({ detail }: CustomEvent<string>) => {
                  this.node = detail;
                  this.look();
                }}
                @words=${({ detail }: CustomEvent<boolean>) => {
                  this.wanted = detail;
                  this.look();
                }}
              ></planner-kubectl>`
          : null
      }
    `;
  }

  private waves() {
    const { waves, progress } = this.rollout;
    return html`<details ?open=${progress.length <= OPEN_TABLE}>
      <summary>The waves as a table</summary>
      <planner-wave-table .waves=${waves}></planner-wave-table>
    </details>`;
  }

  /** What a screen reader is told of the chosen moment. */
  private told(): string {
    const { timeline } = this.plan;
    const status = timeline && statusAt(timeline, this.moment);
    return status ? `${status.numberAvailable} of ${status.desiredNumberScheduled} available` : "";
  }

  private choose(moment: number): void {
    this.moment = moment;
    this.look();
  }

  /** Asks for kubectl's words, where somebody reads them. */
  private look(): void {
    const detail: Look | null = this.wanted ? { at: this.moment, node: this.described } : null;
    if (!this.wanted && this.asked === undefined) return;
    this.asked = this.wanted ? this.described : undefined;
    this.dispatchEvent(new CustomEvent("look", { detail, bubbles: true, composed: true }));
  }

  /** The node that kubectl describes: the chosen one, or that of the first event, or the first. */
  private get described(): string | undefined {
    const { names } = this.derived;
    const events = this.subject.events.map(nodeOf);
    return [this.node, ...events].find((node) => node !== undefined && names.includes(node)) ?? names[0];
  }

  private pointed(event: Pointed): void {
    this.node = event.node ?? this.node;
    this.look();
    void this.menu.open(event, deepest(event.target as HTMLElement));
  }

  private put(events: readonly PlanEvent[]): void {
    const detail = { ...this.timings, events: inOrder(events) };
    this.dispatchEvent(new CustomEvent("timings", { detail, bubbles: true, composed: true }));
  }
}

/** The nodes, those that only events bring last. */
function namesOf({ nodes }: DaemonSetPlan, events: readonly PlanEvent[]): string[] {
  const added = events.filter(({ type }) => type === "addNode").map(nodeOf);
  return [...new Set([...nodes.map(({ name }) => name), ...added.filter((name) => name !== undefined)])];
}

/** What has the focus inside an element, or the element. */
function deepest(element: HTMLElement): HTMLElement {
  const inside = element.shadowRoot?.activeElement;
  return inside instanceof HTMLElement ? deepest(inside) : element;
}
