import type { NodeProgress, Rollout } from "daemonset-planner";

/** How much of the budget is used from a moment on, in nodes. */
export interface Usage {
  at: number;
  used: number;
}

/** The budget of a rollout and its use over time. */
export interface Budget {
  /** Kubernetes' name for it. */
  field: "maxUnavailable" | "maxSurge";
  limit: number;
  usage: Usage[];
}

/** The budget that bounds the rollout; `undefined` where nothing does, as with `OnDelete`. */
export function budget({ budget: given, progress }: Rollout): Budget | undefined {
  if (!given) return undefined;
  const surging = given.maxSurge > 0;
  return {
    field: surging ? "maxSurge" : "maxUnavailable",
    limit: surging ? given.maxSurge : given.maxUnavailable,
    usage: usage(progress, (node) => (surging ? node.newCreatedSeconds : node.oldDeletedSeconds)),
  };
}

/** A node uses the budget from the moment that `begins` names until its new Pod is available. */
function usage(
  progress: readonly NodeProgress[],
  begins: (node: NodeProgress) => number | undefined,
): Usage[] {
  const changes = new Map<number, number>();
  const change = (at: number, by: number) => changes.set(at, (changes.get(at) ?? 0) + by);
  for (const node of progress) {
    const from = begins(node);
    const to = node.newAvailableSeconds ?? Infinity;
    if (from === undefined || to <= from) continue;
    change(from, 1);
    if (to < Infinity) change(to, -1);
  }
  let used = 0;
  const steps = [...changes].sort(([a], [b]) => a - b).map(([at, by]) => ({ at, used: (used += by) }));
  return steps[0]?.at === 0 ? steps : [{ at: 0, used: 0 }, ...steps];
}
