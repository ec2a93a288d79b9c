import type { PlanEvent } from "daemonset-planner";

/** What an event is about. */
export type About = "node" | "pod" | "cluster";

type Kind = PlanEvent["type"];
type Of<K extends Kind> = Extract<PlanEvent, { type: K }>;

/** A kind of event: whom it concerns, what it is called where one chooses it, and what it is called on the clock. */
export interface EventKind<K extends Kind = Kind> {
  about: About;
  title: string;
  words: (event: Of<K>) => string;
}

const list = (texts: readonly string[] | undefined) => (texts ?? []).map((text) => `\`${text}\``).join(", ");

function labelChanges(labels: Record<string, string | null>): string {
  const given = Object.entries(labels).map(([key, value]) =>
    value === null ? `${key}-` : `${key}=${value}`,
  );
  return given.map((text) => `\`${text}\``).join(", ");
}

/** The first image of a manifest, since that is what most edits are about. */
function imageIn(manifest: string): string {
  const image = /\bimage["']?\s*:\s*["']?([^\s"',}\]]+)/.exec(manifest)?.[1];
  return image === undefined ? "" : ` with the image \`${image}\``;
}

/** All kinds, in the order in which they are offered. */
export const KINDS: { [K in Kind]: EventKind<K> } = {
  cordonNode: { about: "node", title: "Cordoned", words: ({ node }) => `\`${node}\` is cordoned` },
  uncordonNode: { about: "node", title: "Uncordoned", words: ({ node }) => `\`${node}\` is uncordoned` },
  drainNode: { about: "node", title: "Drained", words: ({ node }) => `\`${node}\` is drained` },
  taintNode: {
    about: "node",
    title: "Tainted…",
    words: ({ node, taints }) => `\`${node}\` is tainted ${list(taints)}`,
  },
  untaintNode: {
    about: "node",
    title: "Untainted…",
    words: ({ node, taints }) => `\`${node}\` loses the taint ${list(taints)}`,
  },
  labelNode: {
    about: "node",
    title: "Relabelled…",
    words: ({ node, labels }) => `\`${node}\` is labelled ${labelChanges(labels)}`,
  },
  nodeNotReady: {
    about: "node",
    title: "Not ready",
    words: ({ node }) => `\`${node}\` is no longer ready: its kubelet stops`,
  },
  nodeReady: { about: "node", title: "Ready again", words: ({ node }) => `\`${node}\` is ready again` },
  removeNode: { about: "node", title: "Removed", words: ({ node }) => `\`${node}\` is removed` },
  addNode: {
    about: "cluster",
    title: "A node joins…",
    words: ({ node, like }) => `\`${node}\` joins${like ? `, like \`${like}\`` : ""}`,
  },
  deletePod: {
    about: "pod",
    title: "Deleted",
    words: ({ node }) => `the Pod on \`${node}\` is deleted by hand`,
  },
  unreadyPod: {
    about: "pod",
    title: "Not ready for a while…",
    words: ({ node, forSeconds = 30 }) => `the Pod on \`${node}\` is not ready for ${forSeconds} s`,
  },
  crashPod: {
    about: "pod",
    title: "Keeps crashing",
    words: ({ node }) => `the Pod on \`${node}\` crashes again and again`,
  },
  failPod: {
    about: "pod",
    title: "Fails",
    words: ({ node }) => `the Pod on \`${node}\` fails, as when the kubelet evicts it`,
  },
  neverReady: {
    about: "pod",
    title: "Never ready",
    words: ({ node }) =>
      node
        ? `no Pod that starts on \`${node}\` from now on becomes ready`
        : "no Pod of the current template that starts from now on becomes ready",
  },
  apply: {
    about: "cluster",
    title: "Another edit…",
    words: ({ manifest }) => `another manifest is applied${imageIn(manifest)}`,
  },
  rollback: { about: "cluster", title: "kubectl rollout undo", words: () => "`kubectl rollout undo`" },
  switchToOnDelete: {
    about: "cluster",
    title: "Switched to OnDelete",
    words: () => "the strategy becomes OnDelete",
  },
};

/** An event in words, without when. */
export function wordsOf(event: PlanEvent): string {
  // The table has for each kind the words of that kind.
  const { words } = KINDS[event.type] as EventKind;
  return words(event);
}

/** The node that an event is about; `undefined` where it is about the cluster. */
export function nodeOf(event: PlanEvent): string | undefined {
  return "node" in event ? event.node : undefined;
}

/** Events in the order of the clock; those of one second stay as they were. */
export function inOrder(events: readonly PlanEvent[]): PlanEvent[] {
  return [...events].sort((a, b) => (a.atSeconds ?? 0) - (b.atSeconds ?? 0));
}

/** The most events that the engine takes. */
const MOST = 1_000;

/** Events from anything: what is none is left out, so that the page can speak about the rest. */
export function eventsFrom(given: unknown): PlanEvent[] {
  return Array.isArray(given) ? given.slice(0, MOST).filter(isEvent) : [];
}

const isText = (value: unknown) => typeof value === "string";
const isAbsent = (value: unknown) => value === undefined;
const isNumber = (value: unknown) => typeof value === "number" && value >= 0 && Number.isFinite(value);
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isMap = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((text) => text === null || isText(text));

function isEvent(given: unknown): given is PlanEvent {
  if (typeof given !== "object" || given === null) return false;
  const { type, atSeconds, node, like, labels, taints, forSeconds, manifest } = given as Record<
    string,
    unknown
  >;
  if (typeof type !== "string" || !Object.hasOwn(KINDS, type)) return false;
  const optional = (value: unknown, fits: (value: unknown) => boolean) => isAbsent(value) || fits(value);
  const withoutNode = KINDS[type as Kind].about === "cluster" && type !== "addNode";
  return (
    optional(atSeconds, isNumber) &&
    (withoutNode || type === "neverReady" ? optional(node, isText) : isText(node)) &&
    optional(like, isText) &&
    (type === "labelNode" ? isMap(labels) : optional(labels, isMap)) &&
    optional(taints, isTexts) &&
    optional(forSeconds, isNumber) &&
    (type === "apply" ? isText(manifest) : isAbsent(manifest))
  );
}
