//! Real node lists: what each is read as, and that every truncation of every one gets an answer.

use daemonset_planner::{
    manifest::{Form, NodesReading, read_nodes},
    model::fleet::NodeRef,
};

use crate::shared;

/// What a file is read as: `form count labels? taints?`, then some nodes as `index name label=value … taint …`, then the
/// codes of the findings.
struct Case {
    file: &'static str,
    summary: &'static str,
    nodes: &'static [&'static str],
    codes: &'static [&'static str],
}

const TABLE: &str = "nodes-without-labels";

const CASES: &[Case] = &[
    Case {
        file: "nodes/ack-label-column-L.txt",
        summary: "Table 5 false false",
        nodes: &[
            "0 cn-hangzhou.192.168.0.10 labels=0 ready=True",
            "4 cn-hangzhou.192.168.0.24 labels=0 ready=True",
        ],
        codes: &[TABLE, "label-column"],
    },
    Case {
        file: "nodes/aks-notready-no-cni-table.txt",
        summary: "Table 2 false false",
        nodes: &["1 aks-nodepool1-40948307-vmss000001 labels=1 ready=False node-role.kubernetes.io/agent= \
             !node.kubernetes.io/not-ready:NoSchedule !node.kubernetes.io/not-ready:NoExecute"],
        codes: &[TABLE, "status-as-taints", "roles-as-labels"],
    },
    Case {
        file: "nodes/gke-1.25-table.txt",
        summary: "Table 2 false false",
        nodes: &["1 gke-cluster1-default-pool-93d7da1c-rkbm labels=0 ready=True"],
        codes: &[TABLE],
    },
    Case {
        file: "nodes/insights-openshift-4.7-worker.json",
        summary: "Objects 1 true true",
        nodes: &["0 worker-0.imeixner20210707.lab.upshift.rdu2.redhat.com labels=7 ready=True"],
        codes: &[],
    },
    Case {
        file: "nodes/insights-openshift4-aws.json",
        summary: "Objects 6 true true",
        nodes: &[
            "0 ip-10-0-132-92.us-west-1.compute.internal labels=13 ready=True !node-role.kubernetes.io/master:NoSchedule",
            "1 ip-10-0-133-108.us-west-1.compute.internal labels=13 ready=True node-role.kubernetes.io/worker=",
        ],
        codes: &[],
    },
    Case {
        file: "nodes/k8s-docs-2017-describe-tabs.txt",
        summary: "Describe 1 true true",
        nodes: &[
            "0 kubernetes-node-861h labels=3 ready=Unknown kubernetes.io/arch=amd64 kubernetes.io/os=linux \
             kubernetes.io/hostname=kubernetes-node-861h",
        ],
        codes: &["not-ready-without-taint"],
    },
    Case {
        file: "nodes/k8s-docs-describe-unreachable.txt",
        summary: "Describe 1 true true",
        nodes: &["0 kube-worker-1 labels=5 ready=Unknown kubernetes.io/hostname=kube-worker-1 \
             !node.kubernetes.io/unreachable:NoExecute !node.kubernetes.io/unreachable:NoSchedule"],
        codes: &[],
    },
    Case {
        file: "nodes/k8s-docs-kube-worker-1.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 kube-worker-1 labels=5 ready=True beta.kubernetes.io/os=linux"],
        codes: &[],
    },
    Case {
        file: "nodes/k8s-docs-table-notready.txt",
        summary: "Table 4 false false",
        nodes: &[
            "0 kube-worker-1 labels=0 ready=False !node.kubernetes.io/not-ready:NoSchedule \
             !node.kubernetes.io/not-ready:NoExecute",
            "3 kubernetes-node-unaj labels=0 ready=True",
        ],
        codes: &[TABLE, "status-as-taints"],
    },
    Case {
        file: "nodes/k9s-minikube-1.17-node.json",
        summary: "Objects 1 true true",
        nodes: &["0 minikube labels=6 ready=True kubernetes.io/os=linux"],
        codes: &[],
    },
    Case {
        file: "nodes/kops-1.7-show-labels.txt",
        summary: "Table 5 true false",
        nodes: &["1 ip-172-20-125-90.ec2.internal labels=8 ready=True node-role.kubernetes.io/master= \
             beta.kubernetes.io/instance-type=m3.medium"],
        codes: &["nodes-without-taints"],
    },
    Case {
        file: "nodes/kubeadm-1.7-aws-bare-array.json",
        summary: "Objects 3 true true",
        nodes: &[
            "1 ip-10-0-19-88.us-west-2.compute.internal labels=8 ready=True !node-role.kubernetes.io/master:NoSchedule",
        ],
        codes: &[],
    },
    Case {
        file: "nodes/nri-minikube-old.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 minikube labels=4 ready=True kubernetes.io/arch=amd64"],
        codes: &[],
    },
    Case {
        file: "nodes/nri-minikube-wide-table.txt",
        summary: "Table 1 false false",
        nodes: &[
            "0 datagen-1-34 labels=2 ready=True node-role.kubernetes.io/control-plane= kubernetes.io/os=linux",
        ],
        codes: &[TABLE, "roles-as-labels", "system-as-labels"],
    },
    Case {
        file: "nodes/openshift-mustgather-baremetal-master.internal.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 master.internal labels=9 ready=True node-role.kubernetes.io/master="],
        codes: &[],
    },
    Case {
        file: "nodes/openshift-mustgather-baremetal-worker1.internal.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 worker1.internal labels=8 ready=True kubernetes.io/os=linux"],
        codes: &[],
    },
    Case {
        file: "nodes/openshift-mustgather-baremetal-worker2.internal.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 worker2.internal labels=7 ready=True kubernetes.io/os=linux"],
        codes: &[],
    },
    Case {
        file: "nodes/openshift-mustgather-sno-sno.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 sno labels=9 ready=True kubernetes.io/hostname=sno"],
        codes: &[],
    },
    Case {
        file: "nodes/opensimulator-master-1.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 master-1 labels=6 ready=True !node-role.kubernetes.io/master:NoSchedule"],
        codes: &[],
    },
    Case {
        file: "nodes/opensimulator-worker-1.yaml",
        summary: "Objects 1 true true",
        nodes: &["0 worker-1 labels=6 ready=True node-role.kubernetes.io/worker="],
        codes: &[],
    },
    Case {
        file: "nodes/sonobuoy-kind-3nodes-notready.json",
        summary: "Objects 3 true true",
        nodes: &[
            "0 kind-control-plane labels=7 ready=True !node-role.kubernetes.io/master:NoSchedule",
            "1 kind-worker labels=5 ready=False",
        ],
        codes: &["not-ready-without-taint"],
    },
    Case {
        file: "nodes/troubleshoot-mixed-nodelist.json",
        summary: "Objects 7 true true",
        nodes: &[
            "0 repldev-marc labels=6 ready=True microk8s.io/cluster=true",
            "6 ip-172-31-21-92 labels=91 ready=True",
        ],
        codes: &[],
    },
    Case {
        file: "nodes/vsphere-wide-squeezed.txt",
        summary: "Table 2 false false",
        nodes: &[
            "0 workload-control-plane-sjswp labels=3 ready=True node-role.kubernetes.io/control-plane= \
             node-role.kubernetes.io/master= kubernetes.io/os=linux",
            "1 workload-md-0-6555d876c9-qp6ft labels=1 ready=True kubernetes.io/os=linux",
        ],
        codes: &[TABLE, "roles-as-labels", "system-as-labels"],
    },
    Case {
        file: "clusters/kind-1.14/nodes.json",
        summary: "Objects 1 true true",
        nodes: &["0 kind-control-plane labels=6 ready=True"],
        codes: &[],
    },
    Case {
        file: "clusters/kubeadm-1.8-aws/nodes.json",
        summary: "Objects 3 true true",
        nodes: &[
            "2 ip-10-0-9-206.us-west-2.compute.internal labels=8 ready=True !node-role.kubernetes.io/master:NoSchedule",
        ],
        codes: &[],
    },
];

