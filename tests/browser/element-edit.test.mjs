// Editing a tag's texts, and opening them in the playground.
import assert from "node:assert/strict";
import { test } from "node:test";
import { excuse, serving } from "./browser.mjs";
import { HEADLINE, many, MANIFEST, NODES, says, show, slot, tab, tag, useElement } from "./element.mjs";

useElement();

const edit = (page) => page.getByRole("button", { name: "Edit", exact: true }).first();

test("what is not said to be editable is not", async () => {
  const page = await show(tag());
  await says(page, HEADLINE);
  assert.equal(await edit(page).count(), 0);
  await page.evaluate(() => document.querySelector("daemonset-planner").toggleAttribute("editable"));
  await edit(page).waitFor();
  await page.evaluate(() => document.querySelector("daemonset-planner").toggleAttribute("editable"));
  await edit(page).waitFor({ state: "detached" });
  await page.close();
});

test("the editor is loaded when editing begins, has the keyboard then, and the answer follows what is typed", async () => {
  const page = await show(tag("editable"));
  await says(page, HEADLINE);
  const editor = () => serving().requests.filter((path) => path.includes("/editing-")).length;
  assert.equal(editor(), 0);
  await edit(page).focus();
  await page.keyboard.press("Enter");
  await page.locator(".cm-content").first().waitFor();
  assert.equal(editor(), 1);
  assert.ok(await page.locator("daemonset-planner > pre").isHidden());
  await page.locator(".cm-focused").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(MANIFEST.replace("{ disk: ssd }", "{}"));
  await says(page, "Runs on all 2 nodes.");
  await page.getByRole("status").filter({ hasText: "Runs on all 2 nodes." }).waitFor({ state: "attached" });
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(MANIFEST.replace("name: agent", "name: Agent"));
  await page
    .getByRole("status")
    .filter({ hasText: /1 error\.$/ })
    .waitFor({ state: "attached" });
  await page.locator(".cm-lintRange-error").waitFor();
  await page.getByRole("button", { name: /manifest, line 4/ }).click();
  assert.equal(await page.locator(".cm-focused").count(), 1, "a finding leads into the editor");
  await page.close();
});

