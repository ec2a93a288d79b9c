//! Labels and selectors in one line.

use super::tree::strings;
use crate::model::{
    list::{Joined, push_all},
    order,
    selector::{LabelSelector, Requirement},
    syntax,
    value::Value,
};

const NONE: &str = "<none>";

/// A map of labels in one line; `<none>` for an empty one (upstream: `labels.FormatLabels`).
pub(super) fn labels(object: &Value, name: &str) -> String {
    let mut pairs = Vec::new();
    for (key, value) in strings(object, name) {
        pairs.push([key, "=", value].concat());
    }
    // By the whole pair: `a.b=1` stands before `a=1`.
    order::sort_by(&mut pairs, Ord::cmp);
    if pairs.is_empty() { NONE.to_owned() } else { pairs.joined(",") }
}

/// A selector in one line: `<none>` for an absent or empty one, `<error>` for one that the API server would refuse
/// (upstream: `metav1.FormatLabelSelector`).
pub fn label_selector(selector: Option<&LabelSelector>) -> String {
    match selector_text(selector) {
        None => "<error>".to_owned(),
        Some(text) if text.is_empty() => NONE.to_owned(),
        Some(text) => text,
    }
}

/// A selector as `labels.Selector` prints it, its requirements in the order of their keys; nothing for an absent or
/// empty one, `None` for one that the API server would refuse.
pub(super) fn selector_text(selector: Option<&LabelSelector>) -> Option<String> {
    let Some(selector) = selector else { return Some(String::new()) };
    let mut parts: Vec<(&str, String)> = Vec::new();
    for (key, value) in &selector.match_labels {
        if !is_valid(key, &[value]) {
            return None;
        }
        parts.push((key, [key, "=", value].concat()));
    }
    for requirement in &selector.match_expressions {
        parts.push((&requirement.key, requirement_text(requirement)?));
    }
    order::sort_by(&mut parts, |(one, _), (other, _)| one.cmp(other));
    let mut all = String::new();
    for (_, part) in &parts {
        let comma = if all.is_empty() { "" } else { "," };
        push_all(&mut all, &[comma, part]);
    }
    Some(all)
}

fn requirement_text(requirement: &Requirement) -> Option<String> {
    let Requirement { key, operator, values } = requirement;
    let mut sorted: Vec<&str> = Vec::new();
    for value in values {
        sorted.push(value);
    }
    if !is_valid(key, &sorted) {
        return None;
    }
    order::sort_by(&mut sorted, Ord::cmp);
    Some(match (operator.as_str(), sorted.is_empty()) {
        ("In", false) => [key, " in (", &sorted.joined(","), ")"].concat(),
        ("NotIn", false) => [key, " notin (", &sorted.joined(","), ")"].concat(),
        ("Exists", true) => key.clone(),
        ("DoesNotExist", true) => ["!", key].concat(),
        _ => return None,
    })
}

fn is_valid(key: &str, values: &[&str]) -> bool {
    let mut valid = syntax::label_key(key).is_empty();
    for value in values {
        valid &= syntax::label_value(value).is_empty();
    }
    valid
}

/// Whether a selector matches an object's labels. kubectl hands the server the selector as text, where an absent one is
/// empty and matches everything.
pub(super) fn matches(selector: Option<&LabelSelector>, labels: &Value) -> bool {
    let Some(selector) = selector else { return true };
    let label = |key: &str| labels.get(key).and_then(Value::as_str);
    selector.match_labels.iter().all(|(key, value)| label(key) == Some(value))
        && selector.match_expressions.iter().all(|requirement| {
            let found = label(&requirement.key);
            let listed = requirement.values.iter().any(|value| found == Some(value));
            match requirement.operator.as_str() {
                "In" => listed,
                "NotIn" => !listed,
                "Exists" => found.is_some(),
                _ => found.is_none(),
            }
        })
}

#[cfg(test)]
mod tests {
    use crate::model::testing::json;

    use super::{label_selector, labels};
    use crate::model::selector::LabelSelector;

    #[test]
    fn labels_are_sorted_as_pairs() {
        let object = json!({"nodeSelector": {"a": "1", "a.b/c": "2", "z": ""}});
        assert_eq!(labels(&object, "nodeSelector"), "a.b/c=2,a=1,z=");
        assert_eq!(labels(&object, "labels"), "<none>");
    }

    #[test]
    fn selectors_stand_in_one_line() {
        assert_eq!(label_selector(None), "<none>");
        for (selector, expected) in [
            (json!({}), "<none>"),
            (json!({"matchLabels": {"b": "2", "a": ""}}), "a=,b=2"),
            (
                json!({"matchLabels": {"m": "1"}, "matchExpressions": [
                    {"key": "z", "operator": "In", "values": ["y", "x"]},
                    {"key": "a", "operator": "DoesNotExist"},
                    {"key": "m", "operator": "Exists"},
                    {"key": "b", "operator": "NotIn", "values": ["q"]},
                ]}),
                "!a,b notin (q),m=1,m,z in (x,y)",
            ),
            (json!({"matchExpressions": [{"key": "z", "operator": "Gt", "values": ["1"]}]}), "<error>"),
            (json!({"matchExpressions": [{"key": "z", "operator": "In"}]}), "<error>"),
            (json!({"matchLabels": {"-": "1"}}), "<error>"),
        ] {
            assert_eq!(label_selector(Some(&LabelSelector::read(&selector).unwrap())), expected);
        }
    }
}
