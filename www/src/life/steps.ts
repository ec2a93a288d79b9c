import type { DaemonSetPlan } from "daemonset-planner";
import { count } from "../state/words";
import { reconciled } from "./after";
import { defaultsOf } from "./defaults";
import { evaluated } from "./evaluated";
import { nameOf, objectOf, selectorInWords } from "./object";
import { bound, created, running } from "./pods";
import type { Says, Step, Subject } from "./types";
import { code } from "./words";

export type { Step, Subject } from "./types";

/**
 * The life of a DaemonSet from an empty cluster on, in order, each step with the component that acts. Of a refused one the first
 * two steps say what happens, and the others are never reached.
 */
export function steps(subject: Subject): Step[] {
  const first = [sent(subject), admitted(subject)];
  if (subject.one.admission.accepted) {
    const rest = [persisted, evaluated, created, bound, running, reconciled];
    return [...first, ...rest.map((step) => step(subject))];
  }
  return [...first, ...UNREACHED];
}

const UNREACHED: Step[] = (
  [
    ["persisted", "It is stored", "etcd"],
    ["evaluated", "The nodes are evaluated", "DaemonSet controller"],
    ["created", "The Pods are created", "DaemonSet controller"],
    ["bound", "The Pods are bound", "kube-scheduler"],
    ["running", "The containers run", "kubelet"],
    ["reconciled", "It is kept so", "DaemonSet controller"],
  ] as const
).map(([id, title, actor]) => ({ id, title, actors: [actor], says: [], state: "unreached" }));

function sent(subject: Subject): Step {
  const { plan, one } = subject;
  const { generateName, name } = writtenMetadata(subject);
  const command = !name && generateName ? "`kubectl create`" : "`kubectl apply`";
  const where = one.admission.accepted
    ? `: \`POST /apis/apps/v1/namespaces/${one.namespace}/daemonsets\``
    : " to the API server";
  const says: Says[] = [
    { text: `${command} turns the manifest into JSON and sends it${where}.`, at: ["metadata", "name"] },
  ];
  const others = plan.daemonSets.length - 1 + plan.leftAside.reduce((sum, { count }) => sum + count, 0);
  if (others > 0) {
    says.push({
      text: `The ${count(others, "other object")} of the manifest ${others === 1 ? "is a request of its own" : "are requests of their own"}.`,
    });
  }
  return { id: "sent", title: "You send it", actors: ["kubectl"], says };
}

function admitted(subject: Subject): Step {
  const { one, written } = subject;
  const step = { id: "admitted", title: "It is checked and completed", actors: ["API server"] };
  if (!one.admission.accepted) {
    return { ...step, title: "It is checked and refused", says: [refusal(one)], state: "stopped" };
  }
  const { spec, metadata } = objectOf(subject);
  const says: Says[] = [
    {
      text: `It asks who you are and whether you may create DaemonSets in ${code(one.namespace)}, which has to exist. Then it decodes the fields, fills in defaults, lets mutating admission change the object, validates it, and lets validating admission decide.`,
    },
  ];
  const admitted = one.admission.daemonSet;
  const defaults = written && admitted ? defaultsOf(written, admitted) : [];
  if (defaults.length > 0) {
    says.push({
      text: `It fills in ${count(defaults.length, "value")} that you left out:`,
      pieces: defaults,
    });
  }
  says.push({
    text: `Validation finds the selector ${code(selectorInWords(spec?.selector))} in the labels of the template.`,
    at: ["spec", "selector"],
  });
  if (metadata?.generateName && !one.name) {
    says.push({ text: `It makes up the name: ${code(metadata.generateName)} and five random characters.` });
  }
  says.push({ text: "What admission webhooks and policies of your cluster would say is not known here." });
  return { ...step, says };
}

function refusal({ admission: { code: status, message } }: DaemonSetPlan): Says {
  const when =
    status === 422
      ? "It decodes the object, fills in defaults, and refuses it at validation: HTTP 422."
      : `It cannot decode the object, and refuses it before validation: HTTP ${status ?? 400}.`;
  return { text: `${when} Nothing is stored, and no controller ever hears of it.`, quote: message };
}

function persisted(subject: Subject): Step {
  const { namespace } = subject.one;
  const name = nameOf(subject);
  return {
    id: "persisted",
    title: "It is stored",
    actors: ["API server", "etcd"],
    says: [
      {
        text: `The API server, the only one that talks to etcd, writes it there, by default as ${code(`/registry/daemonsets/${namespace}/${name}`)}, with \`generation: 1\` and no Pod counted in its status. It answers HTTP 201, and kubectl prints ${code(`daemonset.apps/${name} created`)}.`,
      },
      {
        text: "No Pod exists yet: this is only the wish, and whoever watches the API server now hears of it.",
      },
    ],
  };
}

function writtenMetadata({ written }: Subject): { name?: unknown; generateName?: unknown } {
  return (
    (written as { metadata?: { name?: unknown; generateName?: unknown } } | undefined)?.metadata ?? {
      name: "?",
    }
  );
}
