// The tag, in a program with a DOM.
import "daemonset-planner/element";
import type { DaemonsetPlannerElement } from "daemonset-planner/element";

const tag: DaemonsetPlannerElement = document.createElement("daemonset-planner");
await tag.load();
const headline: string | undefined = tag.plan?.daemonSets[0]?.headline;
tag.addEventListener("daemonset-plan", ({ detail }) => detail.plan.kubernetes.length);
void headline;
