import type { DaemonSetPlan, Plan, Range } from "daemonset-planner";

/** What a life is told about: one DaemonSet of a plan, and what its manifest says before anything is filled in. */
export interface Subject {
  plan: Plan;
  one: DaemonSetPlan;
  /** The object as kubectl sends it; absent where it is not known. */
  written?: object;
}

/** A field of the DaemonSet, from the top: `["spec", "selector"]`. */
export type Path = readonly (string | number)[];

/** One sentence or two. What stands between backticks is code. */
export interface Says {
  /** The case that it is about, as a few words in front: "A node joins". */
  when?: string;
  text: string;
  /** The field of the manifest that it is about, or its place. */
  at?: Path | Range;
  /** Short pieces that belong to it, such as defaults. */
  pieces?: readonly string[];
  /** Words of Kubernetes, to be shown as they are. */
  quote?: string;
}

/** One step of the life. */
export interface Step {
  id: string;
  title: string;
  /** The components that act, the first one most. */
  actors: readonly string[];
  says: readonly Says[];
  /** Whether the life ends here, or never comes here. */
  state?: "stopped" | "unreached";
}

/** Something that learners are examined on. */
export interface Truth {
  id: string;
  title: string;
  says: Says;
  /** Whether the input touches it. */
  touched: boolean;
}
