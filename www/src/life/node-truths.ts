import type { NodeGroup, Range, Reason, ReasonDetail, TaintAnswer } from "daemonset-planner";
import { count } from "../state/words";
import { podOf } from "./object";
import type { Subject, Truth } from "./types";
import { code, names } from "./words";

/** What is examined about nodes and Pods. */
export function nodeTruths(subject: Subject): Truth[] {
  return [noReplicas(subject), onePerNode(subject), taints(subject), cordon(subject)];
}

function noReplicas({ one: { nodes, status } }: Subject): Truth {
  const { desiredNumberScheduled: desired } = status;
  const here =
    nodes.length > 0
      ? `${desired.toLocaleString("en")} of ${count(nodes.length, "node")} ${desired === 1 ? "qualifies" : "qualify"}, so ${count(desired, "Pod")} ${desired === 1 ? "is" : "are"} wanted. `
      : "";
  return {
    id: "no-replicas",
    title: "There is no `replicas`: the number of Pods follows the nodes",
    says: {
      text: `${here}To have more or fewer, change which nodes qualify. \`kubectl scale\` and a HorizontalPodAutoscaler have nothing to set.`,
    },
    touched: nodes.length > 0,
  };
}

function onePerNode(subject: Subject): Truth {
  const { affinity, topologySpreadConstraints } = podOf(subject);
  const [field, path] = topologySpreadConstraints?.length
    ? ["topologySpreadConstraints", ["topologySpreadConstraints"]]
    : affinity?.podAntiAffinity
      ? ["podAntiAffinity", ["affinity", "podAntiAffinity"]]
      : ["", []];
  const here = field ? ` The \`${field}\` of the template has no part in it: by then the node is given.` : "";
  return {
    id: "one-per-node",
    title: "One Pod on each node is the controller's doing, not the scheduler's",
    says: {
      text: `The controller makes a Pod for each node and pins it there; kube-scheduler only checks that node and binds the Pod.${here}`,
      ...(field ? { at: ["spec", "template", "spec", ...path] } : {}),
    },
    touched: field !== "",
  };
}

function taints({ one: { groups } }: Subject): Truth {
  const untolerated = firstTaint(groups, (detail) => detail.kind === "untoleratedTaint");
  const tolerated = firstTaint(
    groups,
    (detail) => detail.kind === "toleratedTaint" && !detail.toleration.added,
  );
  const found = untolerated ?? tolerated;
  const here = !found
    ? "Without one, a `NoSchedule` or `NoExecute` taint keeps the Pod away."
    : `${code(found.node)} has the taint ${found.taint}, ${untolerated ? "which nothing in the Pod tolerates" : "and the template tolerates it"}.`;
  return {
    id: "taints",
    title: "A tainted node needs a toleration, and a toleration draws no Pod",
    says: {
      text: `${here} A toleration only permits; which nodes are wanted is said by nodeSelector and node affinity.`,
      at: found?.range,
    },
    touched: found !== undefined,
  };
}

interface TaintFound {
  node: string;
  taint: string;
  range?: Range;
}

/** The first taint that decides as is asked, and a node that has it. */
function firstTaint(
  groups: readonly NodeGroup[],
  fits: (detail: ReasonDetail) => boolean,
): TaintFound | undefined {
  for (const { nodes, reasons } of groups) {
    for (const reason of reasons) {
      if (fits(reason) && "taint" in reason) {
        return { node: nodes[0] ?? "", taint: taintInWords(reason.taint), range: reason.range };
      }
    }
  }
  return undefined;
}

function taintInWords({ key, value, effect }: TaintAnswer): string {
  return code(`${key}${value ? `=${value}` : ""}:${effect}`);
}

function cordon({ one }: Subject): Truth {
  const cordoned = one.groups.filter(({ shouldRun, reasons }) => shouldRun && reasons.some(isCordon));
  const running = cordoned.flatMap(({ nodes }) => nodes);
  const here =
    running.length > 0
      ? `${names(running)} ${running.length === 1 ? "is cordoned and runs its Pod" : "are cordoned and run their Pods"} all the same. `
      : "";
  return {
    id: "cordon",
    title: "Cordon and drain leave a DaemonSet's Pods where they are",
    says: {
      text: `${here}The taint \`node.kubernetes.io/unschedulable\` is tolerated by every one of them. \`kubectl drain\` stops at them without \`--ignore-daemonsets\`, and passes over them with it.`,
    },
    touched: running.length > 0,
  };
}

function isCordon(reason: Reason): boolean {
  return reason.kind === "nodeState" && reason.state === "cordoned";
}
