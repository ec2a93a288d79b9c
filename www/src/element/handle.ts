import type { Plan, Planner } from "daemonset-planner";
import type { Inputs } from "../state/inputs";
import { TIMELINE_ENTRIES } from "../time/entries";
import type { Look } from "../time/kubectl";
import type { Engine } from "./engine";
import { checkSizes, checkVerdicts } from "./limits";

/** What one tag holds of the engine: a planner, from its first plan until the tag leaves the page. */
export class Handle {
  private planner?: Planner;

  /** Plans; with kubectl's words at a moment if they are asked for. Throws where that would hold the page up. */
  plan(engine: Engine, inputs: Inputs, look?: Look): Plan {
    checkSizes(inputs);
    const planner = (this.planner ??= new engine.Planner());
    checkVerdicts(planner, inputs);
    planner.setManifest(inputs.manifest);
    planner.setPods(inputs.pods);
    planner.setPrevious(inputs.previous);
    return planner.plan({ ...inputs.options, timelineEntries: TIMELINE_ENTRIES, ...look });
  }

  free(): void {
    try {
      this.planner?.free();
    } catch {
      // An engine that has stopped frees nothing any more.
    }
    this.planner = undefined;
  }
}
