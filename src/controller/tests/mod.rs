//! The controller's sync, in tables and along random histories.

mod histories;
mod snapshots;
mod updates;
