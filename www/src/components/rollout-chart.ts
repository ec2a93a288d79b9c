import type { DaemonSetPlan, PlanEvent, Rollout } from "daemonset-planner";
import { css, html, LitElement, svg, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { ticks } from "../rollout/axis";
import { surges } from "../rollout/phases";
import { clock, count, duration } from "../state/words";
import { shared } from "../styles/shared";
import { AXIS, layout, type Layout } from "./chart-layout";
import { crowdArea, eventMarks, rowBars, usageStrip, waveBands, type Frame } from "./chart-parts";
import { chartStyles } from "./chart-styles";
import { legend } from "./chart-legend";
import { Pointed } from "./pointed";

/** Half of a slider's thumb, which stands in from both ends of its way. */
const THUMB = 8;
/** About the most steps that the slider has. */
const STEPS = 600;

/**
 * The cluster in time as a picture: nodes down, time across, and below it how much of the budget is used. Fires `pointed` for a
 * node's row or a place on the axis, and `moment` with the seconds when the slider moves.
 */
@customElement("planner-rollout-chart")
export class RolloutChart extends LitElement {
  static override styles = [
    shared,
    chartStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) plan!: DaemonSetPlan;
  @property({ attribute: false }) rollout!: Rollout;
  @property({ attribute: false }) events: readonly PlanEvent[] = [];
  /** The moment up to which it is drawn, in seconds. */
  @property({ attribute: false }) end = 1;
  /** The chosen moment, in seconds, and what a screen reader is told of it. */
  @property({ attribute: false }) moment = 0;
  @property({ attribute: false }) told = "";
  /** Whether it is only looked at: no node and no place on the axis can be pointed at. */
  @property({ type: Boolean }) still = false;
  @state() private width = 640;
  /** Which of the nodes' buttons the tab key reaches. */
  @state() private reachable = 0;
  @query(".rows") private nodeRows!: HTMLElement;
  private readonly watch = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) this.width = Math.floor(entry.contentRect.width);
  });
  private layout!: Layout;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const drawnFrom = ["plan", "rollout", "events", "end", "width"];
    if (!drawnFrom.some((name) => changed.has(name))) return;
    // kubectl's words come in a plan of their own; what is drawn is the same.
    const before = changed.get("plan") as DaemonSetPlan | undefined;
    const same = before && changed.size === 1 && before.timeline === this.plan.timeline;
    if (!same) this.layout = layout(this, this.width);
  }

  protected override render() {
    return html`
      <div class="picture">
        ${guard([this.layout], () => this.picture())} ${this.cursor()} ${this.nodeButtons()}
      </div>
      ${this.slider()} ${guard([this.layout], () => legend(this.layout, this.rollout))}
      ${
        this.layout.quiet > 0
          ? html`<p class="quiet">
              ${count(this.layout.quiet, "node")} where nothing happens
              ${this.layout.quiet === 1 ? "is" : "are"} not drawn.
            </p>`
          : null
      }
    `;
  }

  private picture() {
    const { rollout, events } = this;
    const { width, height, frame, rows, rowHeight, crowd, strip, spent } = this.layout;
    return html`<svg
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label=${this.inWords()}
      @click=${this.point}
    >
      ${waveBands(frame, rollout.waves, strip?.height ?? 0)} ${rowBars(frame, rows, rowHeight)}
      ${crowd ? crowdArea(crowd, rollout.progress) : null} ${strip && spent ? usageStrip(strip, spent) : null}
      ${axis(frame, height, this.still)} ${eventMarks(frame, events, rows, rowHeight)}
    </svg>`;
  }

  private cursor() {
    const { width, height, frame } = this.layout;
    const x = frame.left + (Math.min(this.moment, frame.end) / frame.end) * frame.width;
    return html`<svg class="over" width=${width} height=${height} aria-hidden="true">
      ${svg`<line class="cursor" x1=${x} x2=${x} y1="4" y2=${height - AXIS} />`}
    </svg>`;
  }

  /** The labels of nodes are buttons; the arrow keys go from one to the next. */
  private nodeButtons() {
    const { rows, frame, rowHeight } = this.layout;
    if (this.still || !rows.some(({ node }) => node !== undefined)) return null;
    const reachable = Math.min(this.reachable, rows.length - 1);
    return html`<div
      class="rows"
      role="group"
      aria-label="Nodes: put an event on the clock"
      .style=${`top: ${frame.top}px; width: ${frame.left - 2}px`}
      @keydown=${this.step}
    >
      ${rows.map(
        ({ name, node }, index) =>
          html`<button
            .style=${`height: ${rowHeight}px`}
            ?disabled=${node === undefined}
            tabindex=${index === reachable ? 0 : -1}
            aria-haspopup="dialog"
            title="Put an event on the clock"
            @click=${(event: MouseEvent) => {
              this.reachable = index;
              this.tell(event, this.moment, node);
            }}
          >
            <span class="unseen">${name}</span>
          </button>`,
      )}
    </div>`;
  }

  private slider() {
    const { frame } = this.layout;
    const { end, moment } = this;
    const step = end <= STEPS ? 1 : Math.ceil(end / STEPS);
    const most = Math.max(Math.floor(end / step) * step, step);
    const length = (most / end) * frame.width + 2 * THUMB;
    return html`<input
      class="slider"
      type="range"
      aria-label="Moment"
      aria-valuetext="${clock(moment)}, ${this.told}"
      min="0"
      max=${most}
      step=${step}
      .style=${`margin-left: ${frame.left - THUMB}px; width: ${length}px`}
      .value=${String(moment)}
      @input=${({ target }: Event) => {
        const detail = (target as HTMLInputElement).valueAsNumber;
        this.dispatchEvent(new CustomEvent("moment", { detail }));
      }}
    />`;
  }

  private step(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...this.nodeRows.querySelectorAll("button")];
    const next = Math.min(Math.max(this.reachable + by, 0), buttons.length - 1);
    this.reachable = next;
    buttons[next]?.focus();
  }

  /** A click into the picture means the moment there, and the node of the row. */
  private point(event: MouseEvent): void {
    if (this.still) return;
    const { frame, rows, rowHeight } = this.layout;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const share = (event.clientX - box.left - frame.left) / frame.width;
    const seconds = Math.round(Math.min(Math.max(share, 0), 1) * frame.end);
    const row = rows[Math.floor((event.clientY - box.top - frame.top) / rowHeight)];
    this.tell(event, seconds, row?.node);
  }

  private tell({ clientX, clientY, detail, target }: MouseEvent, seconds: number, node?: string): void {
    // A button that was pressed by a key has no place of its own on the screen.
    const box = (target as Element).getBoundingClientRect();
    const [x, y] = detail === 0 ? [box.right, box.bottom] : [clientX, clientY];
    this.dispatchEvent(new Pointed(seconds, node, x, y));
  }

  private inWords(): string {
    const { waves, durationSeconds, mostUnavailable, progress } = this.rollout;
    const most = `at most ${count(mostUnavailable, "node")} without an available Pod at one time`;
    if (waves.length === 0) return `What happens over ${duration(this.end)}, ${most}.`;
    const beside = progress.some(surges) ? " New Pods start beside the old ones." : "";
    return `The update in ${count(waves.length, "wave")} over ${duration(durationSeconds)}, ${most}.${beside}${this.still ? "" : " The table below has the same."}`;
  }
}

function axis({ left, width, end }: Frame, height: number, still: boolean) {
  const marks = ticks(end, Math.max(2, width / 70)).map((tick) => {
    const x = left + (tick / end) * width;
    const edge = x > left + width - 12 ? "end" : "middle";
    return svg`<line class="tick" x1=${x} x2=${x} y1=${height - AXIS} y2=${height - AXIS + 4} />
        <text class="axis" x=${x} y=${height - 5} text-anchor=${edge}>${clock(tick)}</text>`;
  });
  const plot = svg`<rect class="plot" x=${left} y=${height - AXIS} width=${width} height=${AXIS}><title>Put an event on the clock</title></rect>`;
  return svg`${marks}${still ? null : plot}`;
}
