//! Common mistakes about nodes that are not like others, recognised by name.

use crate::{
    apiserver::Admitted,
    controller::{Placement, Verdict},
    diagnostic::{Diagnostic, FieldPath, Severity, Source},
    manifest::Places,
    matching::{keeps_pods_away, tolerates},
    model::{
        fleet::{Fleet, NodeRef},
        taint::Toleration,
        value::Value,
    },
};

const OLD_CONTROL_PLANE: &str = "node-role.kubernetes.io/master";
const CONTROL_PLANE: &str = "node-role.kubernetes.io/control-plane";

/// What there is to say about a DaemonSet and nodes of these kinds; nothing where there are none.
pub(super) fn of(
    admitted: &Admitted,
    placement: &Placement,
    fleet: &Fleet,
    verdicts: &[Verdict],
    places: &Places<'_>,
) -> Vec<Diagnostic> {
    let os = admitted.object().pointer("/spec/template/spec/os/name").and_then(Value::as_str);
    let [mut windows, mut virtuals, mut left_out, mut control] = [Kind::default(); 4];
    let mut others = false;
    for (node, verdict) in fleet.iter().zip(verdicts) {
        let is_windows = node.label("kubernetes.io/os") == Some("windows");
        let is_virtual = is_virtual(node);
        let runs = verdict.should_run;
        windows.note(node, is_windows && runs);
        virtuals.note(node, is_virtual && runs);
        left_out.note(node, is_virtual && !runs);
        control.note(node, !runs && keeps_out(node, placement));
        others |= runs && !is_windows && !is_virtual;
    }
    let spec = FieldPath::of("spec.template.spec");
    let bare =
        written(placement, |own| own.key.is_empty() && own.operator == "Exists" && own.effect != "NoExecute");
    let mut found = Vec::new();
    let mut say = |severity, code, path: &FieldPath, message: String, help: &str| {
        let said = Diagnostic::new(severity, code, Source::Manifest, message).help(help);
        found.push(said.at_path(path.clone()).at(places.range(path)));
    };
    // Of nodes that are tainted, a toleration without a key is what lets the Pod in.
    let unwanted = |kind: &Kind<'_>, word| {
        let (path, why) = match &bare {
            Some(path) if kind.tainted => (path, ": a toleration without a key tolerates every taint"),
            _ => (&spec, ""),
        };
        (path.clone(), format!("{}, and should run the Pod{why}", kind.are(word)))
    };
    // An image for Windows, or a fleet of nothing else, is meant.
    if windows.count > 0 && os != Some("windows") && others {
        let (path, message) = unwanted(&windows, "Windows");
        let help =
            "an image for Linux does not start there; ask for `kubernetes.io/os: linux` in `nodeSelector`";
        say(Severity::Warning, "windows-nodes", &path, message, help);
    }
    let help = "AWS Fargate runs no DaemonSets, and few virtual kubelets do: keep the Pod away from there";
    if virtuals.count > 0 {
        let (path, message) = unwanted(&virtuals, "virtual");
        say(Severity::Warning, "virtual-nodes", &path, message, help);
    }
    if left_out.count > 0 {
        let message = format!("{}, and left out as it should be", left_out.are("virtual"));
        say(Severity::Info, "virtual-nodes", &spec, message, help);
    }
    let old = written(placement, |own| own.key == OLD_CONTROL_PLANE);
    if control.count > 0
        && let Some(path) = old
    {
        let message = format!(
            "this tolerates `{OLD_CONTROL_PLANE}`, and `{}` has the taint `{CONTROL_PLANE}`",
            control.first
        );
        let help = "since 1.25 kubeadm taints its control plane with that key alone; tolerate it too";
        say(Severity::Warning, "old-control-plane-taint", &path, message, help);
    }
    found
}

/// The first toleration of the template that fits.
fn written(placement: &Placement, fits: fn(&Toleration) -> bool) -> Option<FieldPath> {
    let own = placement.tolerations().iter().find(|own| own.index.is_some() && fits(&own.toleration));
    let index = own.and_then(|own| own.index);
    index.map(|index| FieldPath::of("spec.template.spec.tolerations").index(index))
}

/// Whether the taint of a control plane is not tolerated.
fn keeps_out(node: NodeRef<'_>, placement: &Placement) -> bool {
    let taint = node.taints().iter().find(|taint| taint.key == CONTROL_PLANE);
    taint.is_some_and(|taint| !placement.tolerations().iter().any(|own| tolerates(&own.toleration, taint)))
}

/// Nodes of a kind.
#[derive(Clone, Copy, Default)]
struct Kind<'a> {
    first: &'a str,
    count: usize,
    /// Whether the first has a taint that keeps Pods away.
    tainted: bool,
}

impl<'a> Kind<'a> {
    fn note(&mut self, node: NodeRef<'a>, counts: bool) {
        if !counts {
            return;
        }
        if self.count == 0 {
            self.first = node.name();
            self.tainted = node.taints().iter().any(keeps_pods_away);
        }
        self.count += 1;
    }

    /// "`a` is a virtual node", "`a` and 2 more are virtual nodes".
    fn are(&self, kind: &str) -> String {
        match self.count {
            1 => format!("`{}` is a {kind} node", self.first),
            count => format!("`{}` and {} more are {kind} nodes", self.first, count - 1),
        }
    }
}

/// Whether a node is no machine: AWS Fargate, or a virtual kubelet.
fn is_virtual(node: NodeRef<'_>) -> bool {
    node.label("eks.amazonaws.com/compute-type") == Some("fargate")
        || node.label("type") == Some("virtual-kubelet")
        || node.taints().iter().any(|taint| taint.key == "virtual-kubelet.io/provider")
}
