//! YAML's syntax as kubectl's library reads it: a text becomes tokens, and tokens become events.
//!
//! The whole text is at hand, so a place is a byte's number and nothing is buffered. What needs looking ahead is one thing:
//! whether something is a key shows only at the `:` behind it, so tokens wait in a queue until that is known.

mod block;
mod chars;
mod events;
mod names;
mod quoted;
mod scan;
mod token;

pub(super) use chars::readable;
pub(super) use events::{Event, EventData, Events};

/// What is wrong, in the words of kubectl's library. Where it is wrong is where the scanner stands.
type Flaw = &'static str;
