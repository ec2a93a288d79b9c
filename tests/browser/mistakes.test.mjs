// Mistakes that many people make, and what the page tells whoever makes them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonSet, groups, headline, paste, useBrowser } from "./browser.mjs";
import { given } from "./life.mjs";
import { words } from "./time.mjs";

useBrowser();

const node = (name, labels = "", taint = "") =>
  `---\napiVersion: v1\nkind: Node\nmetadata: { name: ${name}, labels: { ${labels} } }\n` +
  (taint ? `spec: { taints: [{ ${taint} }] }\n` : "");
const LINUX = node("linux-1", "kubernetes.io/os: linux");
const CONTROL = node("control-1", "", "key: node-role.kubernetes.io/control-plane, effect: NoSchedule");
const WINDOWS = node("win-1", "kubernetes.io/os: windows", "key: os, value: windows, effect: NoSchedule");
const FARGATE = node(
  "fargate-1",
  "eks.amazonaws.com/compute-type: fargate",
  "key: eks.amazonaws.com/compute-type, value: fargate, effect: NoSchedule",
);
const TOLERATES = (rest) => daemonSet(`      tolerations: [{ ${rest} }]`);

const MISTAKES = [
  [
    "an effect that is misspelt",
    TOLERATES("key: a, operator: Exists, effect: NoSchedul"),
    LINUX,
    /Unsupported value: "NoSchedul".* did you mean NoSchedule\?/,
  ],
  [
    "the control plane's taint of old is tolerated, and today's is not",
    TOLERATES("key: node-role.kubernetes.io/master, operator: Exists"),
    LINUX + CONTROL,
    /this tolerates node-role\.kubernetes\.io\/master, and control-1 has the taint node-role\.kubernetes\.io\/control-plane/,
  ],
  [
    "Windows nodes are swallowed by a toleration without a key",
    TOLERATES("operator: Exists"),
    LINUX + WINDOWS,
    /win-1 is a Windows node, and should run the Pod: a toleration without a key .* kubernetes\.io\/os: linux in nodeSelector/,
  ],
  [
    "a virtual node is swallowed by a toleration without a key",
    TOLERATES("operator: Exists"),
    LINUX + FARGATE,
    /fargate-1 is a virtual node, and should run the Pod.* AWS Fargate runs no DaemonSets/,
  ],
  [
    "true without quotes in a nodeSelector",
    daemonSet("      nodeSelector: { gpu: true }"),
    LINUX,
    /cannot unmarshal bool .* of type string quote the value: "true"/,
  ],
  [
    "replicas on a DaemonSet",
    daemonSet().replace("spec:\n", "spec:\n  replicas: 3\n"),
    LINUX,
    /unknown field "spec\.replicas" a DaemonSet has no replicas: it runs one Pod on each eligible node/,
  ],
];

for (const [name, manifest, nodes, told] of MISTAKES) {
  test(`mistake: ${name}`, async () => {
    const page = await given(manifest, nodes);
    const problems = page.locator("planner-problems li");
    await problems.first().waitFor();
    const all = await words(problems);
    assert.equal(all.length, 1, all.join("\n"));
    assert.match(all[0], told);
    await problems.getByRole("button", { name: /line \d+/ }).click();
    assert.notEqual(await page.evaluate(() => document.getSelection()?.toString() ?? ""), "");
    await page.close();
  });
}

test("mistake: the control plane is left out, since its taint is not tolerated", async () => {
  const page = await given(daemonSet(), LINUX + CONTROL);
  await headline(page, "Runs on 1 of 2 nodes.");
  assert.deepEqual(
    (await groups(page)).find(({ runs }) => !runs),
    { runs: false, nodes: ["control-1"] },
  );
  const why = page.locator("planner-node-groups .why").last();
  assert.match(
    await why.innerText(),
    /^taint node-role\.kubernetes\.io\/control-plane:NoSchedule is not tolerated/,
  );
  await page.close();
});

test("mistake: a selector is changed after the DaemonSet was created", async () => {
  const page = await given(daemonSet().replaceAll("app: a }", "app: b }"), LINUX);
  await page.getByRole("button", { name: "Previous manifest", exact: true }).click();
  await paste(page, "previous", daemonSet());
  await headline(page, "The API server would refuse the update.");
  const [problem] = await words(page.locator("planner-problems li.error"));
  assert.match(
    problem,
    /field is immutable give the DaemonSet another name, or delete it and create it anew/,
  );
  await page.close();
});
