import { count } from "../state/words";
import {
  hostPortsOf,
  nameOf,
  objectOf,
  podOf,
  sidecarsOf,
  termsOf,
  type Container,
  type PodSpec,
} from "./object";
import type { Says, Step, Subject } from "./types";
import { and, code, names } from "./words";

/** The most Pods that the controller asks for in one sync. */
const BURST = 250;

/** The most characters of a Pod's name before the random ones. */
const PREFIX = 58;

/** The nodes that should run a Pod, by name. */
function wanted({ one }: Subject): string[] {
  return one.nodes.filter(({ shouldRun }) => shouldRun).map(({ name }) => name);
}

/** What stands for the name of a Pod: the end is random. */
function podName(subject: Subject): string {
  return code(`${`${nameOf(subject)}-`.slice(0, PREFIX)}xxxxx`);
}

/** The controller makes the Pods, each for one node. */
export function created(subject: Subject): Step {
  const nodes = wanted(subject);
  const step = { id: "created", title: "The Pods are created", actors: ["DaemonSet controller"] };
  return {
    ...step,
    says: [requests(subject, nodes), pinned(subject, nodes), additions(subject), admission(subject)],
  };
}

function requests(subject: Subject, nodes: readonly string[]): Says {
  if (nodes.length === 0) {
    const text =
      "No node should run a Pod, so it creates none yet. What follows is what happens for each node that comes to fit.";
    return { text };
  }
  const syncs = Math.ceil(nodes.length / BURST);
  const pace =
    syncs > 1
      ? ` In one sync it asks for at most ${BURST}, so this takes at least ${count(syncs, "sync")}.`
      : nodes.length > 1
        ? " It asks for one, and where that succeeds for 2, 4, 8 and so on at a time."
        : "";
  return {
    text: `It asks the API server for ${nodes.length === 1 ? "the Pod of this one node" : `${count(nodes.length, "Pod")}, one for each of these nodes`}, named ${podName(subject)} with random characters at the end.${pace}`,
  };
}

function pinned(subject: Subject, nodes: readonly string[]): Says {
  const pod = podOf(subject);
  const [first, second] = nodes;
  const next = second === undefined ? "" : `, the next one ${code(`In [${second}]`)}`;
  const field = code(`metadata.name In [${first ?? "the node's name"}]`);
  const replaced = termsOf(pod)
    ? " This takes the place of the required node affinity that you wrote, which has done its work by now."
    : "";
  return {
    text: `Each is pinned to its node by a required node affinity of its own: ${first === undefined ? "" : "the first has "}${field}${next}.${replaced}`,
    ...(replaced ? { at: ["spec", "template", "spec", "affinity", "nodeAffinity"] } : {}),
  };
}

function additions({ one }: Subject): Says {
  const added = one.pod?.addedTolerations.length ?? 0;
  return {
    text: `Each is the template plus ${count(added, "toleration")} (listed under The Pod), an owner reference to the DaemonSet, and the labels \`controller-revision-hash\` and \`pod-template-generation\`.`,
  };
}

function admission(subject: Subject): Says {
  const { serviceAccountName } = podOf(subject);
  const account = serviceAccountName
    ? `the ServiceAccount ${code(serviceAccountName)} has to exist`
    : "it gets the ServiceAccount `default`";
  return {
    text: `A Pod is checked and stored as the DaemonSet was: ${account}, and quotas and Pod Security apply to it. One that is refused shows as the event \`FailedCreate\` on the DaemonSet, and is tried again later.`,
    ...(serviceAccountName ? { at: ["spec", "template", "spec", "serviceAccountName"] } : {}),
  };
}

/** The scheduler binds each Pod to the only node that its affinity leaves. */
export function bound(subject: Subject): Step {
  const pod = podOf(subject);
  const [first] = wanted(subject);
  const scheduler = pod.schedulerName ?? "default-scheduler";
  const own = scheduler === "default-scheduler";
  const step = { id: "bound", title: "The Pods are bound", actors: [own ? "kube-scheduler" : scheduler] };
  if (pod.nodeName) {
    const text = `The template names the node itself, ${code(pod.nodeName)}: the scheduler is passed over. Where the node lacks room, its kubelet lets the Pod fail.`;
    return { ...step, says: [{ text, at: ["spec", "template", "spec", "nodeName"] }] };
  }
  const says: Says[] = [];
  if (!own) {
    const text = `The template asks for the scheduler ${code(scheduler)}. Where none of that name runs, the Pods stay Pending. One that works as kube-scheduler does goes on as follows.`;
    says.push({ text, at: ["spec", "template", "spec", "schedulerName"] });
  }
  if (pod.schedulingGates?.length) {
    const text = `It waits until the scheduling gates of the Pod are taken away: ${names(pod.schedulingGates.map((gate) => gate.name ?? ""))}.`;
    says.push({ text, at: ["spec", "template", "spec", "schedulingGates"] });
  }
  says.push({
    text: `A Pod's affinity leaves it one node to look at${first === undefined ? "" : `, here ${code(first)}`}: ${room(pod)}? If so it binds the Pod: the node's name is written into its \`spec.nodeName\`.`,
  });
  says.push({ text: `${unfit(pod)} No other node gets it instead.` });
  return { ...step, says };
}

