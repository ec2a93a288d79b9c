/** The texts of a plan, in the order in which they are shown. */
export const KINDS = ["manifest", "nodes", "pods", "previous"] as const;
export type Kind = (typeof KINDS)[number];
export type Texts = Record<Kind, string>;

/** What they are called. */
export const TITLES: Record<Kind, string> = {
  manifest: "Manifest",
  nodes: "Nodes",
  pods: "Existing Pods",
  previous: "Previous manifest",
};
