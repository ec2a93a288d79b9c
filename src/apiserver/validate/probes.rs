//! Probes and lifecycle hooks (upstream: `validateProbe`, `validateLifecycle`, `validateHandler`).

use super::words::words;
use super::{
    at::At,
    paths::{needs, text, text_as},
    report::Report,
    rules::apply,
};
use crate::model::{
    find::replace,
    syntax::{http_header, port_name},
};

/// Checks the hooks and the probes of a container.
pub(super) fn check(report: &mut Report, pod: At<'_>, container: At<'_>) {
    let lifecycle = container.field("lifecycle");
    for &hook in &["postStart", "preStop"] {
        let hook = lifecycle.field(hook);
        if hook.exists() {
            handler(report, hook, "exec|httpGet|tcpSocket|sleep", pod);
        }
    }
    for &name in &["livenessProbe", "readinessProbe", "startupProbe"] {
        let probe = container.field(name);
        if !probe.exists() {
            continue;
        }
        handler(report, probe, "exec|httpGet|tcpSocket|grpc", pod);
        let numbers =
            "initialDelaySeconds# timeoutSeconds# periodSeconds# successThreshold# failureThreshold#";
        apply(report, probe, numbers);
        let grace = probe.field("terminationGracePeriodSeconds");
        if grace.exists() && grace.number() <= 0 {
            report.wrong(grace, "must be greater than 0");
        }
        let success = probe.field("successThreshold");
        if name == "readinessProbe" {
            if grace.exists() {
                report.wrong(grace, "must not be set for readinessProbes");
            }
        } else if success.number() != 1 {
            report.wrong_number(success, "must be 1");
        }
    }
}

/// Exactly one of these kinds must be there.
fn handler(report: &mut Report, handler: At<'_>, kinds: &'static str, pod: At<'_>) {
    let mut found = false;
    for kind in words(kinds) {
        let action = handler.field(kind);
        if !action.exists() {
            continue;
        }
        if found {
            report.forbidden(action, "may not specify more than 1 handler type");
            continue;
        }
        found = true;
        match kind {
            "exec" => needs(report, action.field("command")),
            "httpGet" => http_get(report, action),
            "sleep" => sleep(report, action, pod.field("terminationGracePeriodSeconds")),
            _ => port(report, action.field("port")),
        }
    }
    if !found {
        report.required(handler, "must specify a handler type").help =
            Some(format!("write one of {}", replace(kinds, "|", ", ")));
    }
}

fn http_get(report: &mut Report, action: At<'_>) {
    needs(report, action.field("path"));
    port(report, action.field("port"));
    apply(report, action, "scheme%HTTP|HTTPS");
    let headers = action.field("httpHeaders");
    for header in headers.items() {
        let name = header.field("name");
        text_as(report, headers, name, http_header);
    }
}

fn sleep(report: &mut Report, action: At<'_>, grace: At<'_>) {
    let seconds = action.field("seconds").number();
    if grace.exists() && !(0..=grace.number()).contains(&seconds) {
        let detail =
            format!("must be non-negative and less than terminationGracePeriodSeconds ({})", grace.number());
        report.invalid(action, &seconds.to_string(), &detail);
    }
}

/// A port by number or by name.
fn port(report: &mut Report, port: At<'_>) {
    if port.value().is_string() {
        text(report, port, port_name);
    } else if !(1..=65_535).contains(&port.number()) {
        report.wrong_number(port, "must be between 1 and 65535, inclusive");
    }
}
