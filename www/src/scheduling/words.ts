import type { DaemonSetPlan, NodeScheduling, NodeVerdict } from "daemonset-planner";

/** A node, and whether the Pod would start there. */
export interface Candidate {
  readonly name: string;
  readonly scheduling: NodeScheduling;
}

/** The nodes that should run the Pod, in the order of the input; none where the engine does not tell. */
export function candidates({ nodes }: DaemonSetPlan): readonly Candidate[] {
  return nodes.flatMap(({ name, scheduling }: NodeVerdict) =>
    // Where the Pod is not wanted, nothing is said of whether it fits.
    scheduling && typeof scheduling.fits === "boolean" ? [{ name, scheduling }] : [],
  );
}

/** Nodes for which the same is said. */
export interface Alike {
  readonly names: readonly string[];
  readonly scheduling: NodeScheduling;
}

/** Nodes of which the same is said, together, in the order of the first of each. */
export function alike(all: readonly Candidate[]): readonly Alike[] {
  const found = new Map<string, Alike & { names: string[] }>();
  for (const { name, scheduling } of all) {
    const key = JSON.stringify(scheduling);
    const group = found.get(key) ?? { names: [], scheduling };
    group.names.push(name);
    found.set(key, group);
  }
  return [...found.values()];
}

/** Those of them where the Pod would stay Pending, or be refused by the kubelet, whatever the scheduler may push aside. */
export function withoutRoom(plan: DaemonSetPlan): readonly string[] {
  return candidates(plan).flatMap(({ name, scheduling: { fits, nominatedNode } }) =>
    fits || nominatedNode ? [] : [name],
  );
}

const ASSUMED = {
  allocatable: "do not say what they have, as `kubectl get nodes -o yaml` does: there is taken to be enough.",
  pods: "No Pods were pasted: the nodes are taken to be empty. `kubectl get pods -A -o yaml` has them.",
  requests: "Pods from a table do not say what they request: they are taken to request nothing.",
  priorityClass: "The priority class was not pasted: its value is taken to be 0.",
  volumes:
    "Its claims are taken to be bound and within reach of the node; what was not pasted of them or of the node's CSI drivers is taken to be no obstacle.",
  schedulerName: "The template names another scheduler: it is taken to decide as the default one does.",
};

/** What is assumed of any of the nodes, in words. */
export function assumptions(all: readonly Candidate[]): readonly string[] {
  const given = all.map(({ scheduling }) => scheduling.assumes ?? []);
  const silent = given.filter((assumes) => assumes.includes("allocatable")).length;
  const kinds = new Set(given.flat());
  return Object.entries(ASSUMED).flatMap(([kind, words]) => {
    if (!kinds.has(kind as keyof typeof ASSUMED)) return [];
    return [kind === "allocatable" ? `${silent < all.length ? "Some" : "The"} nodes ${words}` : words];
  });
}

const UNITS = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

/** An amount as people write it: `500m` of cpu, `1.5Gi` of memory, 3 of anything else. */
export function amount(resource: string, number: number): string {
  if (resource === "cpu") return number % 1_000 === 0 ? String(number / 1_000) : `${number}m`;
  if (!/^(memory|ephemeral-storage|hugepages-.*)$/.test(resource)) return String(number);
  let [rest, unit] = [number, 0];
  while (Math.abs(rest) >= 1_024 && unit < UNITS.length - 1) [rest, unit] = [rest / 1_024, unit + 1];
  return `${Number(rest.toFixed(1))}${UNITS[unit] ?? ""}`;
}
