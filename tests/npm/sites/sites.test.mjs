// Documentation sites, made with the README's lines and the packed package by the generators themselves, read in Chromium.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { served, useChromium, visit } from "../chromium.mjs";
import { start } from "../harness.mjs";
import { GENERATORS, SITES } from "./generators.mjs";
import { made, outputOf } from "./make.mjs";
import { answers, around, HIDDEN, lightness, readOn } from "./reader.mjs";
import { recipe } from "./recipes.mjs";

/** The answer to the README's tag, whose manifest names the label in this line. */
const selected = (line) => [
  `runs on web: nodeSelector matches line ${line}`,
  `does not run on archive: nodeSelector wants disk=ssd; this node has disk=hdd line ${line}`,
  "does not run on trainer: taint gpu:NoSchedule is not tolerated; a Pod that is there already may stay",
];
/** The answer to the other tag. */
const everywhere = [
  "runs on web, archive: the DaemonSet asks for no particular nodes",
  "runs on trainer: the DaemonSet asks for no particular nodes; taint gpu:NoSchedule is tolerated by tolerations[0]",
];
const SHOTS = join(SITES, "shots");

useChromium();
mkdirSync(SHOTS, { recursive: true });

const chosen = process.env.SITE ? [process.env.SITE] : Object.keys(GENERATORS);
const sites = built(chosen);
for (const name of chosen) describe(GENERATORS[name].heading, () => site(name, GENERATORS[name]));

/** Builds one site after the other, while those that are built are read. */
function built(names) {
  const sites = new Map();
  let before = Promise.resolve();
  for (const name of names) {
    const site = before.then(async () => {
      const address = await served(outputOf(name));
      return { address, told: await made(name, address) };
    });
    before = site.catch(() => undefined); // Its own tests say so.
    sites.set(name, site);
  }
  return sites;
}

function site(name, { heading, build, url, dark, dev, single }) {
  const first = selected(name === "html" ? 9 : 12);
  let address;
  let told;
  before(async () => {
    ({ address, told } = await sites.get(name));
  });
  const open = (page, prepare) => visit(address + (page === "" ? "" : url(page)), prepare);

  if (build.length > 0) {
    test("the site's files have the README's lines in them", () => inTheFiles(name, recipe(heading).pieces));
    test("the build says nothing about the tag", () => {
      assert.doesNotMatch(told, /daemonset-planner|planner_bg|custom element/i);
    });
  }
  test("without JavaScript there is the code block", () => withoutScript(open));
  test("the verdicts stand below it", () => verdicts(name, open, first));
  test("two tags on a page have two answers and one engine", () => two(name, open, first));
  if (dev) test("its author sees the same", () => authors(name, url, dev, first));
  test("it follows the site into the dark", () => intoTheDark(name, open, dark));
  test("the site looks as it did", () => unchanged(open));
  test(`the reader goes away and comes back${single ? ", on one page" : ""}`, () =>
    awayAndBack(open, single, first));
}

/** The page without a generator is made of its piece; the others have theirs in a file. */
function inTheFiles(name, pieces) {
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  assert.ok(pieces.length > 0);
  for (const piece of pieces) {
    const found = texts.some((text) => text.includes(piece));
    assert.ok(found, `no file of ${name} has\n${piece}`);
  }
}

/** The page as one sees it whose browser runs no scripts. */
async function withoutScript(open) {
  const { page, complaints, close } = await open("one", async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  });
  const block = page.locator("daemonset-planner pre").first();
  assert.ok(await block.isVisible(), "the manifest is seen");
  assert.match(await block.innerText(), /kind: DaemonSet\n/);
  const { height } = await block.boundingBox();
  assert.ok(height > 150, `as a block of ${height} pixels`);
  assert.equal(await page.locator("planner-card").count(), 0);
  assert.deepEqual(complaints, []);
  await close();
}

async function verdicts(name, open, first) {
  const { page, complaints, close } = await open("one");
  assert.deepEqual(await answers(page, 1), [first]);
  assert.ok(
    await page.locator("daemonset-planner pre").first().isVisible(),
    "the site's own code block stays",
  );
  assert.ok(await page.getByText("Runs on 1 of 3 nodes").isVisible());
  await shot(page, `${name}-light`);
  assert.deepEqual(complaints, []);
  await close();
}

