// What a tag shows: its views, their tabs, the release, the height; by mouse, keyboard, ear and on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nodes } from "./browser.mjs";
import { HEADLINE, MANIFEST, says, show, tab, tag, useElement } from "./element.mjs";

useElement();

const views = (page) => page.getByRole("tablist", { name: "Views" }).getByRole("tab").allInnerTexts();

test("the nodes are what is shown without a word: verdicts with their reasons", async () => {
  const page = await show(tag());
  await says(page, HEADLINE);
  assert.deepEqual(await views(page), []);
  await page.getByRole("heading", { name: "1 node runs the Pod" }).waitFor();
  await page.getByText("nodeSelector wants disk=ssd; this node has no label disk").waitFor();
  assert.equal(await page.locator("planner-rollout-chart, planner-wave-table, planner-kubectl").count(), 0);
  await page.close();
});

for (const [attribute, titles] of [
  ["nodes", []],
  ["waves timeline", ["Waves", "Timeline"]],
  ["kubectl, nodes, kubectl", ["kubectl", "Nodes"]],
  ["all", ["Nodes", "Waves", "Timeline", "kubectl"]],
  ["no such view", []],
]) {
  test(`view="${attribute}"`, async () => {
    const page = await show(tag(`view="${attribute}"`));
    await says(page, HEADLINE);
    assert.deepEqual(await views(page), titles);
    await page.close();
  });
}

test("the waves are a table", async () => {
  const page = await show('<daemonset-planner example="rolling-update" view="waves"></daemonset-planner>');
  await page.locator("planner-wave-table").waitFor();
  const plan = await page
    .locator("daemonset-planner")
    .evaluate((element) => element.plan.daemonSets[0].rollout);
  assert.equal(await page.getByRole("row").count(), plan.waves.length + 1);
  assert.ok(await page.getByText("longest gap on a node").isVisible());
  await page.close();
});

test("an update that hangs says why", async () => {
  const page = await show('<daemonset-planner example="gpu-nodes" view="waves"></daemonset-planner>');
  await page.getByRole("heading", { name: "Why it is stuck" }).waitFor();
  await page.close();
});

test("the timeline has a moment to choose, by mouse and keys, and nothing that would change it", async () => {
  const page = await show('<daemonset-planner example="rolling-update" view="timeline"></daemonset-planner>');
  const slider = page.getByRole("slider", { name: "Moment" });
  await slider.focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "At 0:10" }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  assert.equal(await page.getByRole("heading", { name: "At 0:10" }).count(), 0);
  assert.equal(await page.locator("planner-rollout-chart button, planner-event-menu").count(), 0);
  await page.locator("planner-rollout-chart svg").first().click();
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.close();
});

test("kubectl's words are those of the moment that is chosen, in any view", async () => {
  const page = await show(
    '<daemonset-planner example="rolling-update" view="timeline kubectl"></daemonset-planner>',
  );
  await page.getByRole("slider", { name: "Moment" }).fill("0");
  await tab(page, "kubectl").click();
  await page.locator('planner-kubectl .text[aria-busy="false"]').waitFor();
  const text = () => page.locator("planner-kubectl pre").innerText();
  const [, , , , updated] = (await text()).split("\n")[1].split(/\s+/);
  assert.equal(updated, "0", "nothing is updated at the beginning");
  await page.locator("planner-words").getByRole("slider").press("End");
  await page.locator('planner-kubectl .text[aria-busy="false"]').waitFor();
  const [, desired, , , after] = (await text()).split("\n")[1].split(/\s+/);
  assert.equal(after, desired, "all are at the end");
  await tab(page, "describe node").click();
  await page.locator("planner-kubectl pre", { hasText: /^Name:/ }).waitFor();
  await page.close();
});

test("of several DaemonSets each is chosen by its sentence", async () => {
  const page = await show('<daemonset-planner example="bundle"></daemonset-planner>');
  const second = page.locator("planner-headline button").nth(1);
  await second.click();
  assert.equal(await second.getAttribute("aria-pressed"), "true");
  await page.close();
});

