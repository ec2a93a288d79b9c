import type { DaemonSetPlan, PlanEvent, Rollout } from "daemonset-planner";
import { budget, type Budget } from "../rollout/usage";
import { withoutMissing } from "../rollout/start";
import { budgetOfLives } from "../time/budget";
import { endOf } from "../time/end";
import { draw, isWhole, type Row } from "../time/rows";
import type { Frame } from "./chart-parts";

const TOP = 22;
const STRIP = 54;
const CROWD = 220;
const CHARACTER = 7.3;
const MARGIN = 12;

/** The height of the axis, in pixels. */
export const AXIS = 22;

/** What the picture shows. */
export interface Subject {
  plan: DaemonSetPlan;
  rollout: Rollout;
  events: readonly PlanEvent[];
  /** The moment up to which it is drawn, in seconds. */
  end: number;
}

/** What the picture shows of a plan. */
export function subjectOf(plan: DaemonSetPlan, planned: Rollout, events: readonly PlanEvent[]): Subject {
  const rollout = withoutMissing(planned);
  return { plan, rollout, events, end: endOf(plan, rollout, events) };
}

/** Where everything stands, in pixels. */
export interface Layout {
  width: number;
  height: number;
  frame: Frame;
  rows: readonly Row[];
  rowHeight: number;
  /** Where the crowd stands, if there is one. */
  crowd?: Frame;
  /** Where the use of the budget stands, if anything bounds the update. */
  strip?: Frame;
  spent?: Budget;
  /** How many nodes are not drawn since nothing happens there. */
  quiet: number;
}

/** Lays the picture out for a width. */
export function layout(subject: Subject, width: number): Layout {
  const { plan, rollout, events, end } = subject;
  const { rows, crowd, quiet } = draw(plan, rollout, events, end);
  const rowHeight = rows.length > 16 ? 16 : 24;
  const below = rows.length * rowHeight;
  const left = gutter(rows, width);
  const frame = { left, width: width - left - MARGIN, top: TOP, height: below + (crowd ? CROWD : 0), end };
  const spent = spentOf(subject);
  const strip = { ...frame, top: TOP + frame.height, height: STRIP };
  return {
    width,
    height: TOP + frame.height + (spent ? STRIP : 0) + AXIS,
    frame,
    rows,
    rowHeight,
    quiet,
    spent,
    strip: spent && strip,
    crowd: crowd ? { ...frame, top: TOP + below, height: CROWD } : undefined,
  };
}

/** The budget and its use; with events, by what they make of the Pods. */
export function spentOf({ plan: { timeline }, rollout, events }: Subject): Budget | undefined {
  if (rollout.waves.length === 0) return undefined;
  return timeline && events.length > 0 && isWhole(timeline)
    ? budgetOfLives(rollout, timeline)
    : budget(rollout);
}

/** The room for the labels: as wide as the longest, at most a quarter of the picture. */
function gutter(rows: readonly Row[], width: number): number {
  const longest = Math.max(10, ...rows.map(({ label }) => label.length));
  return Math.min(longest * CHARACTER + 10, Math.max(78, width / 4));
}
