import type { NodeGroup, Reason } from "daemonset-planner";

/** A command, and the lines of its output that say why a node has no Pod. */
export interface Evidence {
  command: string;
  lines: string[];
}

/** Titles in `kubectl describe node` are this wide. */
const WIDTH = 20;

/** What kubectl shows of the reasons that keep the Pod away from the first node of a group; `undefined` where a node shows nothing. */
export function evidence({ nodes, reasons }: NodeGroup): Evidence | undefined {
  const [node] = nodes;
  const lines = reasons.filter(({ decides }) => decides).flatMap(line);
  return node === undefined || lines.length === 0
    ? undefined
    : { command: `kubectl describe node ${node}`, lines };
}

function line(reason: Reason): string[] {
  switch (reason.kind) {
    case "untoleratedTaint": {
      const { key, value, effect } = reason.taint;
      return [`${"Taints:".padEnd(WIDTH)}${key}${value ? `=${value}` : ""}:${effect}`];
    }
    case "nodeSelector":
    case "nodeAffinity":
      return reason.has === undefined ? [] : [`${"Labels:".padEnd(WIDTH)}${reason.key}=${reason.has}`];
    default:
      return [];
  }
}
