// The entry for Node.js, Deno and Bun: an import is enough, the engine is read from beside this file.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineIsLoaded, PlannerError } from "./checked.js";
import { initSync } from "./planner.js";

export { Planner, PlannerError, plan, read, reconcile, versions } from "./checked.js";

const ADVICE =
  "a bundler has to put planner_bg.wasm beside what it writes, or to leave daemonset-planner out of it";

/** Bundlers know the first form and bring the file along; Turbopack makes an address for browsers of it, so it gets the second. */
function engineFile() {
  const beside = new URL("./planner_bg.wasm", import.meta.url);
  return beside.protocol === "file:"
    ? beside
    : join(dirname(fileURLToPath(import.meta.url)), "planner_bg.wasm");
}

let engine;
try {
  engine = readFileSync(engineFile());
} catch (cause) {
  throw new PlannerError("load-failed", `the engine cannot be read: ${cause.message}; ${ADVICE}`, { cause });
}
initSync({ module: engine });
engineIsLoaded();

/** Does nothing: the engine is there already. It stands here so that the same code runs in a browser. */
export async function init() {}
