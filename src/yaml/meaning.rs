//! Whether files say the same, however they are written.

use serde_json::{Number, Value};

use super::{Dialect, read};

/// Whether two files at `path` say the same to every reader: equal as JSON
/// (`.json`) or as YAML streams, read as Prometheus and as kubectl read them, empty
/// documents aside. Numbers are equal by value. Any other extension, and a
/// file that cannot be read, only equals the same bytes.
#[must_use]
pub fn same_meaning(path: &str, old: &[u8], new: &[u8]) -> bool {
    if old == new {
        return true;
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "json" => {
            let read = |bytes| serde_json::from_slice::<Value>(bytes).ok();
            read(old)
                .zip(read(new))
                .is_some_and(|(old, new)| same(&old, &new))
        }
        "yaml" | "yml" => same_streams(old, new).unwrap_or(false),
        _ => false,
    }
}

fn same_streams(old: &[u8], new: &[u8]) -> Option<bool> {
    let old = std::str::from_utf8(old).ok()?;
    let new = std::str::from_utf8(new).ok()?;
    let read_as = |dialect| Some((read(old, dialect).ok()?, read(new, dialect).ok()?));
    let (left, right) = read_as(Dialect::Kubectl)?;
    let ambiguous = left.ambiguous || right.ambiguous;
    let equal = |left: Vec<Value>, right: Vec<Value>| {
        let left: Vec<_> = left.into_iter().filter(|value| !value.is_null()).collect();
        let right: Vec<_> = right.into_iter().filter(|value| !value.is_null()).collect();
        left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| same(a, b))
    };
    if !equal(left.documents, right.documents) {
        return Some(false);
    }
    if !ambiguous {
        return Some(true);
    }
    let (left, right) = read_as(Dialect::Prometheus)?;
    Some(equal(left.documents, right.documents))
}

/// Whether two values are equal, numbers by their value: `1` is `1.0`, but
/// 2^53 + 1 is not the float beside it.
#[must_use]
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => same_number(left, right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.as_f64() == right.as_f64(),
        (Some(integer), None) => is_integer(right, integer),
        (None, Some(integer)) => is_integer(left, integer),
    }
}

fn is_integer(float: &Number, integer: i128) -> bool {
    // A float converts to the nearest i128, which for whole floats of this
    // size is the float itself.
    #[expect(clippy::cast_possible_truncation)]
    float
        .as_f64()
        .is_some_and(|float| float.fract() == 0.0 && float as i128 == integer)
}
