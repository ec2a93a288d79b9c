// Links, offline, phone, themes, keyboard, names for screen readers.
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

const copyLink = async (page) => {
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};

test("a copied link shows the same, and typing leaves no trail in the history", async () => {
  const page = await open();
  const visited = await page.evaluate(() => history.length);
  await paste(page, "manifest", daemonSet("# äöü 🚀"));
  await paste(page, "nodes", nodes("shared-1", "shared-2"));
  await page.getByLabel("Pod ready after").fill("55");
  await headline(page, "Runs on all 2 nodes. An update takes 2 waves, about 2 min.");
  const link = await copyLink(page);
  assert.equal(await page.evaluate(() => history.length), visited);
  const other = await open(new URL(link).hash);
  assert.deepEqual(await headlines(other), await headlines(page));
  assert.deepEqual(await groups(other), await groups(page));
  assert.match(await other.locator("#manifest .cm-content").innerText(), /äöü 🚀/);
  await other.reload();
  await headline(other, "about 2 min.");
  await other.close();
  await page.close();
});

test("an example has a short link", async () => {
  const page = await open();
  await page.getByRole("button", { name: "One zone" }).click();
  await page.waitForFunction(() => location.hash === "#one-zone");
  await page.reload();
  await headline(page, "Runs on 3 of 6 nodes.");
  await page.close();
});

test("a broken or hostile link opens the page with the first example", async () => {
  for (const hash of [
    "#1",
    "#1%%%",
    "#1AAAA",
    `#1${"A".repeat(50_000)}`,
    "#<img src=x onerror=alert(1)>",
    "#1q1YqSS0uUbJSSkxKVqoFAA",
    "#__proto__",
  ]) {
    const page = await open(hash);
    assert.deepEqual(
      await headlines(page),
      ["Runs on 5 of 6 nodes. An update takes 5 waves, about 1 min 15 s."],
      hash.slice(0, 20),
    );
    await page.close();
  }
});

test("works offline after it was loaded, also when it is loaded again", async () => {
  const page = await open();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    }
  });
  await page.context().setOffline(true);
  try {
    await page.getByRole("button", { name: "Surge" }).click();
    await headline(page, "Runs on all 6 nodes.");
    await paste(page, "nodes", nodes("offline"));
    await headline(page, "Runs on the one node.");
    await page.waitForFunction(() => location.hash.startsWith("#1"));
    await page.reload();
    await answered(page);
    await headline(page, "Runs on the one node.");
  } finally {
    await page.context().setOffline(false);
  }
  await page.close();
});

test("a phone shows every example without scrolling sideways", async () => {
  const page = await open();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const title of await page.locator("planner-examples button").allInnerTexts()) {
    await page.getByRole("button", { name: title, exact: true }).click();
    await answered(page);
    await page.evaluate(() => {
      const open = (root) => {
        for (const details of root.querySelectorAll("details")) details.open = true;
        for (const element of root.querySelectorAll("*")) if (element.shadowRoot) open(element.shadowRoot);
      };
      open(document);
    });
    await page.waitForFunction(() => document.documentElement.scrollWidth === 390, undefined, {
      timeout: 5_000,
    });
  }
  await page.close();
});

test("dark and light follow the system, and can be chosen", async () => {
  const page = await open("", { colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.emulateMedia({ colorScheme: "light" });
  const light = await ground();
  assert.notEqual(dark, light);
  const toggle = page.getByRole("button", { name: /^Theme/ });
  await toggle.click();
  assert.equal(await ground(), light);
  await toggle.click();
  assert.equal(await ground(), dark);
  await page.reload();
  assert.equal(await ground(), dark, "the choice is kept");
  await page.getByRole("button", { name: /^Theme/ }).click();
  assert.equal(await ground(), light, "back to the system's");
  await page.close();
});

test("the keyboard alone reaches everything, and leaves the editor", async () => {
  const page = await open();
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute("aria-label") ?? at?.textContent.trim() ?? "";
    });
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the answer");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "Answer");
  await page.keyboard.press("Shift+Tab");
  const seen = [];
  for (let step = 0; step < 40 && !(await focused()).startsWith("Nodes."); step += 1) {
    seen.push(await focused());
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n# typed");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await focused()).startsWith("Nodes."), "Escape, then Tab, leaves the editor");
  await page.getByRole("button", { name: "Workers only" }).focus();
  await page.keyboard.press("Enter");
  await headline(page, "Runs on 3 of 6 nodes.");
  await page.close();
});

test("a screen reader finds landmarks, headings, tables and the announced answer", async () => {
  const page = await open();
  for (const role of ["banner", "main", "contentinfo"])
    assert.equal(await page.getByRole(role).count(), 1, role);
  for (const name of [
    "Manifest",
    "Nodes",
    "An update of the template",
    "Status, once every Pod is up",
    "Guaranteed by Kubernetes",
    "Not guaranteed",
  ]) {
    assert.ok((await page.getByRole("heading", { name, exact: true }).count()) > 0, name);
  }
  assert.equal(await page.getByRole("columnheader", { name: "DESIRED" }).count(), 1);
  assert.equal(await page.getByRole("rowheader", { name: "1", exact: true }).count(), 1);
  assert.ok(await page.getByRole("img", { name: /at most 1 node without an available Pod/ }).isVisible());
  await page.getByRole("button", { name: "OnDelete" }).click();
  await page.getByRole("status").filter({ hasText: "Runs on 4 of 6 nodes." }).first().waitFor();
  await page.close();
});

test("the page says which Kubernetes it speaks for", async () => {
  const page = await open();
  assert.match(await page.locator(".release").innerText(), /^Kubernetes \d+\.\d+\.\d+$/);
  await page.getByText("One Pod on each eligible node.").waitFor();
  await page.close();
});

test("why a node has no Pod is shown as kubectl shows it", async () => {
  const page = await open("#control-plane");
  await paste(page, "manifest", daemonSet());
  await paste(
    page,
    "nodes",
    JSON.stringify([
      { metadata: { name: "a" }, spec: { taints: [{ key: "gpu", value: "x", effect: "NoSchedule" }] } },
    ]),
  );
  await page.getByText("How kubectl shows it").click();
  const seen = page.locator("planner-node-groups .seen");
  assert.equal(await seen.locator("code").first().innerText(), "kubectl describe node a");
  assert.equal(await seen.locator("pre").innerText(), "Taints:             gpu=x:NoSchedule");
  await page.close();
});
