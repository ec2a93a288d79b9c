// The site and the element leave each other alone: styles, events, address, storage, focus.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  HEADLINE,
  many,
  MANIFEST,
  NODES,
  put,
  says,
  SCRIPT,
  show,
  tab,
  tag,
  useElement,
} from "./element.mjs";

useElement();

const HOSTILE = `
  * { all: unset; color: red !important; font: italic 40px/3 fantasy !important; letter-spacing: 1em !important; text-transform: uppercase !important;
      visibility: visible; text-align: right !important; white-space: pre !important; writing-mode: horizontal-tb; cursor: wait !important; }
  div, span, button, section, table, ul, li, p, svg, h2, h3, input, planner-card, planner-node-groups { display: none !important; }
  daemonset-planner { display: block !important; }
  html { font-size: 62.5%; }
  :root { ${[...readFileSync(new URL("../../www/src/styles/tokens.css", import.meta.url), "utf8").matchAll(/(--[\w-]+):/g)].map(([, name]) => `${name}: red;`).join(" ")} --chip: red; --tone: red; --x: 9px; --y: 9px; }
  ::part(x) { color: red }`;

/** How a part of the tag looks, as far as a site could spoil it. */
const look = (page) =>
  page.locator("planner-card").evaluate((card) => {
    const seen = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll("*")) {
        const style = getComputedStyle(element);
        seen.push(
          [
            element.localName,
            ...[
              "display",
              "color",
              "backgroundColor",
              "fontSize",
              "fontStyle",
              "fontWeight",
              "letterSpacing",
              "lineHeight",
              "textTransform",
              "textAlign",
              "whiteSpace",
              "cursor",
              "borderTopColor",
              "width",
            ].map((name) => style[name]),
          ].join(" "),
        );
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(card.shadowRoot);
    return seen;
  });

test("a hostile style sheet does not reach into the tag", async () => {
  const body = `<div style="display: block !important; width: 640px; font: 16px/1.5 sans-serif">${tag('view="nodes kubectl"')}</div>`;
  const page = await show(
    body.replace(
      "<daemonset-planner",
      '<daemonset-planner style="font: 16px sans-serif !important; width: 640px"',
    ),
  );
  await says(page, HEADLINE);
  const before = await look(page);
  await page.close();
  const spoilt = await show(
    body.replace(
      "<daemonset-planner",
      '<daemonset-planner style="font: 16px sans-serif !important; width: 640px"',
    ),
    {
      head: `${SCRIPT}<style>${HOSTILE}</style>`,
    },
  );
  await says(spoilt, HEADLINE);
  const after = await look(spoilt);
  assert.ok(before.length > 50, `${before.length} elements`);
  const differing = before.flatMap((line, index) =>
    line === after[index] ? [] : [`${line} → ${after[index]}`],
  );
  assert.deepEqual(differing, []);
  await spoilt.close();
});

test("the tag's own letters are as large as the site's, whatever the root's are", async () => {
  const head = (root) => `${SCRIPT}<style>html { font-size: ${root} } body { font-size: 16px }</style>`;
  const sizes = [];
  for (const root of ["50%", "100%", "150%"]) {
    const page = await show(tag('view="all"'), { head: head(root) });
    await says(page, HEADLINE);
    sizes.push(
      await page.locator("planner-headline .sentence").evaluate((words) => getComputedStyle(words).fontSize),
    );
    await page.close();
  }
  assert.deepEqual(sizes, ["17px", "17px", "17px"]);
});

/** What says how large an element is, or follows from it. */
const SIZE = /^(block-size|height|inline-size|width|perspective-origin|transform-origin)$/;

test("the tag's styles do not reach the page, its code block included", async () => {
  const body = `<p class="card">text <code>code</code></p><button>a button</button><table><tr><td>1</td></tr></table>${tag('editable view="all"')}`;
  const head =
    "<style>:root { --accent: rgb(1, 2, 3); --radius: 5px } pre { color: var(--accent); border-radius: var(--radius); line-height: inherit }</style>";
  const state = (page) =>
    page.evaluate(() => ({
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      elements: [...document.querySelectorAll("body *:not(daemonset-planner, script)")].map((element) => {
        const style = getComputedStyle(element);
        const own = [...style].filter((name) => !name.startsWith("--daemonset-planner"));
        return [
          element.localName,
          Object.fromEntries(own.map((name) => [name, style.getPropertyValue(name)])),
        ];
      }),
      attributes: new XMLSerializer().serializeToString(document.querySelector("daemonset-planner")),
      globals: Object.keys(window).filter((name) => !/^(lit|reactiveElement)/.test(name)),
    }));
  const page = await show(body, { head });
  const before = await state(page);
  await page.addScriptTag({ type: "module", url: "/pkg/element.js" });
  await says(page, HEADLINE);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.locator(".cm-content").first().waitFor();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.locator("daemonset-planner > pre").waitFor();
  const after = await state(page);
  assert.equal(after.sheets, before.sheets);
  assert.equal(after.attributes, before.attributes, "the tag and its content are as the page wrote them");
  assert.deepEqual(
    after.globals,
    before.globals,
    "no global but those by which copies of Lit know each other",
  );
  for (const [index, [name, style]] of before.elements.entries()) {
    const [, now] = after.elements[index];
    const differing = Object.keys(style).filter(
      (property) => style[property] !== now[property] && !SIZE.test(property),
    );
    assert.deepEqual(differing, [], name);
  }
  await page.close();
});

