// The engine in WebAssembly beside JavaScript's own JSON.parse, in one run, as ratios of medians.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";

import { Planner } from "../pkg/node.js";
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

const wasm = readFileSync(new URL("../pkg/planner_bg.wasm", import.meta.url));
const gzipped = gzipSync(wasm, { level: 9 }).length;
console.log(`planner_bg.wasm: ${wasm.length} bytes, ${gzipped} gzipped  (at most 250000: ${gzipped <= 250_000 ? "yes" : "NO"})`);
