import { count } from "../state/words";
import { patience, podOf, termsOf, toleratesAll, toleratesNotReady, type PodSpec } from "./object";
import type { Says, Step, Subject } from "./types";
import { and, are, code } from "./words";

/** The controller keeps it so, whatever happens to the nodes, the Pods and the template. */
export function reconciled(subject: Subject): Step {
  const pod = podOf(subject);
  const nodes = [joins(pod), tainted(subject), unready(pod), removed];
  const says = [numbers(subject), ...nodes, lost(subject), changed(subject), deleted];
  return {
    id: "reconciled",
    title: "It is kept so",
    actors: ["DaemonSet controller", "node lifecycle controller"],
    says,
  };
}

function numbers({ one: { status, current } }: Subject): Says {
  const now = current?.status ?? status;
  const full = now.desiredNumberScheduled > 0 ? "Once every Pod is up" : "For now";
  const when = current ? "With the Pods that you pasted" : full;
  const said = (["desiredNumberScheduled", "numberReady", "numberAvailable"] as const).map(
    (name) => `\`${name}: ${now[name].toLocaleString("en")}\``,
  );
  return {
    text: `It counts what it sees and writes it into the status. ${when}: ${said.join(", ")}. It looks again whenever one of its Pods, the labels or taints of a node, or the DaemonSet changes.`,
  };
}

function joins(pod: PodSpec): Says {
  const when = "A node joins";
  if (pod.nodeName) {
    return {
      when,
      text: `Only one that is called ${code(pod.nodeName)} can get a Pod, since the template names its node.`,
    };
  }
  const wanted = [
    ...(Object.keys(pod.nodeSelector ?? {}).length > 0 ? ["the nodeSelector"] : []),
    ...(termsOf(pod) ? ["the required node affinity"] : []),
  ];
  const asked = [
    ...(wanted.length > 0 ? [`it matches ${and(wanted)}`] : []),
    ...(toleratesAll(pod) ? [] : ["its taints are tolerated"]),
  ];
  const condition = asked.length > 0 ? ` if ${asked.join(" and ")}` : "";
  const begin = toleratesNotReady(pod)
    ? "which is tolerated here, so the Pod need not wait until the node is Ready"
    : "so the Pod comes when the node is Ready";
  return {
    when,
    text: `It gets a Pod${condition}. A new node begins with the taint \`node.kubernetes.io/not-ready:NoSchedule\`, ${begin}.`,
  };
}

function tainted({ one, ...rest }: Subject): Says {
  const when = "A node is tainted";
  if (toleratesAll(podOf({ one, ...rest }))) {
    return { when, text: "Its Pod stays, whatever the taint: the template tolerates all of them." };
  }
  const first = one.nodes.find(({ shouldRun }) => shouldRun);
  const where = first ? ` on ${code(first.name)}` : "";
  return {
    when,
    text: `After a \`NoSchedule\` taint that is not tolerated, the Pod${where} stays but is no longer wanted: it counts as misscheduled, and nothing replaces it once it is gone. After one with \`NoExecute\` it is deleted.`,
  };
}

function unready(pod: PodSpec): Says {
  const when = "A node is not ready";
  const taints = "The node lifecycle controller taints it with `node.kubernetes.io/not-ready`";
  const { limit, index } = patience(pod);
  if (limit !== undefined) {
    const text = `${taints}. The template tolerates that for ${count(limit, "second")} only, then the Pod is evicted: the controller adds a toleration without an end, but the first that fits counts.`;
    return { when, text, at: ["spec", "template", "spec", "tolerations", index] };
  }
  const stays = `${taints}. \`NoExecute\` is tolerated, so the Pod is not evicted as others are`;
  return {
    when,
    text: toleratesNotReady(pod)
      ? `${stays}; \`NoSchedule\` is tolerated here too.`
      : `${stays}. \`NoSchedule\` is not, so no Pod is wanted there until the node is back.`,
  };
}

const removed: Says = {
  when: "A node is removed",
  text: "The Pod garbage collector takes its Pod away after a while, and nothing replaces it.",
};

function lost({ one: { rollout } }: Subject): Says {
  const surging = (rollout?.budget?.maxSurge ?? 0) > 0;
  const again = surging
    ? "Its node gets another one at once."
    : "Once it is gone, its node gets another one.";
  return {
    when: "A Pod is deleted or fails",
    text: `${again} A failed Pod is deleted by the controller, at first at once, then after waits that grow.`,
  };
}

function changed({ one: { rollout, status } }: Subject): Says {
  const when = "The template changes";
  const at = ["spec", "updateStrategy"];
  const revision = "The new template becomes the next ControllerRevision";
  if (rollout?.strategy === "OnDelete") {
    const text = `${revision}, and that is all: each node keeps its old Pod until you delete it (\`OnDelete\`).`;
    return { when, text, at };
  }
  const budget = rollout?.budget;
  if (!budget || status.desiredNumberScheduled === 0)
    return { when, text: `${revision}. There is no Pod to replace.`, at };
  const { maxSurge, maxUnavailable } = budget;
  const pace =
    maxSurge > 0
      ? `New Pods are started beside available old ones on at most ${count(maxSurge, "node")} at a time; an old Pod goes when its new one is available.`
      : `Old Pods are deleted as long as no more than ${count(maxUnavailable, "node")} ${are(maxUnavailable)} then without an available Pod; new ones are created where the old are gone.`;
  return { when, text: `${revision}. ${pace}`, at };
}

const deleted: Says = {
  when: "The DaemonSet is deleted",
  text: "The garbage collector deletes its Pods by their owner references; with `kubectl delete --cascade=orphan` they stay.",
};
