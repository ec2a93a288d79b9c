import { count } from "../state/words";
import { objectOf, podOf, selectorInWords } from "./object";
import type { Subject, Truth } from "./types";
import { code, names } from "./words";

/** What is examined about the object itself. */
export function objectTruths(subject: Subject): Truth[] {
  return [selector(subject), namespaced(subject), strategy(subject), traffic(subject), hostAccess(subject)];
}

function selector(subject: Subject): Truth {
  const { spec } = objectOf(subject);
  const wanted = spec?.selector?.matchLabels ?? {};
  const used = new Set([
    ...Object.keys(wanted),
    ...(spec?.selector?.matchExpressions ?? []).map(({ key }) => key),
  ]);
  const more = Object.keys(spec?.template?.metadata?.labels ?? {}).filter((key) => !used.has(key));
  const words = selectorInWords(spec?.selector);
  const here = words ? `Here it is ${code(words)}. ` : "";
  const free =
    more.length > 0
      ? `The template may have more labels, as it does here (${names(more)}).`
      : "The template may have more labels.";
  return {
    id: "selector",
    title: "The selector must match the template's labels, and never changes",
    says: {
      text: `${here}${free} Another \`spec.selector\` is refused later on, as immutable: the DaemonSet has to be deleted and created anew.`,
      at: ["spec", "selector"],
    },
    touched: more.length > 0,
  };
}

function namespaced({ one, written }: Subject): Truth {
  const metadata = (written as { metadata?: { namespace?: unknown } } | undefined)?.metadata;
  const unsaid = metadata !== undefined && !metadata.namespace;
  return {
    id: "namespaced",
    title: "A DaemonSet lives in a namespace; nodes do not",
    says: {
      text: unsaid
        ? `The manifest names none, so kubectl takes that of its context or of \`--namespace\`, here ${code(one.namespace)}. All its Pods are in it, on whichever node.`
        : `Its Pods are all in ${code(one.namespace)}, on whichever node, and so are the ServiceAccount, ConfigMaps and Secrets that they use.`,
      at: unsaid ? ["metadata"] : ["metadata", "namespace"],
    },
    touched: unsaid,
  };
}

function strategy(subject: Subject): Truth {
  const strategy = (subject.written as { spec?: { updateStrategy?: { type?: unknown } } } | undefined)?.spec
    ?.updateStrategy;
  const onDelete = objectOf(subject).spec?.updateStrategy?.type === "OnDelete";
  const unsaid = subject.written !== undefined && !strategy?.type;
  const text = onDelete
    ? "This manifest chooses `OnDelete` instead: a new Pod comes only where you delete the old one, and `kubectl rollout status` ends with an error."
    : unsaid
      ? "This manifest names no type, so whoever changes the template starts an update at once. The other type is `OnDelete`; there is no `Recreate`."
      : "The other type is `OnDelete`, which waits until you delete the old Pods; there is no `Recreate`.";
  return {
    id: "strategy",
    title: "`RollingUpdate` is the default, with `maxUnavailable: 1` and `maxSurge: 0`",
    says: { text, at: ["spec", "updateStrategy"] },
    touched: onDelete || unsaid,
  };
}

function traffic(subject: Subject): Truth {
  const service = subject.plan.leftAside.some(
    ({ kind, apiVersion }) => kind === "Service" && apiVersion === "v1",
  );
  const { containers = [] } = podOf(subject);
  const probed = containers.some(({ readinessProbe }) => readinessProbe);
  const index = containers.findIndex(({ ports = [], readinessProbe }) => ports.length > 0 && !readinessProbe);
  const probe =
    service && !probed && index >= 0
      ? " Without a readiness probe it also sends to a new Pod before that can answer."
      : "";
  return {
    id: "traffic",
    title: "A Service may still send to a Pod that is going",
    says: {
      text: `${service ? "The manifest has a Service. " : ""}A Pod is asked to end while word of it still spreads to the nodes; only a program that goes on answering for a moment loses no request.${probe}`,
      ...(probe ? { at: ["spec", "template", "spec", "containers", index] } : {}),
    },
    touched: service,
  };
}

function hostAccess({ one: { pod, status } }: Subject): Truth {
  const access = pod?.hostAccess ?? [];
  const { desiredNumberScheduled: desired } = status;
  const here =
    access.length > 0
      ? `What this Pod reaches is listed under What it risks; whoever gets into it, or into its image, has that on ${desired === 0 ? "each node that fits" : count(desired, "node")}. `
      : "";
  return {
    id: "host-access",
    title: "Access to the host is a risk on every node",
    says: {
      text: `${here}Under Pod Security \`baseline\` or \`restricted\` such a DaemonSet is still created, but its Pods are refused: it wants Pods and has none, and the event \`FailedCreate\` says why.`,
    },
    touched: access.length > 0,
  };
}
