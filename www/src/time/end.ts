import type { DaemonSetPlan, PlanEvent, Rollout } from "daemonset-planner";
import { horizon } from "../rollout/rows";

/** How much longer than what happens the picture is, so that the end is seen. */
const TAIL = 1.05;

/** The least that a picture spans, in seconds, where nothing much happens. */
const LEAST = 60;

/** The moment up to which the picture is drawn, in seconds. */
export function endOf({ timeline }: DaemonSetPlan, rollout: Rollout, events: readonly PlanEvent[]): number {
  const late = Math.max(timeline?.endSeconds ?? 0, ...events.map(({ atSeconds = 0 }) => atSeconds));
  const end = Math.max(horizon(rollout), late * TAIL);
  return rollout.outcome === "complete" && rollout.waves.length > 0 && events.length === 0
    ? end
    : Math.max(end, LEAST);
}
