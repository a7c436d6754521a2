//! How two values differ, place by place.

use serde_json::Value;

use crate::yaml;

/// A place where two values differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Such as `labels.severity` or `rules[2].for`; empty for the whole.
    pub path: String,
    /// What should be there; `None` for nothing.
    pub expected: Option<Value>,
    /// What is there; `None` for nothing.
    pub actual: Option<Value>,
}

/// All places where `actual` is not `expected`. Numbers are equal by value.
#[must_use]
pub fn differences(expected: &Value, actual: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(
        String::new(),
        Some(expected),
        Some(actual),
        false,
        &mut found,
    );
    found
}

/// All places where `actual` lacks something of `part`: objects may have more
/// keys, every element of an array must be in some element of the other, and a
/// text must be in the text.
#[must_use]
pub fn lacks(part: &Value, actual: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(String::new(), Some(part), Some(actual), true, &mut found);
    found
}

fn compare(
    path: String,
    expected: Option<&Value>,
    actual: Option<&Value>,
    is_part: bool,
    found: &mut Vec<Difference>,
) {
    match (expected, actual) {
        (Some(expected), Some(actual)) if yaml::same(expected, actual) => {}
        (Some(Value::Object(expected)), Some(Value::Object(actual))) => {
            for (key, value) in expected {
                compare(
                    member(&path, key),
                    Some(value),
                    actual.get(key),
                    is_part,
                    found,
                );
            }
            for (key, value) in actual {
                if !is_part && !expected.contains_key(key) {
                    compare(member(&path, key), None, Some(value), is_part, found);
                }
            }
        }
        (Some(Value::Array(expected)), Some(Value::Array(actual))) if is_part => {
            for (index, wanted) in expected.iter().enumerate() {
                if !actual.iter().any(|there| lacks(wanted, there).is_empty()) {
                    let path = format!("{path}[{index}]");
                    compare(path, Some(wanted), None, is_part, found);
                }
            }
        }
        (Some(Value::Array(expected)), Some(Value::Array(actual))) => {
            for index in 0..expected.len().max(actual.len()) {
                let path = format!("{path}[{index}]");
                compare(path, expected.get(index), actual.get(index), is_part, found);
            }
        }
        (Some(Value::String(expected)), Some(Value::String(actual)))
            if is_part && actual.contains(expected.as_str()) => {}
        (expected, actual) => found.push(Difference {
            path,
            expected: expected.cloned(),
            actual: actual.cloned(),
        }),
    }
}

fn member(path: &str, key: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let key = if !key.is_empty() && key.chars().all(plain) {
        key.to_owned()
    } else {
        format!("[{}]", Value::from(key))
    };
    match (path, key.starts_with('[')) {
        ("", _) => key,
        (path, true) => format!("{path}{key}"),
        (path, false) => format!("{path}.{key}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{differences, lacks};

    #[test]
    fn differences_are_told_place_by_place() {
        let expected = json!({ "a": 1, "b": { "c.d": "x", "e": [1, 2] }, "f": null });
        let actual = json!({ "a": 1.0, "b": { "c.d": "y", "e": [1] }, "g": true });
        let found: Vec<_> = differences(&expected, &actual)
            .into_iter()
            .map(|it| (it.path, it.expected, it.actual))
            .collect();
        assert_eq!(
            found,
            [
                ("b[\"c.d\"]".to_owned(), Some(json!("x")), Some(json!("y"))),
                ("b.e[1]".to_owned(), Some(json!(2)), None),
                ("f".to_owned(), Some(json!(null)), None),
                ("g".to_owned(), None, Some(json!(true))),
            ]
        );
        assert!(differences(&json!([1, "a"]), &json!([1, "a"])).is_empty());
        assert_eq!(differences(&json!(1), &json!("1")).len(), 1);
    }

    #[test]
    fn a_part_may_be_anywhere() {
        let actual = json!({ "a": [{ "b": 1, "c": 2 }, { "b": 3 }], "d": "one two" });
        assert!(lacks(&json!({ "a": [{ "b": 3 }], "d": "two" }), &actual).is_empty());
        let found = lacks(&json!({ "a": [{ "b": 1, "c": 3 }], "e": 1 }), &actual);
        let paths: Vec<_> = found.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["a[0]", "e"]);
    }
}
