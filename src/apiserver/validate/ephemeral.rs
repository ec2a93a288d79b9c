//! Ephemeral containers, which a template may not have, and which are checked all the same (upstream:
//! `validateEphemeralContainers`).

use super::{at::At, containers::common, report::Report, volumes::Volumes};
use crate::model::ordered::OrderedSet;

const NOT_THERE: &str = "cannot be set for an Ephemeral Container";
/// What other containers may have.
const NOT_ALLOWED: [&str; 9] = [
    "ports",
    "resources",
    "resizePolicy",
    "restartPolicy",
    "restartPolicyRules",
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle",
];

/// Checks the ephemeral containers of a Pod.
pub(super) fn check(report: &mut Report, pod: &At<'_>, volumes: &Volumes<'_>) {
    let mut others: Vec<&str> = Vec::new();
    for list in ["containers", "initContainers"] {
        for container in pod.field(list).items() {
            others.push(container.field("name").text());
        }
    }
    let mut names: OrderedSet<&str> = others.iter().copied().collect();
    for container in pod.field("ephemeralContainers").items() {
        common(report, pod, &container, volumes);
        let image = container.field("image");
        if image.text().trim().len() != image.text().len() {
            let detail = "must not have leading or trailing whitespace";
            report.wrong_text(&image, detail);
        }
        let name = container.field("name");
        if !names.insert(name.text()) {
            report.repeated(&name);
        }
        let target = container.field("targetContainerName");
        if !target.is_empty() && !others.contains(&target.text()) {
            report.not_found(&target.path, target.text(), "");
        }
        for &field in &NOT_ALLOWED {
            let value = container.field(field);
            // Resources are always there.
            if if field == "resources" { !value.is_empty() } else { value.exists() } {
                report.forbidden(&value.path, NOT_THERE);
            }
        }
        for mount in container.field("volumeMounts").items() {
            for &field in &["subPath", "subPathExpr"] {
                let field = mount.field(field);
                if !field.is_empty() {
                    report.forbidden(&field.path, NOT_THERE);
                }
            }
        }
    }
}
