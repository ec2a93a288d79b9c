// The entry for browsers, workers and whatever else loads by URL: nothing is loaded until `init` is called.
import { engineIsLoaded, PlannerError } from "./checked.js";
import { wasmFrom } from "./load.js";
import start from "./planner.js";

export { Planner, PlannerError, plan, read, reconcile, versions } from "./checked.js";

let loading;

/**
 * Loads the engine once; a second call is free. A load that failed may be tried again.
 * @param engine where the engine is, or the engine itself; beside this file if absent
 * @returns {Promise<void>}
 */
export function init(engine) {
  loading ??= load(engine).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(engine = besideThis()) {
  await wasmFrom(engine, (module) => start({ module_or_path: module }));
  engineIsLoaded();
}

/** Bundlers know this form, and bring the file along. */
function besideThis() {
  try {
    return new URL("./planner_bg.wasm", import.meta.url);
  } catch (cause) {
    const advice = "give init() the address of planner_bg.wasm, or bundle as ES modules";
    throw new PlannerError("load-failed", `a script that is no module does not know where it is: ${advice}`, {
      cause,
    });
  }
}
