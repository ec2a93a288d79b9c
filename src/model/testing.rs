//! Trees for tests.

use super::value::Value;

/// A tree of `serde_json` as one of our own.
pub(crate) fn tree(value: serde_json::Value) -> Value {
    serde_json::from_value(value).unwrap()
}

/// What `serde_json::json!` makes, as a tree of our own.
macro_rules! json {
    ($($tokens:tt)*) => {
        $crate::model::testing::tree(serde_json::json!($($tokens)*))
    };
}

pub(crate) use json;
