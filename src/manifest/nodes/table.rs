//! t
use super::*;
pub(super) fn read(_: &[text::Line<'_>]) -> Option<NodesReading> { None }
