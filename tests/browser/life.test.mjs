// The life of a DaemonSet, step by step: on examples, and where there is little or much to say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonSet, headline, nodes, open, paste, useBrowser } from "./browser.mjs";
import { given, has, steps, truths } from "./life.mjs";

useBrowser();

const TITLES = [
  "You send it",
  "It is checked and completed",
  "It is stored",
  "The nodes are evaluated",
  "The Pods are created",
  "The Pods are bound",
  "The containers run",
  "It is kept so",
];

test("a life has eight steps, each with who acts, in the user's own names and numbers", async () => {
  const page = await open();
  const life = await steps(page);
  assert.deepEqual(
    life.map(({ title }) => title),
    TITLES,
  );
  assert.deepEqual(
    life.map(({ actors }) => actors.join(", ")),
    [
      "kubectl",
      "API server",
      "API server, etcd",
      "DaemonSet controller",
      "DaemonSet controller",
      "kube-scheduler",
      "kubelet",
      "DaemonSet controller, node lifecycle controller",
    ],
  );
  const [sent, admitted, stored, evaluated, created, bound, running, kept] = life;
  has(sent, "POST /apis/apps/v1/namespaces/logging/daemonsets");
  has(admitted, "the selector app=log-collector in the labels of the template");
  assert.deepEqual(admitted.filled.slice(0, 4), [
    "updateStrategy.type: RollingUpdate",
    "updateStrategy.rollingUpdate.maxUnavailable: 1",
    "updateStrategy.rollingUpdate.maxSurge: 0",
    "revisionHistoryLimit: 10",
  ]);
  has(admitted, `It fills in ${admitted.filled.length} values`);
  has(stored, "/registry/daemonsets/logging/log-collector");
  has(evaluated, "5 of 6 nodes should run a Pod: worker-1, worker-2, worker-3 and 2 more.");
  has(evaluated, "1 node is left out (control-1): taint node-role.kubernetes.io/control-plane:NoSchedule");
  has(created, "5 Pods, one for each of these nodes, named log-collector-xxxxx");
  has(created, "the first has metadata.name In [worker-1], the next one In [worker-2].");
  has(created, "6 tolerations");
  has(bound, "here worker-1: is enough cpu and memory left?");
  has(running, "starts the container collector from registry.example.com/log-collector:2.4");
  has(kept, "desiredNumberScheduled: 5, numberReady: 5, numberAvailable: 5");
  await page.close();
});

test("the steps open by keyboard, and a sentence leads to its line", async () => {
  const page = await open();
  const fold = page.locator("planner-life summary", {
    hasText: "Step by step",
  });
  assert.ok(!(await page.locator("planner-life ol").isVisible()), "folded at first");
  await fold.focus();
  await page.keyboard.press("Enter");
  await page.locator("planner-life ol").waitFor();
  for (const name of ["The life of this DaemonSet", "Worth knowing here"])
    assert.equal(await page.getByRole("heading", { level: 2, name }).count(), 1, name);
  assert.equal(await page.getByRole("heading", { level: 3, name: "The Pods are bound" }).count(), 1);
  const selector = page.locator("planner-life p", {
    hasText: "Validation finds the selector",
  });
  assert.equal(await selector.getByRole("button").innerText(), "line 10");
  await selector.getByRole("button").click();
  const chosen = await page.evaluate(() => {
    const root = document.querySelector("planner-app").shadowRoot.querySelector("#manifest").shadowRoot;
    return (root.getSelection?.() ?? getSelection()).toString();
  });
  assert.equal(chosen, "selector");
  await page.close();
});

test("a refused manifest's life stops at the API server, in its words", async () => {
  const page = await given(daemonSet().replace("{ app: a }", "{ app: b }"), nodes("one"));
  const life = await steps(page);
  assert.deepEqual(
    life.map(({ title }) => title),
    ["You send it", "It is checked and refused"],
  );
  has(life[1], "refuses it at validation: HTTP 422. Nothing is stored");
  assert.match(life[1].quotes[0], /^DaemonSet.apps "agent" is invalid: .*`selector` does not match template/);
  await page.getByText("Never reached: it is stored; the nodes are evaluated").waitFor({ state: "attached" });
  assert.deepEqual((await truths(page)).open, []);
  await paste(page, "manifest", daemonSet("  replicas: 3"));
  has((await steps(page))[1], "refuses it before validation: HTTP 400");
  await page.close();
});

