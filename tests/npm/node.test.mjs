// Node.js, Deno and Bun: an import or a require is enough.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { HEADLINE } from "./expected.mjs";
import { consumer, run } from "./harness.mjs";

let folder;

before(async () => {
  folder = await consumer("node", {
    files: {
      "require.cjs": `const { plan, versions } = require("daemonset-planner");
console.log(plan({ manifest: "a: [" }).diagnostics[0].code, versions().kubernetes === require("daemonset-planner").versions().kubernetes);`,
      "both.cjs": `const required = require("daemonset-planner");
import("daemonset-planner").then((imported) => {
  const names = Object.keys(required).sort();
  console.log(names.join(), names.every((name) => imported[name] === required[name]), Object.keys(imported).length);
});`,
      "thread.mjs": `import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { headline } from "./task.js";
if (isMainThread) new Worker(new URL(import.meta.url)).on("message", (text) => console.log(text));
else parentPort.postMessage(await headline());`,
      "subpaths.mjs": `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const name of ["planner.wasm", "planner_bg.wasm"]) {
  console.log(WebAssembly.validate(readFileSync(require.resolve("daemonset-planner/" + name))));
}
console.log(require("daemonset-planner/package.json").name);
try { require.resolve("daemonset-planner/planner.js"); } catch ({ code }) { console.log(code); }`,
    },
  });
});

const printed = async (command, ...args) => (await run(folder, command, args)).trim();

const RUNTIMES = [
  ["Node.js", "node", "print.js"],
  ["Deno", "deno", "run", "--allow-read=.", "--node-modules-dir=manual", "--no-lock", "print.js"],
  ["Bun", "bun", "print.js"],
];

for (const [name, ...command] of RUNTIMES) {
  test(`${name}, by import`, async () => assert.equal(await printed(...command), HEADLINE));
}

for (const command of ["node", "bun"]) {
  test(`${command}, by require`, async () =>
    assert.equal(await printed(command, "require.cjs"), "yaml-syntax true"));
}

test("what is imported and what is required is one and the same", async () => {
  assert.equal(
    await printed("node", "both.cjs"),
    "Planner,PlannerError,init,plan,read,reconcile,versions true 7",
  );
});

test("a thread of Node.js has an engine of its own", async () =>
  assert.equal(await printed("node", "thread.mjs"), HEADLINE));

test("the engine and package.json are subpaths, the generated code is not", async () => {
  assert.equal(
    await printed("node", "subpaths.mjs"),
    "true\ntrue\ndaemonset-planner\nERR_PACKAGE_PATH_NOT_EXPORTED",
  );
});
