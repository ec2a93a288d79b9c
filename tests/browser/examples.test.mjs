// Every example, one click each, says what it is there to show.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { groups, headline, headlines, open, useBrowser } from "./browser.mjs";
import { words } from "./time.mjs";

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
    "GPU nodes",
    "Should run on 3 of 6 nodes, and can start on 2 of them. An update gets stuck after 2 of 3 nodes.",
    numbered("large", 1, 3),
    async (page) => {
      await room(page, "It should run on 3 nodes and can start on 2.", [
        /^large-3 should run, cannot start nvidia\.com\/gpu: 1 requested, the node has none/,
      ]);
      const small = (await groups(page)).find(({ nodes }) => nodes.includes("small-1"));
      assert.deepEqual(small, { runs: false, nodes: ["small-1"] }, "its GPU is too small");
    },
  ],
  [
    "Privileged",
    "Runs on all 5 nodes. An update takes 5 waves, about 1 min 15 s.",
    ["control-1", "worker-1", "worker-2", "gpu-1", "batch-1"],
    async (page) => {
      await risks(page, ["hostNetwork", "hostPID", "privileged", "hostPath", "dnsPolicy"]);
      await room(page, "It should run on 5 nodes and can start on 5.", []);
    },
  ],
  [
    "System-level",
    "Runs on 4 of 5 nodes. The update has 4 nodes to go, about 10 s.",
    ["control-1", ...numbered("worker", 1, 3)],
    async (page) => {
      await room(
        page,
        "It should run on 4 nodes and can start on 3, and on 1 more once other Pods are gone.",
        [
          /^worker-2 should run, has to wait until others are gone .* it deletes 1 Pod of lower priority, shop\/report-7c9f6d8b5-x4k2m\./,
        ],
      );
      await risks(page, ["hostNetwork", "hostPath", "capability", "dnsPolicy"]);
      await page
        .getByText("not-ready:NoExecute is tolerated by tolerations[0]")
        .first()
        .waitFor({ state: "attached" });
    },
  ],
  [
    "No room",
    "Should run on all 4 nodes, and can start on 2 of them. The update is stuck after 2 of 4 nodes.",
    numbered("worker", 1, 4),
    async (page) => {
      await room(
        page,
        "It should run on 4 nodes and can start on 1, and on 1 more once other Pods are gone.",
        [
          /^worker-2 should run, cannot start cpu: 500m requested, 300m of 2 free/,
          /^worker-3 should run, cannot start port 80\/TCP is held by old-proxy-9qkzt/,
          /^worker-4 should run, has to wait until others are gone .* lower priority, reports\/batch-28871-h2x7v\./,
        ],
      );
      await page.getByRole("heading", { name: "4 nodes should run the Pod" }).waitFor();
      await page.getByText("It cannot start on 2 nodes of these:").waitFor();
      await page.getByText("On 2 nodes the Pod cannot start: READY and AVAILABLE go without.").waitFor();
    },
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

/** Whether the page says where the Pod starts, and of each node where it does not at once, why. */
async function room(page, sentence, expected) {
  const part = page.locator("planner-scheduling");
  await part.getByText(sentence).waitFor();
  const found = await words(part.getByRole("list", { name: "Nodes where it cannot start" }).locator("> li"));
  assert.equal(found.length, expected.length, found.join("\n"));
  for (const [at, pattern] of expected.entries()) assert.match(found[at], pattern);
}

/** Whether the page tells these kinds of access to the host, and that only the privileged standard admits them. */
async function risks(page, kinds) {
  const part = page.locator("planner-risks");
  await part.getByText("is the only Pod Security Standard that admits it").waitFor();
  const rows = await words(part.getByRole("list", { name: "Host access" }).locator("li"));
  assert.deepEqual(
    rows.map((row) => row.split(" ")[0]),
    kinds,
  );
}

/** Whether nothing of the budget's use is drawn above its line; true where there is no picture, or no budget. */
async function staysWithinBudget(page) {
  return page.locator("planner-rollout").evaluate((rollout) => {
    // First Pods come without a budget.
    if (rollout.plan.current?.pods.length === 0) return true;
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

for (const [title, sentence, running, check] of EXAMPLES) {
  test(`example: ${title}`, async () => {
    const page = await open();
    await page.getByRole("button", { name: title, exact: true }).click();
    await headline(page, sentence);
    const runs = (await groups(page)).filter((group) => group.runs).flatMap((group) => group.nodes);
    assert.deepEqual(runs.sort(), [...running].sort());
    assert.ok(await staysWithinBudget(page), "the picture stays below the budget's line");
    assert.equal(await page.locator("planner-problems li.error, planner-problems li.warning").count(), 0);
    await check?.(page);
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