test("the nodes can be edited too, and Reset brings back what the page says", async () => {
  const page = await show(tag("editable"));
  await says(page, HEADLINE);
  await edit(page).click();
  await tab(page, "Nodes").click();
  await page.locator("#editor-nodes .cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(many(4));
  await says(page, "Runs on none of 4 nodes.");
  await page.getByRole("button", { name: "Reset" }).focus();
  await page.keyboard.press("Enter");
  await says(page, HEADLINE);
  const focused = () =>
    page
      .locator("daemonset-planner")
      .evaluate(({ shadowRoot }) => shadowRoot.activeElement?.textContent.trim());
  assert.equal(await focused(), "Edit", "the keyboard stays on the button");
  await tab(page, "Manifest").click();
  assert.ok(await page.locator("daemonset-planner > pre").isVisible());
  await page.close();
});

test("what the page says anew takes the place of what was typed", async () => {
  const page = await show(tag("editable"));
  await says(page, HEADLINE);
  await edit(page).click();
  await page.locator(".cm-focused").waitFor();
  await page.keyboard.insertText("# typed\n");
  await page.evaluate((text) => {
    document.querySelector("[slot=nodes]").textContent = text;
  }, many(3));
  await says(page, "Runs on none of 3 nodes.");
  assert.equal(await page.locator("planner-editor").count(), 0);
  await page.close();
});

test("Escape, then Tab, leaves the editor; typing leaves no trail in the page", async () => {
  const page = await show(`${tag("editable")}<button id="after">after</button>`);
  await says(page, HEADLINE);
  const before = await page.evaluate(() => [location.href, history.length, localStorage.length]);
  await edit(page).click();
  await page.locator(".cm-focused").waitFor();
  await page.keyboard.type("# typed");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.locator(".cm-focused").waitFor({ state: "detached" });
  assert.deepEqual(await page.evaluate(() => [location.href, history.length, localStorage.length]), before);
  await page.close();
});

test("an editor that cannot be loaded is told, and the answer stays", async () => {
  excuse(/Failed to load resource/);
  const page = await show(tag("editable"), {
    prepare: (fresh) => fresh.route("**/editing-*", (route) => route.abort()),
  });
  await says(page, HEADLINE);
  await edit(page).click();
  await page.getByRole("button", { name: "The editor could not be loaded" }).waitFor();
  await says(page, HEADLINE);
  await page.close();
});

test("one tag is edited, the other stays", async () => {
  const page = await show(tag("editable") + tag("editable"));
  await says(page, HEADLINE, 1);
  await edit(page).click();
  await page.locator(".cm-focused").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(MANIFEST.replace("{ disk: ssd }", "{}"));
  await says(page, "Runs on all 2 nodes.");
  await says(page, HEADLINE, 1);
  await page.close();
});

test("a text that is typed beyond what is planned with is told", async () => {
  const page = await show(tag("editable"));
  await says(page, HEADLINE);
  await edit(page).click();
  await page.locator(".cm-focused").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(`# ${"x".repeat(200_000)}`);
  await page.locator("[part=failure]", { hasText: "Manifest: 200,002 characters." }).waitFor();
  await page.close();
});

const link = (page) => page.getByRole("link", { name: "Open in playground" });

test("without an address there is no link, and one that is no page makes none", async () => {
  const page = await show(tag() + tag('playground="javascript:alert(1)"') + tag('playground="http://["'));
  await says(page, HEADLINE, 2);
  await page.waitForTimeout(300);
  assert.equal(await link(page).count(), 0);
  await page.close();
});

test("an example has the playground's short link, other texts a link that holds them", async () => {
  const page = await show(
    `<daemonset-planner example="one-zone" playground="/play/?a=b"></daemonset-planner>${tag('playground="play/"')}`,
  );
  await link(page).nth(1).waitFor();
  const [first, second] = await link(page).evaluateAll((all) => all.map(({ href }) => href));
  assert.equal(first, new URL("/play/?a=b#one-zone", serving().address).href);
  const { pathname, hash } = new URL(second);
  assert.equal(pathname, "/play/");
  assert.deepEqual(await unpacked(page, hash), { manifest: MANIFEST, nodes: NODES });
  assert.equal(await link(page).first().getAttribute("rel"), "noopener");
  await page.close();
});

/** What a link of the playground holds. */
const unpacked = (page, hash) =>
  page.evaluate(async (packed) => {
    const text = atob(packed.slice(2).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new Response(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")),
    ).json();
  }, hash);

test("the link holds what was typed", async () => {
  const page = await show(tag('editable playground="/play/"'));
  await link(page).waitFor();
  await edit(page).click();
  await page.locator(".cm-focused").waitFor();
  await page.keyboard.insertText("# typed\n");
  await page.waitForFunction(() => document.querySelector("daemonset-planner").plan, undefined);
  await assert.doesNotReject(async () => {
    for (let tries = 0; ; tries += 1) {
      const held = await unpacked(page, new URL(await link(page).getAttribute("href")).hash);
      if (held.manifest === `# typed\n${MANIFEST}`) return;
      if (tries > 30) throw new Error(held.manifest);
      await page.waitForTimeout(100);
    }
  });
  await page.close();
});

test("the link opens in the playground what the tag shows", async () => {
  excuse(/request to http/);
  const { serve } = await import("./serve.mjs");
  const playground = await serve();
  const page = await show(
    tag(`playground="${playground.address}"`, {
      rest: slot("previous", MANIFEST.replace("image: a", "image: before")),
    }),
  );
  await link(page).waitFor();
  const said = await page.locator("planner-headline .sentence").innerText();
  const [opened] = await Promise.all([page.context().waitForEvent("page"), link(page).click()]);
  await opened.locator("planner-app planner-headline .sentence", { hasText: said }).waitFor();
  await opened.close();
  await page.close();
  await playground.close();
});
