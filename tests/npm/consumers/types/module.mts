// What a program in TypeScript may write, in a browser and in Node.js.
import * as all from "daemonset-planner";
import {
  init,
  plan,
  Planner,
  PlannerError,
  type Diagnostic,
  type Engine,
  type Plan,
  type PlanInput,
  type PlanOptions,
  read,
  reconcile,
  type Step,
  versions,
} from "daemonset-planner";

// Neither more nor less than what is there.
const names: { [Name in keyof typeof all]: true } = {
  Planner: true,
  PlannerError: true,
  init: true,
  plan: true,
  read: true,
  reconcile: true,
  versions: true,
};

const engines: Engine[] = [
  "planner_bg.wasm",
  new URL("https://example.com/planner_bg.wasm"),
  new Response(),
  new Uint8Array(),
  new ArrayBuffer(0),
];
// @ts-expect-error a number is no engine
const wrong: Engine = 3;
await init();
await init(engines[0]);
await init(Promise.resolve("planner_bg.wasm"));

const options: PlanOptions = {
  readySeconds: [1, 9],
  events: [{ type: "drainNode", node: "a", atSeconds: 5 }],
};
const input: PlanInput = { manifest: new Uint8Array(), nodes: "", options };
const answer: Plan = plan(input);
const first: Diagnostic | undefined = answer.diagnostics[0];
const severity: "error" | "warning" | "info" | undefined = first?.severity;
const line: number | undefined = first?.range?.start.line;
const runs: boolean[] = answer.daemonSets.flatMap(({ nodes }) => nodes.map(({ shouldRun }) => shouldRun));

const step: Step = reconcile({ daemonSet: {}, nodes: [], pods: "", now: new Date() });
const kubernetes: string = versions().kubernetes;

{
  using planner = new Planner();
  planner.setManifest("");
  planner.setNodes();
  planner.plan();
  const again: Plan = planner.plan(options);
  void again;
}
try {
  read("");
} catch (error) {
  if (error instanceof PlannerError) {
    const code: "not-loaded" | "freed" | "load-failed" = error.code;
    void code;
  }
}
void [wrong, severity, line, runs, step, kubernetes];
console.log(Object.keys(names).join(), Object.keys(all).join());
