// The engine in WebAssembly beside JavaScript's own JSON.parse, in one run, as ratios of medians.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

import { Planner } from "../pkg/node.js";
import { initSync } from "../pkg/planner.js";
import { bigNodes, toYaml } from "./nodes.mjs";

const NODES = 5000;
const ROUNDS = 9;

function once(task) {
  const start = performance.now();
  task();
  return performance.now() - start;
}

/** Medians of tasks that take turns, so that a drifting machine drifts for all of them. */
function medians(tasks) {
  const times = tasks.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    tasks.forEach((task, position) => {
      const time = once(task);
      if (round > 0) times[position].push(time); // the first round warms up
    });
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]);
}

function row(what, time, peer, peerTime, limit) {
  const ratio = time / peerTime;
  const verdict = limit === undefined ? "" : ratio <= limit ? `  (at most ${limit.toFixed(2)}: yes)` : `  (at most ${limit.toFixed(2)}: NO)`;
  console.log(`${what}: ${time.toFixed(0)} ms; ${peer}: ${peerTime.toFixed(0)} ms; ratio ${ratio.toFixed(2)}${verdict}`);
}

// A fleet of plain nodes, replaced one by one. What the engine takes is the whole call but for JSON.parse, which makes its objects.
const FLEET = 100_000;
const table = (count) => `NAME STATUS ROLES AGE VERSION\n${Array.from({ length: count }, (_, node) => `node-${node} Ready <none> 1d v1`).join("\n")}`;
const oneByOne = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: d}]}}}}";
function fleet(count) {
  const fresh = new Planner();
  fresh.setManifest(oneByOne);
  fresh.setNodes(table(count));
  const plan = fresh.plan(undefined);
  const text = JSON.stringify(plan);
  const [whole, parse] = medians([() => fresh.plan(undefined), () => JSON.parse(text)]);
  if (plan.daemonSets[0].rollout.waves.length !== count) throw new Error("it was to take one wave a node");
  fresh.free();
  return { whole, parse };
}
const tenth = fleet(FLEET / 10);
const tenthMemory = initSync().memory.buffer.byteLength; // The engine is there already; this only names it.
const { whole, parse: objectsOf } = fleet(FLEET);
const engineTime = whole - objectsOf;
console.log(
  `the plan of ${FLEET} nodes one by one: ${whole.toFixed(0)} ms, of which JSON.parse of the answer ${objectsOf.toFixed(0)} ms, the engine ${engineTime.toFixed(0)} ms  (at most 1000: ${engineTime <= 1000 ? "yes" : "NO"})`,
);
const memory = initSync().memory.buffer.byteLength;
const kilobytes = (bytes, nodes) => `${(bytes / nodes / 1e3).toFixed(1)} kB a node`;
console.log(`the engine's memory: ${kilobytes(tenthMemory, FLEET / 10)} with a tenth of them, ${kilobytes(memory, FLEET)} with all`);
console.log(`${FLEET} nodes against a tenth of them: ${((whole - objectsOf) / (tenth.whole - tenth.parse)).toFixed(1)} times the time`);

const objects = bigNodes(NODES);
const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
const bytes = new TextEncoder().encode(text);
const yaml = new TextEncoder().encode(toYaml(objects));
const megabytes = (array) => `${(array.length / 1e6).toFixed(0)} MB`;
const planner = new Planner();

const [json, parse, asYaml] = medians([
  () => planner.setNodes(bytes),
  () => JSON.parse(text),
  () => planner.setNodes(yaml),
]);
row(`${NODES} nodes from ${megabytes(bytes)} of JSON bytes`, json, "JSON.parse of the same text", parse, 1 / 3);
row(`${NODES} nodes from ${megabytes(yaml)} of YAML bytes`, asYaml, "the same nodes from JSON bytes", json);

const manifest = readFileSync(new URL("./daemonset.yaml", import.meta.url));
planner.setManifest(manifest);
planner.setNodes(bytes);
const [answer, again] = medians([() => planner.plan(undefined), () => planner.setNodes(bytes)]);
row(`the whole plan of ${NODES} nodes, as JavaScript objects`, answer, "reading the nodes", again);