for (const view of ["nodes", "waves", "timeline", "kubectl"]) {
  test(`what is refused, and what is doubtful, is seen: view="${view}"`, async () => {
    const refused = MANIFEST.replace("name: agent", "name: Agent");
    const doubtful = `${MANIFEST}...\nbehind: the end\n`;
    const page = await show(
      tag(`view="${view}"`, { manifest: refused }) + tag(`view="${view}"`, { manifest: doubtful }),
    );
    await says(page, "The API server would refuse this: 1 error.");
    await page.locator("planner-problems").getByText("a lowercase RFC 1123").waitFor();
    await page.getByText("The API server's answer").first().click();
    await page.getByText("HTTP 422").waitFor();
    await page
      .locator("daemonset-planner")
      .nth(1)
      .locator("planner-problems")
      .getByText("kubectl reads nothing from here on")
      .first()
      .waitFor();
    await page.close();
  });
}

test("a finding leads to its place in the page's own code block, and leaves the keyboard where it is", async () => {
  const page = await show(tag("", { manifest: MANIFEST.replace("name: agent", "name: Agent") }));
  const finding = page.getByRole("button", { name: /manifest, line 4/ });
  await finding.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => getSelection().toString()), "Agent");
  assert.equal(
    await page.evaluate(() => getSelection().anchorNode.parentElement.closest("pre").parentElement.localName),
    "daemonset-planner",
  );
  await page.close();
});

test("a finding leads to its place in a text that is not the page's", async () => {
  const page = await show(
    `<daemonset-planner><script type="text/yaml" slot="manifest">${MANIFEST.replace("name: agent", "name: Agent")}</script></daemonset-planner>`,
  );
  await page.getByRole("button", { name: /manifest, line 4/ }).click();
  assert.equal(await page.evaluate(() => getSelection().toString()), "Agent");
  await page.close();
});

test("the release is said; the one that the page speaks of beside it, and taken where that matters", async () => {
  const page = await show(
    ["", "1.37", "v1.30.2", "nonsense"].map((release) => tag(`release="${release}"`)).join(""),
  );
  await says(page, HEADLINE, 3);
  const said = await page.locator("daemonset-planner [part=footer]").allInnerTexts();
  const [plain] = said;
  assert.match(plain, /^Kubernetes \d+\.\d+\.\d+$/);
  assert.deepEqual(said, [plain, plain, `${plain}; this page speaks of 1.30`, plain]);
  const used = await page.evaluate(async () => {
    const { Planner } = await import("/pkg/index.js");
    const { plan } = Planner.prototype;
    return new Promise((resolve) => {
      Planner.prototype.plan = function (options) {
        resolve(options.kubernetes);
        return plan.call(this, options);
      };
      document.querySelector("daemonset-planner").setAttribute("release", "1.29");
    });
  });
  assert.equal(used, "1.30", "the newest of the older ones stands for all of them");
  await page.close();
});

test("a height bounds the tag, and what is longer scrolls; on paper nothing is cut off", async () => {
  const list = nodes(...Array.from({ length: 40 }, (_, at) => `node-${at}`));
  const page = await show(
    ["300", "20rem", "x; color: red"]
      .map((height) => tag(`height="${height}" view="all"`, { nodeList: list }))
      .join(""),
  );
  await page.locator("planner-card").nth(2).waitFor();
  const heights = () =>
    page
      .locator("daemonset-planner")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  const [pixels, letters, none] = await heights();
  assert.ok(pixels <= 300 && letters <= 320 && none > 320, `${pixels} ${letters} ${none}`);
  const answer = page.locator("daemonset-planner [part=answer]").first();
  assert.ok(await answer.evaluate((part) => part.scrollHeight > part.clientHeight));
  await page.emulateMedia({ media: "print" });
  assert.ok((await heights())[0] > 300);
  await page.close();
});

