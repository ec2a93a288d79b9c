// Every bundler with its own defaults, no plugin of ours: what it builds runs in Chromium, or in Node.js.
import assert from "node:assert/strict";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { served, titleOf, useChromium, visit } from "./chromium.mjs";
import { consumer, run, start } from "./harness.mjs";
import { HEADLINE } from "./expected.mjs";

useChromium();

const ENGINE = "node_modules/daemonset-planner/planner_bg.wasm";
const beside = (folder) => copyFileSync(join(folder, ENGINE), join(folder, "dist/planner_bg.wasm"));
const page = (folder) => copyFileSync(join(folder, "index.html"), join(folder, "dist/index.html"));

/** What is typed into a shell, and what the recipe wants beside it: the engine where the bundler leaves it behind, the page where it writes none. */
const BROWSER = [
  { name: "vite", build: "vite build" },
  { name: "webpack", build: "webpack --mode production --entry ./main.js -o dist", afterwards: [page] },
  {
    name: "webpack-development",
    build: "webpack --mode development --entry ./main.js -o dist",
    afterwards: [page],
  },
  {
    name: "esbuild",
    build: "esbuild main.js --bundle --format=esm --outdir=dist",
    afterwards: [beside, page],
  },
  {
    name: "esbuild-file",
    build: "esbuild main.js --bundle --outdir=dist --loader:.wasm=file",
    afterwards: [page],
  },
  { name: "rollup", build: "rollup main.js -p node-resolve -d dist", afterwards: [beside, page] },
  { name: "vite-element", of: "element", build: "vite build" },
  {
    name: "webpack-element",
    of: "element",
    build: "webpack --mode production --entry ./main.js -o dist",
    afterwards: [page],
  },
  {
    name: "esbuild-element",
    of: "element",
    build: "esbuild main.js --bundle --format=esm --splitting --outdir=dist",
    afterwards: [beside, page],
  },
  {
    name: "rollup-element",
    of: "element",
    build: "rollup main.js -p node-resolve -d dist",
    afterwards: [beside, page],
  },
  { name: "vite-worker", of: "worker", build: "vite build" },
  {
    name: "webpack-worker",
    of: "worker",
    build: "webpack --mode production --entry ./main.js -o dist",
    afterwards: [page],
  },
];

for (const { name, of, build, afterwards = [] } of BROWSER) {
  test(`${name}: ${build}`, async () => {
    const folder = await consumer(name, { of });
    await run(folder, ...words(build));
    for (const step of afterwards) step(folder);
    await shows(await served(join(folder, "dist")));
  });
}

/** A page that shows what went wrong. */
const TELLS = {
  "main.js":
    'import { headline } from "./task.js";\nheadline().catch(String).then((text) => { document.title = text; });',
};

test("a classic script that is not told where the engine is says so", async () => {
  const folder = await consumer("esbuild-untold", { files: TELLS });
  await run(folder, "esbuild", ["main.js", "--bundle", "--outdir=dist"]);
  page(folder);
  const opened = await visit(await served(join(folder, "dist")));
  assert.match(await titleOf(opened), /^PlannerError: .*: give init\(\) the address of planner_bg\.wasm/);
  await opened.close();
});

const EXCLUDED = { "vite.config.js": 'export default { optimizeDeps: { exclude: ["daemonset-planner"] } };' };

/** Vite moves scripts before it serves them, and before version 8 it has to be told to leave ours. */
for (const [vite, of, files] of [
  ["vite", "shared", {}],
  ["vite", "element", {}],
  ["vite-before", "shared", EXCLUDED],
  ["vite-before", "element", EXCLUDED],
]) {
  test(`the development server of ${vite}: ${of}`, () => inDevelopment(vite, { of, files }, shows));
}

test("the development server of vite-before, untold: the error says what to do", () => {
  return inDevelopment("vite-before", { of: "untold", files: TELLS }, async (address) => {
    const opened = await visit(address);
    assert.match(
      await titleOf(opened),
      /^PlannerError: .*optimizeDeps: \{ exclude: \["daemonset-planner"\] \}$/,
    );
    await opened.close();
  });
});

async function inDevelopment(vite, made, look) {
  const folder = await consumer(`${vite}-dev-${made.of}`, made);
  const server = await start(folder, vite, ["--port", "0", "--host", "127.0.0.1"]);
  try {
    await look(server.address);
  } finally {
    await server.close();
  }
}

const NODE = [
  {
    name: "node-webpack",
    build: "webpack --mode production --target node --entry ./print.js -o dist --output-filename main.cjs",
    runs: "dist/main.cjs",
  },
  {
    name: "node-esbuild",
    build: "esbuild print.js --bundle --platform=node --format=esm --outfile=dist/main.mjs",
    afterwards: [beside],
    runs: "dist/main.mjs",
  },
  {
    name: "node-esbuild-external",
    build:
      "esbuild print.js --bundle --platform=node --packages=external --format=esm --outfile=dist/main.mjs",
    runs: "dist/main.mjs",
  },
  { name: "node-vite", build: "vite build --ssr print.js", runs: "dist/print.js" },
];

for (const { name, build, afterwards = [], runs } of NODE) {
  test(`for Node.js: ${build}`, async () => {
    const folder = await consumer(name);
    await run(folder, ...words(build));
    for (const step of afterwards) step(folder);
    assert.equal((await run(folder, "node", [runs])).trim(), HEADLINE);
  });
}

test("a bundle for Node.js without its engine says what to do", async () => {
  const folder = await consumer("node-without-engine");
  await run(folder, "esbuild", [
    "print.js",
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--outfile=dist/main.mjs",
  ]);
  assert.ok(!existsSync(join(folder, "dist/planner_bg.wasm")));
  await assert.rejects(
    run(folder, "node", ["dist/main.mjs"]),
    /PlannerError: the engine cannot be read: ENOENT.*a bundler has to put planner_bg\.wasm beside/s,
  );
});

function words(command) {
  const [first, ...rest] = command.split(" ");
  return [first, rest];
}

async function shows(address) {
  const opened = await visit(address);
  assert.equal(await titleOf(opened), HEADLINE);
  assert.deepEqual(opened.complaints, []);
  await opened.close();
}