async function two(name, open, expected) {
  const engines = [];
  const { page, complaints, close } = await open("two", async (page) =>
    page.on("request", (request) => request.url().endsWith(".wasm") && engines.push(request.url())),
  );
  await readOn(page);
  const [first, second] = await answers(page, 2);
  assert.deepEqual(first, expected);
  assert.deepEqual(second, everywhere);
  assert.equal(engines.length, name === "mdbook" ? 0 : 1, "the engine is fetched once, or is in the script");
  assert.deepEqual(complaints, []);
  await close();
}

/** The page as the generator's own server has it, which builds nothing beforehand. */
async function authors(name, url, [command, ...args], expected) {
  const server = await start(join(SITES, name), command, args);
  const { page, close } = await visit(server.address + "/" + url("one"));
  assert.deepEqual(await answers(page, 1), [expected]);
  await close();
  await server.close();
}

async function intoTheDark(name, open, dark) {
  const { page, complaints, close } = await open("one");
  await answers(page, 1);
  const day = await lightness(page);
  assert.ok(day.ground > 0.5 && day.contrast >= 4.5, `by day: ${JSON.stringify(day)}`);
  await dark(page);
  await page.waitForTimeout(1_000);
  const night = await lightness(page);
  assert.ok(night.ground < 0.2 && night.contrast >= 4.5, `by night: ${JSON.stringify(night)}`);
  await shot(page, `${name}-dark`);
  assert.deepEqual(complaints, []);
  await close();
}

/** The same page twice, once with a browser that does not come to know the tag. */
async function unchanged(open) {
  const without = await open("one", (page) =>
    page.addInitScript(() => {
      const define = customElements.define.bind(customElements);
      customElements.define = (name, ...rest) =>
        name === "daemonset-planner" ? undefined : define(name, ...rest);
    }),
  );
  await without.page.waitForLoadState("networkidle");
  assert.equal(await without.page.locator("planner-card").count(), 0);
  const before = await around(without.page);
  await without.close();
  const { page, close } = await open("one");
  await answers(page, 1);
  await page.waitForLoadState("networkidle");
  assert.ok(before.outside.length > 4 && before.inside.length > 0);
  const after = await around(page);
  for (const part of ["sheets", "title"]) assert.equal(after[part], before[part]);
  assert.deepEqual(changes(after.outside, before.outside), []);
  assert.deepEqual(changes(after.inside, before.inside), [], "in the tag");
  assert.ok(after.inside.some((style) => style !== HIDDEN));
  await close();
}

/** What looks otherwise than before, of what is seen. */
function changes(after, before) {
  assert.equal(after.length, before.length);
  return after
    .map((style, index) => [before[index], style])
    .filter(([then, now]) => now !== then && now !== HIDDEN);
}

async function awayAndBack(open, single, first) {
  const { page, complaints, close } = await open("");
  await page.evaluate(() => (globalThis.sameDocument = true));
  const go = async (title) => {
    await page.getByRole("link", { name: title, exact: true }).locator("visible=true").first().click();
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await readOn(page);
  };
  await go("One");
  assert.deepEqual(await answers(page, 1), [first]);
  await go("Two");
  assert.equal((await answers(page, 2)).length, 2);
  await go("Start");
  await page.waitForFunction(() => document.querySelectorAll("daemonset-planner").length === 0);
  await go("One");
  assert.deepEqual(await answers(page, 1), [first]);
  await page.goBack();
  await page.goBack();
  await page.getByRole("heading", { name: "Two", level: 1 }).waitFor();
  await readOn(page);
  assert.deepEqual((await answers(page, 2))[0], first);
  assert.equal(
    await page.evaluate(() => globalThis.sameDocument ?? false),
    Boolean(single),
    "the page was loaded anew, or not, as this site does",
  );
  assert.deepEqual(complaints, []);
  await close();
}

/** A picture to look at. */
async function shot(page, name) {
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
