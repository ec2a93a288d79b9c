//! Upstream's sentences, with gaps.

use std::mem;

use super::found::{Found, owners};
use crate::model::{find::cut_any, json, list::Joined, order, value::Value};

/// Fills the gaps of a sentence, which stand in backticks:
/// `who` is the Pod and the containers that do it, `owners` the items alone, `sorted` the same in order, `values` what is set there,
/// `plain` the same without quotes; of `one|many` the number of items decides, of `one/many` the number of values.
pub(super) fn fill(words: &str, found: &[Found<'_>], values: &[String]) -> String {
    let mut names = Vec::new();
    for owner in owners(found) {
        names.push(owner.to_owned());
    }
    let mut text = String::new();
    for (position, piece) in words.split('`').enumerate() {
        let filled = match piece {
            _ if position % 2 == 0 => piece.to_owned(),
            "who" => {
                let pod = found.iter().any(|one| one.owner.is_none());
                let who = match (pod, names.len()) {
                    (true, 0) => "pod",
                    (true, 1) => "pod and container ",
                    (true, _) => "pod and containers ",
                    (_, 1) => "container ",
                    _ => "containers ",
                };
                let list = if names.is_empty() { String::new() } else { quoted(&names) };
                [who, &list].concat()
            }
            "owners" => quoted(&names),
            "sorted" => {
                set(&mut names);
                quoted(&names)
            }
            "values" => quoted(values),
            "plain" => values.joined(", "),
            _ => {
                let count = if piece.contains('/') { values.len() } else { names.len() };
                let (one, many) = cut_any(piece, b"/|").unwrap_or_default();
                (if count == 1 { one } else { many }).to_owned()
            }
        };
        text.push_str(&filled);
    }
    text
}

/// The values of fields as text, each once and in order.
pub(super) fn values(found: &[Found<'_>]) -> Vec<String> {
    let mut values = Vec::new();
    for one in found {
        values.push(match one.value {
            Value::String(text) => text.clone(),
            other => json::print(other),
        });
    }
    set(&mut values);
    values
}

/// Makes a set of a list: each once, in order.
pub(super) fn set(items: &mut Vec<String>) {
    order::sort_by(items, Ord::cmp);
    for item in mem::take(items) {
        if items.last() != Some(&item) {
            items.push(item);
        }
    }
}

/// Upstream: `joinQuote`.
fn quoted(items: &[String]) -> String {
    ["\"", &items.joined("\", \""), "\""].concat()
}