test("a site says its own colours and shapes, by properties and parts", async () => {
  const head = `${SCRIPT}<style>daemonset-planner { --daemonset-planner-surface: rgb(1, 2, 3); --daemonset-planner-sans: cursive; }
    daemonset-planner::part(answer) { border-radius: 0 } daemonset-planner::part(headline) { color: rgb(4, 5, 6) } daemonset-planner::part(source) { display: none }</style>`;
  const page = await show(tag(), { head });
  await says(page, HEADLINE);
  const answer = await page.locator("[part=answer]").evaluate((part) => {
    const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(part);
    return { backgroundColor, borderRadius, fontFamily };
  });
  assert.deepEqual(answer, { backgroundColor: "rgb(1, 2, 3)", borderRadius: "0px", fontFamily: "cursive" });
  assert.equal(
    await page.locator("planner-headline .sentence").evaluate((words) => getComputedStyle(words).color),
    "rgb(4, 5, 6)",
  );
  assert.ok(await page.locator("daemonset-planner > pre").isHidden());
  await page.close();
});

test("the page's address, storage and focus stay its own, from loading to pressing everything", async () => {
  put("/files/nodes.yaml", NODES);
  const page = await show(
    `<input id="mine" autofocus>${tag('view="all" playground="/play/"')}<daemonset-planner example="node-away" view="all"></daemonset-planner>`,
  );
  await page.locator("#mine").focus();
  const state = () =>
    page.evaluate(async () => [
      location.href,
      history.length,
      JSON.stringify(history.state),
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
  const before = await state();
  await says(page, HEADLINE);
  await says(page, "about 3 min 30 s.", 1);
  assert.equal(await page.evaluate(() => document.activeElement.id), "mine");
  assert.deepEqual(await page.evaluate(() => [scrollX, scrollY]), [0, 0]);
  for (const name of ["Waves", "Timeline", "kubectl", "Nodes"]) {
    for (const one of await tab(page, name).all()) await one.click();
  }
  await page.evaluate((text) => {
    document.querySelector("#mine").focus();
    document.querySelector("[slot=nodes]").textContent = text;
  }, many(3));
  await says(page, "Runs on none of 3 nodes.");
  assert.equal(
    await page.evaluate(() => document.activeElement.id),
    "mine",
    "a new answer does not take the focus",
  );
  assert.deepEqual(await state(), before);
  await page.close();
});

test("a page hears of each plan, by one event, and of nothing else", async () => {
  const page = await show(tag('view="all" editable'), {
    prepare: (fresh) =>
      fresh.addInitScript(() => {
        window.heard = [];
        const dispatch = EventTarget.prototype.dispatchEvent;
        const known = new Set();
        EventTarget.prototype.dispatchEvent = function (event) {
          if (!known.has(event.type)) {
            known.add(event.type);
            window.addEventListener(event.type, ({ type, target, detail }) => {
              if (target instanceof Element)
                window.heard.push([type, target.localName, detail?.plan?.daemonSets.length]);
            });
          }
          return dispatch.call(this, event);
        };
      }),
  });
  await says(page, HEADLINE);
  assert.deepEqual(await page.evaluate(() => window.heard), [["daemonset-plan", "daemonset-planner", 1]]);
  await tab(page, "Timeline").click();
  await page.getByRole("slider", { name: "Moment" }).press("ArrowRight");
  await tab(page, "kubectl").click();
  await tab(page, "describe node").click();
  await page.locator("planner-kubectl").getByLabel("Node", { exact: true }).fill("without-disk");
  await page.locator("planner-kubectl").getByLabel("Node", { exact: true }).press("Enter");
  await page.locator("planner-kubectl pre", { hasText: /^Name:\s+without-disk/ }).waitFor();
  await tab(page, "Nodes").last().click();
  await page.getByRole("button", { name: /^line/ }).first().click();
  assert.equal(await page.evaluate(() => window.heard.length), 1, "no other event leaves the tag");
  const same = await page.evaluate(async (text) => {
    const element = document.querySelector("daemonset-planner");
    const event = await new Promise((resolve) => {
      document.addEventListener("daemonset-plan", resolve, { once: true });
      element.querySelector("[slot=nodes]").textContent = text;
    });
    return event.detail.plan === element.plan && event.bubbles && event.composed;
  }, many(2));
  assert.ok(same);
  await page.close();
});

test("without JavaScript it is the code block that it was", async () => {
  const page = await show(
    `${tag()}<daemonset-planner><pre slot="manifest">${MANIFEST}</pre></daemonset-planner>`,
    {
      prepare: async (fresh) => {
        const session = await fresh.context().newCDPSession(fresh);
        await session.send("Emulation.setScriptExecutionDisabled", { value: true });
      },
    },
  );
  for (const which of [0, 1]) {
    const block = page.locator("pre").nth(which);
    assert.ok(await block.isVisible());
    assert.equal((await block.textContent()).trim(), MANIFEST.trim());
  }
  await page.close();
});
