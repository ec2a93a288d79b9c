import "daemonset-planner/element";
import { manifest, nodes } from "./task.js";

document.addEventListener("daemonset-plan", ({ detail }) => {
  document.title = detail.plan.daemonSets[0].headline;
});

const tag = document.createElement("daemonset-planner");
for (const [slot, text] of Object.entries({ manifest, nodes })) {
  const pre = document.createElement("pre");
  pre.slot = slot;
  pre.textContent = text;
  tag.append(pre);
}
document.body.append(tag);
