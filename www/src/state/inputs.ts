import type { PlanOptions } from "daemonset-planner";
import type { Example } from "../examples";
import { eventsFrom } from "./events";

/** Everything that decides what the page shows, and so everything that a shared link carries. */
export interface Inputs {
  manifest: string;
  nodes: string;
  /** The Pods that exist; empty where nobody says. */
  pods: string;
  /** The manifest before the change; empty where nobody says. */
  previous: string;
  options: Timings;
}

/** What is supposed: how long things take, in seconds, of which template Pods are that do not tell, and whatever else somebody has said. */
export type Timings = Required<Pick<PlanOptions, "readySeconds" | "terminationSeconds">> &
  Pick<PlanOptions, "events" | "podsRevision" | "start" | "kubernetes" | "byHand">;

/** The engine's own defaults. */
export const TIMINGS: Timings = { readySeconds: 10, terminationSeconds: 5 };

/** What an example puts on the page. */
export function inputsOf({ manifest, nodes, pods, previous, options }: Example): Inputs {
  return { manifest, nodes, pods, previous, options: { ...TIMINGS, ...options } };
}

/** The longest time that the page lets people set: a day. */
export const LONGEST_SECONDS = 86_400;

type Length = Timings["readySeconds"];
type Start = NonNullable<Timings["start"]>;

const isLength = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= LONGEST_SECONDS;

function isRange(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [least, most] = value as unknown[];
  return isLength(least) && isLength(most) && least <= most;
}

/** The beginnings that may be supposed where no Pods are pasted, in words. */
export const STARTS: readonly [start: Start, words: string][] = [
  ["updating", "the template has changed"],
  ["creating", "the DaemonSet was just created"],
  ["running", "every Pod is up to date"],
];

/** The release before which old Pods that are not available do not use the budget up. */
export const OLDER = "1.30";

const REVISIONS = ["current", "previous"] as const;

/** What is supposed, from anything: what cannot be meant becomes the default. */
export function timings(given: unknown): Timings {
  const from = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
  const one = (name: "readySeconds" | "terminationSeconds"): Length => {
    const value = from[name];
    return isLength(value) || isRange(value) ? value : TIMINGS[name];
  };
  const start = STARTS.find(([known]) => known === from.start)?.[0];
  return supposed({
    readySeconds: one("readySeconds"),
    terminationSeconds: one("terminationSeconds"),
    events: eventsFrom(from.events),
    start,
    kubernetes: from.kubernetes === OLDER ? OLDER : undefined,
    byHand: listsFrom(from.byHand),
    podsRevision: REVISIONS.find((known) => known === from.podsRevision),
  });
}

/** The same without what says nothing, so that equal suppositions have equal texts. */
export function supposed(options: Timings): Timings {
  const { readySeconds, terminationSeconds, events, start, kubernetes, byHand, podsRevision } = options;
  return {
    readySeconds,
    terminationSeconds,
    ...(events?.length ? { events } : {}),
    ...(start && start !== "updating" ? { start } : {}),
    ...(kubernetes ? { kubernetes } : {}),
    ...(byHand?.length ? { byHand } : {}),
    ...(podsRevision ? { podsRevision } : {}),
  };
}

/** Whether nobody has supposed anything that this example does not. */
export function isPlain(options: Timings, { options: shown }: Pick<Example, "options">): boolean {
  return JSON.stringify(supposed(options)) === JSON.stringify(supposed({ ...TIMINGS, ...shown }));
}

const MOST_LISTS = 10_000;

function listsFrom(given: unknown): string[][] {
  if (!Array.isArray(given)) return [];
  return given
    .slice(0, MOST_LISTS)
    .filter(
      (names): names is string[] => Array.isArray(names) && names.every((name) => typeof name === "string"),
    );
}
