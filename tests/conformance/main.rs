//! The engine against what Kubernetes really answered. The answers lie beside the checkout, in `../shared`; where that
//! folder is absent, each test says so and passes.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read files, and stop where they cannot go on"
)]

mod admission;
mod clusters;
mod corpus;
mod eligibility;
mod examples;
mod hostile;
mod nodes;
mod places;
mod rollouts;
mod scheduling;
mod shared;
mod steps;
mod subjects;
mod vectors;
mod yaml;
