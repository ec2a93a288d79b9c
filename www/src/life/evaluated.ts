import type { NodeGroup } from "daemonset-planner";
import { count } from "../state/words";
import { nameOf, podOf, termsOf, toleratesAll } from "./object";
import type { Says, Step, Subject } from "./types";
import { and, are, code, names } from "./words";

/** How many reasons for being left out are told one by one. */
const MOST_REASONS = 3;

/** The controller looks at each node: what it asks, and what it finds. */
export function evaluated(subject: Subject): Step {
  const says: Says[] = [
    {
      text: `It runs in kube-controller-manager, and its watch tells it of ${code(nameOf(subject))}. It keeps a copy of the template as a ControllerRevision, by which Pods of this version are told from later ones.`,
    },
    {
      text: `${asks(subject)} Room on the node, free ports and the Pods there play no part.`,
    },
    ...found(subject),
  ];
  return { id: "evaluated", title: "The nodes are evaluated", actors: ["DaemonSet controller"], says };
}

function asks(subject: Subject): string {
  const asked = questions(subject);
  if (asked.length === 0) {
    return "Then it looks at each node. The template asks for no particular ones and tolerates every taint, so each will do.";
  }
  const free = toleratesAll(podOf(subject)) ? " Taints do not matter: the template tolerates them all." : "";
  return `Then it asks of each node: ${and(asked)}?${free}`;
}

function questions(subject: Subject): string[] {
  const pod = podOf(subject);
  const { tolerations = [] } = pod;
  const asked: string[] = [];
  if (pod.nodeName) asked.push(`is its name ${code(pod.nodeName)}`);
  const labels = Object.entries(pod.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (labels.length > 0)
    asked.push(
      `does it carry the ${labels.length === 1 ? "label" : `${labels.length} labels`} of the nodeSelector (${names(labels)})`,
    );
  const terms = termsOf(pod);
  if (terms)
    asked.push(
      terms.length === 1
        ? "does it match the required node affinity"
        : `does it match one of the ${terms.length} terms of the required node affinity`,
    );
  const added = subject.one.pod?.addedTolerations.length ?? 0;
  const own = tolerations.length > 0 ? `the template's ${count(tolerations.length, "toleration")} and ` : "";
  if (!toleratesAll(pod)) {
    asked.push(
      `are all its \`NoSchedule\` and \`NoExecute\` taints tolerated, by ${own}the ${added} that the controller adds`,
    );
  }
  return asked;
}

function found({ one: { nodes, groups } }: Subject): Says[] {
  if (nodes.length === 0) {
    return [
      {
        text: "There is no node in the list, so it wants no Pod. That is no error: it waits for a node that fits.",
      },
    ];
  }
  const running = groups.filter(({ shouldRun }) => shouldRun).flatMap((group) => group.nodes);
  const says: Says[] = [{ text: verdict(running, nodes.length) }];
  const out = groups.filter(({ shouldRun }) => !shouldRun).sort((a, b) => b.nodes.length - a.nodes.length);
  says.push(...out.slice(0, MOST_REASONS).map(leftOut));
  const rest = out.slice(MOST_REASONS);
  const others = rest.reduce((sum, group) => sum + group.nodes.length, 0);
  if (others > 0)
    says.push({
      text: `${count(others, "more node")} ${are(others)} left out, for ${count(rest.length, "other reason")}.`,
    });
  return says;
}

function verdict(running: readonly string[], all: number): string {
  const of = count(all, "node");
  const none = all === 1 ? "The one node should not run a Pod" : `None of ${of} should run a Pod`;
  if (running.length === 0) return `${none}. That is no error: it waits for one that fits.`;
  if (running.length < all)
    return `${running.length.toLocaleString("en")} of ${of} should run a Pod: ${names(running)}.`;
  return all === 1
    ? `The one node, ${names(running)}, should run a Pod.`
    : `All ${of} should run a Pod: ${names(running)}.`;
}

function leftOut({ nodes, headline, reasons }: NodeGroup): Says {
  const deciding = reasons.find(({ decides, range }) => decides && range);
  return {
    text: `${count(nodes.length, "node")} ${are(nodes.length)} left out (${names(nodes)}): ${headline}.`,
    at: deciding?.range,
  };
}
