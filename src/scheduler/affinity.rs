//! Pods that want to be near others, or far from them.

use crate::{
    matching::Selector,
    model::{
        meta::StringMap,
        selector::{LabelSelector, Requirement},
        value::Value,
    },
};

/// A required term of Pod affinity or anti-affinity, ready to be matched (upstream: `AffinityTerm`).
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The label of nodes that tells near from far.
    pub(super) key: String,
    /// Which Pods are meant; `None` matches none.
    selector: Option<Selector>,
    /// The namespaces by name.
    namespaces: Vec<String>,
    /// The namespaces by their labels; `None` for no others.
    namespace_selector: Option<Selector>,
}

impl Term {
    /// The required terms of `podAffinity` or `podAntiAffinity` in a Pod's spec. A Pod with these labels that is yet to be created
    /// has `matchLabelKeys` and `mismatchLabelKeys` worked in, which the API server does; an existing one has them already.
    pub(super) fn of(spec: &Value, field: &str, namespace: &str, created: Option<&StringMap>) -> Vec<Self> {
        let mut terms = Vec::new();
        let affinity = spec.get("affinity").and_then(|affinity| affinity.get(field)).unwrap_or(&Value::Null);
        for written in affinity.list("requiredDuringSchedulingIgnoredDuringExecution") {
            let mut more = Vec::new();
            if let Some(labels) = created {
                more = by_keys(written, "matchLabelKeys", "In", labels);
                more.append(&mut by_keys(written, "mismatchLabelKeys", "NotIn", labels));
            }
            let mut namespaces = texts(written, "namespaces");
            let by_labels = written.get("namespaceSelector").filter(|value| !value.is_null());
            if namespaces.is_empty() && by_labels.is_none() {
                namespaces.push(namespace.to_owned());
            }
            terms.push(Self {
                key: written.text("topologyKey").to_owned(),
                selector: selector(written.get("labelSelector"), more),
                namespaces,
                namespace_selector: by_labels.and_then(|value| selector(Some(value), Vec::new())),
            });
        }
        terms
    }

    /// Whether a Pod is meant. Of a namespace, only the label that each has is known, its name.
    pub(super) fn matches(&self, namespace: &str, labels: &StringMap) -> bool {
        let own = |key: &str| (key == "kubernetes.io/metadata.name").then_some(namespace);
        let here = self.namespaces.iter().any(|name| name == namespace)
            || self.namespace_selector.as_ref().is_some_and(|selector| selector.matches(&own));
        here && matches(self.selector.as_ref(), labels)
    }
}

/// The texts of a list.
pub(super) fn texts(value: &Value, field: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for item in value.list(field) {
        if let Some(text) = item.as_str() {
            texts.push(text.to_owned());
        }
    }
    texts
}

/// Whether a selector matches labels; none matches nothing.
pub(super) fn matches(selector: Option<&Selector>, labels: &StringMap) -> bool {
    selector.is_some_and(|selector| selector.matches(&|key| labels.get(key).map(String::as_str)))
}

/// A selector with more requirements; `None` where it is absent, or cannot be parsed, and so matches nothing.
pub(super) fn selector(written: Option<&Value>, mut more: Vec<Requirement>) -> Option<Selector> {
    let mut written = LabelSelector::read(written.filter(|value| !value.is_null())?).ok()?;
    written.match_expressions.append(&mut more);
    Selector::of(&written)
}

/// What label keys ask for, of those labels that the Pod has.
pub(super) fn by_keys(written: &Value, field: &str, operator: &str, labels: &StringMap) -> Vec<Requirement> {
    let mut requirements = Vec::new();
    for key in written.list(field) {
        let key = key.as_str().unwrap_or_default();
        if let Some(value) = labels.get(key) {
            let (key, operator) = (key.to_owned(), operator.to_owned());
            requirements.push(Requirement { key, operator, values: vec![value.clone()] });
        }
    }
    requirements
}
