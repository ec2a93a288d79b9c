import { kindOf, plainWebPort } from "./kinds";
import { podOf } from "./object";
import type { Subject, Truth } from "./types";
import { code } from "./words";

/** When something else than a DaemonSet of one's own is the right thing. */
export function alternatives(subject: Subject): Truth[] {
  return [deployment(subject), staticPod(subject), plugin(subject)];
}

function deployment(subject: Subject): Truth {
  const port = plainWebPort(podOf(subject), subject.one.pod?.hostAccess ?? []);
  const here =
    port === undefined
      ? "If a program need not be on every node, a Deployment is the right kind: there you choose the number"
      : `It serves port ${port} and asks for nothing of its node. If it need not be on every one, a Deployment is the right kind: there you choose the number`;
  return {
    id: "deployment",
    title: "Does it have to be on every node?",
    says: {
      text: `${here}, and more nodes do not mean more Pods.`,
      ...(port === undefined ? {} : { at: ["kind"] }),
    },
    touched: port !== undefined,
  };
}

function staticPod(subject: Subject): Truth {
  const kind = kindOf(subject.one.name, podOf(subject));
  const controlPlane = kind?.kind === "controlPlane";
  const here = controlPlane ? `${code(kind.known)} looks like a part of the control plane. ` : "";
  return {
    id: "static-pod",
    title: "Must it run where there is no API server?",
    says: {
      text: `${here}A DaemonSet's Pods come from the API server. What that itself needs is run as a static Pod: a file on the node (with kubeadm in \`/etc/kubernetes/manifests\`), started by the kubelet alone, with no controller behind it.`,
    },
    touched: controlPlane,
  };
}

function plugin(subject: Subject): Truth {
  const kind = kindOf(subject.one.name, podOf(subject));
  const known = kind && kind.kind !== "controlPlane" ? kind : undefined;
  const what = known?.kind === "network" ? "a network (CNI) plugin" : "a storage (CSI) driver";
  const here = known ? `${code(known.known)} looks like ${what}. ` : "";
  return {
    id: "plugin",
    title: "Network and storage plugins come with their own manifests",
    says: {
      text: `${here}A CNI plugin or a CSI driver is more than its DaemonSet: roles, custom resources, settings that fit the cluster. Begin with the project's own install rather than with a DaemonSet by hand.`,
    },
    touched: known !== undefined,
  };
}
