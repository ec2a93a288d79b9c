// The engine's exports, with words for what the generated code leaves cryptic: a call before the engine is loaded, a planner after `free()`.
import * as engine from "./planner.js";

/** Thrown where the package is used wrongly or cannot load its engine. What is wrong with a manifest is never thrown. */
export class PlannerError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "PlannerError";
    this.code = code;
  }
}

let loaded = false;

/** What loads the engine says so here. */
export function engineIsLoaded() {
  loaded = true;
}

function needsEngine(called) {
  if (!loaded)
    throw new PlannerError("not-loaded", `${called} needs the engine: await init() before the first call`);
}

export function plan(input) {
  needsEngine("plan()");
  return engine.plan(input);
}

export function read(text) {
  needsEngine("read()");
  return engine.read(text);
}

/** What `Date` refuses it refuses out of the middle of the engine, which is not whole again after that; so it is refused here. */
function needsMoment(now) {
  const known = now == null || ["string", "number"].includes(typeof now);
  if (!known && Object.prototype.toString.call(now) !== "[object Date]")
    throw new TypeError("now must be an RFC 3339 string, a Date or milliseconds since 1970");
}

export function reconcile(input) {
  needsEngine("reconcile()");
  needsMoment(input?.now);
  return engine.reconcile(input);
}

export function versions() {
  needsEngine("versions()");
  return engine.versions();
}

export class Planner extends engine.Planner {
  constructor() {
    needsEngine("new Planner()");
    super();
  }

  /** What is free already stays so, since `using` and a call of one's own may both come to it. */
  free() {
    if (this.__wbg_ptr) super.free();
  }
}

const OWN = ["constructor", "free", "__destroy_into_raw"];

for (const name of Object.getOwnPropertyNames(engine.Planner.prototype)) {
  if (OWN.includes(name)) continue;
  const method = engine.Planner.prototype[name];
  const checked = function (...given) {
    if (!this.__wbg_ptr) throw new PlannerError("freed", `this Planner was freed: ${name}() needs a new one`);
    return method.apply(this, given);
  };
  Object.defineProperty(Planner.prototype, name, { value: checked, writable: true, configurable: true });
}

if (Symbol.dispose) Planner.prototype[Symbol.dispose] = Planner.prototype.free;
