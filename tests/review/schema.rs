//! As much of JSON Schema as `docs/diff.schema.json` uses.

use serde_json::Value;

/// What of a value is not as its schema says, with the path of each.
pub fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    for (word, rule) in schema.as_object().expect("a schema is an object") {
        let fits = match word.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|name| name.strip_prefix('#'));
                let target = name.and_then(|name| root.pointer(name));
                check(
                    root,
                    target.expect("the reference leads somewhere"),
                    value,
                    path,
                    found,
                );
                true
            }
            "type" => match rule.as_str().expect("a type is a word") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_u64() || value.is_i64(),
                other => panic!("{other} is no type that is checked here"),
            },
            "const" => value == rule,
            "enum" => rule.as_array().is_some_and(|all| all.contains(value)),
            "minimum" => value.as_i64() >= rule.as_i64(),
            "minLength" => value.as_str().map(|text| text.len() as u64) >= rule.as_u64(),
            "minItems" => value.as_array().map(|items| items.len() as u64) >= rule.as_u64(),
            "required" => {
                let names = rule.as_array().expect("a list of names").iter();
                names
                    .filter_map(Value::as_str)
                    .all(|name| value.get(name).is_some())
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}[{at}]"), found);
                }
                true
            }
            "properties" | "additionalProperties" => {
                let known = schema.get("properties").unwrap_or(&Value::Null);
                let mut fits = true;
                for (name, inner) in value.as_object().into_iter().flatten() {
                    let below = format!("{path}.{name}");
                    match (word.as_str(), known.get(name)) {
                        ("properties", Some(rule)) => check(root, rule, inner, &below, found),
                        ("additionalProperties", None) if rule == false => fits = false,
                        ("additionalProperties", None) => check(root, rule, inner, &below, found),
                        _ => {}
                    }
                }
                fits
            }
            "$schema" | "$defs" | "title" | "description" => true,
            other => panic!("{other} is no word that is checked here"),
        };
        if !fits {
            found.push(format!("{path}: {word}"));
        }
    }
}