test("the keyboard goes through the tabs, and each part has a name", async () => {
  const page = await show(tag('view="all"'));
  await says(page, HEADLINE);
  await tab(page, "Waves").focus();
  assert.equal(
    await page.getByRole("tablist", { name: "Views" }).getByRole("tab", { selected: true }).innerText(),
    "Nodes",
  );
  await page.getByRole("tablist", { name: "Views" }).getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Waves", selected: true }).count(), 1);
  await page.getByRole("tabpanel", { name: "Waves" }).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("tabpanel", { name: "kubectl" }).waitFor();
  await page.getByRole("group", { name: "What becomes of the DaemonSet agent" }).waitFor();
  for (const element of await page.locator("daemonset-planner").getByRole("button").all()) {
    assert.notEqual((await element.innerText()).trim(), "");
  }
  await page.close();
});

test("what the page brings is not announced, with many tags on it", async () => {
  const page = await show(tag().repeat(5));
  await says(page, HEADLINE, 4);
  const heard = await page.getByRole("status").allInnerTexts();
  assert.equal(heard.join("").trim(), "");
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.close();
});

test("it prints: all views, the texts whole, nothing to press, dark on white", async () => {
  const page = await show(tag('view="all" editable'), { media: { colorScheme: "dark" } });
  await says(page, HEADLINE);
  assert.equal(await page.locator("planner-wave-table").count(), 0);
  await page.emulateMedia({ media: "print" });
  for (const part of [
    "planner-node-groups",
    "planner-wave-table",
    "planner-rollout-chart",
    "planner-kubectl pre",
  ]) {
    await page.locator(part).first().waitFor();
  }
  assert.ok(await page.getByText("name: with-disk").first().isVisible(), "the nodes too");
  assert.equal(
    await page.locator("daemonset-planner button:visible, daemonset-planner input:visible").count(),
    0,
  );
  const ink = await page.locator("planner-card").evaluate((card) => getComputedStyle(card).color);
  assert.equal(ink, "rgb(26, 32, 44)");
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("tablist", { name: "Views" }).waitFor();
  await page.close();
});

test("what is wrong is printed too", async () => {
  const page = await show(tag("", { manifest: MANIFEST.replace("name: agent", "name: Agent") }));
  await says(page, "The API server would refuse this: 1 error.");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("planner-problems").getByText("a lowercase RFC 1123").isVisible());
  await page.close();
});

test("a page that is printed at once has it all", async () => {
  const page = await show(tag('view="all"'));
  await says(page, HEADLINE);
  await page.evaluate(() => {
    window.addEventListener("afterprint", () => {
      const { shadowRoot } = document
        .querySelector("daemonset-planner")
        .shadowRoot.querySelector("planner-card");
      const words = shadowRoot.querySelector("planner-words").shadowRoot.querySelector("planner-kubectl");
      window.printed = [
        shadowRoot.querySelectorAll("section").length,
        words.shadowRoot.querySelector("pre")?.textContent.startsWith("NAME"),
      ];
    });
  });
  const paper = await page.pdf({ format: "A4" });
  assert.ok(paper.length > 10_000);
  assert.deepEqual(await page.evaluate(() => window.printed), [4, true]);
  await page.close();
});

test("on a phone nothing goes beyond the side", async () => {
  const page = await show(
    tag('view="all" editable playground="/play/"').replaceAll("disk", "a-label-with-quite-a-long-name"),
  );
  await page.setViewportSize({ width: 380, height: 800 });
  await page.locator("planner-card").waitFor();
  for (const view of ["Waves", "Timeline", "kubectl"]) {
    await tab(page, view).click();
    await page.waitForTimeout(100);
    const beyond = await page.locator("daemonset-planner").evaluate(({ shadowRoot }) => {
      const answer = shadowRoot.querySelector("[part=answer]");
      return (
        answer.scrollWidth -
        answer.clientWidth +
        Math.max(answer.getBoundingClientRect().right - innerWidth, 0)
      );
    });
    assert.equal(beyond, 0, view);
  }
  await page.close();
});
