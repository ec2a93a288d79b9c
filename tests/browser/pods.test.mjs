// The third paste, the Pods that exist: folded until it is used, and what the controller does next.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answered, daemonSet, headline, nodes, open, paste, useBrowser } from "./browser.mjs";

useBrowser();

/** What a scenario pastes. */
function scenario(name) {
  const text = readFileSync(new URL(`../scenarios/${name}.md`, import.meta.url), "utf8");
  const block = (kind) => text.split(`\`\`\`${kind}\n`)[1].split("```")[0];
  return { manifest: block("manifest"), nodes: block("nodes"), pods: block("pods") };
}

const ODD = scenario("existing-pods-odd");

const bar = (page) => page.getByRole("button", { name: "Existing Pods", exact: true });
const next = (page, words) => page.locator("planner-current .next", { hasText: words }).waitFor();

async function unfold(page) {
  if ((await bar(page).getAttribute("aria-expanded")) === "false") await bar(page).click();
}

async function pasteAll(page, texts) {
  await unfold(page);
  for (const [editor, text] of Object.entries(texts)) await paste(page, editor, text);
}

/** The groups of Pods: heading, reason, and the cells of each row, or the nodes of new Pods. */
async function podGroups(page) {
  return page.locator("planner-current .group").evaluateAll((all) =>
    all.map((group) => {
      const inside = (name) => group.querySelector(name)?.shadowRoot;
      const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
      const cell = (element) => {
        const states = [...element.querySelectorAll("li")];
        return states.length > 0 ? states.map(words).join(", ") : words(element);
      };
      const rows = [...(inside("planner-pod-table")?.querySelectorAll("tbody tr") ?? [])];
      const made = [...(inside("planner-names")?.querySelectorAll(".name") ?? [])].map(words);
      return {
        what: words(group.querySelector("h3")),
        why: words(group.querySelector(".why")),
        pods: rows.length > 0 ? rows.map((row) => [...row.children].map(cell).join(" | ")) : made,
      };
    }),
  );
}

const dropOn = (page, selector, text) =>
  page.evaluate(
    ([inside, dropped]) => {
      const data = new DataTransfer();
      data.items.add(new File([dropped], "pods.yaml"));
      const editor = document.querySelector("planner-app").shadowRoot.querySelector("#pods");
      for (const type of ["dragover", "drop"]) {
        const init = { dataTransfer: data, bubbles: true, composed: true, cancelable: true };
        editor.shadowRoot.querySelector(inside).dispatchEvent(new DragEvent(type, init));
      }
    },
    [selector, text],
  );

test("whoever has no Pods to paste sees one line of it", async () => {
  const page = await open();
  assert.equal(await bar(page).getAttribute("aria-expanded"), "false");
  assert.equal(await page.locator("#pods .cm-content").isVisible(), false);
  assert.ok((await page.locator("#pods").boundingBox()).height < 60);
  assert.equal(await page.locator("planner-current").count(), 0);
  await bar(page).click();
  await page.locator("#pods .placeholder", { hasText: "kubectl get pods,controllerrevisions" }).waitFor();
  await bar(page).click();
  assert.equal(await page.locator("#pods .cm-content").isVisible(), false);
  await page.close();
});