test("without nodes nothing runs, and that is no error", async () => {
  const page = await given(daemonSet(), "");
  const [, , , evaluated, created, bound] = await steps(page);
  has(evaluated, "There is no node in the list, so it wants no Pod. That is no error");
  has(created, "it creates none yet");
  has(bound, "one node to look at:");
  await paste(page, "manifest", daemonSet("      nodeSelector: { disk: ssd }"));
  await paste(page, "nodes", nodes("one", "two"));
  has((await steps(page))[3], "None of 2 nodes should run a Pod. That is no error");
  await page.close();
});

test("5,000 nodes are told in short sentences", async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `node-${index}`);
  const page = await given(daemonSet(), nodes(...many));
  await headline(page, "Runs on all 5000 nodes.");
  const life = await steps(page);
  has(life[3], "All 5,000 nodes should run a Pod: node-0, node-1, node-2 and 4,997 more.");
  has(life[4], "In one sync it asks for at most 250, so this takes at least 20 syncs.");
  for (const sentence of life.flatMap(({ says }) => says)) assert.ok(sentence.length < 420, sentence);
  await page.close();
});

test("in a bundle each DaemonSet has its own life", async () => {
  const page = await open("#bundle");
  const [first] = await steps(page);
  has(first, "The 7 other objects of the manifest are requests of their own.");
  await page.getByRole("button", { name: /meadow-node-windows/ }).click();
  const life = await steps(page);
  has(life[2], "daemonset.apps/meadow-node-windows created");
  has(life[3], "2 of 8 nodes should run a Pod: windows-1 and windows-2.");
  assert.ok(life[1].filled.includes("updateStrategy.rollingUpdate.maxUnavailable: 1"));
  await page.close();
});

test("an update is told as the strategy has it", async () => {
  const page = await open("#on-delete");
  has((await steps(page))[7], "each node keeps its old Pod until you delete it (OnDelete)");
  await page.getByRole("button", { name: "Surge" }).click();
  await headline(page, "Runs on all 6 nodes.");
  has((await steps(page))[7], "New Pods are started beside available old ones on at most");
  has((await steps(page))[7], "Its node gets another one at once.");
  await page.getByRole("button", { name: "An update that hangs" }).click();
  await headline(page, "The update is stuck");
  has((await steps(page))[7], "With the Pods that you pasted: desiredNumberScheduled: 5");
  await page.close();
});

test("what an anchor, a merge or an item of a list writes is not called a default, and is found", async () => {
  const written = `apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: merged }
    spec:
      minReadySeconds: 5
      selector: &labels { matchLabels: { app: a } }
      template:
        metadata: { labels: { app: a, tier: node } }
        spec: { containers: [{ name: a, image: "a:1", imagePullPolicy: Always }], dnsPolicy: Default }
`;
  const page = await given(written, nodes("one"));
  const [, admitted] = await steps(page);
  assert.ok(
    !admitted.filled.some((line) => /dnsPolicy|imagePullPolicy|minReady/.test(line)),
    admitted.filled,
  );
  assert.ok(admitted.filled.includes("restartPolicy: Always"));
  const selector = page.locator("planner-life p", {
    hasText: "Validation finds the selector",
  });
  assert.equal(await selector.locator("button").textContent(), "line 9");
  await paste(
    page,
    "manifest",
    daemonSet("      dnsPolicy: &p Default\n      <<: { restartPolicy: Always, schedulerName: mine }"),
  );
  const [, merged, , , , bound] = await steps(page);
  assert.ok(!merged.filled.some((line) => /dnsPolicy|restartPolicy|schedulerName/.test(line)), merged.filled);
  assert.deepEqual(bound.actors, ["mine"]);
  await page.close();
});
