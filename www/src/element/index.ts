// What a page loads: registers the tag, and nothing else until a tag nears the screen.
import { PlannerTag } from "./element";

const TAG = "daemonset-planner";

// A second copy of this script leaves the first one its tag, and loads nothing.
if (typeof customElements !== "undefined" && !customElements.get(TAG)) customElements.define(TAG, PlannerTag);