test("pasted Pods are answered, deleted ones first", async () => {
  const page = await open();
  await pasteAll(page, ODD);
  await next(page, "The controller creates 1 Pod and deletes 4 Pods.");
  await page.locator("#pods .title p", { hasText: "10 Pods read" }).waitFor();
  const groups = await podGroups(page);
  assert.deepEqual(groups.slice(0, 6), [
    {
      what: "1 Pod is deleted",
      why: "Its node has another one.",
      pods: ["agent-a2 | a | current | available"],
    },
    {
      what: "1 Pod is deleted",
      why: "It has ended; a new one is made once it is gone.",
      pods: ["agent-b1 | b | current | ended"],
    },
    {
      what: "1 Pod is deleted",
      why: "Its node may not run it any more.",
      pods: ["agent-c1 | c | current | available, misscheduled"],
    },
    {
      what: "1 Pod is deleted",
      why: "It never got to its node, which is gone.",
      pods: ["agent-y1 | gone | current | not ready"],
    },
    { what: "1 Pod is created", why: "The node should run one and has none.", pods: ["g"] },
    {
      what: "1 Pod is left alone",
      why: "Its node should not run it, but a NoSchedule taint leaves alone what is there.",
      pods: ["agent-d1 | d | current | available, misscheduled"],
    },
  ]);
  const panel = page.locator("planner-current");
  await panel.getByText("guessed from the newest Pod").waitFor();
  await panel.getByText("1 Pod of the paste is not this DaemonSet's.").waitFor();
  assert.match(await panel.locator("dl").innerText(), /numberMisscheduled\s+2/);
  await headline(page, "The update has 3 nodes to go, about 15 s.");
  await page.getByRole("heading", { name: "The update from these Pods" }).waitFor();
  const bars = page.locator("planner-rollout-chart rect.bar title");
  const ofNew = (await bars.allTextContents()).filter((words) => words.startsWith("g: "));
  assert.deepEqual(ofNew, ["g: starting, 0:00 to 0:10", "g: new Pod available, 0:10 to 0:42"]);
  await page.getByRole("status").filter({ hasText: "deletes 4 Pods." }).first().waitFor();
  await paste(page, "pods", " ");
  assert.equal(await panel.count(), 0, "without Pods there is nothing to say about them");
  await page.close();
});

test("of Pods for which the same holds, those that are not well come first", async () => {
  const page = await open("#stuck-update");
  await next(page, "The controller has nothing to do.");
  assert.deepEqual(
    (await podGroups(page)).map(({ what, pods: [first] }) => [what, first]),
    [
      ["2 Pods are left alone", "shipper-wq7tm | worker-2 | current | not ready"],
      ["3 Pods are left alone", "shipper-j5v2h | worker-3 | old | available"],
    ],
  );
  await page.getByText("A ControllerRevision in the paste has this template.").waitFor();
  await page.close();
});

test("differences from the manifest's own status are listed", async () => {
  const page = await open("#stuck-update");
  const { manifest } = scenario("existing-pods-stuck");
  const texts = scenario("existing-pods-stuck");
  await pasteAll(page, { ...texts, manifest: manifest.replace("numberReady: 3", "numberReady: 4") });
  await page
    .locator("planner-current .differ li", { hasText: "numberReady is 3 by this paste, and 4" })
    .waitFor();
  await page.close();
});

test("a link carries the Pods, and an example without any folds their editor", async () => {
  const page = await open();
  await pasteAll(page, ODD);
  await next(page, "deletes 4 Pods.");
  await page.waitForFunction(() => location.hash.startsWith("#1"));
  const other = await open(await page.evaluate(() => location.hash));
  await next(other, "deletes 4 Pods.");
  assert.deepEqual(await podGroups(other), await podGroups(page));
  assert.equal(await bar(other).getAttribute("aria-expanded"), "true");
  await other.getByRole("button", { name: "One zone" }).click();
  await headline(other, "Runs on 3 of 6 nodes.");
  assert.equal(await bar(other).getAttribute("aria-expanded"), "false");
  assert.equal(await other.locator("planner-current").count(), 0);
  await other.getByRole("button", { name: "An update that hangs" }).click();
  await next(other, "The controller has nothing to do.");
  await other.waitForFunction(() => location.hash === "#stuck-update");
  await other.close();
  await page.close();
});

test("a file may be dropped on the folded editor, or opened", async () => {
  const page = await open();
  await paste(page, "manifest", ODD.manifest);
  await paste(page, "nodes", ODD.nodes);
  await dropOn(page, "h2", ODD.pods);
  await next(page, "deletes 4 Pods.");
  assert.equal(await bar(page).getAttribute("aria-expanded"), "true");
  const buffer = Buffer.from("");
  await page.locator("#pods input[type=file]").setInputFiles({ name: "empty", mimeType: "", buffer });
  await page.locator("planner-current").waitFor({ state: "detached" });
  await dropOn(page, "h2", ODD.pods);
  await next(page, "deletes 4 Pods.");
  await page.close();
});

