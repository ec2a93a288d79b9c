// The cluster in time: why an update is stuck, the moment, what kubectl prints, what is supposed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answered, daemonSet, headline, nodes, open, paste, useBrowser } from "./browser.mjs";
import { button, differences, onNode, rows, slider, statusThen, words } from "./time.mjs";

useBrowser();

/** What a scenario pastes. */
function scenario(name) {
  const text = readFileSync(new URL(`../scenarios/${name}.md`, import.meta.url), "utf8");
  const block = (kind) => text.split(`\`\`\`${kind}\n`)[1].split("```")[0];
  return { manifest: block("manifest"), nodes: block("nodes"), pods: block("pods") };
}

const numbered = (name, number) => Array.from({ length: number }, (_, index) => `${name}-${index + 1}`);

test("Pods are pasted, and why the update is stuck is read", async () => {
  const page = await open();
  const texts = scenario("existing-pods-stuck");
  await page.getByRole("button", { name: "Existing Pods", exact: true }).click();
  for (const [editor, text] of Object.entries(texts)) await paste(page, editor, text);
  await headline(page, "The update is stuck after 1 of 4 nodes.");
  const stuck = page.locator("planner-stuck");
  const [message] = await words(stuck.locator(".message"));
  assert.equal(
    message,
    "The new Pod on b has not been ready for 1 h 1 min: maxUnavailable is used up (1 of 1), so 2 nodes keep the old Pod.",
  );
  await stuck.getByText("look at what differs on those that fail").waitFor();
  const ways = await words(stuck.locator("ol > li"));
  assert.equal(ways.length, 2);
  assert.match(ways[1], /maxUnavailable of at least 2 goes on around it\. Up to 2 nodes are without/);
  await stuck.getByRole("button", { name: /Copy/ }).first().click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^kubectl rollout undo/);
  await page.close();
});

test("the moment is chosen: status, budget, who does what", async () => {
  const page = await open("#node-away");
  await slider(page).fill("70");
  assert.deepEqual(await statusThen(page), {
    desired: "5",
    current: "5",
    ready: "5",
    "up to date": "3",
    available: "5",
    misscheduled: "1",
    "down, of maxUnavailable 1": "1",
  });
  const deeds = page.locator("planner-moment .deeds li");
  assert.match((await words(deeds))[0], /^node lifecycle no word from the kubelet for 50 s/);
  assert.equal(await slider(page).getAttribute("aria-valuetext"), "1:10, 5 of 5 available");
  await button(page, "Next").click();
  await page.getByRole("heading", { name: "At 2:20" }).waitFor();
  assert.match((await words(deeds))[0], /^you node worker-4 is removed/);
  await slider(page).fill("60");
  await page.locator("planner-moment").getByText("Nothing since 0:45, when").waitFor();
  assert.equal((await statusThen(page))["up to date"], "3");
  await page.close();
});

test("kubectl's words are those of the moment", async () => {
  const page = await open("#rolling-update");
  await page.getByText("What kubectl prints at 0:00").click();
  await slider(page).fill("20");
  const text = page.locator("planner-kubectl pre");
  await page.getByRole("tab", { name: "get daemonset" }).click();
  await page.locator('planner-kubectl .text[aria-busy="false"]').waitFor();
  const [early] = await words(text);
  assert.match(early, /^NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE .*metrics-agent 8 8 6 4 6 /);
  await slider(page).fill("60");
  await page
    .locator('planner-kubectl .text[aria-busy="false"] pre', { hasText: /8\s+8\s+8\s+8\s+8/ })
    .waitFor();
  await page.getByRole("tab", { name: "rollout status" }).click();
  assert.match((await words(text))[0], /successfully rolled out$/);
  await slider(page).fill("20");
  await page.locator('planner-kubectl .text[aria-busy="false"]').waitFor();
  assert.doesNotMatch((await words(text))[0], /successfully/);
  assert.match((await words(text))[0], /out of 8 new pods have been updated/);
  await page.getByRole("tab", { name: "describe node" }).click();
  await page.locator("planner-kubectl").getByLabel("Node", { exact: true }).fill("worker-3");
  await page.keyboard.press("Enter");
  await page.locator("planner-kubectl pre", { hasText: /^Name:\s+worker-3/ }).waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: /Copy what kubectl rollout status prints/ }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Waiting for daemon set/);
  await page.close();
});

