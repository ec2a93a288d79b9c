// The page changes, moves and removes tags, writes them late, and fills them with anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HEADLINE, many, MANIFEST, NODES, put, says, SCRIPT, show, tag, useElement } from "./element.mjs";

useElement();

test("the page changes attributes and content, and the answer follows", async () => {
  const page = await show(tag());
  await says(page, HEADLINE);
  await page.evaluate((text) => {
    document.querySelector('[slot="nodes"]').textContent = text;
  }, many(3));
  await says(page, "Runs on none of 3 nodes.");
  await page.evaluate(() =>
    document.querySelector("[slot=manifest]").firstChild.replaceData(0, 0, "# a comment\n"),
  );
  await page.evaluate(() => document.querySelector("daemonset-planner").setAttribute("example", "surge"));
  await page.evaluate(() => document.querySelectorAll("[slot]").forEach((child) => child.remove()));
  await page.evaluate(() => document.querySelector("daemonset-planner > pre").remove());
  await says(page, "Runs on all 6 nodes.");
  await page.evaluate(() => document.querySelector("daemonset-planner").setAttribute("view", "waves"));
  await page.locator("planner-wave-table").waitFor();
  await page.close();
});

test("of two changes in a row the later one stands, whatever comes later over the network", async () => {
  put("/files/late.yaml", many(7));
  put("/files/soon.yaml", many(2));
  const page = await show(tag());
  await says(page, HEADLINE);
  await page.route("**/late.yaml", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue().catch(() => undefined);
  });
  await page.evaluate(() => {
    const element = document.querySelector("daemonset-planner");
    element.setAttribute("nodes-src", "/files/late.yaml");
    element.setAttribute("nodes-src", "/files/soon.yaml");
  });
  await says(page, "Runs on none of 2 nodes.");
  await page.waitForTimeout(900);
  assert.equal(await page.locator("daemonset-planner").evaluate(({ plan }) => plan.nodes.count), 2);
  await page.close();
});

test("a tag that is moved keeps its answer; one that is removed lets the engine's memory go", async () => {
  const page = await show(`<div id="a">${tag("view='kubectl'")}</div><div id="b"></div>`);
  await says(page, HEADLINE);
  await page.evaluate(async () => {
    const { Planner } = await import("/pkg/index.js");
    window.made = 0;
    const { free, plan } = Planner.prototype;
    Planner.prototype.free = function () {
      window.made -= 1;
      free.call(this);
    };
    Planner.prototype.plan = function (options) {
      window.plans = (window.plans ?? 0) + 1;
      return plan.call(this, options);
    };
    document.querySelector("#b").append(document.querySelector("daemonset-planner"));
  });
  await says(page, HEADLINE);
  assert.equal(await page.evaluate(() => window.made), -1, "the handle was freed when it left its place");
  await page.locator("planner-words input[type=range]").fill("0");
  await page.locator('planner-kubectl .text[aria-busy="false"]').waitFor();
  assert.ok(await page.evaluate(() => window.plans > 0), "it plans anew in its new place");
  const left = await page.evaluate(async () => {
    const element = document.querySelector("daemonset-planner");
    const gone = new WeakRef(element);
    element.remove();
    return [window.made, gone.deref() === element];
  });
  assert.deepEqual(left, [-2, true], "and is freed again");
  await page.close();
});

test("a tag that was removed is collected", async () => {
  const page = await show(`<div id="place">${tag("view='all' editable")}</div>`);
  await says(page, HEADLINE);
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    window.gone = new WeakRef(document.querySelector("daemonset-planner"));
    document.querySelector("#place").replaceChildren();
  });
  let there = true;
  for (let tries = 0; tries < 20 && there; tries += 1) {
    await session.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(100);
    there = await page.evaluate(() => window.gone.deref() !== undefined);
  }
  assert.equal(there, false, "nothing keeps it: no observer, no listener, no queue");
  await page.close();
});

test("a tag that is written before its script, or made by one, works as well", async () => {
  const page = await show(tag(), { head: "" });
  assert.ok(await page.locator("daemonset-planner > pre").isVisible());
  await page.addScriptTag({ type: "module", url: "/pkg/element.js" });
  await says(page, HEADLINE);
  await page.evaluate(
    ([manifest, nodes]) => {
      const element = document.createElement("daemonset-planner");
      for (const [kind, text] of Object.entries({ manifest, nodes })) {
        const script = document.createElement("script");
        script.type = "text/yaml";
        script.slot = kind;
        script.textContent = text;
        element.append(script);
      }
      document.body.append(element);
    },
    [MANIFEST, NODES],
  );
  await says(page, HEADLINE, 1);
  await page.close();
});

test("two copies of the script leave one tag", async () => {
  const page = await show(tag(), {
    head: `${SCRIPT}<script type="module" src="/pkg/element.js?again"></script><script src="/pkg/element.standalone.js"></script>`,
  });
  await says(page, HEADLINE);
  await page.close();
});

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
  .split("")
  .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[at]}`)}]`)
  .join("\n")}`;
const HOSTILE = {
  "an alias bomb": bomb,
  "a deep nest": `a: ${"[".repeat(50_000)}`,
  "fifty thousand lines": "- a\n".repeat(50_000),
  markup: MANIFEST.replace("name: agent", 'name: "<img src=x onerror=alert(1)>"'),
  "no YAML": "\u0000\u0001{{{}}}: [\t",
};

for (const [name, manifest] of Object.entries(HOSTILE)) {
  test(`hostile content is told, and does not hang the page: ${name}`, async () => {
    const page = await show(
      '<daemonset-planner><script type="text/yaml" slot="manifest"># nothing</script></daemonset-planner>',
    );
    await page.locator("planner-card").waitFor();
    const [longest, engine] = await page.evaluate(async (text) => {
      const { plan } = await import("/pkg/index.js");
      const begun = performance.now();
      plan({ manifest: text });
      const alone = performance.now() - begun;
      let most = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        most = Math.max(most, performance.now() - last);
        last = performance.now();
      }, 5);
      const element = document.querySelector("daemonset-planner");
      await new Promise((resolve) => {
        element.addEventListener("daemonset-plan", resolve, { once: true });
        element.firstElementChild.textContent = text;
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      clearInterval(watch);
      return [most, alone];
    }, manifest);
    // Whatever else the machine does: not much longer than the engine alone, whose time its limits bound.
    const words = `the page stood still for ${Math.round(longest)} ms, the engine needs ${Math.round(engine)}`;
    assert.ok(longest < 2 * engine + 1_000, words);
    const found = await page.locator("daemonset-planner").evaluate(({ plan }) => plan.diagnostics.length);
    assert.ok(found > 0);
    assert.ok(await page.locator("planner-problems").isVisible());
    assert.equal(await page.locator("img").count(), 0, "text stays text");
    await page.close();
  });
}
