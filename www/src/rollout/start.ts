import type { NodeProgress, Rollout } from "daemonset-planner";

/**
 * The rollout as it is drawn: a node that has no old Pod at the beginning, which only existing Pods bring about, is one
 * whose old Pod is gone by then. Under maxSurge an old Pod may outlast a new one that is never available.
 */
export function withoutMissing(rollout: Rollout): Rollout {
  const surging = (rollout.budget?.maxSurge ?? 0) > 0;
  const missing = ({ oldDeletedSeconds, newCreatedSeconds, newAvailableSeconds }: NodeProgress) =>
    oldDeletedSeconds === undefined &&
    newCreatedSeconds !== undefined &&
    (newAvailableSeconds !== undefined || !surging);
  const progress = rollout.progress.map((node) =>
    missing(node) ? { ...node, oldDeletedSeconds: 0, oldGoneSeconds: 0 } : node,
  );
  return { ...rollout, progress };
}
