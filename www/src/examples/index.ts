import type { Timings } from "../state/inputs";

/** One thing to learn, ready to be looked at. */
export interface Example {
  /** What stands for it in a link. */
  id: string;
  title: string;
  /** What it shows, in one sentence. */
  point: string;
  manifest: string;
  nodes: string;
  /** The Pods that exist; empty where the example is not about them. */
  pods: string;
  /** The manifest before the change; empty where the example is not about one. */
  previous: string;
  /** What is supposed beyond the defaults. */
  options?: Partial<Timings>;
}

const FILES = import.meta.glob<string>("./*.yaml", { query: "?raw", import: "default", eager: true });

const TITLES: [id: string, title: string, point: string][] = [
  ["every-node", "Every node", "Without a selector, one Pod on every node whose taints allow it."],
  ["node-selector", "Workers only", "A nodeSelector picks the nodes that carry a label."],
  [
    "control-plane",
    "Control plane too",
    "A toleration lets Pods onto tainted nodes; each taint needs its own.",
  ],
  ["one-zone", "One zone", "Required node affinity picks nodes by an expression over labels."],
  [
    "gpu-nodes",
    "GPU nodes",
    "A label and an expression name the hardware, a toleration passes its taint, and the Pod takes one GPU where the node has one to give.",
  ],
  [
    "host-access",
    "Privileged",
    "Privileged, in the host's network and process space, with its root file system, on every node.",
  ],
  [
    "system-level",
    "System-level",
    "A network agent in kube-system: system-node-critical, so a full node makes room for it; every taint tolerated, so a new node starts with it.",
  ],
  [
    "no-room",
    "No room",
    "Wanted on every node, the Pod starts only where the requests, host ports and priorities of other Pods let it.",
  ],
  [
    "rolling-update",
    "Rolling update",
    "maxUnavailable says how many nodes may be without their Pod at a time.",
  ],
  ["on-delete", "OnDelete", "An update waits until somebody deletes the old Pods."],
  [
    "surge",
    "Surge",
    "maxSurge starts the new Pod before the old one goes; minReadySeconds makes it prove itself.",
  ],
  [
    "stuck-update",
    "An update that hangs",
    "With the existing Pods pasted too: which are old, and why the controller does not touch them.",
  ],
  [
    "change",
    "A change",
    "With the manifest as it was: what differs, whether that starts a rollout, which nodes join and leave.",
  ],
  [
    "node-away",
    "A node goes away",
    "With events on the clock: a machine fails in the middle of an update, and is taken out two minutes later.",
  ],
  [
    "canary",
    "A canary by hand",
    "With OnDelete, somebody deletes one old Pod first, and the rest when it is well.",
  ],
  ["bundle", "A whole project", "Two DaemonSets among the other objects of an install file."],
];

/** What the examples suppose, of those that do. */
const SUPPOSED: Record<string, Partial<Timings>> = {
  "node-away": {
    events: [
      { type: "nodeNotReady", node: "worker-4", atSeconds: 20 },
      { type: "removeNode", node: "worker-4", atSeconds: 140 },
    ],
  },
  canary: { byHand: [["edge-1"], ["edge-2", "edge-3", "edge-4", "edge-5", "edge-6", "edge-7"]] },
};

function file(name: string, otherwise?: string): string {
  const text = FILES[`./${name}.yaml`] ?? otherwise;
  if (text === undefined) throw new Error(`there is no example file ${name}.yaml`);
  return text;
}

/** The examples, in the order in which one learns. */
export const EXAMPLES: readonly Example[] = TITLES.map(([id, title, point]) => ({
  id,
  title,
  point,
  manifest: file(`${id}.manifest`),
  nodes: file(`${id}.nodes`),
  pods: file(`${id}.pods`, ""),
  previous: file(`${id}.previous`, ""),
  options: SUPPOSED[id],
}));

/** The example that has these texts, unchanged. */
export function exampleOf(texts: Pick<Example, (typeof TEXTS)[number]>): Example | undefined {
  return EXAMPLES.find((one) => TEXTS.every((name) => one[name] === texts[name]));
}

const TEXTS = ["manifest", "nodes", "pods", "previous"] as const;

/** The example that the page opens with. */
export const [FIRST] = EXAMPLES as [Example, ...Example[]];
