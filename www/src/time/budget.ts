import type { PodLife, Rollout, Timeline } from "daemonset-planner";
import type { Budget, Usage } from "../rollout/usage";

/** The budget's use over time by the lives of all Pods, events included; `undefined` where no budget bounds the update. */
export function budgetOfLives({ budget }: Rollout, { pods }: Timeline): Budget | undefined {
  if (!budget) return undefined;
  const surging = budget.maxSurge > 0;
  return {
    field: surging ? "maxSurge" : "maxUnavailable",
    limit: surging ? budget.maxSurge : budget.maxUnavailable,
    usage: steps(surging ? surgingSpans(pods) : downSpans(pods)),
  };
}

type Span = readonly [from: number, to: number];

/** When nodes are without an available Pod, as the controller counts: from their first Pod until the last one is gone. */
function downSpans(pods: readonly PodLife[]): Span[] {
  return [...Map.groupBy(pods, ({ node }) => node).values()].flatMap((lives) => {
    const from = Math.min(...lives.map((pod) => pod.createdSeconds ?? 0));
    const to = Math.max(...lives.map(({ goneSeconds = Infinity }) => goneSeconds));
    const up = lives
      .flatMap(({ available }) => available.map(([first, last = Infinity]): Span => [first, last]))
      .sort(([a], [b]) => a - b);
    return holes(up, from, to);
  });
}

function holes(up: readonly Span[], from: number, to: number): Span[] {
  const found: Span[] = [];
  let at = from;
  for (const [first, last] of up) {
    if (first > at) found.push([at, first]);
    at = Math.max(at, last);
  }
  if (to > at) found.push([at, to]);
  return found;
}

/** When nodes run a second Pod that is not available yet, beside one that nobody has deleted. */
function surgingSpans(pods: readonly PodLife[]): Span[] {
  const before = new Map<string, PodLife>();
  const spans: Span[] = [];
  for (const pod of pods) {
    const old = before.get(pod.node);
    before.set(pod.node, pod);
    const created = pod.createdSeconds;
    if (created === undefined || !old || (old.goneSeconds ?? Infinity) <= created) continue;
    const until = Math.min(
      pod.available[0]?.[0] ?? Infinity,
      pod.deletedSeconds ?? Infinity,
      old.deletedSeconds ?? Infinity,
    );
    if (until > created) spans.push([created, until]);
  }
  return spans;
}

function steps(spans: readonly Span[]): Usage[] {
  const changes = new Map<number, number>();
  const change = (at: number, by: number) => changes.set(at, (changes.get(at) ?? 0) + by);
  for (const [from, to] of spans) {
    change(from, 1);
    if (to < Infinity) change(to, -1);
  }
  let used = 0;
  const all = [...changes].sort(([a], [b]) => a - b).map(([at, by]) => ({ at, used: (used += by) }));
  return all[0]?.at === 0 ? all : [{ at: 0, used: 0 }, ...all];
}

/** How much is used at a moment. */
export function usedAt(usage: readonly Usage[], at: number): number {
  let used = 0;
  for (const step of usage) {
    if (step.at > at) break;
    ({ used } = step);
  }
  return used;
}
