// A caller's misuse throws an error that names what is wrong; a user's mistake never does. Handles go by themselves, or when told.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { inspect } from "node:util";
import { consumer, run } from "./harness.mjs";

let folder;
let planner;

before(async () => {
  folder = await consumer("handles");
  planner = createRequire(join(folder, "index.js"))("daemonset-planner");
});

const CYCLE = {};
CYCLE.itself = CYCLE;

const MISUSES = [
  ["plan", [], "input must be an object"],
  ["plan", ["kind: DaemonSet"], "input must be an object"],
  ["plan", [{}], "manifest must be given"],
  ["plan", [{ manifest: null }], "manifest must be given"],
  ["plan", [{ manifest: 3 }], "manifest must be a string or a Uint8Array"],
  ["plan", [{ manifest: "", nodes: [] }], "nodes must be a string or a Uint8Array"],
  ["plan", [{ manifest: "", pods: {} }], "pods must be a string or a Uint8Array"],
  ["plan", [{ manifest: "", previous: true }], "previous must be a string or a Uint8Array"],
  [
    "plan",
    [{ manifest: "", options: () => {} }],
    "options must be an object that JSON can hold, a string or a Uint8Array",
  ],
  [
    "plan",
    [{ manifest: "", options: { at: 1n } }],
    "options must be an object that JSON can hold, a string or a Uint8Array",
  ],
  [
    "reconcile",
    [{ daemonSet: CYCLE, nodes: [], pods: [], now: 0 }],
    "daemonSet must be an object that JSON can hold, a string or a Uint8Array",
  ],
  ["read", [], "text must be a string or a Uint8Array"],
  ["read", [new ArrayBuffer(1)], "text must be a string or a Uint8Array"],
  ["reconcile", [], "input must be an object"],
  ["reconcile", [{}], "daemonSet must be given"],
  ["reconcile", [{ daemonSet: {}, pods: [], now: 0 }], "nodes must be given"],
  ["reconcile", [{ daemonSet: {}, nodes: [], now: 0 }], "pods must be given"],
  ["reconcile", [{ daemonSet: {}, nodes: [], pods: [] }], "now must be given"],
  [
    "reconcile",
    [{ daemonSet: {}, nodes: [], pods: [], now: {} }],
    "now must be an RFC 3339 string, a Date or milliseconds since 1970",
  ],
  ["reconcile", [{ daemonSet: {}, nodes: [], pods: [], now: 0, revision: 3 }], "revision must be a string"],
];

for (const [name, given, message] of MISUSES) {
  test(`${name}(${inspect(given)}): ${message}`, () => {
    assert.throws(
      () => planner[name](...given),
      (error) => error instanceof TypeError && error.message === message,
    );
  });
}

for (const [name, argument] of [
  ["setManifest", "manifest"],
  ["setNodes", "nodes"],
  ["setPods", "pods"],
  ["setPrevious", "previous"],
]) {
  test(`${name}(3) names its argument`, () => {
    const kept = new planner.Planner();
    assert.throws(() => kept[name](3), {
      name: "TypeError",
      message: `${argument} must be a string or a Uint8Array`,
    });
    kept.free();
  });
}

test("a time that is none names its argument, and leaves the engine whole", () => {
  const throwing = {
    valueOf() {
      throw new RangeError("no number");
    },
  };
  const message = "now must be an RFC 3339 string, a Date or milliseconds since 1970";
  for (let time = 0; time < 2_000; time += 1) {
    const now = [1n, Symbol("now"), throwing, true, [], new Date(Number.NaN)][time % 6];
    const input = { daemonSet: {}, nodes: [], pods: [], now };
    assert.throws(() => planner.reconcile(input), { name: "TypeError", message });
  }
  for (const now of [0, "2026-01-02T03:04:05Z", new Date(0)])
    assert.deepEqual(planner.reconcile({ daemonSet: {}, nodes: [], pods: [], now }).create, []);
});

