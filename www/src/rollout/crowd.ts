import type { NodeProgress } from "daemonset-planner";
import type { Phase } from "./phases";

/** How many nodes are in each phase at one moment. */
export interface Census {
  at: number;
  counts: Record<Phase, number>;
}

/** Counts the nodes by phase at `samples` + 1 moments from 0 to `end`. A node with two Pods counts by its new one. */
export function census(progress: readonly NodeProgress[], end: number, samples: number): Census[] {
  const sorted = (of: (node: NodeProgress) => number | undefined) =>
    Float64Array.from(progress, (node) => of(node) ?? Infinity).sort();
  const touched = sorted((node) =>
    Math.min(node.oldDeletedSeconds ?? Infinity, node.newCreatedSeconds ?? Infinity),
  );
  const created = sorted((node) => node.newCreatedSeconds);
  const ready = sorted((node) => node.newReadySeconds);
  const available = sorted((node) => node.newAvailableSeconds);
  return Array.from({ length: samples + 1 }, (_, index) => {
    const at = (end * index) / samples;
    const [begun, made, up, done] = [
      reached(touched, at),
      reached(created, at),
      reached(ready, at),
      reached(available, at),
    ];
    const counts = {
      old: progress.length - begun,
      terminating: begun - made,
      starting: made - up,
      ready: up - done,
      available: done,
    };
    return { at, counts };
  });
}

/** How many of the sorted moments are not after `at`. */
function reached(sorted: Float64Array, at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
