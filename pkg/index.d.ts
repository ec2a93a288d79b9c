export * from "./planner.js";

/**
 * Loads the engine once; a second call is free. In Node.js an import is enough, and this does nothing.
 * @param module where the engine is, or the engine itself; beside the package's own file if absent
 */
export function init(module?: RequestInfo | URL | Response | BufferSource | WebAssembly.Module): Promise<void>;
