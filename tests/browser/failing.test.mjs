// An engine that hangs or breaks cannot take the page with it: here the worker is replaced by one that does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonSet, headline, open, paste, useBrowser } from "./browser.mjs";

useBrowser({ serviceWorkers: "block" });

/** A worker that answers with the manifest's first line, hangs on `HANG`, fails on `FAIL` and dies on `DIE`. */
const WORKER = `
onmessage = ({ data: { id, manifest } }) => {
  const text = new TextDecoder().decode(manifest);
  while (text.startsWith("# HANG"));
  if (text.startsWith("# DIE")) throw new Error("unreachable");
  if (text.startsWith("# FAIL")) return postMessage({ id, failure: "memory access out of bounds" });
  const status = {};
  const daemonSet = { name: "a", namespace: "b", headline: text.split("\\n")[0], admission: { accepted: false }, nodes: [], groups: [], status };
  const plan = { kubernetes: "1", diagnostics: [], daemonSets: [daemonSet], leftAside: [], nodes: { count: 0 } };
  postMessage({ id, plan, versions: { planner: "1", kubernetes: "1" }, milliseconds: 1 });
};`;

const replaced = (page) =>
  page.route("**/worker-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: WORKER }));

const type = async (page, text) => {
  await page.locator("#manifest .cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
};

for (const [broken, words] of [
  ["# FAIL", "memory access out of bounds"],
  ["# DIE", "unreachable"],
]) {
  test(`an engine that breaks is replaced: ${words}`, async () => {
    const page = await open("", {}, replaced);
    await type(page, broken);
    await page.locator(".failure", { hasText: words }).waitFor();
    await type(page, "# well again");
    await headline(page, "# well again");
    assert.equal(await page.locator(".failure").count(), 0);
    await page.close();
  });
}

test("an engine that hangs is stopped, and typing goes on meanwhile", async () => {
  const page = await open("", {}, async (fresh) => {
    await fresh.clock.install();
    await replaced(fresh);
  });
  await type(page, "# HANG");
  await page.locator('.answer[aria-busy="true"]').waitFor();
  await page.locator("#manifest .cm-content").press("End");
  await page.keyboard.type(" or not");
  assert.equal(await page.locator("#manifest .cm-content").innerText(), "# HANG or not");
  await type(page, "# the newest");
  await page.clock.fastForward(11_000);
  await headline(page, "# the newest");
  await page.close();
});

test("of many questions only the newest is answered", async () => {
  const page = await open("", {}, replaced);
  await page.evaluate(() => {
    window.heard = [];
    const app = document.querySelector("planner-app");
    new MutationObserver(() => {
      const said = app.shadowRoot.querySelector("p[role=status]").textContent;
      if (window.heard.at(-1) !== said) window.heard.push(said);
    }).observe(app.shadowRoot, { subtree: true, childList: true, characterData: true });
  });
  await paste(page, "manifest", daemonSet());
  await type(page, "# one");
  await type(page, "# two");
  await type(page, "# three");
  await headline(page, "# three");
  assert.equal(await page.evaluate(() => window.heard.at(-1)), "# three");
  await page.close();
});
