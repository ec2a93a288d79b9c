//! Quantities, label selectors and percentages.

use daemonset_planner::{
    controller::Budgets,
    matching::Selector,
    model::{int_or_percent::IntOrPercent, quantity::Quantity, selector::LabelSelector},
};
use serde_json::{Value, json};

use super::tree;

/// What the engine says of two quantities.
pub(super) fn answer(case: &Value) -> Value {
    let (one, first) = about(case["one"].as_str().unwrap());
    let (other, second) = about(case["other"].as_str().unwrap());
    let mut answer = json!({"one": first, "other": second});
    if let (Some(one), Some(other)) = (one, other) {
        answer["order"] = json!(one.compare(&other) as i8);
    }
    answer
}

fn about(text: &str) -> (Option<Quantity>, Value) {
    let quantity = match Quantity::parse(text) {
        Ok(quantity) => quantity,
        Err(error) => return (None, json!({"error": error.to_string()})),
    };
    let mut rounded = quantity.clone();
    rounded.round_up_to_milli();
    let sign = i8::from(!quantity.is_zero()) * if quantity.is_negative() { -1 } else { 1 };
    let mut about = json!({"canonical": quantity.to_string(), "sign": sign, "rounded": rounded.to_string()});
    if !quantity.is_negative() {
        about["value"] = json!(quantity.value().to_string());
        about["milli"] = json!(quantity.milli_value().to_string());
    }
    (Some(quantity), about)
}

/// What the engine says of a label selector and labels.
pub(super) fn selector(case: &Value) -> Value {
    let written = Some(&case["selector"]).filter(|value| !value.is_null());
    let written = written.map(|value| LabelSelector::read(&tree(value)).unwrap());
    let text = daemonset_planner::kubectl::label_selector(written.as_ref());
    let Some(written) = written else {
        return json!({"matches": false, "empty": false, "text": text});
    };
    let Some(selector) = Selector::of(&written) else {
        return json!({"error": true, "text": text});
    };
    let matches = selector.matches(&|key| case["labels"].get(key).and_then(Value::as_str));
    json!({"matches": matches, "empty": selector.is_empty(), "text": text})
}

/// What the engine makes of the budgets of a rolling update.
pub(super) fn percentage(case: &Value) -> Value {
    let nodes = usize::try_from(case["nodes"].as_u64().unwrap()).unwrap();
    let read = |field: &str| IntOrPercent::read(&tree(&case[field])).unwrap();
    let budgets = Budgets { max_unavailable: read("maxUnavailable"), max_surge: read("maxSurge") };
    let rules =
        daemonset_planner::controller::Rules { rolling_update: Some(budgets.clone()), ..Default::default() };
    json!({
        "maxUnavailable": budgets.max_unavailable.scaled_up(nodes),
        "maxSurge": budgets.max_surge.scaled_up(nodes),
        "allowsSurge": rules.allows_surge(),
    })
}
