import { sidecarsOf, type Container, type PodSpec } from "./object";

/** Network plugins, by what their images or DaemonSets are called. */
const NETWORK =
  /^(calico-node|canal|cilium(-agent)?|kube-flannel(-ds)?|flannel|weave-(kube|net)|antrea-(agent|agent-ubuntu|ubuntu)|kube-router|kindnet(d)?|aws-node|amazon-k8s-cni|kube-ovn-cni|multus(-cni)?|kube-multus(-ds)?|whereabouts|install-cni|istio-cni(-node)?)$/;

/** Images of drivers of the Container Storage Interface. */
const STORAGE = /(^|[-_.])csi([-_.]|$)|^(csi|driver-registrar|longhorn-manager|secrets-store)/;

/** The components that a control plane is made of. */
const CONTROL_PLANE = /^(kube-apiserver|kube-controller-manager|kube-scheduler|etcd)$/;

/** Something in a manifest that is usually another thing than a DaemonSet of one's own. */
export interface Kind {
  kind: "network" | "storage" | "controlPlane";
  /** By what it is known: an image, or the DaemonSet's name. */
  known: string;
}

/** What the images, or the name of the DaemonSet, are known for; `undefined` where nothing is. */
export function kindOf(name: string, pod: PodSpec): Kind | undefined {
  const images = [...(pod.containers ?? []), ...sidecarsOf(pod)].map(({ image = "" }) => image);
  const find = (kind: Kind["kind"], pattern: RegExp): Kind | undefined => {
    const image = images.find((one) => pattern.test(imageName(one)));
    const known = image ?? (pattern.test(name) ? name : undefined);
    return known === undefined ? undefined : { kind, known };
  };
  return find("controlPlane", CONTROL_PLANE) ?? find("storage", STORAGE) ?? find("network", NETWORK);
}

/** An image without registry, folder, tag and digest; the folder stays where the name says nothing: `calico/node`. */
function imageName(image: string): string {
  const parts = image
    .replace(/@.*$/, "")
    .replace(/:[^/]*$/, "")
    .split("/");
  const last = parts.at(-1) ?? "";
  return last === "node" || last === "cni" ? `${parts.at(-2) ?? ""}-${last}` : last;
}

/** Images of programs that serve the same wherever they run. */
const WEB =
  /^(nginx|httpd|apache|caddy|node|python|php|ruby|tomcat|wordpress|ghost|hello|echo|web|site|shop|frontend|backend|api|app)([-_.].*)?$/;

/** What a container asks for that only its own node can give. */
function knowsItsNode({ env = [] }: Container): boolean {
  const paths = env.map(({ valueFrom }) => valueFrom?.fieldRef?.fieldPath);
  return paths.some(
    (path) => path === "spec.nodeName" || path === "status.hostIP" || path === "status.hostIPs",
  );
}

/**
 * The port of a plain web application: it serves one, and neither reaches its host, nor asks for its node's name, nor for
 * particular nodes. `undefined` for anything else.
 */
export function plainWebPort(pod: PodSpec, hostAccess: readonly string[]): number | undefined {
  const { containers = [], tolerations = [], nodeSelector = {}, affinity, priorityClassName = "" } = pod;
  const bound =
    hostAccess.length > 0 ||
    tolerations.length > 0 ||
    Object.keys(nodeSelector).some((key) => key !== "kubernetes.io/os") ||
    affinity?.nodeAffinity !== undefined ||
    priorityClassName.startsWith("system-") ||
    containers.some(knowsItsNode);
  const web = containers.find(({ image = "", name = "" }) => WEB.test(imageName(image)) || WEB.test(name));
  return bound ? undefined : web?.ports?.find(({ containerPort }) => containerPort)?.containerPort;
}