test("a link carries events and what else is supposed; a hostile one only what can be meant", async () => {
  const page = await open("#rolling-update");
  await onNode(page, "worker-2", "Not ready");
  await page.getByText("Suppose something else").click();
  await page.getByLabel("Release of the cluster").selectOption("before 1.31");
  await page.getByLabel("Pod ready after").fill("5-30");
  await page.waitForFunction(() => location.hash.startsWith("#1"));
  await answered(page);
  await page.waitForTimeout(500);
  const other = await open(await page.evaluate(() => location.hash));
  assert.deepEqual(await words(rows(other)), await words(rows(page)));
  assert.deepEqual(await differences(other), await differences(page));
  assert.equal(await other.getByLabel("Pod ready after").inputValue(), "5–30");
  assert.equal(await other.getByLabel("Release of the cluster").inputValue(), "1.30");
  const state = {
    manifest: daemonSet(),
    nodes: nodes("a"),
    options: {
      events: [{ type: "__proto__" }, { type: "apply" }, null, { type: "cordonNode", node: "<img src=x>" }],
      byHand: [["a"], "b", [1]],
      start: "nothing",
    },
  };
  const hash = await page.evaluate(async (text) => {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const base64 = btoa(String.fromCharCode(...bytes));
    return `#1${base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  }, JSON.stringify(state));
  const hostile = await open(hash);
  assert.deepEqual(await words(rows(hostile).locator(".words")), ["<img src=x> is cordoned"]);
  assert.equal(await hostile.locator("img").count(), 0);
  for (const opened of [page, other, hostile]) await opened.close();
});

test("an estimate is a range, and a plan by hand is held against others", async () => {
  const page = await open("#rolling-update");
  await page.getByLabel("Pod ready after").fill("5–30");
  await page.locator("planner-rollout dd", { hasText: "40 s – 2 min 20 s" }).waitFor();
  await page.getByLabel("Pod ready after").fill("30–5");
  assert.equal(await page.getByLabel("Pod ready after").getAttribute("aria-invalid"), "true");
  await page.getByLabel("Pod ready after").fill("10");
  await page.getByText("Suppose something else").click();
  await button(page, "One first, then the rest").click();
  await page.getByRole("heading", { name: "An update by hand" }).waitFor();
  const plans = await words(page.locator("planner-plan-table tbody tr"));
  assert.match(plans[0], /^OnDelete, by hand completes 30 s 7 nodes 15 s$/);
  assert.match(plans[1], /^as written completes 1 min 2 nodes 15 s$/);
  await page.getByLabel("Nodes by hand").fill("worker-1\nworker-2, worker-3");
  await page.locator("planner-plan-table", { hasText: "waits for somebody" }).waitFor();
  await button(page, "Not by hand").click();
  await page.getByRole("heading", { name: "An update of the template" }).waitFor();
  await page.getByLabel("At the beginning").selectOption("the DaemonSet was just created");
  await page.getByRole("heading", { name: "The DaemonSet is created" }).waitFor();
  await page.close();
});

test("five thousand nodes stay quick, with events too", async () => {
  const page = await open();
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", nodes(...numbered("node", 5_000)));
  await headline(page, "Runs on all 5000 nodes.");
  const start = Date.now();
  await page.getByRole("button", { name: /^Put an event on the clock at/ }).click();
  await page.getByRole("dialog").getByLabel("Node").fill("node-7");
  await button(page, "Removed").click();
  await page.locator("planner-effect", { hasText: "desiredNumberScheduled at the end: 4999" }).waitFor();
  assert.ok(Date.now() - start < 8_000, "answered within seconds");
  await button(page, "node-7").waitFor();
  const took = await slider(page).evaluate(async (input) => {
    const begun = performance.now();
    for (let step = 1; step <= 30; step += 1) {
      input.value = String((Number(input.max) * step) / 30);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return (performance.now() - begun) / 30;
  });
  assert.ok(took < 100, `a step of the slider takes ${Math.round(took)} ms`);
  await page.getByText(/is told one by one up to/).waitFor();
  await page.close();
});