test("the keyboard unfolds the editor, reaches it and leaves it", async () => {
  const page = await open();
  const inEditor = () =>
    page.locator("#pods .cm-content").evaluate((text) => text.getRootNode().activeElement === text);
  await bar(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.ok(await inEditor());
  await page.keyboard.type("kind: Pod");
  await page
    .getByText(/apiVersion/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await inEditor()), "Escape, then Tab, leaves the editor");
  await page.close();
});

test("a problem of the Pods leads to its line, also where the editor is folded", async () => {
  const page = await open();
  await pasteAll(page, { pods: "kind: Pod\nspec: [\n" });
  const problem = page.locator("planner-problems button", { hasText: /Pods, line \d/ });
  await problem.waitFor();
  assert.equal(
    await page.locator("planner-current").count(),
    0,
    "nothing is said of Pods that were not read",
  );
  await bar(page).click();
  assert.equal(await page.locator("#pods .cm-content").isVisible(), false);
  await problem.click();
  await page.locator("#pods .cm-focused").waitFor();
  await page.close();
});

test("text from Pods stays text", async () => {
  const page = await open();
  const hostile = '<img src=x onerror="window.broken=1">';
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", nodes(hostile));
  const labels = { app: "a", "controller-revision-hash": hostile };
  const pod = { metadata: { name: hostile, namespace: "default", labels }, spec: { nodeName: hostile } };
  await pasteAll(page, { pods: JSON.stringify({ apiVersion: "v1", kind: "Pod", ...pod }) });
  await page.locator("planner-pod-table th", { hasText: hostile }).waitFor();
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await page.locator("img").count(), 0);
  await page.close();
});

test("five thousand Pods stay pleasant, and a phone shows them without scrolling sideways", async () => {
  const page = await open();
  const names = Array.from({ length: 5_000 }, (_, index) => `node-${index}`);
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", nodes(...names));
  const labels = { app: "a", "controller-revision-hash": "one" };
  const items = names.map((nodeName) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `agent-of-a-long-name-on-${nodeName}`, namespace: "default", labels },
    spec: { nodeName },
  }));
  const many = JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 1);
  const start = Date.now();
  await pasteAll(page, { pods: many });
  await page.locator("#pods .title p", { hasText: "5,000 Pods read" }).waitFor();
  assert.ok(Date.now() - start < 8_000, "answered within seconds, pasting included");
  const rows = page.locator("planner-pod-table tbody tr");
  assert.ok((await rows.count()) <= 6);
  await page.getByRole("button", { name: /Show 200 more Pods of/ }).click();
  assert.equal(await rows.count(), 206);
  await page.setViewportSize({ width: 360, height: 780 });
  await answered(page);
  await page.waitForFunction(() => document.documentElement.scrollWidth === 360);
  await page.close();
});

test("a table of Pods will do, and people say of which template they are", async () => {
  const page = await open();
  const table = `NAME          READY   STATUS             RESTARTS      AGE   IP         NODE   NOMINATED NODE   READINESS GATES
agent-2xk7p   1/1     Running            0             5d    10.0.0.1   a      <none>           <none>
agent-bcdfg   0/1     CrashLoopBackOff   7 (12s ago)   26m   10.0.0.2   b      <none>           <none>`;
  await pasteAll(page, { manifest: daemonSet(), nodes: nodes("a", "b"), pods: table });
  await next(page, "The controller has nothing to do.");
  const panel = page.locator("planner-current");
  await panel.getByText("taken for granted").waitFor();
  await panel.getByLabel("The Pods are of").selectOption("the one before");
  await next(page, "The controller deletes 1 Pod.");
  await page.waitForFunction(() => location.hash.startsWith("#1"));
  const other = await open(await page.evaluate(() => location.hash));
  await next(other, "The controller deletes 1 Pod.");
  assert.equal(await other.locator("planner-current").getByLabel("The Pods are of").inputValue(), "previous");
  await other.close();
  await panel.getByLabel("The Pods are of").selectOption("this template");
  await next(page, "The controller has nothing to do.");
  await page.close();
});
