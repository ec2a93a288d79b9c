//! What a Pod template risks: the Pod Security Standards that admit it, and what it reaches on its nodes.

mod checks;
mod found;
mod risk;
mod words;

pub use checks::{Denial, Level, denials, forbidden, strictest};
pub use risk::{Mount, Risk, risks};