/** What the scheduler asks of the node, as far as the Pod tells. */
function room(pod: PodSpec): string {
  const asked = [...(pod.containers ?? []), ...(pod.initContainers ?? []), pod];
  const amounts = asked.flatMap(({ resources }) =>
    Object.keys({ ...resources?.limits, ...resources?.requests }),
  );
  const ports = hostPortsOf(pod).map(String);
  const { affinity, topologySpreadConstraints } = pod;
  const rules = affinity?.podAffinity ?? affinity?.podAntiAffinity ?? topologySpreadConstraints?.length;
  const questions = [
    amounts.length > 0
      ? `is enough ${and([...new Set(amounts)].map(code))} left`
      : "is a place for one more Pod free (it requests no resources)",
    ...(ports.length > 0
      ? [`${ports.length === 1 ? "is host port" : "are the host ports"} ${names(ports, 4)} free`]
      : []),
    ...(pod.volumes?.length ? ["can its volumes be there"] : []),
    ...(rules ? ["do its rules about other Pods hold"] : []),
  ];
  return and(questions);
}

function unfit({ priorityClassName }: PodSpec): string {
  const pushing = priorityClassName
    ? `, unless its priority (${code(priorityClassName)}) lets it evict Pods of a lower one`
    : "";
  return `Where it does not fit it stays Pending, with the event \`FailedScheduling\`${pushing}.`;
}

/** The kubelet of each node starts the containers. */
export function running(subject: Subject): Step {
  const [first] = wanted(subject);
  const step = { id: "running", title: "The containers run", actors: ["kubelet"] };
  const pod = podOf(subject);
  return {
    ...step,
    says: [
      {
        text: `The kubelet ${first === undefined ? "of the node" : `on ${code(first)}`} sees a Pod with its node's name and checks once more that it fits.${waits(pod)} ${starts(pod)}`,
      },
      readiness(subject, pod),
      {
        text: "A container that ends is started again by the kubelet, after waits that grow; the controller has no part in that.",
      },
    ],
  };
}

function waits({ volumes = [] }: PodSpec): string {
  const needed = volumes.flatMap(({ configMap, secret }) => [
    ...(configMap && !configMap.optional ? [`the ConfigMap ${code(configMap.name ?? "")}`] : []),
    ...(secret && !secret.optional ? [`the Secret ${code(secret.secretName ?? "")}`] : []),
  ]);
  const all = [...new Set(needed)];
  if (all.length === 0) return "";
  const few = all.length > 3 ? [...all.slice(0, 2), `${all.length - 2} more`] : all;
  return ` It waits until its volumes can be mounted, for which ${and(few)} ${all.length === 1 ? "has" : "have"} to exist.`;
}

function starts(pod: PodSpec): string {
  const { containers = [], initContainers = [] } = pod;
  const once = initContainers.filter(({ restartPolicy }) => restartPolicy !== "Always");
  const sidecars = sidecarsOf(pod);
  const doing = [
    ...(once.length === 1 ? [`runs ${named(once, "init container")} to its end`] : []),
    ...(once.length > 1 ? [`runs ${named(once, "init container")} to their ends, one after the other`] : []),
    ...(sidecars.length > 0 ? [`starts ${named(sidecars, "sidecar")}`] : []),
    `starts ${named(containers, "container")}`,
  ];
  return `It ${and(doing)}${policy([...initContainers, ...containers])}.`;
}

/** The containers with their names; of a single one also the image. */
function named(containers: readonly Container[], noun: string): string {
  const [only, ...more] = containers;
  const from = only && more.length === 0 ? ` from ${code(only.image ?? "")}` : "";
  return `the ${noun}${more.length > 0 ? "s" : ""} ${names(containers.map(({ name = "" }) => name))}${from}`;
}

function policy(containers: readonly Container[]): string {
  const [only, ...more] = new Set(containers.map(({ imagePullPolicy }) => imagePullPolicy));
  if (more.length > 0) return "";
  if (only === "Always") return ", asking the registry for the image at every start (`Always`)";
  if (only === "IfNotPresent") return ", pulling an image only where the node lacks it (`IfNotPresent`)";
  return only === "Never" ? ", never pulling an image (`Never`)" : "";
}

function readiness(subject: Subject, pod: PodSpec): Says {
  const containers = [...(pod.containers ?? []), ...sidecarsOf(pod)];
  const probed = containers.flatMap(({ readinessProbe, name = "" }) => (readinessProbe ? [name] : []));
  const gates = (pod.readinessGates ?? []).map(({ conditionType = "" }) => conditionType);
  const started = containers.some(({ startupProbe }) => startupProbe)
    ? "have started (those with a startup probe: once it has succeeded)"
    : "have started";
  const ready =
    probed.length > 0
      ? `The Pod is Ready once all containers ${started} and the readiness probe of ${names(probed)} succeeds`
      : `No container has a readiness probe, so the Pod counts as Ready once all containers ${started}`;
  const gated = gates.length > 0 ? `, and the readiness gates ${names(gates)} are true` : "";
  const wait = objectOf(subject).spec?.minReadySeconds ?? 0;
  const available =
    wait > 0
      ? `It is available after ${count(wait, "second")} of that (\`minReadySeconds\`).`
      : "It is available at once, since `minReadySeconds` is 0.";
  const index = (pod.containers ?? []).findIndex(({ readinessProbe }) => readinessProbe);
  const at = index < 0 ? {} : { at: ["spec", "template", "spec", "containers", index, "readinessProbe"] };
  return { text: `${ready}${gated}. ${available}`, ...at };
}
