// Typing, pasting, dropping; problems that lead to their line; input that is broken or hostile.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answered,
  daemonSet,
  groups,
  headline,
  headlines,
  nodes,
  open,
  paste,
  useBrowser,
} from "./browser.mjs";

useBrowser();

test("pasting a manifest and nodes is answered", async () => {
  const page = await open();
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", nodes("a", "b", "c"));
  await headline(page, "Runs on all 3 nodes. An update takes 3 waves, about 45 s.");
  assert.deepEqual(await groups(page), [{ runs: true, nodes: ["a", "b", "c"] }]);
  await page.close();
});

test("typing is answered", async () => {
  const page = await open();
  await paste(page, "manifest", daemonSet("      nodeSelector: { disk: ssd"));
  await page.keyboard.type(" }");
  await paste(page, "nodes", nodes("a"));
  await headline(page, "Runs on none of 1 node.");
  await page.close();
});

test("an example can be undone", async () => {
  const page = await open();
  await paste(page, "manifest", daemonSet("# mine"));
  await page.getByRole("button", { name: "One zone" }).click();
  await headline(page, "Runs on 3 of 6 nodes.");
  await page.locator("#manifest .cm-content").focus();
  await page.keyboard.press("Control+z");
  await page.locator("#manifest .cm-line", { hasText: "# mine" }).waitFor();
  await page.close();
});

test("a dropped file replaces the text", async () => {
  const page = await open();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "nodes.json"));
      const target = document
        .querySelector("planner-app")
        .shadowRoot.querySelector("#nodes")
        .shadowRoot.querySelector(".cm-content");
      for (const type of ["dragover", "drop"]) {
        target.dispatchEvent(
          new DragEvent(type, {
            dataTransfer: data,
            bubbles: true,
            composed: true,
            cancelable: true,
          }),
        );
      }
    },
    nodes("dropped-1", "dropped-2"),
  );
  await headline(page, "Runs on all 2 nodes.");
  await page.close();
});

test("a file may be opened, also one in UTF-16 as PowerShell writes it", async () => {
  const page = await open();
  const buffer = Buffer.from(`\ufeff${nodes("opened")}`, "utf16le");
  await page.locator("#nodes input[type=file]").setInputFiles({ name: "nodes.json", mimeType: "", buffer });
  await headline(page, "Runs on the one node.");
  await page.close();
});

test("a problem leads to its line", async () => {
  const page = await open();
  await paste(page, "manifest", daemonSet("      nodeSelectors: { disk: ssd }"));
  const problem = page.locator("planner-problems button", {
    hasText: 'unknown field "spec.template.spec.nodeSelectors"',
  });
  assert.match(await problem.innerText(), /manifest, line 11/);
  assert.ok((await page.locator("#manifest .cm-lintRange-error").count()) > 0, "the text is underlined");
  await problem.click();
  const chosen = await page.evaluate(() => {
    const root = document.querySelector("planner-app").shadowRoot.querySelector("#manifest").shadowRoot;
    return (root.getSelection?.() ?? getSelection()).toString();
  });
  assert.equal(chosen, "nodeSelectors");
  await page.getByRole("heading", { name: "The API server's answer" }).waitFor();
  await page.close();
});

test("text from a manifest stays text", async () => {
  const page = await open();
  const hostile = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
  await paste(page, "manifest", daemonSet("", JSON.stringify(hostile)));
  await page.locator("planner-headline .name", { hasText: hostile }).waitFor();
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", nodes(hostile));
  await page.locator("planner-names .name", { hasText: hostile }).first().waitFor();
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await page.locator("img").count(), 0);
  await page.close();
});

test("a broken paste is answered with a problem, and the next one as if nothing had been", async () => {
  const page = await open();
  for (const broken of [
    "{",
    "\u0000\ud800",
    "a: &a [*a]",
    "- ".repeat(20_000),
    "kind: DaemonSet\nspec: [".repeat(50),
    "",
  ]) {
    await paste(page, "manifest", broken);
    assert.equal(await page.locator(".failure").count(), 0, JSON.stringify(broken.slice(0, 20)));
  }
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", nodes("a"));
  await headline(page, "Runs on the one node.");
  await page.close();
});

test("no DaemonSet, no nodes: the page says so", async () => {
  const page = await open();
  await paste(page, "manifest", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n");
  await page.getByRole("heading", { name: "There is no DaemonSet in the manifest." }).waitFor();
  await paste(page, "manifest", daemonSet());
  await paste(page, "nodes", "");
  await headline(page, "There are no nodes to run on.");
  await page.close();
});

test("the timings change the times", async () => {
  const page = await open();
  const ready = page.getByLabel("Pod ready after");
  await ready.fill("25");
  await headline(page, "about 2 min 30 s");
  await ready.fill("");
  await answered(page);
  assert.deepEqual(await headlines(page), [
    "Runs on 5 of 6 nodes. An update takes 5 waves, about 2 min 30 s.",
  ]);
  await page.close();
});

test("five thousand nodes stay pleasant", async () => {
  const page = await open();
  await paste(page, "manifest", daemonSet());
  const many = nodes(...Array.from({ length: 5_000 }, (_, index) => `node-${index}`));
  const start = Date.now();
  await paste(page, "nodes", many);
  await headline(page, "Runs on all 5000 nodes. An update takes 5000 waves");
  assert.ok(Date.now() - start < 5_000, "answered within seconds, pasting included");
  const [group] = await groups(page);
  assert.equal(group.nodes.length, 12);
  await page
    .getByRole("button", { name: /more nodes/ })
    .first()
    .click();
  assert.equal((await groups(page))[0].nodes.length, 1_012);
  await page.close();
});
