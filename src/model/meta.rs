//! The metadata that every object carries.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{null_as_default, time::Time};

/// Labels or annotations, in the order of their keys.
pub type StringMap = BTreeMap<String, String>;

/// `metadata` (upstream: `metav1.ObjectMeta`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ObjectMeta {
    /// The name; empty where only `generateName` is given.
    #[serde(deserialize_with = "null_as_default")]
    pub name: String,
    /// The namespace; empty where the manifest gives none.
    #[serde(deserialize_with = "null_as_default")]
    pub namespace: String,
    /// The server's identifier; empty in a manifest.
    #[serde(deserialize_with = "null_as_default")]
    pub uid: String,
    /// How often the spec has changed, from 1; 0 in a manifest.
    #[serde(deserialize_with = "null_as_default")]
    pub generation: i64,
    /// Labels.
    #[serde(deserialize_with = "null_as_default")]
    pub labels: StringMap,
    /// Annotations.
    #[serde(deserialize_with = "null_as_default")]
    pub annotations: StringMap,
    /// When the object was created; absent in a manifest.
    pub creation_timestamp: Option<Time>,
    /// Set from the moment that the object is being deleted.
    pub deletion_timestamp: Option<Time>,
    /// Who owns the object.
    #[serde(deserialize_with = "null_as_default")]
    pub owner_references: Vec<OwnerReference>,
}

/// One of `metadata.ownerReferences`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OwnerReference {
    /// The owner's kind.
    #[serde(deserialize_with = "null_as_default")]
    pub kind: String,
    /// The owner's name.
    #[serde(deserialize_with = "null_as_default")]
    pub name: String,
    /// The owner's uid.
    #[serde(deserialize_with = "null_as_default")]
    pub uid: String,
    /// Whether the owner is the managing controller.
    #[serde(deserialize_with = "null_as_default")]
    pub controller: bool,
}

impl ObjectMeta {
    /// The managing controller, if the object has one (upstream: `metav1.GetControllerOf`).
    pub fn controller(&self) -> Option<&OwnerReference> {
        self.owner_references.iter().find(|owner| owner.controller)
    }
}
