// What can happen to a cluster, put on the clock by click and by key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, headline, open, useBrowser } from "./browser.mjs";
import { button, differences, focused, onNode, rows, slider, words } from "./time.mjs";

useBrowser();

test("an event is put on the clock by a click, changes what happens, and is removed again", async () => {
  const page = await open("#rolling-update");
  await onNode(page, "worker-2", "Removed");
  await headline(page, "An update takes 7 waves, about 1 min 15 s.");
  assert.deepEqual(await words(rows(page).locator(".words")), ["worker-2 is removed"]);
  assert.ok((await differences(page)).includes("Until it ends: 1 min 15 s, without the events 1 min."));
  const second = page.getByLabel("Second at which worker-2 is removed");
  await second.fill("20");
  await second.press("Enter");
  await headline(page, "about 1 min");
  assert.equal(
    await page.locator("planner-rollout-chart .event title").textContent(),
    "0:20: `worker-2` is removed",
  );
  await button(page, "Remove: worker-2 is removed").click();
  await headline(page, "An update takes 4 waves, about 1 min.");
  assert.equal(await rows(page).count(), 0);
  assert.equal(await page.locator("planner-effect").count(), 0);
  await page.waitForFunction(() => location.hash === "#rolling-update");
  await page.close();
});

test("a click on a bar means the node and the moment there, one on the axis only the moment", async () => {
  const page = await open("#rolling-update");
  const bar = page.locator("planner-rollout-chart rect.bar", { hasText: "worker-5: old Pod" });
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.getByRole("dialog", { name: "At 0:15 on worker-5" }).waitFor();
  await page.keyboard.press("Escape");
  const axis = await page.locator("planner-rollout-chart rect.plot").boundingBox();
  await page.mouse.click(axis.x + 1, axis.y + 5);
  await page.getByRole("dialog", { name: "At 0:00", exact: true }).waitFor();
  const dialog = page.getByRole("dialog");
  assert.equal(await button(page, "Drained").count(), 0, "without a node, only what is about the cluster");
  await dialog.getByLabel("Node").fill("worker-3");
  await button(page, "Drained").waitFor();
  await dialog.getByLabel("Second").fill("33");
  await button(page, "Tainted…").click();
  await dialog.getByLabel("Taint").fill("not a taint");
  await button(page, "Put on the clock").click();
  assert.equal(await rows(page).count(), 0, "what cannot be meant is not taken");
  await dialog.getByLabel("Taint").fill("a=b:NoExecute");
  await button(page, "Put on the clock").click();
  assert.deepEqual(await words(rows(page).locator(".words")), ["worker-3 is tainted a=b:NoExecute"]);
  assert.equal(await rows(page).locator("input").inputValue(), "33");
  await page.locator("planner-effect", { hasText: "numberAvailable at the end: 7" }).waitFor();
  await page.close();
});

test("every kind of event can be put on the clock, and the engine takes all of them", async () => {
  const page = await open("#rolling-update");
  for (const kind of ["Cordoned", "Uncordoned", "Drained", "Not ready", "Ready again", "Removed"])
    await onNode(page, "worker-7", kind);
  for (const kind of ["Deleted", "Keeps crashing", "Fails", "Never ready"])
    await onNode(page, "worker-8", kind);
  for (const [kind, field, value] of [
    ["Tainted…", "Taint", "a=b:NoSchedule"],
    ["Untainted…", "Taint", "a"],
    ["Relabelled…", "Label", "disk=ssd"],
    ["Not ready for a while…", "Seconds", "12"],
    ["A node joins…", "Name", "worker-9"],
    ["Another edit…", "image", "registry.example.com/metrics-agent:7.3"],
  ]) {
    await button(page, "worker-6").click();
    await button(page, kind).click();
    await page.getByRole("dialog").getByLabel(field).first().fill(value);
    await button(page, "Put on the clock").click();
    await answered(page);
  }
  for (const kind of ["kubectl rollout undo", "Switched to OnDelete", "The version is never ready"]) {
    await page.getByRole("button", { name: /^Put an event on the clock at/ }).click();
    await button(page, kind).click();
    await answered(page);
  }
  assert.equal(await rows(page).count(), 19);
  assert.ok(
    (await words(rows(page).locator(".words"))).includes(
      "another manifest is applied with the image registry.example.com/metrics-agent:7.3",
    ),
  );
  assert.equal(await page.locator("planner-problems li").count(), 0);
  await page.close();
});

/** Waits until the focus is on what is called like this; it moves a moment after a dialog has closed. */
async function focusOn(page, name) {
  for (let round = 0; round < 100 && (await focused(page)) !== name; round += 1)
    await page.waitForTimeout(50);
  assert.equal(await focused(page), name);
}

test("the keyboard alone puts an event on the clock, and gets its focus back", async () => {
  const page = await open("#rolling-update");
  await button(page, "worker-1").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await focusOn(page, "worker-3");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "At 0:00 on worker-3" }).waitFor();
  await focusOn(page, "Cordoned");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await focusOn(page, "worker-3");
  await slider(page).focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "At 0:05" }).waitFor();
  await page.keyboard.press("Shift+Tab");
  await focusOn(page, "worker-3");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await answered(page);
  assert.deepEqual(await words(rows(page).locator(".words")), ["worker-3 is cordoned"]);
  assert.equal(await rows(page).locator("input").inputValue(), "5");
  await button(page, "Remove: worker-3 is cordoned").focus();
  await page.keyboard.press("Enter");
  await page.locator("planner-event-list").waitFor({ state: "detached" });
  await page.close();
});

test("a phone shows time without scrolling sideways, the menu too", async () => {
  const page = await open("#node-away");
  await page.setViewportSize({ width: 390, height: 844 });
  await button(page, "worker-1").click();
  const box = await page.getByRole("dialog").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.y >= 0 && box.y + box.height <= 844);
  await button(page, "Another edit…").click();
  await button(page, "Put on the clock").click();
  await answered(page);
  await page.waitForFunction(() => document.documentElement.scrollWidth === 390);
  await page.close();
});
