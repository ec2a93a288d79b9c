// Nodes as large as `kubectl get nodes -o json` makes them on a managed cluster: some 9 kB each, most of it images,
// conditions and managedFields, which the engine has to pass over.

const ZONES = ["eu-1a", "eu-1b", "eu-1c"];
const TYPES = ["m6i.large", "m6i.2xlarge", "c7g.xlarge", "p4d.24xlarge"];

function images(node) {
  return Array.from({ length: 26 }, (_, image) => ({
    names: [
      `registry.example.com/team-${image % 7}/service-${image}@sha256:${String(image * 7919 + (node % 5)).padStart(64, "0")}`,
      `registry.example.com/team-${image % 7}/service-${image}:v1.${image}.${node % 5}`,
    ],
    sizeBytes: 12_345_678 + image * 1_000,
  }));
}

function conditions() {
  return ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"].map((type) => ({
    type,
    status: type === "Ready" ? "True" : "False",
    lastHeartbeatTime: "2026-01-02T03:04:05Z",
    lastTransitionTime: "2026-01-01T00:00:00Z",
    reason: `Kubelet${type}`,
    message: "kubelet is posting ready status, or has sufficient of what the condition asks for",
  }));
}

function labels(name, node) {
  const zone = ZONES[node % ZONES.length];
  return {
    "beta.kubernetes.io/arch": "amd64",
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": TYPES[node % TYPES.length],
    "topology.kubernetes.io/region": zone.slice(0, -1),
    "topology.kubernetes.io/zone": zone,
    "example.com/pool": node % 10 === 0 ? "gpu" : "general",
  };
}

function managedFields() {
  const fields = Object.fromEntries(Array.from({ length: 25 }, (_, field) => [`f:field-number-${field}`, { ".": {}, "f:value": {} }]));
  return ["kubelet", "kube-controller-manager"].map((manager) => ({
    manager,
    operation: "Update",
    apiVersion: "v1",
    time: "2026-01-01T00:00:00Z",
    fieldsType: "FieldsV1",
    fieldsV1: { "f:metadata": fields },
  }));
}

function bigNode(node) {
  const name = `ip-10-${node >> 8}-${node & 255}.example.internal`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      uid: `00000000-0000-4000-8000-${String(node).padStart(12, "0")}`,
      creationTimestamp: "2026-01-01T00:00:00Z",
      labels: labels(name, node),
      annotations: { "node.alpha.kubernetes.io/ttl": "0", "volumes.kubernetes.io/controller-managed-attach-detach": "true" },
      managedFields: managedFields(),
    },
    spec: {
      providerID: `example:///${node}`,
      ...(node % 10 === 0 && { taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }] }),
    },
    status: {
      allocatable: { cpu: "7910m", memory: "31482276Ki", pods: "110", "ephemeral-storage": "95551679124" },
      capacity: { cpu: "8", memory: "32499108Ki", pods: "110", "ephemeral-storage": "104845292Ki" },
      conditions: conditions(),
      images: images(node),
    },
  };
}

export function bigNodes(count) {
  return Array.from({ length: count }, (_, node) => bigNode(node));
}

/** A tree of objects, lists, strings and numbers as block-style YAML, as kubectl prints it. */
export function toYaml(items) {
  const lines = ["apiVersion: v1", "kind: List", "items:"];
  const scalar = (value) =>
    typeof value === "string" && !/^(?!(true|false|null|yes|no|on|off|y|n)$)[A-Za-z][A-Za-z0-9 .\/@,_-]*$/i.test(value) ? JSON.stringify(value) : String(value);
  const isEmpty = (value) => Object.keys(value).length === 0;
  const write = (value, indent, lead) => {
    if (typeof value !== "object" || isEmpty(value)) {
      lines.push(`${lead}${typeof value === "object" ? (Array.isArray(value) ? "[]" : "{}") : scalar(value)}`);
    } else if (Array.isArray(value)) {
      if (lead.trim()) lines.push(lead.trimEnd());
      for (const item of value) write(item, `${indent}  `, `${indent}- `);
    } else {
      let first = lead.endsWith("- ") ? lead : undefined;
      if (first === undefined && lead.trim()) lines.push(lead.trimEnd());
      for (const [key, entry] of Object.entries(value)) {
        write(entry, `${indent}  `, `${first ?? indent}${scalar(key).includes(":") ? JSON.stringify(key) : key}: `);
        first = undefined;
      }
    }
  };
  for (const item of items) write(item, "  ", "- ");
  return `${lines.join("\n")}\n`;
}
