import type { NodeProgress, Rollout } from "daemonset-planner";
import { count } from "../state/words";
import { moments } from "./phases";

/** The most rows that are drawn one by one. */
const MOST_ROWS = 40;

/** A row of the picture: a node, or a whole wave whose nodes are drawn as its slowest one. */
export interface Row {
  label: string;
  /** The label in full. */
  name: string;
  /** The node, where it is one. */
  node?: string;
  progress: NodeProgress;
}

/**
 * The rows of the picture: a node each while they are few; a wave each where the nodes are many and the waves few;
 * `undefined` where both are many, and only the crowd can be drawn.
 */
export function rows({ progress, waves }: Rollout): Row[] | undefined {
  if (progress.length <= MOST_ROWS) {
    const domain = commonDomain(progress.map(({ node }) => node));
    return progress.map((node) => {
      const name = node.node;
      return { label: name.slice(0, name.length - domain.length), name, node: name, progress: node };
    });
  }
  if (waves.length === 0 || waves.length > MOST_ROWS) return undefined;
  const slowest = new Map<number, NodeProgress>();
  for (const node of progress) {
    const held = slowest.get(node.wave);
    if (!held || last(node) > last(held)) slowest.set(node.wave, node);
  }
  return waves.flatMap(({ number, nodes }) => {
    const node = slowest.get(number);
    if (!node) return [];
    const name = `wave ${number}, ${count(nodes.length, "node")}`;
    return [{ label: name, name, progress: node }];
  });
}

/** How much longer than the rollout the picture is, so that the end is seen. */
const TAIL = 1.05;

/** The moment up to which the picture is drawn, in seconds; at least 1. */
export function horizon({ durationSeconds, progress }: Rollout): number {
  let end = Math.max(durationSeconds, 1);
  for (const node of progress) end = Math.max(end, ...moments(node));
  return end * TAIL;
}

/** What all names have from their first dot on, as a cloud's nodes do; empty where there is no such thing. */
export function commonDomain([first, ...others]: readonly string[]): string {
  const from = (name: string) => (name.includes(".") ? name.slice(name.indexOf(".")) : "");
  const domain = first === undefined ? "" : from(first);
  return others.every((name) => from(name) === domain) ? domain : "";
}

function last(node: NodeProgress): number {
  return node.newAvailableSeconds ?? Infinity;
}
