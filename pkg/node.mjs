// The one instance that Node.js has, be it by import or by require.
export { Planner, PlannerError, init, plan, read, reconcile, versions } from "./node.cjs";
