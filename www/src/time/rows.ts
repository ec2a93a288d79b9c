import type { DaemonSetPlan, PlanEvent, PodLife, Rollout, Timeline } from "daemonset-planner";
import { bars, surges } from "../rollout/phases";
import { commonDomain, rows as progressRows } from "../rollout/rows";
import { nodeOf } from "../state/events";
import { TIMELINE_ENTRIES } from "./entries";
import { lifeBars, readiness, type Bar } from "./shades";

/** The most rows that are drawn one by one. */
const MOST_ROWS = 40;

/** The most nodes of events that are drawn above a crowd. */
const MOST_ABOVE_A_CROWD = 10;

/** A row of the picture: a node, or a whole wave. */
export interface Row {
  label: string;
  /** The label in full. */
  name: string;
  /** The node, where it is one. */
  node?: string;
  bars: Bar[];
  /** Whether two Pods are on the node at a time. */
  split: boolean;
}

/** What is drawn: rows, below them the crowd where there are too many nodes, and how many nodes are left out since nothing happens there. */
export interface Drawn {
  rows: Row[];
  crowd: boolean;
  quiet: number;
}

/** The rows of the picture up to `end`. */
export function draw(
  plan: DaemonSetPlan,
  rollout: Rollout,
  events: readonly PlanEvent[],
  end: number,
): Drawn {
  const { timeline } = plan;
  if (timeline && isWhole(timeline)) {
    const lives = Map.groupBy(timeline.pods, ({ node }) => node);
    const all = nodeOrder(rollout, lives, events);
    const chosen = all.length <= MOST_ROWS ? all : all.filter((node) => isBusy(node, lives, events));
    if (chosen.length <= MOST_ROWS) {
      return {
        rows: nodeRows(chosen, lives, timeline, end),
        crowd: false,
        quiet: all.length - chosen.length,
      };
    }
    const touched = [...touchedBy(events)].slice(0, MOST_ABOVE_A_CROWD);
    return above(nodeRows(touched, lives, timeline, end), rollout, end);
  }
  return above([], rollout, end);
}

/** Whether no Pod was left out of the timeline. */
export function isWhole({ pods }: Timeline): boolean {
  return pods.length < TIMELINE_ENTRIES;
}

function above(first: Row[], rollout: Rollout, end: number): Drawn {
  const waves = progressRows(rollout)?.map(({ label, name, node, progress }) => ({
    label,
    name,
    node,
    bars: bars(progress, end).map(({ phase, ...bar }) => ({ ...bar, shade: phase })),
    split: surges(progress),
  }));
  return { rows: [...first, ...(waves ?? [])], crowd: waves === undefined, quiet: 0 };
}

/** The nodes in the order in which they are replaced, then the others. */
function nodeOrder(
  { progress }: Rollout,
  lives: ReadonlyMap<string, PodLife[]>,
  events: readonly PlanEvent[],
): string[] {
  const known = new Set(progress.map(({ node }) => node));
  return [...new Set([...known, ...lives.keys(), ...touchedBy(events)])];
}

function touchedBy(events: readonly PlanEvent[]): Set<string> {
  return new Set(events.map(nodeOf).filter((node) => node !== undefined));
}

function isBusy(node: string, lives: ReadonlyMap<string, PodLife[]>, events: readonly PlanEvent[]): boolean {
  const pods = lives.get(node) ?? [];
  const [only] = pods;
  const still =
    pods.length === 1 &&
    only?.createdSeconds === undefined &&
    only?.deletedSeconds === undefined &&
    only?.available[0]?.[0] === 0 &&
    only.available[0].length === 1;
  return !still || events.some((event) => nodeOf(event) === node);
}

function nodeRows(
  nodes: readonly string[],
  lives: ReadonlyMap<string, PodLife[]>,
  timeline: Timeline,
  end: number,
): Row[] {
  const ready = readiness(timeline);
  const domain = commonDomain(nodes);
  const current = timeline.pods.reduce((most, { template }) => Math.max(most, template), timeline.template);
  return nodes.map((name) => {
    const pods = lives.get(name) ?? [];
    const split = pods.some((pod, index) => index > 0 && isBeside(pod, pods[index - 1]));
    return {
      label: name.slice(0, name.length - domain.length),
      name,
      node: name,
      split,
      bars: pods.flatMap((pod, index) =>
        lifeBars(pod, current, ready.get(pod.pod), end).map((bar) => ({
          ...bar,
          second: split && index % 2 === 1,
        })),
      ),
    };
  });
}

/** Whether a Pod comes before the one before it is gone. */
function isBeside({ createdSeconds = 0 }: PodLife, before: PodLife | undefined): boolean {
  return createdSeconds < (before?.goneSeconds ?? Infinity);
}
