import type { DaemonSetStatus, Happens, Timeline, TimelineEntry } from "daemonset-planner";
import { count } from "../state/words";

/** The things of one kind that one of the cluster's parts does at one time. */
export interface Deed {
  /** Who acts. */
  by: string;
  words: string;
  /** Where. */
  nodes: string[];
  /** Whether somebody put it on the clock. */
  event: boolean;
}

/** From when on the timeline tells nothing more: the time at which it is cut off, if it is. */
export function cutOf({ entries, omitted }: Timeline): number {
  return omitted > 0 ? (entries.at(-1)?.seconds ?? 0) : Infinity;
}

/** The times of which all is told that happens, in order. */
export function momentsOf(timeline: Timeline): number[] {
  const cut = cutOf(timeline);
  const told = timeline.entries.filter(({ seconds }) => seconds < cut);
  return [...new Set(told.map(({ seconds }) => seconds))].sort((a, b) => a - b);
}

/** The newest of the sorted times that is not after `at`; `undefined` before the first. */
export function newest(times: readonly number[], at: number): number | undefined {
  return times.findLast((time) => time <= at);
}

/** The status as the controller had written it last; `undefined` before it writes any, and where the timeline does not tell. */
export function statusAt(timeline: Timeline, at: number): DaemonSetStatus | undefined {
  if (at >= cutOf(timeline)) return undefined;
  return timeline.entries.findLast(({ seconds, status }) => status && seconds <= at)?.status;
}

/** Words for what happens to a number of Pods. */
const POD_WORDS: Partial<Record<Happens, (pods: string, one: boolean) => string>> = {
  podCreated: (pods) => `creates ${pods}`,
  podBound: (pods) => `binds ${pods} to ${pods.startsWith("1 ") ? "its node" : "their nodes"}`,
  podReady: (pods, one) => `${pods} ${one ? "is" : "are"} ready`,
  podAvailable: (pods, one) => `${pods} ${one ? "counts" : "count"} as available`,
  podUnready: (pods, one) => `${pods} ${one ? "is" : "are"} no longer ready`,
  podFailed: (pods, one) => `${pods} ${one ? "fails" : "fail"}`,
  podDeleted: (pods) => `deletes ${pods}`,
  podGone: (pods, one) => `${pods} ${one ? "is" : "are"} gone`,
};

/** What is left where no Pod and no event is spoken of. */
const WRITES: Deed = { by: "DaemonSet controller", words: "writes the status", nodes: [], event: false };

/** What happens at exactly this time, in order. */
export function deedsAt({ entries, template, pods: lives }: Timeline, at: number): Deed[] {
  const single = template === 0 && lives.every((pod) => pod.template === 0);
  const deeds: Deed[] = [];
  const pods = new Map<string, TimelineEntry[]>();
  const places = new Map<string, Deed>();
  for (const entry of entries) {
    if (entry.seconds !== at) continue;
    if (entry.what === "event") {
      deeds.push({ by: entry.by, words: entry.text ?? "", nodes: [], event: true });
    } else if (entry.node !== undefined && POD_WORDS[entry.what]) {
      const key = `${entry.what} ${entry.by} ${entry.template}`;
      const held = pods.get(key);
      if (held) {
        held.push(entry);
        continue;
      }
      pods.set(key, [entry]);
      const deed: Deed = { by: entry.by, words: "", nodes: [], event: false };
      places.set(key, deed);
      deeds.push(deed);
    }
  }
  for (const [key, deed] of places) fill(deed, pods.get(key) ?? [], single);
  return deeds.length > 0 ? deeds : [WRITES];
}

/** What a Pod is called by the number of its template, of which 0 is the one before the change. */
const NAMES = ["old Pod", "new Pod"];

function fill(deed: Deed, entries: readonly TimelineEntry[], single: boolean): void {
  const [first] = entries;
  if (!first) return;
  const number = entries.length;
  const pods = count(number, single ? "Pod" : (NAMES[first.template ?? 0] ?? "newer Pod"));
  deed.words = POD_WORDS[first.what]?.(pods, number === 1) ?? "";
  deed.nodes = entries.map(({ node = "" }) => node);
}

/** What a sync does, and how much of the budget it found used. */
export interface SyncSeen {
  used: number;
  allowed: number;
  text: string;
}

/** The syncs of exactly this time that looked at the budget, in order. */
export function syncsAt({ entries }: Timeline, at: number): SyncSeen[] {
  return entries.flatMap(({ seconds, what, budget, text }) =>
    seconds === at && what === "sync" && budget && text ? [{ ...budget, text }] : [],
  );
}
