import type { Current, DaemonSetPlan, ExistingPod, Plan } from "daemonset-planner";

/** The cluster as it is; `undefined` where a paste of Pods has errors, and none of it could be read. */
export function currentOf({ diagnostics }: Plan, { current }: DaemonSetPlan): Current | undefined {
  const read = current && current.pods.length + current.otherPods > 0;
  const broken = diagnostics.some(({ source, severity }) => source === "pods" && severity === "error");
  return read || !broken ? current : undefined;
}

/** What the controller's next sync does. */
export type Deed = "delete" | "create" | "leave";

/** Pods to which the same happens for the same reason; of those that are created only the nodes are known. */
export interface PodGroup {
  deed: Deed;
  why: string;
  pods: readonly ExistingPod[];
  nodes: readonly string[];
}

/** The Pods by what happens and why: deleted ones first, then new ones, then those where something is not well. */
export function podGroups({ pods, create }: Current): PodGroup[] {
  const groups = new Map<string, PodGroup & { pods: ExistingPod[]; nodes: string[] }>();
  const group = (deed: Deed, why: string) => {
    const key = `${deed} ${why}`;
    const held = groups.get(key) ?? { deed, why, pods: [], nodes: [] };
    groups.set(key, held);
    return held;
  };
  for (const pod of pods) group(pod.deleted ? "delete" : "leave", pod.why).pods.push(pod);
  for (const { node, why } of create) group("create", why).nodes.push(node);
  for (const { pods: members } of groups.values()) members.sort((a, b) => Number(well(a)) - Number(well(b)));
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

function rank({ deed, pods }: PodGroup): number {
  if (deed === "delete") return 0;
  if (deed === "create") return 1;
  return pods.every(well) ? 3 : 2;
}

function well({ available, terminating, ended, misscheduled }: ExistingPod): boolean {
  return available && !terminating && !ended && !misscheduled;
}

/** What a Pod is, in words that stand beside each other, each with how good that is. */
export function podStates(pod: ExistingPod): [words: string, tone: "ok" | "warn" | "bad"][] {
  const states: [string, "ok" | "warn" | "bad"][] = [];
  if (pod.ended) states.push(["ended", "bad"]);
  else if (pod.available) states.push(["available", "ok"]);
  else states.push(pod.ready ? ["ready, not yet available", "warn"] : ["not ready", "bad"]);
  if (pod.terminating) states.push(["terminating", "warn"]);
  if (pod.misscheduled) states.push(["misscheduled", "warn"]);
  if (pod.adopted) states.push(["adopted", "warn"]);
  return states;
}
