//! Environment variables, as `kubectl describe` shows those of a template.

use crate::model::value::Value;

use super::{
    tabs::Writer,
    tree::{at, list, maybe, quantity, text, truth},
};

/// `envFrom` (upstream: `describeContainerEnvFrom`); nothing for an empty one.
pub(super) fn sources(w: &mut Writer, sources: &[Value]) {
    if !sources.is_empty() {
        w.write(2, &["Environment Variables from:\n"]);
    }
    for source in sources {
        let (kind, reference) = match (maybe(source, "configMapRef"), maybe(source, "secretRef")) {
            (Some(map), _) => ("ConfigMap", map),
            (None, Some(secret)) => ("Secret", secret),
            (None, None) => ("", &Value::Null),
        };
        let prefix = text(source, "prefix");
        let (with, quote) = if prefix.is_empty() { ("", "") } else { (" with prefix '", "'") };
        let (name, optional) = (text(reference, "name"), truth(reference, "optional"));
        w.write(3, &[name, "\t", kind, with, prefix, quote, "\tOptional: ", optional, "\n"]);
    }
}

/// `env` (upstream: `describeContainerEnvVars`).
pub(super) fn variables(w: &mut Writer, container: &Value) {
    let variables = list(container, "env");
    let none = if variables.is_empty() { "\t<none>" } else { "" };
    w.write(2, &["Environment:", none, "\n"]);
    for variable in variables {
        let name = text(variable, "name");
        match maybe(variable, "valueFrom") {
            None => {
                for (position, line) in text(variable, "value").split('\n').enumerate() {
                    let (name, colon) = if position == 0 { (name, ":") } else { ("", "") };
                    w.write(3, &[name, colon, "\t", line, "\n"]);
                }
            }
            Some(source) => {
                if let Some(value) = value_from(source, container) {
                    w.write(3, &[name, ":\t", &value, "\n"]);
                }
            }
        }
    }
}

/// Where a variable's value comes from; `None` for a source that kubectl does not show.
fn value_from(source: &Value, container: &Value) -> Option<String> {
    if let Some(field) = maybe(source, "fieldRef") {
        return Some([" (", text(field, "apiVersion"), ":", text(field, "fieldPath"), ")"].concat());
    }
    if let Some(field) = maybe(source, "resourceFieldRef") {
        let name = text(field, "resource");
        let value = resource(field, container).map_or_else(String::new, |value| value.to_string());
        let unset = value == "0" && (name == "limits.cpu" || name == "limits.memory");
        return Some([if unset { "node allocatable" } else { &value }, " (", name, ")"].concat());
    }
    let (owner, reference) = match maybe(source, "secretKeyRef") {
        Some(secret) => ("' in secret '", secret),
        None => ("' of config map '", maybe(source, "configMapKeyRef")?),
    };
    let (key, name) = (text(reference, "key"), text(reference, "name"));
    Some(["<set to the key '", key, owner, name, "'>\tOptional: ", truth(reference, "optional")].concat())
}

/// A container's resource in units of the divisor, rounded up (upstream: `ExtractContainerResourceValue`). `None` for a
/// resource that cannot be had this way.
fn resource(field: &Value, container: &Value) -> Option<i64> {
    let (list, name) = text(field, "resource").split_once('.')?;
    let known = matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    if !known || !matches!(list, "limits" | "requests") {
        return None;
    }
    let amount = quantity(at(container, &["resources", list, name]));
    let divisor = quantity(at(field, &["divisor"]));
    let in_milli = name == "cpu";
    let unit = if in_milli { 1000 } else { 1 };
    let size = |quantity: crate::model::quantity::Quantity| {
        if in_milli { quantity.milli_value() } else { quantity.value() }
    };
    let divisor = if divisor.is_zero() { unit } else { size(divisor) };
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "as kubectl divides")]
    Some((size(amount) as f64 / divisor as f64).ceil() as i64)
}
