//! The metadata that every object carries.

use super::value::Value;
use crate::model::ordered::OrderedMap;

use super::{
    read::{Fields, Mismatch},
    time::Time,
};

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

impl ObjectMeta {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            name: fields.text("name")?,
            namespace: fields.text("namespace")?,
            uid: fields.text("uid")?,
            generation: fields.number("generation")?,
            labels: fields.strings("labels")?,
            annotations: fields.strings("annotations")?,
            creation_timestamp: fields.maybe("creationTimestamp", Time::read)?,
            deletion_timestamp: fields.maybe("deletionTimestamp", Time::read)?,
            owner_references: fields.list("ownerReferences", OwnerReference::read)?,
        })
    }
}

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

impl OwnerReference {
    /// Reads it from a tree.
    pub fn read(value: &Value) -> Result<Self, Mismatch> {
        let fields = Fields::of(value)?;
        Ok(Self {
            kind: fields.text("kind")?,
            name: fields.text("name")?,
            uid: fields.text("uid")?,
            controller: fields.flag("controller")?,
        })
    }
}

impl ObjectMeta {
    /// The managing controller, if the object has one (upstream: `metav1.GetControllerOf`).
    pub fn controller(&self) -> Option<&OwnerReference> {
        self.owner_references.iter().find(|owner| owner.controller)
    }
}
