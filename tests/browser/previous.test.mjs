// The manifest before the change: folded until it is used, what differs, and what follows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, daemonSet, headline, nodes, open, paste, useBrowser } from "./browser.mjs";

useBrowser();

const bar = (page) => page.getByRole("button", { name: "Previous manifest", exact: true });
const panel = (page) => page.locator("planner-change");
const says = (page, words) => panel(page).locator(".headline", { hasText: words }).waitFor();

async function pasteAll(page, texts) {
  if ((await bar(page).getAttribute("aria-expanded")) === "false") await bar(page).click();
  for (const [editor, text] of Object.entries(texts)) await paste(page, editor, text);
}

/** What differs: the path with its marks, and the values. */
async function fields(page) {
  return panel(page)
    .locator(".fields > li")
    .evaluateAll((all) => all.map((li) => li.innerText.replace(/\s+/g, " ").trim()));
}

test("whoever has no previous manifest sees one line of it", async () => {
  const page = await open();
  assert.equal(await bar(page).getAttribute("aria-expanded"), "false");
  assert.ok((await page.locator("#previous").boundingBox()).height < 60);
  assert.equal(await panel(page).count(), 0);
  await bar(page).click();
  await page
    .locator("#previous .placeholder", {
      hasText: "as it was before the change",
    })
    .waitFor();
  await page.close();
});

test("a change is told field by field, with the nodes that it turns", async () => {
  const page = await open("#change");
  await says(page, "4 differences, 3 of them in the template: this starts a rollout.");
  assert.deepEqual(await fields(page), [
    "spec.template.spec.containers[0].image starts a rollout line 28 − before: registry.example.com/disk-cache:2.3 + now: registry.example.com/disk-cache:2.4",
    "spec.template.spec.nodeSelector[example.com/disk] starts a rollout line 21 + now: ssd",
    'spec.template.spec.tolerations[0] starts a rollout line 23 + now: {"key":"node-role.kubernetes.io/control-plane","operator":"Exists","effect":"NoSchedule"}',
    "spec.updateStrategy.rollingUpdate.maxUnavailable no rollout line 11 − before: 1 + now: 50%",
  ]);
  assert.deepEqual(await panel(page).locator("dt").allInnerTexts(), ["Gets its first Pod", "Loses its Pod"]);
  assert.deepEqual(await panel(page).locator("dd .name").allInnerTexts(), ["control-1", "worker-4"]);
  await panel(page).getByText("outside of the rolling update's budget").waitFor();
  await panel(page).getByRole("button", { name: "line 28" }).click();
  await page.locator("#manifest .cm-focused").waitFor();
  await page.close();
});

test("what is gone leads into the previous manifest, also where that is folded", async () => {
  const page = await open();
  const gone = "      nodeSelector: { disk: ssd }\n";
  await pasteAll(page, {
    manifest: daemonSet(),
    nodes: nodes("a"),
    previous: daemonSet(gone),
  });
  await says(page, "1 difference in the template: this starts a rollout.");
  await bar(page).click();
  await panel(page).getByRole("button", { name: "line 11 of the previous manifest" }).click();
  await page.locator("#previous .cm-focused").waitFor();
  await page.close();
});

test("a change outside the template replaces no Pod, and the same manifest changes nothing", async () => {
  const page = await open();
  const previous = daemonSet();
  await pasteAll(page, {
    manifest: previous.replace("spec:\n", "spec:\n  minReadySeconds: 5\n"),
    nodes: nodes("a"),
  });
  await paste(page, "previous", previous);
  await says(page, "1 difference outside the template: no Pod is replaced.");
  await headline(page, "The template is the same as before: no Pod is replaced.");
  await page.getByRole("heading", { name: "The cluster in time" }).waitFor();
  assert.equal(await page.locator("planner-wave-table").count(), 0, "nothing is rolled out");
  await paste(page, "manifest", previous);
  await says(page, "Nothing differs once defaults are filled in: no Pod is replaced.");
  await paste(page, "previous", " ");
  assert.equal(await panel(page).count(), 0, "without a previous manifest there is no change");
  await headline(page, "An update takes 1 wave");
  await page.close();
});

test("a refused update is shown in the API server's words", async () => {
  const page = await open();
  const previous = daemonSet();
  await pasteAll(page, {
    manifest: previous.replaceAll("app: a", "app: b"),
    nodes: nodes("a"),
    previous,
  });
  await headline(page, "The API server would refuse the update.");
  await panel(page)
    .locator("pre", {
      hasText: 'DaemonSet.apps "agent" is invalid: spec.selector:',
    })
    .waitFor();
  await page.locator("planner-problems button", { hasText: "field is immutable" }).waitFor();
  assert.equal(await page.locator("planner-rollout").count(), 0);
  await page.close();
});

test("another name is another object; what is wrong with the previous manifest has its place there", async () => {
  const page = await open();
  await pasteAll(page, {
    manifest: daemonSet(),
    nodes: nodes("a"),
    previous: daemonSet("", "other"),
  });
  await page
    .locator("planner-problems button", {
      hasText: "previous manifest, line 4",
    })
    .waitFor();
  assert.equal(await panel(page).count(), 0);
  await paste(page, "previous", "kind: DaemonSet\nspec: [\n");
  const problem = page.locator("planner-problems button", {
    hasText: /previous manifest, line \d/,
  });
  await problem.click();
  await page.locator("#previous .cm-focused").waitFor();
  await page.close();
});

test("a link carries the previous manifest, and an example without any folds its editor", async () => {
  const page = await open();
  const previous = daemonSet().replace("image: a", "image: b");
  await pasteAll(page, { manifest: daemonSet(), nodes: nodes("a"), previous });
  await says(page, "1 difference in the template");
  await page.waitForFunction(() => location.hash.startsWith("#1"));
  const other = await open(await page.evaluate(() => location.hash));
  await says(other, "1 difference in the template");
  assert.equal(await bar(other).getAttribute("aria-expanded"), "true");
  await other.getByRole("button", { name: "One zone" }).click();
  await headline(other, "Runs on 3 of 6 nodes.");
  assert.equal(await bar(other).getAttribute("aria-expanded"), "false");
  assert.equal(await panel(other).count(), 0);
  await other.close();
  await page.close();
});

test("text from manifests stays text, many differences are shown on demand, and a phone does not scroll sideways", async () => {
  const page = await open();
  const hostile = '<img src=x onerror="window.broken=1">';
  const env = (value) =>
    `        env: ${JSON.stringify(Array.from({ length: 60 }, (_, index) => ({ name: `A_LONG_VARIABLE_${index}`, value })))}\n`;
  const set = (value) =>
    daemonSet().replace(
      "containers: [{ name: a, image: a }]",
      `containers:\n      - name: a\n        image: a\n${env(value)}`,
    );
  await pasteAll(page, {
    manifest: set(hostile.repeat(20)),
    nodes: nodes("a"),
    previous: set("x"),
  });
  await says(page, "60 differences in the template");
  const listed = panel(page).locator(".fields > li");
  assert.equal(await listed.count(), 12);
  await panel(page).getByRole("button", { name: "Show 48 more differences" }).click();
  assert.equal(await listed.count(), 60);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await panel(page).locator("img").count(), 0);
  await page.setViewportSize({ width: 360, height: 780 });
  await answered(page);
  await page.waitForFunction(() => document.documentElement.scrollWidth === 360);
  await page.close();
});
