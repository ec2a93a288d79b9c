/** How much of what happens is asked of the engine, and how many Pods: enough for 5,000 nodes. */
export const TIMELINE_ENTRIES = 12_000;
