//! The words of kubectl.

use serde_json::Value;

/// To be written.
pub fn answer(_case: &Value) -> Value {
    Value::Null
}
