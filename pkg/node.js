// The Node.js entry: an import is enough, the engine is read from beside this file.
import { readFileSync } from "node:fs";

import { initSync } from "./planner.js";

initSync({ module: readFileSync(new URL("./planner_bg.wasm", import.meta.url)) });

export { Planner, plan, read, reconcile, versions } from "./planner.js";

/** Does nothing: the engine is there already. It stands here so that the same code runs in a browser. */
export async function init() {}
