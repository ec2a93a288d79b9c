import type { Subject } from "./types";

/** The fields of an admitted DaemonSet that its life speaks of. */
export interface DaemonSetObject {
  metadata?: Metadata;
  spec?: {
    selector?: LabelSelector;
    template?: { metadata?: Metadata; spec?: PodSpec };
    minReadySeconds?: number;
    updateStrategy?: { type?: string };
  };
}

interface Metadata {
  name?: string;
  generateName?: string;
  namespace?: string;
  labels?: Record<string, string>;
}

interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key?: string; operator?: string; values?: string[] }[];
}

/** The fields of a template's Pod. */
export interface PodSpec {
  affinity?: {
    nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: object[] } };
    podAffinity?: object;
    podAntiAffinity?: object;
  };
  containers?: Container[];
  hostNetwork?: boolean;
  initContainers?: Container[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  priorityClassName?: string;
  readinessGates?: { conditionType?: string }[];
  resources?: Resources;
  schedulerName?: string;
  schedulingGates?: { name?: string }[];
  serviceAccountName?: string;
  tolerations?: Toleration[];
  topologySpreadConstraints?: object[];
  volumes?: Volume[];
}

interface Resources {
  requests?: Record<string, string | number>;
  limits?: Record<string, string | number>;
}

/** A container, also an init container. */
export interface Container {
  name?: string;
  image?: string;
  imagePullPolicy?: string;
  env?: { valueFrom?: { fieldRef?: { fieldPath?: string } } }[];
  ports?: { containerPort?: number; hostPort?: number }[];
  readinessProbe?: object;
  startupProbe?: object;
  resources?: Resources;
  restartPolicy?: string;
}

interface Volume {
  hostPath?: object;
  configMap?: { name?: string; optional?: boolean };
  secret?: { secretName?: string; optional?: boolean };
}

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** The key of the taints of a node that is not ready. */
const NOT_READY = "node.kubernetes.io/not-ready";

/** The object as the API server returns it; where it refuses it, as it was written. */
export function objectOf({ one, written }: Subject): DaemonSetObject {
  return one.admission.daemonSet ?? written ?? {};
}

/** The Pod in the template. */
export function podOf(subject: Subject): PodSpec {
  return objectOf(subject).spec?.template?.spec ?? {};
}

/** The name, or what stands for one that the server makes up. */
export function nameOf(subject: Subject): string {
  const { name = "", generateName = "" } = objectOf(subject).metadata ?? {};
  const given = [subject.one.name, name, generateName && `${generateName}xxxxx`];
  return given.find((one) => one !== "") ?? "(no name)";
}

/** Init containers that keep running beside the others. */
export function sidecarsOf({ initContainers = [] }: PodSpec): Container[] {
  return initContainers.filter(({ restartPolicy }) => restartPolicy === "Always");
}

/** The terms of the required node affinity; `undefined` where none is required. */
export function termsOf({ affinity }: PodSpec): object[] | undefined {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required && (required.nodeSelectorTerms ?? []);
}

/** Whether the template tolerates every taint there can be. */
export function toleratesAll({ tolerations = [] }: PodSpec): boolean {
  return tolerations.some(({ key, operator, effect }) => !key && operator === "Exists" && !effect);
}

/** Whether the template itself tolerates the taint with which every new node begins. */
export function toleratesNotReady({ tolerations = [] }: PodSpec): boolean {
  return tolerations.some(
    ({ key, operator = "Equal", value = "", effect }) =>
      (!effect || effect === "NoSchedule") &&
      (!key || key === NOT_READY) &&
      (operator === "Exists" || ((operator === "Equal" || operator === "") && value === "")),
  );
}

/** The host ports that a Pod holds once it is created: with the host's network, every port of a container. */
export function hostPortsOf(pod: PodSpec): number[] {
  const ports = [...(pod.containers ?? []), ...sidecarsOf(pod)].flatMap((container) => container.ports ?? []);
  const held = ports.map(({ hostPort, containerPort }) =>
    pod.hostNetwork ? (hostPort ?? containerPort) : hostPort,
  );
  return [...new Set(held.filter((port): port is number => Boolean(port)))];
}

/** A label selector as kubectl prints it: `app=a,tier in (x,y)`. */
export function selectorInWords(selector: LabelSelector | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector?.matchExpressions ?? []).map(({ key = "", operator, values = [] }) => {
    const listed = [...values].sort().join(",");
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "NotIn" ? "notin" : "in"} (${listed})`;
  });
  return [...labels.sort(), ...expressions].join(",");
}

/**
 * How many seconds the template lets a Pod stay on a node that is not ready, and which toleration says so; no limit where none
 * does. The first that fits the taint counts. The controller writes over one that is its own but for the seconds.
 */
export function patience({ tolerations = [] }: PodSpec): { limit?: number; index: number } {
  const index = tolerations.findIndex(
    ({ key, operator = "Equal", value = "", effect }) =>
      (!effect || effect === "NoExecute") &&
      (!key || key === NOT_READY) &&
      (operator === "Exists" || value === ""),
  );
  const first = tolerations[index];
  const overwritten = first?.key === NOT_READY && first.operator === "Exists" && first.effect === "NoExecute";
  const limit = overwritten ? undefined : first?.tolerationSeconds;
  return { limit: limit === undefined ? undefined : Math.max(limit, 0), index };
}
