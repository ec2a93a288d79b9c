//! Fixes in words, as YAML to paste and as commands to run.

use super::{
    super::FixStepKind,
    reason_words::{list, requirement},
};
use crate::{
    controller::FixStep,
    model::{
        find::holds,
        list::Joined,
        syntax,
        taint::{Taint, Toleration},
    },
};

/// A command names every node up to this many; past it, one, in capitals, to be replaced.
const NAMED: usize = 20;

/// What kind of step it is.
pub(super) fn kind(step: &FixStep) -> FixStepKind {
    match step {
        FixStep::AddTolerations { .. } => FixStepKind::AddToleration,
        FixStep::DropNodeName { .. } => FixStepKind::DropNodeName,
        FixStep::DropNodeSelector { .. } => FixStepKind::DropNodeSelector,
        FixStep::ChangeNodeSelector { .. } => FixStepKind::ChangeNodeSelector,
        FixStep::DropAffinity | FixStep::DropRequirement { .. } | FixStep::SetValues { .. } => {
            FixStepKind::ChangeNodeAffinity
        }
        FixStep::Label { .. } => FixStepKind::LabelNode,
        FixStep::Unlabel { .. } => FixStepKind::UnlabelNode,
        FixStep::Untaint { .. } => FixStepKind::UntaintNode,
        FixStep::Recover { .. } => FixStepKind::RecoverNode,
    }
}

/// What to do, in words.
pub(super) fn message(step: &FixStep, nodes: &[String]) -> String {
    let who = who(nodes);
    match step {
        FixStep::AddTolerations { tolerations, .. } => {
            let mut all = Vec::new();
            for own in tolerations {
                all.push(toleration(own));
            }
            format!("add a toleration for {}", all.joined(" and one for "))
        }
        FixStep::DropNodeName { name } => format!("remove nodeName {name} from the template"),
        FixStep::DropNodeSelector { key, value } => format!("remove {key}={value} from nodeSelector"),
        FixStep::ChangeNodeSelector { key, from, to } => {
            format!("ask for {key}={to} instead of {key}={from} in nodeSelector")
        }
        FixStep::DropAffinity => "remove the required node affinity".to_owned(),
        FixStep::DropRequirement { term, written, .. } => {
            format!("remove {} from required node affinity term {}", requirement(written), term + 1)
        }
        FixStep::SetValues { term, written, values, .. } => format!(
            "change {} to {} in required node affinity term {}",
            requirement(written),
            list(values),
            term + 1
        ),
        FixStep::Label { key, value, .. } => format!("set the label {key}={value} on {who}"),
        FixStep::Unlabel { key } => format!("remove the label {key} from {who}"),
        FixStep::Untaint { taint } => format!("remove the taint {} from {who}", taint.to_text()),
        FixStep::Recover { taint } => recover(taint, &who),
    }
}

fn who(nodes: &[String]) -> String {
    match nodes {
        [one] => one.clone(),
        many => format!("these {} nodes", many.len()),
    }
}

/// What a taint of Kubernetes' own waits for.
fn recover(taint: &Taint, who: &str) -> String {
    let name = taint.key.split_once('/').map_or(taint.key.as_str(), |(_, name)| name);
    let until = match name {
        "not-ready" => "ready",
        "unreachable" => "reachable again",
        "disk-pressure" | "memory-pressure" | "pid-pressure" => "free of that pressure",
        "network-unavailable" => "on the network",
        "uninitialized" => "initialised by the cloud provider",
        _ => "running again",
    };
    format!("get {who} {until}: Kubernetes then removes the taint {} itself", taint.to_text())
}

/// A toleration in few words: `key=value:Effect`.
fn toleration(found: &Toleration) -> String {
    let equals = if found.value.is_empty() { "" } else { "=" };
    let colon = if found.effect.is_empty() { "" } else { ":" };
    format!("{}{equals}{}{colon}{}", found.key, found.value, found.effect)
}

/// YAML for the manifest; `None` where something is only removed, or changes on the nodes.
pub(super) fn yaml(step: &FixStep) -> Option<String> {
    match step {
        FixStep::AddTolerations { tolerations, first } => {
            let mut items = String::new();
            for own in tolerations {
                items.push_str(&item(own));
            }
            Some(if *first { format!("tolerations:\n{items}") } else { items })
        }
        FixStep::ChangeNodeSelector { key, to, .. } => Some(format!("{}: {}\n", scalar(key), scalar(to))),
        FixStep::SetValues { values, .. } => {
            let mut written = Vec::new();
            for value in values {
                written.push(scalar(value));
            }
            Some(format!("values: [{}]\n", written.joined(", ")))
        }
        _ => None,
    }
}

fn item(found: &Toleration) -> String {
    let mut text = format!("- key: {}\n  operator: {}\n", scalar(&found.key), scalar(&found.operator));
    for (field, value) in [("value", &found.value), ("effect", &found.effect)] {
        if !value.is_empty() {
            text.extend(["  ", field, ": ", &scalar(value), "\n"]);
        }
    }
    text
}

/// A string as YAML: plain where no reader of YAML could take it for anything else, quoted otherwise.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|other| other.is_ascii_alphanumeric() || holds("-_./", other))
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    // Label keys and values need no escapes; whatever else comes here gets them as JSON does, which YAML reads.
    if plain { text.to_owned() } else { crate::model::json::quote(text) }
}

/// A command for the cluster; `None` for a step on the manifest, and where a node's name could not stand in a command.
pub(super) fn command(step: &FixStep, nodes: &[String]) -> Option<String> {
    let what = match step {
        FixStep::Label { key, value, overwrite } => {
            let overwrite = if *overwrite { " --overwrite" } else { "" };
            ("label", format!("{key}={value}{overwrite}"))
        }
        FixStep::Unlabel { key } => ("label", format!("{key}-")),
        FixStep::Untaint { taint } => ("taint", format!("{}:{}-", taint.key, taint.effect.as_str())),
        _ => return None,
    };
    let names = match nodes {
        few if few.len() <= NAMED => few.joined(" "),
        _ => "NAME".to_owned(),
    };
    let sayable = nodes.len() > NAMED || nodes.iter().all(|name| syntax::dns1123_subdomain(name).is_empty());
    let (verb, change) = what;
    sayable.then(|| format!("kubectl {verb} node {names} {change}"))
}
