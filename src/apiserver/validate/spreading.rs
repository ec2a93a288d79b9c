//! How Pods keep to each other and apart: Pod affinity and topology spread (upstream: `validatePodAffinityTerm`,
//! `validateTopologySpreadConstraints`).

use super::{
    at::At,
    paths::{text, text_as},
    report::Report,
    rules::apply,
    selector::label_selector,
};
use crate::model::{
    list::Listed,
    syntax::{dns1123_label, label_key},
};

const NO_SELECTOR: &str = "must not be specified when labelSelector is not set";

/// Checks `podAffinity` or `podAntiAffinity`.
pub(super) fn pod_affinity(report: &mut Report, affinity: At<'_>) {
    for required in affinity.field("requiredDuringSchedulingIgnoredDuringExecution").items() {
        term(report, required);
    }
    for preferred in affinity.field("preferredDuringSchedulingIgnoredDuringExecution").items() {
        let weight = preferred.field("weight");
        if !(1..=100).contains(&weight.number()) {
            report.wrong_number(weight, "must be in the range 1-100");
        }
        term(report, preferred.field("podAffinityTerm"));
    }
}

fn term(report: &mut Report, term: At<'_>) {
    label_selector(report, term.field("labelSelector"));
    label_selector(report, term.field("namespaceSelector"));
    for name in term.field("namespaces").items() {
        text_as(report, term.field("namespace"), name, dns1123_label);
    }
    label_keys(report, term);
    let key = term.field("topologyKey");
    if key.is_empty() {
        report.required(key, "can not be empty");
    }
    text(report, key, label_key);
}

/// Upstream: `ValidateMatchLabelKeysAndMismatchLabelKeys`.
fn label_keys(report: &mut Report, owner: At<'_>) {
    let selector = owner.field("labelSelector");
    let [wanted, unwanted] = ["matchLabelKeys", "mismatchLabelKeys"].map(|name| owner.field(name));
    for list in [&wanted, &unwanted] {
        if !list.is_empty() && !selector.exists() {
            report.forbidden(*list, NO_SELECTOR);
            continue;
        }
        for key in list.items() {
            text(report, key, label_key);
        }
    }
    let mut selected = Vec::new();
    for (key, _) in &selector.field("matchLabels").strings() {
        selected.push(*key);
    }
    for expression in selector.field("matchExpressions").items() {
        let key = expression.field("key").text();
        // Of equal keys the server remembers the last one.
        if let Some(index) = wanted.texts().iter().rposition(|wanted| *wanted == key)
            && selected.contains(&key)
        {
            let detail = "exists in both matchLabelKeys and labelSelector";
            report.invalid_quoted(owner.index(index), key, detail).stands_at(wanted.index(index));
        }
        selected.push(key);
    }
    let mismatched = unwanted.texts();
    for key in wanted.items() {
        if mismatched.contains(&key.text()) {
            let detail = "exists in both matchLabelKeys and mismatchLabelKeys";
            report.wrong_text(key, detail);
        }
    }
}

/// Checks the constraints of a Pod.
pub(super) fn constraints(report: &mut Report, list: At<'_>) {
    let constraints: Vec<_> = list.items().listed();
    for (index, constraint) in constraints.iter().enumerate() {
        positive(report, constraint.field("maxSkew"));
        let (key, action) = (constraint.field("topologyKey"), constraint.field("whenUnsatisfiable"));
        if key.is_empty() {
            report.required(key, "can not be empty");
        }
        apply(report, *constraint, "whenUnsatisfiable%DoNotSchedule|ScheduleAnyway");
        let mut again = false;
        for other in constraints.iter().skip(index + 1) {
            again |= other.field("topologyKey").text() == key.text()
                && other.field("whenUnsatisfiable").text() == action.text();
        }
        if again {
            let path = constraint.field("{topologyKey, whenUnsatisfiable}");
            let value = format!("{{{}, {}}}", key.text(), action.text());
            report.duplicate(path, &value).stands_at(*constraint);
        }
        let domains = constraint.field("minDomains");
        if domains.exists() {
            positive(report, domains);
            if action.text() != "DoNotSchedule" {
                let detail = format!(
                    "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {}",
                    action.text()
                );
                report.wrong_number(domains, &detail);
            }
        }
        apply(report, *constraint, "nodeAffinityPolicy^Honor|Ignore nodeTaintsPolicy^Honor|Ignore");
        label_keys(report, *constraint);
        label_selector(report, constraint.field("labelSelector"));
    }
}

fn positive(report: &mut Report, field: At<'_>) {
    if field.number() <= 0 {
        report.wrong_number(field, "must be greater than zero");
    }
}
