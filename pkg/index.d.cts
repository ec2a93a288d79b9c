// The same declarations for `require`: types by reference, since they must not stand in the package twice.
import type * as planner from "./index.js" with { "resolution-mode": "import" };

export type * from "./index.js" with { "resolution-mode": "import" };

export declare const init: typeof planner.init;
export declare const plan: typeof planner.plan;
export declare const read: typeof planner.read;
export declare const reconcile: typeof planner.reconcile;
export declare const versions: typeof planner.versions;
export declare const Planner: typeof planner.Planner;
export type Planner = planner.Planner;
export declare const PlannerError: typeof planner.PlannerError;
export type PlannerError = planner.PlannerError;
