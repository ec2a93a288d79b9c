// What a tag holds: texts in its children, in files, in examples; and what happens when the page changes it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { excuse } from "./browser.mjs";
import { HEADLINE, many, MANIFEST, NODES, put, says, show, slot, tag, useElement } from "./element.mjs";

useElement();

const failure = (page) => page.locator("daemonset-planner [part=failure]");

test("texts in the tag are planned with, and the code block that it was stands above the answer", async () => {
  const page = await show(tag());
  await says(page, HEADLINE);
  const block = page.locator("daemonset-planner > pre");
  assert.ok(await block.isVisible());
  assert.equal(await block.innerText(), MANIFEST);
  const [code, answer] = await Promise.all([block.boundingBox(), page.locator("planner-card").boundingBox()]);
  assert.ok(code.y + code.height <= answer.y, "the answer stands below");
  assert.equal(await page.locator("[part~=code]:visible").count(), 0, "the manifest is not shown twice");
  await page.close();
});

/** The manifest in the markup of generators, as their own highlighters write it. */
const lines = MANIFEST.trimEnd().split("\n");
const MARKUP = {
  "a fenced code block, as is": `<pre><code class="language-yaml">${MANIFEST}</code></pre>`,
  "each line a span, as Shiki does": `<div class="language-yaml"><button class="copy">Copy</button><span class="lang">yaml</span><pre class="shiki"><code>${lines
    .map((line) => `<span class="line"><span style="--l:red">${line}</span></span>`)
    .join("\n")}</code></pre></div>`,
  "each line ended by <br>, as Docusaurus does": `<div class="language-yaml"><div><pre tabindex="0"><code>${lines
    .map((line) => `<span class="token-line"><span class="token plain">${line}</span><br></span>`)
    .join("")}</code></pre><div><button>Copy</button></div></div></div>`,
  "each line a block, as Expressive Code does": `<div class="expressive-code"><figure><pre data-language="yaml"><code>${lines
    .map(
      (line) =>
        `<div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div class="code"><span>${line}</span></div></div>`,
    )
    .join("")}</code></pre><div class="copy"><button data-code="x"></button></div></figure></div>`,
  "a table with numbers, as Hugo does": `<div class="highlight"><table><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td><td class="lntd"><pre class="chroma"><code>${lines
    .map((line) => `<span class="line"><span class="cl">${line}\n</span></span>`)
    .join("")}</code></pre></td></tr></table></div>`,
  "numbers beside it, as Material for MkDocs does": `<div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre><span></span>1\n2</pre></div></td><td class="code"><div><pre><span></span><code>${lines
    .map((line, index) => `<a id="l-${index}" name="l-${index}"></a>${line}\n`)
    .join("")}</code></pre></div></td></tr></table></div>`,
  "a button in the block, as mdBook does": `<pre><div class="buttons"><button>Copy</button></div><code class="language-yaml hljs"><span class="hljs-attr">${MANIFEST}</span></code></pre>`,
};

for (const [name, markup] of Object.entries(MARKUP)) {
  test(`the markup of a generator: ${name}`, async () => {
    const page = await show(`
      <daemonset-planner>${markup}${slot("nodes", NODES)}</daemonset-planner>
      <daemonset-planner><div slot="manifest">${markup}</div><pre slot="nodes">${NODES}</pre></daemonset-planner>`);
    for (const which of [0, 1]) {
      await says(page, HEADLINE, which);
      const tagged = page.locator("daemonset-planner").nth(which);
      assert.ok(await tagged.getByText("nodeSelector: { disk: ssd }").first().isVisible());
      assert.deepEqual(
        await tagged.evaluate((element) =>
          element.plan.diagnostics.filter(({ severity }) => severity !== "info"),
        ),
        [],
      );
    }
    await page.close();
  });
}

test("texts that a generator has wrapped are found", async () => {
  const page = await show(
    `<daemonset-planner><p>${slot("nodes", NODES)}</p><div><pre slot="manifest">${MANIFEST}</pre></div></daemonset-planner>`,
  );
  await says(page, HEADLINE);
  assert.ok(await page.locator("pre[slot]").isVisible());
  await page.close();
});

test("two code blocks without a word are the manifest and the nodes, each behind its tab", async () => {
  const page = await show(
    `<daemonset-planner><pre><code>${MANIFEST}</code></pre><p>some words</p><pre><code>${NODES}</code></pre></daemonset-planner>`,
  );
  await says(page, HEADLINE);
  const [manifest, list] = [page.locator("pre").nth(0), page.locator("pre").nth(1)];
  assert.ok((await manifest.isVisible()) && (await list.isHidden()));
  await page.getByRole("tab", { name: "Nodes", exact: true }).first().click();
  assert.ok((await manifest.isHidden()) && (await list.isVisible()));
  await page.close();
});

