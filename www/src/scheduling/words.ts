import type { DaemonSetPlan, NodeScheduling, NodeVerdict } from "daemonset-planner";

/** A node, and whether the Pod would start there. */
export interface Candidate {
  readonly name: string;
  readonly scheduling: NodeScheduling;
}

/** The nodes that should run the Pod, in the order of the input; none where the engine does not tell. */
export function candidates({ nodes }: DaemonSetPlan): readonly Candidate[] {
  return nodes.flatMap(({ name, scheduling }: NodeVerdict) =>
    scheduling && scheduling.fits !== null ? [{ name, scheduling }] : [],
  );
}

const ASSUMED = {
  allocatable: "Some nodes do not say what they have: there is taken to be enough.",
  pods: "No Pods were pasted: the nodes are taken to be empty.",
  requests: "Pods from a table do not say what they request: they are taken to request nothing.",
  priorityClass: "The priority class was not pasted: it is taken to be 0.",
  schedulerName: "The template names another scheduler: it is taken to decide as the default one does.",
};

/** What is assumed of any of the nodes, in words. */
export function assumptions(all: readonly Candidate[]): readonly string[] {
  const kinds = new Set(all.flatMap(({ scheduling }) => scheduling.assumes ?? []));
  return Object.entries(ASSUMED).flatMap(([kind, words]) =>
    kinds.has(kind as keyof typeof ASSUMED) ? [words] : [],
  );
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
