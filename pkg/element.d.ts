// Importing `daemonset-planner/element` registers the tag <daemonset-planner>; on a server it does nothing.
import type { Plan } from "./index.js";

/**
 * The element <daemonset-planner>.
 *
 * Content: children with `slot="manifest"`, `"nodes"`, `"pods"` or `"previous"`, be they a `<script type="text/yaml">`, a `<pre>` or
 * anything with text; of children without, the first code block is the manifest, the second the nodes.
 *
 * Attributes:
 * - `manifest-src`, `nodes-src`, `pods-src`, `previous-src`: the addresses of texts
 * - `example`: the name of an example of the playground
 * - `view`: `nodes` (the default), `waves`, `timeline`, `kubectl`, several of them, or `all`
 * - `editable`: readers may edit the texts
 * - `theme`: `light` or `dark`; otherwise that of the page around it
 * - `height`: the most that it takes, a number of pixels or a length of CSS
 * - `release`: the release of Kubernetes that the page speaks of, as `1.30`
 * - `playground`: the address of a playground; then a link opens what is shown there
 * - `engine`: the address of `planner_bg.wasm`, where that is not beside the script; the first tag that needs it decides for the page
 */
export interface DaemonsetPlannerElement extends HTMLElement {
  /** The newest plan; `undefined` as long as there is none. */
  readonly plan: Plan | undefined;
  /** Loads now, wherever the element stands, and resolves when it shows its answer. It loads by itself when it nears the screen. */
  load(): Promise<void>;
}

/** What `daemonset-plan` tells: a new plan is shown. It bubbles, out of shadow trees too. */
export type DaemonsetPlanEvent = CustomEvent<{ plan: Plan }>;

declare global {
  interface HTMLElementTagNameMap {
    "daemonset-planner": DaemonsetPlannerElement;
  }
  interface GlobalEventHandlersEventMap {
    "daemonset-plan": DaemonsetPlanEvent;
  }
}
