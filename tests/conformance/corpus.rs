//! Real manifests and node lists: every one gets an answer.
