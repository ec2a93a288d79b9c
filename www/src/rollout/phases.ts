import type { NodeProgress } from "daemonset-planner";

/** What a Pod does on its node at a time. */
export type Phase = "old" | "terminating" | "starting" | "ready" | "available";

/** The phases, in the order in which an update goes through them, in words. */
export const PHASES: readonly [phase: Phase, words: string][] = [
  ["old", "old Pod"],
  ["terminating", "terminating"],
  ["starting", "starting"],
  ["ready", "ready, not yet available"],
  ["available", "new Pod available"],
];

/** A stretch of time, in seconds, that a Pod spends in one phase; `second` where another Pod is on the node as well. */
export interface Bar {
  phase: Phase;
  from: number;
  to: number;
  second: boolean;
}

/** Whether the new Pod comes before the old one is gone. */
export function surges({ newCreatedSeconds: created, oldGoneSeconds: gone }: NodeProgress): boolean {
  return created !== undefined && (gone === undefined || created < gone);
}

/** One node's way through the rollout as bars up to `end`; bars without length are left out. */
export function bars(node: NodeProgress, end: number): Bar[] {
  const never = Infinity;
  const deleted = node.oldDeletedSeconds ?? never;
  const created = node.newCreatedSeconds ?? never;
  const ready = node.newReadySeconds ?? never;
  const available = node.newAvailableSeconds ?? never;
  const second = surges(node);
  const all: Bar[] = [
    { phase: "old", from: 0, to: deleted, second: false },
    { phase: "terminating", from: deleted, to: node.oldGoneSeconds ?? never, second: false },
    { phase: "starting", from: created, to: ready, second },
    { phase: "ready", from: ready, to: available, second },
    { phase: "available", from: available, to: never, second },
  ];
  return all.map((bar) => ({ ...bar, to: Math.min(bar.to, end) })).filter(({ from, to }) => to > from);
}

/** The moments of a node's way that are known, in seconds. */
export function moments(node: NodeProgress): number[] {
  const all = [
    node.oldDeletedSeconds,
    node.oldGoneSeconds,
    node.newCreatedSeconds,
    node.newReadySeconds,
    node.newAvailableSeconds,
  ];
  return all.filter((moment) => moment !== undefined);
}
