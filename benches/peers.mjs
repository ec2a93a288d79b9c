// The engine in WebAssembly beside upstream's own Go code, in one run, as ratios. Argument: the program of
// tests/conformance/upstream, and the module of peers.rs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";

import { Planner } from "../pkg/node.js";
import { bigNodes, toYaml } from "./nodes.mjs";

const NODES = 5000;
const [upstream, module] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "peers-"));
const yaml = join(folder, "nodes.yaml");
writeFileSync(yaml, toYaml(bigNodes(NODES)));

/** What the module prints. */
async function run() {
  const printed = join(folder, "printed");
  const wasi = new WASI({ version: "preview1", stdout: openSync(printed, "w") });
  const { instance } = await WebAssembly.instantiate(readFileSync(module), wasi.getImportObject());
  wasi.start(instance);
  return JSON.parse(readFileSync(printed, "utf8"));
}

function row(what, ours, theirs, limit) {
  const ratio = ours / theirs;
  const verdict = limit === undefined ? "" : `  (at most ${limit}: ${ratio <= limit ? "yes" : "NO"})`;
  console.log(`${what}: ${(ours * 1e3).toFixed(1)} ms in WebAssembly; upstream natively: ${(theirs * 1e3).toFixed(1)} ms; ratio ${ratio.toPrecision(2)}${verdict}`);
}

try {
  const ours = await run();
  const theirs = JSON.parse(execFileSync(upstream, ["bench", new URL("daemonset.yaml", import.meta.url).pathname, yaml]));
  const bytes = readFileSync(yaml);
  const planner = new Planner();
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    planner.setNodes(bytes);
    return (performance.now() - start) / 1e3;
  });
  times.sort((one, other) => one - other);
  row("placement of 100000 nodes, against NodeShouldRunDaemonPod", ours.placement, theirs.placement, 0.1);
  row("one whole sync of 100000 nodes, against updateDaemonSetStatus alone", ours.status, theirs.status);
  row(`rollout of ${ours.replaced} nodes with maxUnavailable 1, against upstream's controller under a fake clock`, ours.rollout, theirs.rollout, 0.01);
  row(`reading ${NODES} nodes as YAML, against sigs.k8s.io/yaml`, times[1], theirs.yaml);
} finally {
  rmSync(folder, { recursive: true });
}
