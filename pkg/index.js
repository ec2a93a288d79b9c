// The browser entry: nothing is loaded until `init` is called.
import load from "./planner.js";

export { Planner, plan, read, reconcile, versions } from "./planner.js";

let loading;

/**
 * Loads the engine once; a second call is free. A load that failed may be tried again.
 * @param {RequestInfo | URL | Response | BufferSource | WebAssembly.Module} [module] where the engine is; beside this file if absent
 * @returns {Promise<void>}
 */
export function init(module) {
  loading ??= load(module === undefined ? undefined : { module_or_path: module }).then(
    () => undefined,
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
