import { init, Planner, versions } from "daemonset-planner";
import { written } from "./written";
import type { Answer, Question } from "./protocol";

// The engine, off the page's own thread, so that typing never waits for it.
const planner = init().then(() => new Planner());

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  postMessage(await answer(data));
};

async function answer({ id, manifest, nodes, pods, previous, options }: Question): Promise<Answer> {
  try {
    const engine = await planner;
    const start = performance.now();
    if (manifest) engine.setManifest(manifest);
    if (nodes) engine.setNodes(nodes);
    if (pods) engine.setPods(pods);
    if (previous) engine.setPrevious(previous);
    const plan = engine.plan(options);
    return {
      id,
      plan,
      written: written(plan, manifest),
      versions: versions(),
      milliseconds: performance.now() - start,
    };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
