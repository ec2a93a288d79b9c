//! What differs between two admitted objects, field by field, as the server compares them: what is empty is what is absent,
//! equal amounts are equal however they are written (upstream: `equality.Semantic.DeepEqual`).

use super::fields::{self, Kind};
use crate::{
    diagnostic::FieldPath,
    model::{quantity::Quantity, value::Value},
};

/// One difference between two objects.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where it is: in the new object, or in the old one for what is gone.
    pub path: FieldPath,
    /// What stood there; `None` for what is added.
    pub old: Option<Value>,
    /// What stands there; `None` for what is gone.
    pub new: Option<Value>,
    /// Whether a list has its items in another order: then both are lists of these, by name if they have names.
    pub reordered: bool,
}

impl Difference {
    /// Whether it is in `spec.template`.
    pub fn is_of_template(&self) -> bool {
        self.is_of("spec.template")
    }

    /// Whether it is in `spec`, so that the server counts `metadata.generation`.
    pub fn is_of_spec(&self) -> bool {
        self.is_of("spec")
    }

    fn is_of(&self, fields: &str) -> bool {
        self.path.segments().starts_with(FieldPath::of(fields).segments())
    }
}

/// What `kubectl apply` keeps for itself in an object's annotations.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// What differs, in the order of the fields; what is gone from a list comes behind what is there.
///
/// The items of a list are matched first if they are equal, then by what they are merged by (a name, a mount path, a port), and at last,
/// if they have nothing of that kind, in their order.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut walk = Walk::default();
    walk.any(&Kind::Struct("DaemonSet"), &FieldPath::root(), Some(old), Some(new));
    walk.found
}

/// Lists whose lengths multiply to more are compared as a whole.
const MOST_PAIRS: usize = 1_000_000;
/// What the items of lists are merged by, the first that there is. Ports go by their protocol too.
const KEYS: [&str; 7] = ["mountPath", "devicePath", "containerPort", "name", "key", "ip", "topologyKey"];

#[derive(Default)]
struct Walk {
    found: Vec<Difference>,
}

impl Walk {
    fn any(&mut self, kind: &Kind, path: &FieldPath, old: Option<&Value>, new: Option<&Value>) {
        let (old, new) = (old.filter(|value| !value.is_null()), new.filter(|value| !value.is_null()));
        if old == new {
            return;
        }
        match (kind, old, new) {
            (Kind::Pointer(inner), ..) => self.any(inner, path, old, new),
            (Kind::Struct(name), Some(old), Some(new)) => {
                for field in fields::lookup(name).map_or(&[][..], |structure| &structure.fields) {
                    let (old, new) = (old.get(field.name), new.get(field.name));
                    if old != new {
                        self.any(&field.kind, &path.field_named(field.name), old, new);
                    }
                }
            }
            (Kind::Map(_, inner), ..) => self.map(inner, path, [old, new]),
            (Kind::List(inner), ..) => {
                self.list(inner, path, items(old), items(new));
            }
            (Kind::Quantity | Kind::Resource, Some(old), Some(new)) if same_amount(old, new) => {}
            _ => self.push(path.clone(), old.cloned(), new.cloned(), false),
        }
    }

    fn push(&mut self, path: FieldPath, old: Option<Value>, new: Option<Value>, reordered: bool) {
        self.found.push(Difference { path, old, new, reordered });
    }

    fn map(&mut self, kind: &Kind, path: &FieldPath, maps: [Option<&Value>; 2]) {
        let [old, new] = maps;
        let own = path.segments().len() == 2;
        for (turn, map) in [new, old].into_iter().enumerate() {
            let Some(map) = map.and_then(Value::as_object) else { continue };
            for (key, _) in map {
                let (old, new) = (old.and_then(|map| map.get(key)), new.and_then(|map| map.get(key)));
                if (turn == 0 || new.is_none()) && !(own && key == LAST_APPLIED) {
                    self.any(kind, &path.key(key), old, new);
                }
            }
        }
    }

    fn list(&mut self, kind: &Kind, path: &FieldPath, old: &[Value], new: &[Value]) {
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            self.push(
                path.clone(),
                Some(Value::Array(old.to_vec())),
                Some(Value::Array(new.to_vec())),
                false,
            );
            return;
        }
        let partners = partners(old, new);
        let mut last = None;
        let mut reordered = false;
        for (at, (item, partner)) in new.iter().zip(&partners).enumerate() {
            let before = partner.and_then(|from| old.get(from));
            self.any(kind, &path.index(at), before, Some(item));
            if partner.is_some() {
                reordered |= *partner < last;
                last = *partner;
            }
        }
        for (from, item) in old.iter().enumerate() {
            if !partners.contains(&Some(from)) {
                self.push(path.index(from), Some(item.clone()), None, false);
            }
        }
        if reordered {
            let names = |items: &[Value]| {
                let mut names = Vec::new();
                for item in items {
                    names.push(item.get("name").unwrap_or(item).clone());
                }
                Some(Value::Array(names))
            };
            self.push(path.clone(), names(old), names(new), true);
        }
    }
}

fn items(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// For each new item the position of the old one that it stands for.
fn partners(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut partners = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let alike: [fn(&Value, &Value) -> bool; 3] =
        [|one, other| one == other, same_key, |one, other| key(one).is_none() && key(other).is_none()];
    for alike in alike {
        for (item, partner) in new.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            for (from, (before, taken)) in old.iter().zip(&mut taken).enumerate() {
                if !*taken && alike(before, item) {
                    *taken = true;
                    *partner = Some(from);
                    break;
                }
            }
        }
    }
    partners
}

fn key(item: &Value) -> Option<(&'static str, &Value)> {
    KEYS.iter().find_map(|name| Some((*name, item.get(name)?)))
}

fn same_key(one: &Value, other: &Value) -> bool {
    key(one).is_some_and(|own| key(other) == Some(own)) && one.get("protocol") == other.get("protocol")
}

fn same_amount(one: &Value, other: &Value) -> bool {
    let amount = |value: &Value| value.as_str().and_then(|text| Quantity::parse(text).ok());
    match (amount(one), amount(other)) {
        (Some(one), Some(other)) => one.compare(&other).is_eq(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::model::{json, value::Value};

    /// Two Pod templates' specs as YAML, and what differs below `spec.template.spec`; `~` stands for nothing.
    const CASES: &str = include_str!("differences.txt");

    fn shown(value: Option<&Value>) -> String {
        value.map_or_else(|| "~".to_owned(), json::print)
    }

    #[test]
    fn differences_are_told_field_by_field() {
        for case in CASES.split("\n\n") {
            let mut lines = case.lines().filter(|line| !line.starts_with('#'));
            let mut object = || -> Value {
                let text = lines.next().unwrap();
                serde_yaml::from_str(&format!("{{spec: {{template: {{spec: {text}}}}}}}")).unwrap()
            };
            let (old, new) = (object(), object());
            let mut found = Vec::new();
            for difference in differences(&old, &new) {
                let path = difference.path.to_string();
                let path = path.strip_prefix("spec.template.spec.").unwrap();
                let order = if difference.reordered { " order" } else { "" };
                let (old, new) = (shown(difference.old.as_ref()), shown(difference.new.as_ref()));
                found.push(format!("{path}{order}: {old} -> {new}"));
                assert!(difference.is_of_template());
            }
            assert_eq!(found, lines.collect::<Vec<_>>(), "{case}");
        }
    }
}
