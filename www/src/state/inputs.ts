import type { PlanOptions } from "daemonset-planner";
import type { Example } from "../examples";

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

/** The options that the page lets people set: timings in seconds, and of which template Pods are that do not tell. */
export type Timings = Required<Pick<PlanOptions, "readySeconds" | "terminationSeconds">> &
  Pick<PlanOptions, "podsRevision">;

/** The engine's own defaults. */
export const TIMINGS: Timings = { readySeconds: 10, terminationSeconds: 5 };

/** What an example puts on the page. */
export function inputsOf({ manifest, nodes, pods, previous }: Example): Inputs {
  return { manifest, nodes, pods, previous, options: { ...TIMINGS } };
}

/** The longest time that the page lets people set: a day. */
export const LONGEST_SECONDS = 86_400;

/** Timings from anything: what is no number between 0 and a day becomes the default. */
export function timings(given: unknown): Timings {
  const from = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
  const one = (name: "readySeconds" | "terminationSeconds") => {
    const value = from[name];
    const usable = typeof value === "number" && value >= 0 && value <= LONGEST_SECONDS;
    return usable ? value : TIMINGS[name];
  };
  const chosen = from.podsRevision;
  return {
    readySeconds: one("readySeconds"),
    terminationSeconds: one("terminationSeconds"),
    ...(chosen === "current" || chosen === "previous" ? { podsRevision: chosen } : {}),
  };
}
