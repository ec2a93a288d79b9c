// Every example, one click each, says what it is there to show.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { groups, headline, headlines, open, useBrowser } from "./browser.mjs";

useBrowser();

const numbered = (name, from, to) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${name}-${from + index}`);

const EXAMPLES = [
  [
    "Every node",
    "Runs on 5 of 6 nodes. An update takes 5 waves, about 1 min 15 s.",
    numbered("worker", 1, 5),
  ],
  ["Workers only", "Runs on 3 of 6 nodes. An update takes 3 waves, about 45 s.", numbered("worker", 1, 3)],
  [
    "Control plane too",
    "Runs on 6 of 7 nodes. An update takes 6 waves, about 1 min 30 s.",
    [...numbered("control", 1, 3), ...numbered("worker", 1, 3)],
  ],
  [
    "One zone",
    "Runs on 3 of 6 nodes. An update takes 3 waves, about 45 s.",
    numbered("worker-a", 1, 3).map((name) => name.replace("a-", "a")),
  ],
  [
    "Host access",
    "Runs on all 5 nodes. An update takes 5 waves, about 1 min 15 s.",
    ["control-1", "worker-1", "worker-2", "gpu-1", "batch-1"],
  ],
  ["Rolling update", "Runs on all 8 nodes. An update takes 4 waves, about 1 min.", numbered("worker", 1, 8)],
  [
    "OnDelete",
    "Runs on 4 of 6 nodes. An update waits until you delete the old Pods.",
    numbered("store", 1, 4),
  ],
  ["Surge", "Runs on all 6 nodes. An update takes 2 waves, about 1 min 1 s.", numbered("worker", 1, 6)],
  [
    "An update that hangs",
    "Runs on all 5 nodes. The update is stuck after 1 of 5 nodes.",
    numbered("worker", 1, 5),
  ],
  [
    "A change",
    "Runs on 4 of 5 nodes. An update takes 4 waves, about 35 s.",
    ["control-1", ...numbered("worker", 1, 3)],
  ],
  [
    "A node goes away",
    "Runs on all 6 nodes. An update takes 6 waves, about 3 min 30 s.",
    numbered("worker", 1, 6),
  ],
  [
    "A canary by hand",
    "Runs on all 7 nodes. An update takes 2 waves, about 1 min 10 s.",
    numbered("edge", 1, 7),
  ],
  [
    "A whole project",
    "Runs on 6 of 8 nodes. An update takes 3 waves, about 45 s.",
    ["control-1", ...numbered("linux", 1, 5)],
  ],
];

/** Whether nothing of the budget's use is drawn above its line; true where there is no picture, or no budget. */
async function staysWithinBudget(page) {
  return page.locator("planner-rollout").evaluate((rollout) => {
    const chart = rollout.shadowRoot.querySelector("planner-rollout-chart")?.shadowRoot;
    if (!chart) return rollout.plan.rollout.waves.length === 0;
    if (!chart.querySelector(".limit")) return true;
    const [limit] = [...chart.querySelectorAll(".limit")].map((line) => line.y1.baseVal.value);
    const usage = [...chart.querySelector(".usage").points].map(({ y }) => y);
    return Math.min(...usage) >= limit - 0.01 && Math.min(...usage) < Math.max(...usage);
  });
}

test("the page opens with the first example answered, in the words of its first paint", async () => {
  const page = await open();
  const [, sentence] = EXAMPLES[0];
  assert.deepEqual(await headlines(page), [sentence]);
  const shell = readFileSync(new URL("../../www/index.html", import.meta.url), "utf8");
  assert.ok(shell.includes(`<p class="headline">${sentence}</p>`));
  await page.close();
});

for (const [title, sentence, running] of EXAMPLES) {
  test(`example: ${title}`, async () => {
    const page = await open();
    await page.getByRole("button", { name: title, exact: true }).click();
    await headline(page, sentence);
    const runs = (await groups(page)).filter((group) => group.runs).flatMap((group) => group.nodes);
    assert.deepEqual(runs.sort(), [...running].sort());
    assert.ok(await staysWithinBudget(page), "the picture stays below the budget's line");
    assert.equal(await page.locator("planner-problems li.error, planner-problems li.warning").count(), 0);
    await page.close();
  });
}

test("a bundle names what it leaves aside, and each DaemonSet can be chosen", async () => {
  const page = await open("#bundle");
  await page.getByText(/^Left aside.*Deployment.*ClusterRole.*ConfigMap/).waitFor();
  await page.getByRole("button", { name: /meadow-node-windows/ }).click();
  const runs = (await groups(page)).filter((group) => group.runs).flatMap((group) => group.nodes);
  assert.deepEqual(runs, ["windows-1", "windows-2"]);
  await page.close();
});

test("a fix is ready to be copied, and says how many nodes it brings", async () => {
  const page = await open();
  await page.getByText(/ways? to change that/).click();
  const fix = page.locator("planner-fix", { hasText: "add a toleration" }).first();
  assert.match(await fix.locator(".effect").first().innerText(), /^\+1 node$/);
  await fix.getByRole("button", { name: /Copy the YAML/ }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /key: node-role.kubernetes.io\/control-plane/);
  await page.close();
});
