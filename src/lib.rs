#![doc = include_str!("../README.md")]
//!
//! # The map
//!
//! Data runs one way: text → [`manifest`] → [`model`] → [`apiserver`] → [`controller`], [`scheduler`] → [`simulation`] → [`answer`];
//! [`planner`] holds the rooms together, [`kubectl`] prints what kubectl prints, and [`security`] tells what the Pod risks. `ARCHITECTURE.md` has the reasons.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot go on should stop"))]

pub mod answer;
pub mod apiserver;
pub mod controller;
pub mod diagnostic;
#[cfg(any(target_family = "wasm", test))]
mod heap;
pub mod kubectl;
pub mod manifest;
pub mod matching;
pub mod model;
pub mod planner;
pub mod scheduler;
pub mod security;
pub mod simulation;
#[cfg(target_family = "wasm")]
pub mod wasm;

/// The Kubernetes release whose behaviour this crate answers. Its one place in the code.
pub const KUBERNETES: &str = "1.37.2";
