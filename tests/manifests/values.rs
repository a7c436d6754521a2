//! Looking into JSON.

use serde_json::Value;

/// The paths of all nulls.
pub fn nulls(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::Null => vec![at],
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, inner)| nulls(inner, format!("{at}.{key}")))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(i, inner)| nulls(inner, format!("{at}[{i}]")))
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether labels have all that a selector names; an empty one finds nothing
/// that was meant.
pub fn matches(selector: &Value, labels: &Value) -> bool {
    let wanted = selector.as_object();
    wanted.is_some_and(|wanted| {
        !wanted.is_empty() && wanted.iter().all(|(key, value)| labels[key] == *value)
    })
}

/// The items of a list, or nothing.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A text or a number, as text.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