test("existing Pods and a previous manifest are texts as the others", async () => {
  const previous = MANIFEST.replace("image: a", "image: before");
  const pods =
    "NAME          READY   STATUS    RESTARTS   AGE   IP   NODE\nagent-bcdfg   1/1     Running   0          1m    1.1.1.1   with-disk\n";
  const page = await show(tag("", { rest: slot("previous", previous) + slot("pods", pods) }));
  await page.locator("planner-headline .sentence").first().waitFor();
  const plan = await page.locator("daemonset-planner").evaluate(({ plan }) => plan.daemonSets[0]);
  assert.ok(plan.change, "the change is seen");
  assert.equal(plan.current.pods.length, 1);
  await page.close();
});

test("a script's indentation is not the text's", async () => {
  const shifted = MANIFEST.replaceAll(/^/gm, "        ");
  const page = await show(`<daemonset-planner>${slot("manifest", `${shifted}\n      `)}</daemonset-planner>`);
  await page.locator("[part~=code]:visible").waitFor();
  assert.equal(
    await page.locator("[part~=code]:visible").evaluate((code) => code.textContent.trim()),
    MANIFEST.trim(),
  );
  await page.close();
});

test("texts come from files that attributes name", async () => {
  put("/files/ds.yaml", MANIFEST);
  put("/files/nodes.yaml", NODES);
  const page = await show(
    '<daemonset-planner manifest-src="files/ds.yaml" nodes-src="/files/nodes.yaml"></daemonset-planner>',
  );
  await says(page, HEADLINE);
  assert.match(await page.locator("[part~=code]:visible").innerText(), /kind: DaemonSet/);
  await page.close();
});

test("a file that cannot be had says which and why, and the code block stays", async () => {
  excuse(/Failed to load resource/, /ERR_CONNECTION_REFUSED/, /request to http:\/\/127.0.0.1:9\//);
  put("/files/page.html", "<p>", { headers: { "content-type": "text/html" } });
  for (const [source, words] of [
    ["/files/none.yaml", "nodes-src could not be loaded from /files/none.yaml: HTTP 404 Not Found"],
    ["/files/page.html", "nodes-src could not be loaded from /files/page.html: it is a web page, not a text"],
    ["http://127.0.0.1:9/x", "nodes-src could not be loaded from http://127.0.0.1:9/x: Failed to fetch"],
    ["http://[", "nodes-src could not be loaded from http://[: Failed to construct 'URL': Invalid URL"],
  ]) {
    const page = await show(tag(`nodes-src="${source}"`));
    await failure(page).waitFor();
    assert.equal(await failure(page).innerText(), words);
    assert.ok(await page.locator("daemonset-planner > pre").isVisible());
    await page.close();
  }
});

test("an example is a name, and an unknown one says which there are", async () => {
  const page = await show(
    '<daemonset-planner example="one-zone"></daemonset-planner><daemonset-planner example="none"></daemonset-planner>',
  );
  await says(page, "Runs on 3 of 6 nodes.");
  await failure(page).waitFor();
  assert.match(
    await failure(page).innerText(),
    /^There is no example “none”; there are every-node, .*bundle\.$/,
  );
  await page.close();
});

test("an example brings its events", async () => {
  const page = await show('<daemonset-planner example="node-away" view="timeline"></daemonset-planner>');
  await says(page, "about 3 min 30 s.");
  assert.equal(await page.locator("planner-rollout-chart .event").count(), 2);
  await page.close();
});

test("no manifest is said, and so is what is too large to plan with inside of a page", async () => {
  const eleven = Array(11).fill(MANIFEST).join("---\n");
  const page = await show(
    `<daemonset-planner></daemonset-planner>${tag("", { nodeList: "#".repeat(1_000_001) })}${tag("", { manifest: eleven, nodeList: many(1_000) })}`,
  );
  await failure(page).nth(2).waitFor();
  assert.deepEqual(await failure(page).allInnerTexts(), [
    "There is no manifest to plan with.",
    "Nodes: 1,000,001 characters. Inside of a page at most 1,000,000 are planned with.",
    "11 DaemonSets on 1,000 nodes: that is more than is planned with inside of a page.",
  ]);
  await page.close();
});
