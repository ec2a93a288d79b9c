// Importing `daemonset-planner/element` registers the tag <daemonset-planner>; on a server it does nothing.
import type { Plan } from "./index.js";

/** The element <daemonset-planner>. */
export interface DaemonsetPlannerElement extends HTMLElement {
  /** The newest plan; `undefined` as long as there is none. */
  readonly plan: Plan | undefined;
  /** Loads now, wherever the element stands, and resolves when it shows its answer. It loads by itself when it nears the screen. */
  load(): Promise<void>;
}

/** What `daemonset-plan` tells: a new plan is shown. */
export type DaemonsetPlanEvent = CustomEvent<{ plan: Plan }>;

declare global {
  interface HTMLElementTagNameMap {
    "daemonset-planner": DaemonsetPlannerElement;
  }
  interface GlobalEventHandlersEventMap {
    "daemonset-plan": DaemonsetPlanEvent;
  }
}
