//! The engine against what Kubernetes really answered. The answers lie beside the checkout, in `../shared`; where that
//! folder is absent, each test says so and passes.
#![expect(clippy::disallowed_methods, reason = "tests read files")]

mod admission;
mod clusters;
mod corpus;
mod eligibility;
mod examples;
mod hostile;
mod nodes;
mod places;
mod rollouts;
mod shared;
mod steps;
mod yaml;
