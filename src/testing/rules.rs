//! The rules in a tree, whichever target made it.

use serde_json::{Map, Value, json};

use crate::{diff::Files, yaml};

/// Rule groups that stand together in one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The file.
    pub file: String,
    /// As Prometheus has them.
    pub groups: Vec<Value>,
}

/// An alert of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// The file that it stands in.
    pub file: String,
    /// The whole rule.
    pub rule: Map<String, Value>,
}

/// All rule groups of Prometheus: of `PrometheusRule`s and the like, of plain
/// rule files, of chart values, and of rule files in `ConfigMap`s. A file that
/// cannot be read as what its name says has none. Rules of Loki are no rules of
/// Prometheus.
#[must_use]
pub fn sources(files: &Files) -> Vec<Source> {
    let mut sources = Vec::new();
    for (path, bytes) in files {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let documents = match path.rsplit_once('.') {
            Some((_, "yaml" | "yml")) => yaml::parse(text).unwrap_or_default(),
            Some((_, "json")) => serde_json::from_str(text).into_iter().collect(),
            _ => continue,
        };
        for document in &documents {
            if is_of_loki(path, document) {
                continue;
            }
            let mut found = Vec::new();
            collect(document, &mut found);
            sources.extend(found.into_iter().map(|groups| Source {
                file: path.clone(),
                groups,
            }));
        }
    }
    sources
}

/// All alerts, in the order of files and groups.
#[must_use]
pub fn alerts(files: &Files) -> Vec<Alert> {
    let mut alerts = Vec::new();
    for Source { file, groups } in sources(files) {
        for group in groups {
            let rules = group["rules"].as_array().into_iter().flatten();
            for rule in rules.filter_map(Value::as_object) {
                if let Some(name) = rule.get("alert").and_then(Value::as_str) {
                    alerts.push(Alert {
                        name: name.to_owned(),
                        file: file.clone(),
                        rule: rule.clone(),
                    });
                }
            }
        }
    }
    alerts
}

/// A rule file as promtool reads it.
#[must_use]
pub fn rule_file(source: &Source) -> String {
    let mut groups = source.groups.clone();
    for group in groups.iter_mut().filter_map(Value::as_object_mut) {
        // Thanos' word, which Prometheus refuses.
        group.remove("partial_response_strategy");
    }
    // JSON is YAML.
    json!({ "groups": groups }).to_string()
}

/// Whether a document holds rules in `LogQL`: an object of Loki's operator, a
/// `ConfigMap` with the label that the sidecar of Loki's chart looks for, or a
/// file where Loki keeps those of a tenant.
fn is_of_loki(path: &str, document: &Value) -> bool {
    let kind = document["kind"].as_str().unwrap_or_default();
    let folders: Vec<&str> = path.split('/').rev().skip(1).collect();
    matches!(kind, "AlertingRule" | "RecordingRule")
        || document["metadata"]["labels"].get("loki_rule").is_some()
        || matches!(
            folders[..],
            ["fake", "rules", ..] | [_, "rules", "loki", ..]
        )
}

/// Lists of groups below a value.
fn collect(value: &Value, found: &mut Vec<Vec<Value>>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Array(groups) if name == "groups" && are_groups(groups) => {
                        found.push(groups.clone());
                    }
                    value => collect(value, found),
                }
            }
        }
        // A rule file in a ConfigMap.
        Value::String(text) if text.starts_with("groups:") || text.contains("\ngroups:") => {
            for document in yaml::parse(text).unwrap_or_default() {
                if document.is_object() {
                    collect(&document, found);
                }
            }
        }
        _ => {}
    }
}

fn are_groups(groups: &[Value]) -> bool {
    let is_group = |group: &Value| group["name"].is_string() && group["rules"].is_array();
    !groups.is_empty() && groups.iter().all(is_group)
}

#[cfg(test)]
mod tests {
    use super::{alerts, sources};
    use crate::diff::Files;

    #[test]
    fn rules_are_found_in_the_trees_of_all_targets() {
        let group = "groups: [{name: g, rules: [{alert: A, expr: up}]}]";
        let in_values = format!("prometheus: {{additional: {{x: {{{group}}}}}}}");
        let in_map = format!("kind: ConfigMap\ndata:\n  rules.yml: '{group}'");
        let table = [
            (
                "rule.yaml",
                format!("kind: PrometheusRule\nspec: {{{group}}}\n---\nkind: Other"),
            ),
            ("rules.yml", group.to_owned()),
            ("values.yaml", in_values),
            ("map.yaml", in_map),
            (
                "list.json",
                r#"{"items":[{"spec":{"groups":[{"name":"g","rules":[{"alert":"A"}]}]}}]}"#
                    .to_owned(),
            ),
        ];
        for (name, text) in table {
            let files = Files::from([(name.to_owned(), text.into_bytes())]);
            assert_eq!(sources(&files).len(), 1, "{name}");
            let alerts = alerts(&files);
            assert_eq!((alerts.len(), alerts[0].name.as_str()), (1, "A"), "{name}");
        }
        let others = ["groups: []", "groups: [a]", "groups: x", "[", "kind: Group"];
        for text in others {
            let files = Files::from([("a.yaml".to_owned(), text.as_bytes().to_vec())]);
            assert_eq!(sources(&files), [], "{text}");
        }
    }

    #[test]
    fn rules_of_loki_are_no_rules_of_prometheus() {
        let group = r#"groups: [{name: g, rules: [{alert: A, expr: 'rate({a="b"}[5m]) > 1'}]}]"#;
        let label = "kind: ConfigMap\nmetadata: {labels: {loki_rule: '1'}}\ndata:\n  a.yml: |\n";
        let table = [
            ("a.yaml", format!("kind: AlertingRule\nspec: {{{group}}}")),
            ("a.yaml", format!("kind: RecordingRule\nspec: {{{group}}}")),
            ("a.yaml", format!("{label}    {group}")),
            ("logs/rules/fake/a.yml", group.to_owned()),
            ("loki/rules/shop/a.yml", group.to_owned()),
        ];
        for (name, text) in table {
            let files = Files::from([(name.to_owned(), text.clone().into_bytes())]);
            assert_eq!(sources(&files), [], "{name}: {text}");
        }
        let files = Files::from([("loki/rules/a.yml".to_owned(), group.as_bytes().to_vec())]);
        assert_eq!(sources(&files).len(), 1);
    }
}