#[test]
fn every_list_is_read_whole() {
    for case in CASES {
        let Some(text) = shared::bytes(&format!("corpus/{}", case.file)) else {
            return;
        };
        check(case, &read_nodes(&text));
    }
}

#[test]
fn every_list_has_its_case() {
    let listed = |file: &String| CASES.iter().any(|case| file.ends_with(case.file));
    let missing: Vec<String> = lists().into_iter().filter(|file| !listed(file)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_truncation_gets_an_answer() {
    for file in lists() {
        let Some(text) = shared::bytes(&file) else {
            return;
        };
        for end in shared::truncations(&text) {
            let reading = read_nodes(&text[..end]);
            if reading.form == Form::None {
                assert!(!reading.diagnostics.is_empty(), "{file} up to {end}: no nodes and nothing said");
            }
        }
    }
}

fn lists() -> Vec<String> {
    let mut files = shared::files("corpus/nodes");
    if !files.is_empty() {
        files.extend(
            ["kind-1.14", "kubeadm-1.8-aws"].map(|cluster| format!("corpus/clusters/{cluster}/nodes.json")),
        );
    }
    files
}

fn check(case: &Case, reading: &NodesReading) {
    let NodesReading { fleet, form, carries, diagnostics, .. } = reading;
    let summary = format!("{form:?} {} {} {}", fleet.len(), carries.labels, carries.taints);
    assert_eq!(summary, case.summary, "{}: {diagnostics:?}", case.file);
    for expected in case.nodes {
        let node =
            expected.split_once(' ').and_then(|(index, rest)| Some((fleet.get(index.parse().ok()?)?, rest)));
        assert!(node.is_some(), "{}: {expected}", case.file);
        if let Some((node, rest)) = node {
            check_node(case.file, node, rest);
        }
    }
    let codes: Vec<&str> = diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, case.codes, "{}", case.file);
    for finding in diagnostics {
        assert!(finding.range.is_some(), "{}: {} has no place", case.file, finding.code);
    }
}

/// Taints are all named, in order; labels only some.
fn check_node(file: &str, node: NodeRef<'_>, expected: &str) {
    let head =
        format!("{} labels={} ready={}", node.name(), node.labels().count(), node.ready().unwrap_or("-"));
    assert!(expected.starts_with(&head), "{file}: `{head}`, not `{expected}`");
    let rest = expected.strip_prefix(&head).unwrap_or_default();
    let (taints, labels): (Vec<&str>, Vec<&str>) =
        rest.split_whitespace().partition(|word| word.starts_with('!'));
    let found: Vec<String> = node.taints().iter().map(|taint| format!("!{}", taint.to_text())).collect();
    assert_eq!(found, taints, "{file}: {head}");
    for label in labels {
        let (key, value) = label.split_once('=').unwrap_or_default();
        assert_eq!(node.label(key), Some(value), "{file}: {head}: {key}");
    }
}
