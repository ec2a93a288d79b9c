import { init, Planner, versions } from "daemonset-planner";
import { kubectlOf } from "../time/kubectl";
import { written } from "./written";
import type { Answer, Question } from "./protocol";

// The engine, off the page's own thread, so that typing never waits for it.
const planner = init().then(() => new Planner());

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  postMessage(await answer(data));
};

async function answer(question: Question): Promise<Answer> {
  const { id, manifest, nodes, pods, previous, options, onlyWords } = question;
  try {
    const engine = await planner;
    const start = performance.now();
    if (manifest) engine.setManifest(manifest);
    if (nodes) engine.setNodes(nodes);
    if (pods) engine.setPods(pods);
    if (previous) engine.setPrevious(previous);
    const plan = engine.plan(options);
    if (onlyWords) return { id, words: plan.daemonSets.map(kubectlOf) };
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
