//! The metadata that every object carries.

use crate::model::ordered::OrderedMap;

use super::{read::readable, time::Time};

/// Labels or annotations, in the order of their keys.
pub type StringMap = OrderedMap<String, String>;

/// `metadata` (upstream: `metav1.ObjectMeta`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectMeta {
    /// The name; empty where only `generateName` is given.
    pub name: String,
    /// The namespace; empty where the manifest gives none.
    pub namespace: String,
    /// The server's identifier; empty in a manifest.
    pub uid: String,
    /// How often the spec has changed, from 1; 0 in a manifest.
    pub generation: i64,
    /// Labels.
    pub labels: StringMap,
    /// Annotations.
    pub annotations: StringMap,
    /// When the object was created; absent in a manifest.
    pub creation_timestamp: Option<Time>,
    /// Set from the moment that the object is being deleted.
    pub deletion_timestamp: Option<Time>,
    /// Who owns the object.
    pub owner_references: Vec<OwnerReference>,
}

readable!(ObjectMeta {
    name: "name",
    namespace: "namespace",
    uid: "uid",
    generation: "generation",
    labels: "labels",
    annotations: "annotations",
    creation_timestamp: "creationTimestamp",
    deletion_timestamp: "deletionTimestamp",
    owner_references: "ownerReferences",
});

/// One of `metadata.ownerReferences`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnerReference {
    /// The owner's kind.
    pub kind: String,
    /// The owner's name.
    pub name: String,
    /// The owner's uid.
    pub uid: String,
    /// Whether the owner is the managing controller.
    pub controller: bool,
}

readable!(OwnerReference { kind: "kind", name: "name", uid: "uid", controller: "controller" });

impl ObjectMeta {
    /// The managing controller, if the object has one (upstream: `metav1.GetControllerOf`).
    pub fn controller(&self) -> Option<&OwnerReference> {
        self.owner_references.iter().find(|owner| owner.controller)
    }
}