/** Texts that are as wrong as texts can be. */
const WRONG = [
  "",
  "\0",
  "a: [",
  "{",
  "%YAML 9",
  "\ud800",
  "- ".repeat(10_000),
  "[".repeat(10_000),
  "&a [*a]",
  "x".repeat(1 << 20),
  new Uint8Array([255, 254, 0]),
  new Uint8Array(),
];

test("a user's mistake is an answer, wherever it stands", () => {
  for (const wrong of WRONG) {
    for (const name of ["manifest", "nodes", "pods", "previous"]) {
      assert.ok(Array.isArray(planner.plan({ manifest: "", [name]: wrong }).diagnostics));
    }
    assert.ok(Array.isArray(planner.read(wrong).documents));
    assert.ok(
      Array.isArray(
        planner.reconcile({ daemonSet: wrong, nodes: wrong, pods: wrong, now: "yesterday" }).create,
      ),
    );
  }
  for (const options of [null, 3, "nonsense", [], { events: 3 }, { unknown: true }, { readySeconds: -1 }]) {
    assert.ok(Array.isArray(planner.plan({ manifest: "", options }).diagnostics));
  }
});

test("a planner that was freed says so, whatever is called", () => {
  const kept = new planner.Planner();
  kept.setManifest("");
  kept.free();
  const methods = Object.getOwnPropertyNames(planner.Planner.prototype).filter(
    (name) => !["constructor", "free"].includes(name),
  );
  assert.deepEqual(methods.sort(), ["plan", "setManifest", "setNodes", "setPods", "setPrevious"]);
  for (const name of methods) {
    assert.throws(
      () => kept[name](""),
      (error) => {
        assert.ok(error instanceof planner.PlannerError && error instanceof Error);
        assert.deepEqual(
          [error.name, error.code, error.message],
          ["PlannerError", "freed", `this Planner was freed: ${name}() needs a new one`],
        );
        return true;
      },
    );
  }
  kept.free();
  kept[Symbol.dispose]();
});

test("Symbol.dispose frees", () => {
  const kept = new planner.Planner();
  kept[Symbol.dispose]();
  assert.throws(() => kept.plan(), { code: "freed" });
});

test("where there is no Symbol.dispose, nothing is missing but that", async () => {
  const without = "globalThis.Symbol = Object.create(Symbol, { dispose: { value: undefined } });";
  const code = `${without} const { Planner } = require("daemonset-planner"); const kept = new Planner(); kept.free(); console.log("undefined" in kept, Symbol.dispose);`;
  assert.equal((await run(folder, "node", ["--eval", code])).trim(), "false undefined");
});

test("planners that nobody holds any more are freed, and a thousand plans leave memory as it was", async () => {
  const code = `
    const { plan, Planner } = require("daemonset-planner");
    const manifest = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: d}]}}}}";
    const nodes = "NAME STATUS ROLES AGE VERSION\\n" + Array.from({ length: 100 }, (_, i) => "node-" + i + " Ready <none> 1d v1").join("\\n");
    const round = () => {
      plan({ manifest, nodes });
      const dropped = new Planner();
      dropped.setManifest(manifest);
      dropped.setNodes(nodes);
    };
    const settle = async () => {
      for (let time = 0; time < 5; time++) { gc(); await new Promise((resolve) => setTimeout(resolve, 10)); }
      const { rss, heapUsed } = process.memoryUsage();
      return { rss, heapUsed };
    };
    (async () => {
      const rounds = async (count) => { for (let time = 0; time < count; time++) { round(); if (time % 50 === 0) await settle(); } };
      await rounds(200);
      const before = await settle();
      await rounds(1000);
      console.log(JSON.stringify([before, await settle()]));
    })();`;
  const [first, last] = JSON.parse(await run(folder, "node", ["--expose-gc", "--eval", code]));
  const grown = (what) => (last[what] - first[what]) / 2 ** 20;
  assert.ok(grown("rss") < 8, `the process has grown by ${grown("rss").toFixed(1)} MiB`);
  assert.ok(grown("heapUsed") < 1, `JavaScript's heap has grown by ${grown("heapUsed").toFixed(1)} MiB`);
});
