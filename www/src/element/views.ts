/** What a tag can show, in the order of its tabs, and what the tabs are called. */
export const VIEWS = { nodes: "Nodes", waves: "Waves", timeline: "Timeline", kubectl: "kubectl" };
export type View = keyof typeof VIEWS;

/** The views that an attribute asks for, in its order; the nodes if it asks for none that there is. */
export function viewsOf(attribute: string | null): readonly View[] {
  const asked = (attribute ?? "").toLowerCase().split(/[\s,]+/);
  const all = Object.keys(VIEWS) as View[];
  if (asked.includes("all")) return all;
  const known = new Set(asked.filter((word): word is View => all.some((view) => view === word)));
  return known.size > 0 ? [...known] : ["nodes"];
}
