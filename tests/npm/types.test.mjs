// The declarations, compiled against under `strict` and without `skipLibCheck`, by the oldest TypeScript that can, ours, and the newest.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { consumer, packed, run } from "./harness.mjs";

const STRICT = [
  "--noEmit",
  "--pretty",
  "false",
  "--strict",
  "--exactOptionalPropertyTypes",
  "--noUncheckedIndexedAccess",
  "--target",
  "es2022",
];
const BROWSER = ["--lib", "es2022,dom", "--typeRoots", "nowhere"];
const NODE = ["--lib", "es2022", "--types", "node"];
const BOTH = ["module.mts", "required.cts"];
const ELEMENT = ["element.mts"];

let folder;

before(async () => {
  folder = await consumer("types");
});

const MATRIX = [
  ["typescript-oldest", "bundler", BROWSER],
  ["typescript-oldest", "nodenext", NODE],
  ["typescript", "bundler", BROWSER],
  ["typescript", "nodenext", NODE],
  ["typescript-newest", "bundler", BROWSER],
  ["typescript-newest", "node16", NODE],
  ["typescript-newest", "nodenext", NODE],
  ["typescript-newest", "nodenext", BROWSER],
];

for (const [name, resolution, where] of MATRIX) {
  const { version } = JSON.parse(
    readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8"),
  );
  test(`TypeScript ${version}, moduleResolution ${resolution}, ${where === NODE ? "Node.js without a DOM" : "a DOM without Node.js"}`, () => {
    const module = resolution === "bundler" ? "esnext" : resolution;
    // CommonJS in TypeScript wants one of the resolutions of Node.js.
    const files = [
      ...(resolution === "bundler" ? ["module.mts"] : BOTH),
      ...(where === BROWSER ? ELEMENT : []),
    ];
    return run(folder, name, [
      ...STRICT,
      ...where,
      "--module",
      module,
      "--moduleResolution",
      resolution,
      ...files,
    ]);
  });
}

test("what the compiled consumers print", async () => {
  await run(folder, "typescript-newest", [
    "--strict",
    "--target",
    "es2022",
    ...NODE,
    "--module",
    "nodenext",
    ...BOTH,
  ]);
  const names = "Planner,PlannerError,init,plan,read,reconcile,versions";
  assert.equal((await run(folder, "node", ["module.mjs"])).trim(), `${names} ${names}`);
  assert.equal((await run(folder, "node", ["required.cjs"])).trim(), "yaml-syntax");
});

test("a mistake in a consumer is found", async () => {
  const wrong = await consumer("types-wrong", {
    files: {
      "wrong.mts":
        'import { plan } from "daemonset-planner";\nplan({ manifest: 3 });\nplan({ nodes: "" });\nplan({ manifest: "" }).daemonSet;\n',
    },
  });
  await assert.rejects(
    run(wrong, "typescript-newest", [...STRICT, ...BROWSER, "--module", "nodenext", "wrong.mts"]),
    (error) => {
      assert.equal(error.message.match(/wrong\.mts\(\d+,\d+\): error TS/g)?.length, 3);
      return true;
    },
  );
});

test("publint has nothing to say", async () => {
  const { publint } = await import("publint");
  const pkgDir = join(folder, "node_modules/daemonset-planner");
  assert.deepEqual((await publint({ pkgDir, pack: false, strict: true })).messages, []);
});

const wrong = (...options) => run(folder, "attw", [packed(), "--format", "ascii", ...options]);

test("the types are not wrong, be it by import or by require", () => wrong("--entrypoints", "."));

test("the element's types are not wrong, by import", () =>
  wrong("--profile", "esm-only", "--entrypoints", "element", "element.standalone.js"));
