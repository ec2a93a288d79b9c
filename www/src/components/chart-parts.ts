import type { NodeProgress, PlanEvent, Wave } from "daemonset-planner";
import { svg } from "lit";
import { census } from "../rollout/crowd";
import { PHASES } from "../rollout/phases";
import type { Budget } from "../rollout/usage";
import { nodeOf, wordsOf } from "../state/events";
import { clock } from "../state/words";
import type { Row } from "../time/rows";
import { SHADES, type Bar } from "../time/shades";

/** Where a part of the picture stands, in pixels, and the seconds that its width spans. */
export interface Frame {
  left: number;
  width: number;
  top: number;
  height: number;
  end: number;
}

const WORDS = new Map(SHADES);
const CHARACTER = 7.3;
const MOST_BANDS = 120;

const across =
  ({ left, width, end }: Frame) =>
  (seconds: number) =>
    left + (Math.min(seconds, end) / end) * width;

/** Behind everything: every other wave shaded, with its number where there is room. Waves that begin at once are one. */
export function waveBands(frame: Frame, waves: readonly Wave[], below: number) {
  const starts = Map.groupBy(waves, ({ startSeconds }) => startSeconds);
  if (starts.size > MOST_BANDS) return null;
  const x = across(frame);
  const height = frame.height + below;
  const bands = [...starts.values()];
  return bands.map((band, index) => {
    const from = x(band[0]?.startSeconds ?? 0);
    const room = x(bands[index + 1]?.[0]?.startSeconds ?? frame.end) - from;
    return svg`
      ${index % 2 === 0 ? svg`<rect class="band" x=${from} y=${frame.top} width=${room} height=${height} />` : null}
      <text class="axis" x=${from + room / 2} y=${frame.top - 7} text-anchor="middle">${bandLabel(band, room)}</text>`;
  });
}

function bandLabel(band: readonly Wave[], room: number): string {
  const [first, last] = [band[0]?.number, band.at(-1)?.number];
  const numbers = first === last ? `${first}` : `${first}–${last}`;
  const words = `${band.length > 1 ? "waves" : "wave"} ${numbers}`;
  return [words, numbers].find((label) => label.length * CHARACTER < room) ?? "";
}

/** One row for each node, or wave. */
export function rowBars(frame: Frame, rows: readonly Row[], height: number) {
  const most = Math.floor((frame.left - 10) / CHARACTER);
  return rows.map(({ label, name, bars, split }, index) => {
    const y = frame.top + index * height;
    const short = label.length > most ? `${label.slice(0, Math.max(most - 1, 1))}…` : label;
    return svg`
      <text class="label" x=${frame.left - 8} y=${y + height / 2} dy="0.35em" text-anchor="end">${short}<title>${name}</title></text>
      ${bars.map((bar) => rowBar(frame, bar, y, height, split, name))}`;
  });
}

function rowBar(frame: Frame, bar: Bar, y: number, height: number, split: boolean, name: string) {
  const x = across(frame);
  const gap = height > 20 ? 3 : 2;
  const whole = height - 2 * gap;
  const thick = split ? whole / 2 : whole;
  const top = y + gap + (bar.second ? whole / 2 : 0);
  const wide = Math.max(x(bar.to) - x(bar.from), 1);
  const words = `${name}: ${WORDS.get(bar.shade) ?? bar.shade}, ${clock(bar.from)} to ${clock(bar.to)}`;
  return svg`<rect class="bar ${bar.shade}" x=${x(bar.from)} y=${top} width=${wide} height=${thick}><title>${words}</title></rect>`;
}

