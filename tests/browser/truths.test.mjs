// What learners are examined on: in the open where the input touches it, folded where it does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonSet, headline, nodes, useBrowser } from "./browser.mjs";
import { given, truths } from "./life.mjs";

useBrowser();

const WEB = daemonSet("        ports: [{ containerPort: 80 }]").replace(
  "containers: [{ name: a, image: a }]",
  "containers:\n      - name: a\n        image: nginx:1.29",
);
const CASES = [
  [
    "more labels than the selector",
    daemonSet().replace(/labels: \{ app: a \} \}/, "labels: { app: a, tier: b } }"),
    /tier/,
    "The selector must match",
  ],
  ["no namespace", daemonSet(), /here default/, "A DaemonSet lives in a namespace"],
  [
    "OnDelete",
    daemonSet("  updateStrategy: { type: OnDelete }"),
    /chooses OnDelete instead/,
    "RollingUpdate is the default",
  ],
  [
    "spread",
    daemonSet("      affinity: { podAntiAffinity: {} }"),
    /The podAntiAffinity of the template has no part/,
    "One Pod on each node",
  ],
  ["host access", daemonSet("      hostNetwork: true"), /has that on 2 nodes/, "Access to the host"],
  [
    "a Service",
    `${daemonSet()}\n---\napiVersion: v1\nkind: Service\nmetadata: { name: a }\n`,
    /The manifest has a Service/,
    "A Service may still send",
  ],
  [
    "a plain web application",
    WEB,
    /It serves port 80 and asks for nothing of its node/,
    "Does it have to be on every node?",
  ],
  [
    "a part of the control plane",
    daemonSet().replace("image: a", "image: registry.k8s.io/kube-scheduler:v1.37.2"),
    /looks like a part of the control plane/,
    "Must it run where there is no API server?",
  ],
  [
    "a network plugin",
    daemonSet().replace("image: a", "image: quay.io/calico/node:v3.31.0"),
    /looks like a network \(CNI\) plugin/,
    "Network and storage plugins",
  ],
  [
    "a storage driver",
    daemonSet().replace("image: a", "image: example.com/csi-node-driver-registrar"),
    /looks like a storage \(CSI\) driver/,
    "Network and storage plugins",
  ],
];

for (const [what, manifest, words, title] of CASES) {
  test(`touched by the input: ${what}`, async () => {
    const page = await given(manifest, nodes("one", "two"));
    const found = await truths(page);
    assert.ok(
      found.open.some((one) => one.startsWith(title)),
      `${title} | ${found.open}`,
    );
    assert.match(found.words.replace(/\s+/g, " "), words);
    assert.equal(found.open.length + found.folded.length, 12);
    await page.close();
  });
}

test("what the input does not touch is folded away", async () => {
  const page = await given(
    daemonSet("  updateStrategy: { type: RollingUpdate }")
      .replace("name: agent", "name: agent, namespace: x")
      .replace("metadata:\n  name: agent, namespace: x", "metadata: { name: agent, namespace: x }"),
    nodes("one"),
  );
  const { open: shown } = await truths(page);
  assert.deepEqual(shown, ["There is no replicas: the number of Pods follows the nodes"]);
  await page.getByRole("button", { name: "Privileged" }).click();
  await headline(page, "Runs on all 5 nodes.");
  const host = await truths(page);
  assert.ok(host.open.includes("Cordon and drain leave a DaemonSet's Pods where they are"));
  assert.match(host.words, /worker-2\s+is cordoned and runs its Pod all the same/);
  await page.close();
});
