// A call's memory is given back as a whole, and inputs lie in memory of their own: nothing of one may show in another.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { consumer } from "./harness.mjs";

let installed;
let engine;

before(async () => {
  installed = join(await consumer("memory"), "node_modules/daemonset-planner");
  engine = readFileSync(join(installed, "planner_bg.wasm"));
});

/** An instance of the engine that shares nothing with others. */
async function instance(name) {
  const module = await import(`${pathToFileURL(join(installed, "planner.js"))}?${name}`);
  const { memory } = module.initSync({ module: engine });
  return { ...module, bytes: () => memory.buffer.byteLength };
}

/** Numbers that look random and are the same every time. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const manifest = (name, extra = "") => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${extra}
      containers: [{name: c, image: "${name}:1", ports: [{hostPort: 80, containerPort: 80}]}]
`;
const nodes = (count, word) =>
  [
    "NAME STATUS ROLES AGE VERSION LABELS",
    ...Array.from({ length: count }, (_, i) => `${word}-${i} Ready <none> 1d v1.30.0 zone=${word},n=${i}`),
  ].join("\n");
const json = (count) =>
  JSON.stringify({
    kind: "NodeList",
    apiVersion: "v1",
    items: Array.from({ length: count }, (_, i) => ({
      metadata: { name: `j-${i}`, labels: { zone: "j" } },
      spec: { taints: [{ key: "gpu", effect: "NoSchedule" }] },
    })),
  });
const mixed = () =>
  JSON.stringify({
    kind: "List",
    apiVersion: "v1",
    items: [
      ...[0, 1].map((i) => ({
        apiVersion: "v1",
        kind: "Node",
        metadata: { name: `a-${i}` },
        status: { allocatable: { cpu: "1", memory: "1Gi", pods: "2" } },
      })),
      ...[0, 1].map((i) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: `web-${i}`, namespace: "default" },
        spec: { nodeName: "a-0", containers: [{ name: "c", resources: { requests: { cpu: "100m" } } }] },
      })),
    ],
  });
const pods = (names) =>
  [
    "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED READINESS",
    ...names.map((name, i) => `agent-${i}abcd 1/1 Running 0 1d 10.0.0.${i} ${name} <none> <none>`),
  ].join("\n");

const texts = {
  setManifest: [
    "",
    manifest("agent"),
    manifest("agent", "nodeSelector: {zone: j}"),
    `${manifest("a")}---\n${manifest("b", "tolerations: [{operator: Exists}]")}`,
    "a: [",
    manifest("agent", "nodeSelektor: {}"),
  ],
  setNodes: [
    undefined,
    mixed(),
    nodes(3, "a"),
    nodes(400, "b"),
    json(40),
    "nonsense",
    '{"kind": "NodeList", "items": [{}]}',
  ],
  setPods: [undefined, pods(["a-0", "a-1"]), pods(["b-7"]), "nonsense"],
  setPrevious: [undefined, manifest("agent", "hostPID: true"), "a: ["],
};
const options = [
  undefined,
  {},
  { readySeconds: [1, 9] },
  { at: 20, node: "a-1" },
  { events: [{ atSeconds: 5, type: "drainNode", node: "a-1" }] },
  { byHand: [["a-0"], ["a-1", "b-3"]] },
  { start: "creating" },
];

test("planners side by side answer as one that is alone", async () => {
  const [many, alone] = [await instance("many"), await instance("alone")];
  const pick = numbers(7);
  const planners = [];
  for (let step = 0; step < 600; step++) {
    const place = pick(6);
    const planner = (planners[place] ??= { handle: new many.Planner(), set: {} });
    if (pick(12) === 0) {
      planner.handle.free();
      planners[place] = undefined;
      continue;
    }
    const [name, choices] = Object.entries(texts)[pick(4)];
    planner.set[name] = choices[pick(choices.length)];
    planner.handle[name](planner.set[name]);
    many.read(texts.setManifest[pick(6)]);
    if (pick(2) === 0) {
      const chosen = options[pick(options.length)];
      const fresh = new alone.Planner();
      for (const [set, text] of Object.entries(planner.set)) {
        fresh[set](text);
      }
      assert.deepEqual(planner.handle.plan(chosen), fresh.plan(chosen), `step ${step}`);
      fresh.free();
    }
  }
});

test("what was planned before makes no difference to memory", async () => {
  const { Planner, bytes, plan } = await instance("often");
  const kept = new Planner();
  kept.setManifest(manifest("agent"));
  const round = (size) => {
    plan({ manifest: manifest("agent"), nodes: nodes(size, "a"), options: { readySeconds: [1, 2] } });
    kept.setNodes(nodes(size, "b"));
    kept.plan({});
    const other = new Planner();
    other.setNodes(json(size));
    other.free();
    assert.throws(() => plan({ manifest: 3 }), TypeError);
  };
  for (const size of [300, 20, 299]) round(size);
  const before = bytes();
  for (let time = 0; time < 1_000; time++) round(1 + (time % 300));
  assert.ok(bytes() <= before * 1.1, `${before} bytes have become ${bytes()}`);
});
