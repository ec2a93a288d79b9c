//! Environment variables and what they are taken from (upstream: `ValidateEnv`, `ValidateEnvFrom`, the field selectors).

use super::words::is_one;
use super::{
    at::At,
    metadata::{lower, without_dash},
    paths::{needs_text, no_backsteps},
    report::Report,
    rules::apply,
};
use crate::model::{
    find::{cut, replace},
    list::Listed,
    quantity::Quantity,
    syntax::{dns1123_subdomain, label_key},
};

const ENV_FIELDS: &str = "metadata.name|metadata.namespace|metadata.uid|spec.nodeName|spec.serviceAccountName|\
    status.hostIP|status.hostIPs|status.podIP|status.podIPs";
/// The fields of a Pod that the downward API can speak of anywhere.
const POD_FIELDS: &str = "metadata.annotations|metadata.labels|metadata.name|metadata.namespace|metadata.uid|\
    spec.nodeName|spec.restartPolicy|spec.serviceAccountName|spec.schedulerName|status.phase|\
    status.hostIP|status.hostIPs|status.podIP|status.podIPs";
const RESOURCES: &str = "limits.cpu|limits.ephemeral-storage|limits.memory|requests.cpu|requests.ephemeral-storage|\
    requests.memory";
const BYTES: &str = "1|1k|1M|1G|1T|1P|1E|1Ki|1Mi|1Gi|1Ti|1Pi|1Ei";
const TOO_MANY_SOURCES: &str = "may not have more than one field specified at a time";

/// Checks a container's variables and its sources of variables.
pub(super) fn check(report: &mut Report, container: At<'_>) {
    for variable in container.field("env").items() {
        apply(report, variable, "name!e");
        value_from(report, variable);
    }
    let list = container.field("envFrom");
    for from in list.items() {
        apply(report, from, "prefix?e");
        let mut sources = 0;
        for &source in &["configMapRef", "secretRef"] {
            let source = from.field(source);
            if source.exists() {
                sources += 1;
                // The server checks these names as if they were prefixes.
                needs_text(report, source.field("name"), |name| dns1123_subdomain(&without_dash(name)));
            }
        }
        if sources == 0 {
            report
                .invalid(list, "\"\"", "must specify one of: `configMapRef` or `secretRef`")
                .stands_at(from);
        } else if sources > 1 {
            report.invalid(list, "\"\"", TOO_MANY_SOURCES).stands_at(from);
        }
    }
}

/// Upstream: `validateEnvVarValueFrom`.
fn value_from(report: &mut Report, variable: At<'_>) {
    let from = variable.field("valueFrom");
    if !from.exists() {
        return;
    }
    let mut sources = 0;
    for &kind in &["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"] {
        let source = from.field(kind);
        if !source.exists() {
            continue;
        }
        sources += 1;
        match kind {
            "fieldRef" => field_ref(report, source, ENV_FIELDS),
            "resourceFieldRef" => resource_ref(report, source, false),
            "fileKeyRef" => {
                let path = source.field("path");
                apply(report, source, "key!e volumeName!l path!");
                no_backsteps(report, path, path.text());
            }
            _ => apply(report, source, "name~s key!c"),
        }
    }
    let detail = if sources == 0 {
        "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
    } else if !variable.field("value").is_empty() {
        "may not be specified when `value` is not empty"
    } else if sources > 1 {
        TOO_MANY_SOURCES
    } else {
        return;
    };
    report.invalid(from, "\"\"", detail);
}

/// Checks that files of variables lie in empty directories (upstream: `validateFileKeyRefVolumes`).
pub(super) fn files(report: &mut Report, pod: At<'_>, containers: &[At<'_>]) {
    let volumes: Vec<_> = pod.field("volumes").items().listed();
    let mut variables = Vec::new();
    for container in containers {
        for variable in container.field("env").items() {
            variables.push(variable);
        }
    }
    for variable in variables {
        let file = variable.field("valueFrom.fileKeyRef");
        let name = file.field("volumeName");
        if !file.exists() {
            continue;
        }
        match volumes.iter().rfind(|volume| volume.field("name").text() == name.text()) {
            None => {
                report.not_found(name, name.text(), "");
            }
            Some(volume) if !volume.field("emptyDir").exists() => {
                let detail = "referenced volume must be of type emptyDir";
                report.wrong_text(name, detail);
            }
            Some(_) => {}
        }
    }
}

/// Upstream: `validateObjectFieldSelector`. `known` is sorted.
pub(super) fn field_ref(report: &mut Report, selector: At<'_>, known: &'static str) {
    let (version, field) = (selector.field("apiVersion"), selector.field("fieldPath"));
    for field in [&version, &field] {
        if field.is_empty() {
            report.required(*field, "");
            return;
        }
    }
    let subscripted = field.text().strip_suffix("']").and_then(|text| cut(text, "['"));
    let subscripted = subscripted.filter(|(path, _)| !path.is_empty());
    let problem = if version.text() != "v1" {
        Some(format!("unsupported pod version: {}", version.text()))
    } else if let Some((path, key)) = subscripted {
        let key = match path {
            "metadata.annotations" => Some(lower(key)),
            "metadata.labels" => Some(key.to_owned()),
            _ => None,
        };
        match key {
            Some(key) => {
                report.invalid_text(selector, &key, label_key);
                None
            }
            None => Some(format!("field label does not support subscript: {}", field.text())),
        }
    } else {
        let path = if field.text() == "spec.host" { "spec.nodeName" } else { field.text() };
        if is_one(path, POD_FIELDS) {
            if !is_one(path, known) {
                report.not_supported_quoted(field, path, known);
            }
            None
        } else {
            Some(format!("field label not supported: {}", field.text()))
        }
    };
    if let Some(problem) = problem {
        let detail = format!("error converting fieldPath: {problem}");
        report.wrong_text(field, &detail);
    }
}

/// Upstream: `validateContainerResourceFieldSelector`. In a volume the container has to be named.
pub(super) fn resource_ref(report: &mut Report, selector: At<'_>, in_volume: bool) {
    let (container, resource) = (selector.field("containerName"), selector.field("resource"));
    let name = resource.text();
    let huge = ["requests.hugepages-", "limits.hugepages-"].iter().any(|prefix| name.starts_with(prefix));
    if in_volume && container.is_empty() {
        report.required(container, "");
    } else if name.is_empty() {
        report.required(resource, "");
    } else if !is_one(name, RESOURCES) && !huge {
        report.not_supported_quoted(resource, name, RESOURCES);
    }
    divisor(report, selector.field("divisor"), name, huge, selector.field("divisor").text());
}

fn divisor(report: &mut Report, path: At<'_>, name: &str, huge: bool, text: &str) {
    let Some(divisor) = Quantity::parse(text).ok().filter(|divisor| !divisor.is_zero()) else { return };
    let (known, detail) = match name.split_once('.') {
        Some((_, "cpu")) => {
            ("1m|1", "only divisor's values 1m and 1 are supported with the cpu resource".to_owned())
        }
        Some((_, kind)) if huge || is_one(kind, "memory|ephemeral-storage") => {
            let kind = match kind {
                "memory" => kind,
                "ephemeral-storage" => "local ephemeral storage",
                _ => "hugepages",
            };
            let values = replace(BYTES, "|", ", ");
            (BYTES, format!("only divisor's values {values} are supported with the {kind} resource"))
        }
        _ => return,
    };
    if is_one(name, RESOURCES) | huge && !is_one(&divisor.to_string(), known) {
        report.invalid_quoted(path, name, &detail);
    }
}
