//! Whole clusters with the status that the real controller wrote.
