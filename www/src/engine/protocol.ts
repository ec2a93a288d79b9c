import type { Kubectl, Plan, PlanOptions, Versions } from "daemonset-planner";

/** What the page asks of the engine's worker. A text that is absent has not changed. */
export interface Question {
  id: number;
  manifest?: Uint8Array;
  nodes?: Uint8Array;
  pods?: Uint8Array;
  previous?: Uint8Array;
  options: PlanOptions;
  /** Whether only kubectl's words are asked for, at the moment that the options name. */
  onlyWords?: boolean;
}

/** What the worker answers: a plan, or why there is none. */
export type Answer =
  | { id: number; plan: Plan; written: readonly object[]; versions: Versions; milliseconds: number }
  | { id: number; words: readonly (Kubectl | undefined)[] }
  | { id: number; failure: string };
