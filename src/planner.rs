//! The public API: text and options in, answers out.
