import type { Rollout } from "daemonset-planner";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ticks } from "../rollout/axis";
import { PHASES, surges } from "../rollout/phases";
import { horizon, rows } from "../rollout/rows";
import { budget } from "../rollout/usage";
import { clock, count, duration } from "../state/words";
import { shared } from "../styles/shared";
import { chartStyles } from "./chart-styles";
import { crowdArea, rowBars, usageStrip, waveBands, type Frame } from "./chart-parts";

const TOP = 22;
const STRIP = 54;
const AXIS = 22;
const CROWD = 220;
const CHARACTER = 7.3;

/** The rollout as a picture: nodes down, time across, and below it how much of the budget is used. */
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

  @property({ attribute: false }) rollout!: Rollout;
  @state() private width = 640;
  private readonly watch = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) this.width = Math.floor(entry.contentRect.width);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch.disconnect();
  }

  protected override render() {
    const { rollout, width } = this;
    const drawn = rows(rollout);
    const spent = budget(rollout);
    const gutter = this.gutter(drawn?.map(({ label }) => label) ?? []);
    const rowHeight = drawn && drawn.length > 16 ? 16 : 24;
    const middle = drawn ? drawn.length * rowHeight : CROWD;
    const frame: Frame = {
      left: gutter,
      width: width - gutter - 12,
      top: TOP,
      height: middle,
      end: horizon(rollout),
    };
    const strip = spent ? STRIP : 0;
    const height = TOP + middle + strip + AXIS;
    return html`
      <svg
        width=${width}
        height=${height}
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label=${this.inWords()}
      >
        ${waveBands(frame, rollout.waves, strip)}
        ${drawn ? rowBars(frame, drawn, rowHeight) : crowdArea(frame, rollout.progress)}
        ${spent ? usageStrip({ ...frame, top: TOP + middle, height: strip }, spent) : nothing}
        ${this.axis(frame, height)}
      </svg>
      ${this.legend()}
    `;
  }

  /** The room for the labels: as wide as the longest, at most a quarter of the picture. */
  private gutter(labels: readonly string[]): number {
    const longest = Math.max(10, ...labels.map((label) => label.length));
    return Math.min(longest * CHARACTER + 10, Math.max(78, this.width / 4));
  }

  private axis({ left, width, end }: Frame, height: number) {
    return ticks(end, Math.max(2, width / 70)).map((tick) => {
      const x = left + (tick / end) * width;
      const edge = x > left + width - 12 ? "end" : "middle";
      return svg`<line class="tick" x1=${x} x2=${x} y1=${height - AXIS} y2=${height - AXIS + 4} />
        <text class="axis" x=${x} y=${height - 5} text-anchor=${edge}>${clock(tick)}</text>`;
    });
  }

  private legend() {
    const { progress } = this.rollout;
    const proving = progress.some(
      (node) => (node.newAvailableSeconds ?? Infinity) > (node.newReadySeconds ?? Infinity),
    );
    const shown = PHASES.filter(([phase]) => phase !== "ready" || proving);
    return html`<ul class="legend" aria-hidden="true">
      ${shown.map(
        ([phase, words]) =>
          html`<li>
            <svg width="12" height="12"><rect class="bar ${phase}" width="12" height="12" rx="3" /></svg
            >${words}
          </li>`,
      )}
      <li>
        <svg width="18" height="12"><line class="limit" x1="0" x2="18" y1="6" y2="6" /></svg>budget
      </li>
    </ul>`;
  }

  private inWords(): string {
    const { waves, durationSeconds, mostUnavailable, progress } = this.rollout;
    const beside = progress.some(surges) ? " New Pods start beside the old ones." : "";
    return `The update in ${count(waves.length, "wave")} over ${duration(durationSeconds)}, at most ${count(mostUnavailable, "node")} without an available Pod at one time.${beside} The table below has the same.`;
  }
}
