// Whether the Pod would start where it is wanted, and what it takes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonSet, open, useBrowser } from "./browser.mjs";
import { given } from "./life.mjs";
import { words } from "./time.mjs";

useBrowser();

const node = (name, cpu) =>
  `---\napiVersion: v1\nkind: Node\nmetadata: { name: ${name} }\nstatus: { allocatable: { cpu: ${cpu}, memory: 1Gi, pods: "10" } }\n`;
const POD = `---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { nodeName: full, containers: [{ name: c, resources: { requests: { cpu: 900m } } }] }
`;

test("a node without room says so with bars and in the scheduler's words; what it takes is summed up", async (context) => {
  const manifest = daemonSet().replace(
    "{ name: a, image: a }",
    "{ name: a, image: a, resources: { requests: { cpu: 200m, memory: 64Mi } } }",
  );
  const page = await given(manifest, node("full", '"1"') + node("free", '"2"') + POD);
  const part = page.locator("planner-scheduling");
  if ((await page.locator("planner-scheduling section").count()) === 0) {
    context.skip("NOTICE: this package is built without scheduling");
    await page.close();
    return;
  }
  await part.getByText("It should run on 2 nodes and can start on 1.").waitFor();
  const [full, ...others] = await words(
    part.getByRole("list", { name: "Nodes where it cannot start" }).locator("> li"),
  );
  assert.equal(others.length, 0);
  assert.match(full, /^full should run, cannot start cpu: 200m requested, 100m of 1 free/);
  await part.getByText("needs 200m, 100m of 1 free: not enough").waitFor();
  await part.locator("summary", { hasText: "kubectl describe pod" }).first().click();
  assert.match(
    (await words(part.locator("pre")))[0],
    /^0\/2 nodes are available: 1 Insufficient cpu, 1 node\(s\) didn't satisfy plugin\(s\) \[NodeAffinity\]\. preemption: /,
  );
  await part.locator("summary", { hasText: "Look at a node" }).click();
  await part.getByLabel("Node", { exact: true }).fill("free");
  await page.keyboard.press("Enter");
  await part.getByText("free should run, can start").waitFor();
  await part.locator("summary", { hasText: "What it takes" }).click();
  assert.deepEqual(await words(part.locator("tbody tr")), ["cpu 200m 400m", "memory 64Mi 128Mi", "pods 1 2"]);
  await page.close();
});

test("on a phone the bars keep their words on a line of their own, and nothing scrolls sideways", async () => {
  const page = await open("#no-room", {}, (fresh) => fresh.setViewportSize({ width: 390, height: 844 }));
  const row = page.locator("planner-room li.short").first();
  await row.scrollIntoViewIfNeeded();
  const [bar, told] = [await row.locator("svg").boundingBox(), await row.locator(".words").boundingBox()];
  assert.ok(told.y >= bar.y + bar.height, "below the bar");
  assert.ok(told.height < 40, "not one letter a line");
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    "nothing scrolls sideways",
  );
  await page.close();
});

test("a bar that is not long enough shows where the node ends; a node that is not there is said not to be", async () => {
  const page = await open("#no-room");
  const full = page.locator("planner-room li.short").first();
  const [used, own, end] = await full.locator("svg").evaluate((bar) => {
    const [before, mine] = bar.querySelectorAll("rect");
    const width = (rect) => rect.width.baseVal.value;
    return [width(before), width(mine), bar.querySelector(".end").x1.baseVal.value];
  });
  assert.ok(Math.abs(used + own - 100) < 0.1, "all that is asked of it");
  assert.ok(used < end && end < 100, "300m of the 500m would fit");
  const part = page.locator("planner-scheduling");
  await part.locator("summary", { hasText: "Look at a node" }).focus();
  await page.keyboard.press("Enter");
  await part.getByLabel("Node", { exact: true }).fill("worker-9");
  await page.keyboard.press("Enter");
  await part.getByText("There is no node worker-9.").waitFor();
  await page.close();
});

test("nodes of which the same is said stand together, and where it starts on none the group says so", async () => {
  const manifest = daemonSet().replace(
    "{ name: a, image: a }",
    "{ name: a, image: a, resources: { requests: { cpu: 3 } } }",
  );
  const page = await given(manifest, ["a", "b", "c"].map((name) => node(name, '"2"')).join(""));
  const part = page.locator("planner-scheduling");
  await part.getByText("It should run on 3 nodes and can start on none.").waitFor();
  const rows = await words(part.getByRole("list", { name: "Nodes where it cannot start" }).locator("> li"));
  assert.equal(rows.length, 1, rows.join("\n"));
  assert.match(rows[0], /^Each of 3 nodes should run, cannot start .*cpu: 3 requested, the node has 2/);
  assert.deepEqual(await words(part.locator("planner-names .name")), ["a", "b", "c"]);
  await page.getByText("It cannot start on any of these.").waitFor();
  await page.close();
});
