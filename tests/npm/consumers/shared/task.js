// What every consumer does, each by way of its own tools.
import { init, plan } from "daemonset-planner";

export const manifest = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { nodeSelector: { disk: ssd }, containers: [{ name: agent, image: "agent:1" }] }`;
export const nodes = JSON.stringify([
  { metadata: { name: "a", labels: { disk: "ssd" } } },
  { metadata: { name: "b" } },
]);

/** @param {import("daemonset-planner").Engine} [engine] */
export async function headline(engine) {
  await init(engine);
  return plan({ manifest, nodes }).daemonSets[0].headline;
}