/** The events: a mark on the row of the node, or through the whole picture where one is about the cluster. */
export function eventMarks(
  frame: Frame,
  events: readonly PlanEvent[],
  rows: readonly Row[],
  rowHeight: number,
) {
  const x = across(frame);
  return events
    .filter(({ atSeconds = 0 }) => atSeconds <= frame.end)
    .map((event) => {
      const { atSeconds = 0 } = event;
      const row = rows.findIndex(({ node }) => node !== undefined && node === nodeOf(event));
      const at = x(atSeconds);
      const [from, to] =
        row < 0
          ? [frame.top, frame.top + frame.height]
          : [frame.top + row * rowHeight, frame.top + (row + 1) * rowHeight];
      return svg`<g class="event"><line x1=${at} x2=${at} y1=${from} y2=${to} /><path d="M${at - 5} ${from - 1} h10 l-5 7 z" /><title>${clock(atSeconds)}: ${wordsOf(event)}</title></g>`;
    });
}

/** Where there are too many nodes for rows: how many of them are in each phase, at every moment. */
export function crowdArea(frame: Frame, progress: readonly NodeProgress[]) {
  const samples = census(progress, frame.end, Math.max(Math.floor(frame.width / 2), 1));
  const x = across(frame);
  const scale = frame.height / Math.max(progress.length, 1);
  const lows = samples.map(() => 0);
  const areas = [...PHASES].reverse().map(([phase]) => {
    const upper = samples.map(({ at }, index) => `${x(at)},${frame.top + (lows[index] ?? 0) * scale}`);
    samples.forEach(({ counts }, index) => {
      lows[index] = (lows[index] ?? 0) + counts[phase];
    });
    const lower = samples.map(({ at }, index) => `${x(at)},${frame.top + (lows[index] ?? 0) * scale}`);
    return svg`<polygon class="bar ${phase}" points=${[...upper, ...lower.reverse()].join(" ")} />`;
  });
  const label = (y: number, text: string) =>
    svg`<text class="label" x=${frame.left - 8} y=${y} text-anchor="end">${text}</text>`;
  const total = progress.length.toLocaleString("en");
  return svg`${areas}${label(frame.top + 10, "0 nodes")}${label(frame.top + frame.height - 3, total)}`;
}

/** Below the rows: how much of the budget is used over time, and the line that it crosses only where more is down anyway. */
export function usageStrip(frame: Frame, { field, limit, usage }: Budget) {
  const x = across(frame);
  const floor = frame.top + frame.height - 2;
  const top = frame.top + 16;
  const peak = usage.reduce((most, { used }) => Math.max(most, used), Math.max(limit, 1));
  const y = (used: number) => floor - (used / peak) * (floor - top);
  const steps = thinned(usage, frame.width);
  let held = 0;
  const points = steps.flatMap(({ at, used }) => {
    const corner = `${x(at)},${y(held)} ${x(at)},${y(used)}`;
    held = used;
    return corner;
  });
  const right = frame.left + frame.width;
  const area = `${frame.left},${floor} ${points.join(" ")} ${right},${y(held)} ${right},${floor}`;
  return svg`
    <polygon class="usage" points=${area} />
    <line class="floor" x1=${frame.left} x2=${right} y1=${floor} y2=${floor} />
    <line class="limit" x1=${frame.left} x2=${right} y1=${y(limit)} y2=${y(limit)} />
    <text class="axis strong" x=${right} y=${y(limit) - 5} text-anchor="end">${field}: ${limit.toLocaleString("en")}</text>
    <text class="label" x=${frame.left - 8} y=${floor - 3} text-anchor="end">${field === "maxSurge" ? "surging" : "down now"}</text>`;
}

/** At most some `parts` stretches, each with the most that is used in it. */
function thinned(usage: Budget["usage"], parts: number): Budget["usage"] {
  if (usage.length <= parts) return usage;
  const size = Math.ceil(usage.length / parts);
  return Array.from({ length: Math.ceil(usage.length / size) }, (_, index) => {
    const part = usage.slice(index * size, (index + 1) * size);
    const last = (index + 1) * size >= usage.length;
    const used = part.reduce((most, one) => Math.max(most, one.used), 0);
    return { at: part[0]?.at ?? 0, used: last ? (part.at(-1)?.used ?? 0) : used };
  });
}
