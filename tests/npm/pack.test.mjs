// What is packed: the files, their sizes, and what package.json says of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { before, test } from "node:test";
import { consumer, packed, run } from "./harness.mjs";

const FILES =
  `LICENSE-APACHE LICENSE-MIT README.md checked.js element.d.ts element.js element.licenses.txt element.standalone.js
  index.d.cts index.d.ts index.js load.js node.cjs node.js node.mjs package.json planner.d.ts planner.js planner_bg.wasm`.split(
    /\s+/,
  );
const CODE = /\.(js|mjs|cjs|ts|cts)$/;
/** The parts of the element, which come when they are needed. */
const PART = /^element\/[\w-]+\.js$/;
/** In bytes, gzipped: the engine, and the JavaScript that loads and calls it. */
const ENGINE_LIMIT = 250_000;
const GLUE_LIMIT = 8_000;

let names;
let installed;
let manifest;

before(async () => {
  const listed = await run(".", "tar", ["-tzf", packed()]);
  names = listed
    .trim()
    .split("\n")
    .map((name) => name.replace(/^package\//, ""))
    .sort();
  installed = join(await consumer("pack"), "node_modules/daemonset-planner");
  manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
});

test("the package holds what it needs and nothing else", () => {
  const parts = names.filter((name) => PART.test(name));
  assert.deepEqual(
    names.filter((name) => !parts.includes(name)),
    FILES,
  );
  assert.ok(parts.length > 0);
});

test("its size", (context) => {
  const gzipped = (name) => execFileSync("gzip", ["-9c", join(installed, name)]).length;
  const engine = gzipped("planner_bg.wasm");
  const glue = ["index.js", "checked.js", "load.js", "planner.js"].reduce(
    (sum, name) => sum + gzipped(name),
    0,
  );
  const unpacked = names.reduce((sum, name) => sum + statSync(join(installed, name)).size, 0);
  context.diagnostic(
    `the tarball: ${statSync(packed()).size} bytes, ${unpacked} unpacked, ${names.length} files`,
  );
  context.diagnostic(
    `gzipped, what a browser loads: engine ${engine} (at most ${ENGINE_LIMIT}), JavaScript ${glue} (at most ${GLUE_LIMIT})`,
  );
  assert.ok(engine <= ENGINE_LIMIT);
  assert.ok(glue <= GLUE_LIMIT);
});

/** The files that an entry of `exports` leads to. */
const targets = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry).flatMap(targets));

test("every file that package.json names is there, and every code file is reached from one", () => {
  const named = [
    ...targets(manifest.exports),
    manifest.main,
    manifest.types,
    ...manifest.sideEffects.filter((name) => !name.includes("*")),
  ];
  const reached = new Set(named.map((name) => name.slice(2)));
  assert.deepEqual(
    [...reached].filter((name) => !names.includes(name)),
    [],
  );
  for (const name of reached) {
    if (CODE.test(name) && names.includes(name)) for (const found of leadsTo(name)) reached.add(found);
  }
  assert.deepEqual(
    names.filter((name) => CODE.test(name) && !reached.has(name)),
    [],
  );
});

/** The files that a file names: by import, or as an address. Declarations name those that are beside the code. */
function leadsTo(name) {
  const end = /\.d\.c?ts$/.test(name) ? ".d.ts" : ".js";
  const found = readFileSync(join(installed, name), "utf8").matchAll(/["'`]\.\/([\w./-]+)["'`]/g);
  return [...found].map(([, path]) => posix.join(posix.dirname(name), path.replace(/\.js$/, end)));
}

test("package.json is ready to be published with provenance", () => {
  assert.equal(manifest.license, "MIT OR Apache-2.0");
  assert.deepEqual(manifest.publishConfig, { access: "public", provenance: true });
  assert.deepEqual(manifest.engines, { node: ">=20" });
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "scripts", "bin"])
    assert.ok(!(field in manifest), `no ${field}`);
});

test("the consumers' lock file names no host", () => {
  const lock = readFileSync(new URL("package-lock.json", import.meta.url), "utf8");
  assert.ok(!lock.includes('"resolved": "http'));
});
