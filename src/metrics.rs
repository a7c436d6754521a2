//! Which metrics a tree of files reads: those of its rules and dashboards,
//! wherever they lie in manifests, chart values or plain files.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{diff::Files, promql, yaml};

/// Texts within texts, at most: rules in a file in a `ConfigMap` in a
/// `List` are three.
const DEPTH: usize = 4;

/// The names of the metrics that the rules and dashboards of `files` read and
/// that none of their rules records, sorted. A file or query that cannot be
/// read has none.
#[must_use]
pub fn metrics_read(files: &Files) -> BTreeSet<String> {
    let mut found = Found::default();
    for (path, bytes) in files {
        if let Ok(text) = std::str::from_utf8(bytes) {
            found.text(path, text, 0);
        }
    }
    found.read.difference(&found.recorded).cloned().collect()
}

#[derive(Default)]
struct Found {
    read: BTreeSet<String>,
    recorded: BTreeSet<String>,
    memory: promql::Memory,
}

impl Found {
    /// A file, or what looks like one inside another: a value whose key has the
    /// extension of one.
    fn text(&mut self, name: &str, text: &str, depth: usize) {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if depth > DEPTH {
            return;
        }
        match extension {
            "json" => {
                if let Ok(value) = serde_json::from_str::<Value>(text) {
                    self.value(&value, depth);
                }
            }
            "yaml" | "yml" => {
                for value in yaml::parse(text).unwrap_or_default() {
                    self.value(&value, depth);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.value(item, depth)),
            Value::Object(fields) => {
                let is_dashboard = ["panels", "rows"]
                    .iter()
                    .any(|key| fields.get(*key).is_some_and(Value::is_array));
                if is_dashboard {
                    let read = promql::dashboard_metrics(value, &mut self.memory);
                    self.read.extend(read);
                    return;
                }
                let is_rule = fields.contains_key("alert") || fields.contains_key("record");
                if let (true, Some(Value::String(expr))) = (is_rule, fields.get("expr")) {
                    let read = promql::metrics(expr).unwrap_or_default();
                    self.read.extend(read.names);
                    if let Some(Value::String(name)) = fields.get("record") {
                        self.recorded.insert(name.clone());
                    }
                    return;
                }
                for (key, value) in fields {
                    match value {
                        Value::String(text) => {
                            // GrafanaDashboard has its dashboard in `json`.
                            let name = if key == "json" { ".json" } else { key };
                            self.text(name, text, depth + 1);
                        }
                        value => self.value(value, depth),
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::metrics_read;
    use crate::diff::Files;

    fn read(files: &[(&str, &str)]) -> Vec<String> {
        let files: Files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        metrics_read(&files).into_iter().collect()
    }

    #[test]
    fn of_rules_in_manifests_without_what_they_record() {
        let rules = "kind: PrometheusRule\nspec:\n  groups:\n  - name: a\n    rules:\n    \
                     - record: a:b\n      expr: sum(rate(b_total[5m]))\n    \
                     - alert: A\n      expr: a:b > 1 and up == 0\n";
        assert_eq!(read(&[("rule.yaml", rules)]), ["b_total", "up"]);
    }

    #[test]
    fn of_dashboards_inside_others() {
        let board = r#"{"panels":[{"targets":[{"expr":"rate(c_total[$__rate_interval])"}]}]}"#;
        let map = format!("kind: ConfigMap\ndata:\n  c.json: '{board}'\n  note.txt: sum(d)\n");
        let items = format!("kind: List\nitems:\n- {}", map.replace('\n', "\n  "));
        assert_eq!(read(&[("a.yaml", &items)]), ["c_total"]);
        let custom = format!("kind: GrafanaDashboard\nspec:\n  json: '{board}'\n");
        assert_eq!(read(&[("a.yaml", &custom)]), ["c_total"]);
        assert_eq!(
            read(&[("a.json", board), ("broken.yaml", "a: [")]),
            ["c_total"]
        );
    }
}
