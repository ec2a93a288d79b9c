/// <reference lib="esnext.disposable" />
export * from "./planner.js";

/** An instance's type where the program knows the class: Node.js has no DOM, and not every program has Node.js' types. */
type InstanceOf<Name extends string> =
  typeof globalThis extends Record<Name, new (...given: never) => infer Instance> ? Instance : never;
type Module = typeof globalThis extends { WebAssembly: { Module: new (...given: never) => infer Instance } }
  ? Instance & object
  : never;

/** Where the engine is, or the engine itself: an address, what was fetched from there, bytes, or a compiled module. */
export type Engine =
  string | InstanceOf<"URL" | "Request" | "Response"> | ArrayBuffer | ArrayBufferView | Module;

/**
 * Loads the engine once; a second call is free, and one that failed may be tried again. In Node.js, Deno and Bun an import is enough, and this does nothing.
 * @param engine where the engine is, or the engine itself; beside the package's own file if absent
 * @throws {PlannerError} `load-failed`, with the reason
 * @throws {TypeError} if `engine` is nothing of the kind
 */
export function init(engine?: Engine | PromiseLike<Engine>): Promise<void>;

/** Thrown where the package is used wrongly or cannot load its engine. What is wrong with a manifest is never thrown. */
export class PlannerError extends Error {
  private constructor();
  readonly name: "PlannerError";
  /** `not-loaded`: a call before `init()`; `freed`: a `Planner` used after `free()`; `load-failed`: `init()` found no engine that works. */
  readonly code: "not-loaded" | "freed" | "load-failed";
}
