// The same from CommonJS.
import planner = require("daemonset-planner");
import { plan, Planner, PlannerError, type DaemonSetPlan, type Plan } from "daemonset-planner";

const answer: Plan = plan({ manifest: "a: [" });
const first: DaemonSetPlan | undefined = answer.daemonSets[0];
const kept: Planner = new Planner();
kept.setManifest("");
kept.free();
const same: planner.Plan = planner.plan({ manifest: "", nodes: new Uint8Array() });
const isOurs = (error: unknown): error is PlannerError => error instanceof PlannerError;
void [first, same, isOurs, planner.init()];
console.log(answer.diagnostics[0]?.code);
