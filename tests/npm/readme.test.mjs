// Every example of both READMEs, run as it stands there, against the package as it is packed.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { served, titleOf, useChromium, visit } from "./chromium.mjs";
import { HEADLINE } from "./expected.mjs";
import { consumer, ROOT, run } from "./harness.mjs";

useChromium();

const CDN = "https://cdn.example.com/daemonset-planner@";

/** A fenced block, its language, and what a comment above it says that it is. */
function blocksOf(file) {
  const text = readFileSync(join(ROOT, file), "utf8");
  const blocks = text.matchAll(/(?:<!-- (.*) -->\n)?^(`{3,})(\w+)\n([\s\S]*?)^\2$/gm);
  return [...blocks].map(([, about = "", , language, code]) => ({ about, language, code }));
}

const OURS = blocksOf("pkg/README.md");
const FRONT = blocksOf("README.md").filter(({ about }) => about === "run by tests/npm/readme.test.mjs");
const files = Object.fromEntries(
  OURS.filter(({ about }) => about.startsWith("file: ")).map(({ about, code }) => [
    about.slice("file: ".length),
    code,
  ]),
);

let folder;

before(async () => {
  folder = await consumer("readme", { files });
});

/** What a block says that it prints: behind each `console.log(…);`, or in lines of their own below a loop. */
const promised = (code) =>
  code.split("\n").flatMap((line) => line.match(/^(?:.*console\.log\(.*\);)? *\/\/ (.*)$/)?.[1] ?? []);

const HOW = {
  js: (block, name) => prints(block.code, `${name}.mjs`),
  cjs: (block, name) => prints(block.code, `${name}.cjs`),
  ts: compiles,
  html: shows,
  sh: builds,
};

async function prints(code, file) {
  writeFileSync(join(folder, file), code);
  const expected = promised(code);
  assert.ok(expected.length > 0, "an example says what it prints");
  assert.equal((await run(folder, "node", [file])).trim(), expected.join("\n"));
}

async function compiles({ code }, name) {
  writeFileSync(join(folder, `${name}.mts`), code);
  const options = "--strict --noEmit --target es2022 --module nodenext --typeRoots nowhere".split(" ");
  await run(folder, "typescript", [...options, `${name}.mts`]);
}

/** Opens a page; what it loads from a CDN comes out of the package. */
async function shows({ about, code }, name) {
  writeFileSync(join(folder, `${name}.html`), `<!doctype html><link rel="icon" href="data:,">${code}`);
  const { version } = JSON.parse(
    readFileSync(join(folder, "node_modules/daemonset-planner/package.json"), "utf8"),
  );
  const opened = await visit(`${await served(folder)}${name}.html`, (page) =>
    page.route(`${CDN}${version}/**`, (route) => {
      const path = join(
        folder,
        "node_modules/daemonset-planner",
        route.request().url().slice(`${CDN}${version}`.length),
      );
      return existsSync(path)
        ? route.fulfill({ path, headers: { "access-control-allow-origin": "*" } })
        : route.fulfill({ status: 404 });
    }),
  );
  assert.match(about, /^shows: /);
  await opened.page.getByText(about.slice("shows: ".length)).first().waitFor();
  assert.deepEqual(opened.complaints, []);
  await opened.close();
}

async function builds({ about, code }, name) {
  assert.equal(about, "builds a page");
  const built = await consumer(`readme-${name}`);
  await run(built, "bash", ["-euc", code]);
  await run(built, "cp", ["index.html", "dist/"]);
  const opened = await visit(await served(join(built, "dist")));
  assert.equal(await titleOf(opened), HEADLINE);
  await opened.close();
}

for (const [where, blocks] of Object.entries({ package: OURS, front: FRONT })) {
  for (const [position, block] of blocks.entries()) {
    const { about, language, code } = block;
    if (about.startsWith("file: ")) continue;
    test(`the ${where} README, example ${position + 1} (${language}): ${code.split("\n")[0]}`, () => {
      assert.ok(language in HOW, `a block of ${language} is run by something`);
      return HOW[language](block, `${where}-${position + 1}`);
    });
  }
}

test("the READMEs have examples", () => {
  assert.ok(OURS.length >= 10 && FRONT.length >= 1);
  assert.deepEqual(Object.keys(files), ["daemonset.yaml", "nodes.txt"]);
});
