//! Variables of a dashboard: their queries, in Grafana's own little language.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Reason, Scope, items, text};
use crate::promql::literal;

impl Scope<'_> {
    pub(super) fn variable(&mut self, variable: &mut Value) {
        if text(variable, "type") != "query" {
            return;
        }
        let name = text(variable, "name").to_owned();
        let source = self.source(variable.get("datasource").unwrap_or(&Value::Null));
        if !source.contains("prometheus") {
            return self.fault("variable", name, Reason::DataSource(source));
        }
        // What Grafana asks, and the copy that it shows in lists.
        for pointer in ["/query", "/query/query", "/definition"] {
            let Some(Value::String(query)) = variable.pointer_mut(pointer) else {
                continue;
            };
            match self.question(query) {
                Ok(scoped) => *query = scoped,
                Err(reason) if pointer == "/definition" => drop(reason),
                Err(reason) => self.fault("variable", name.clone(), reason),
            }
        }
    }

    /// A variable's query with the matchers in it.
    fn question(&mut self, query: &str) -> Result<String, Reason> {
        let trimmed = query.trim();
        let call = |name: &str| {
            let inside = trimmed.strip_prefix(name)?.strip_prefix('(')?;
            inside.strip_suffix(')')
        };
        if let Some(inside) = call("label_values") {
            // The label is what follows the last comma outside of braces.
            let (series, label) = match inside.rfind(',') {
                Some(comma) if !inside[comma..].contains(['}', '"', ')']) => {
                    (&inside[..comma], inside[comma + 1..].trim())
                }
                _ => ("", inside.trim()),
            };
            let series = if series.trim().is_empty() {
                self.selector("")
            } else {
                self.inject(series).map_err(Reason::Query)?
            };
            return Ok(format!("label_values({series}, {label})"));
        }
        if let Some(pattern) = call("metrics") {
            // Grafana filters all names by itself; asked so, Prometheus does.
            let pattern = format!(".*(?:{}).*", pattern.trim());
            let name = format!("__name__=~{}", literal::quote(&pattern));
            if let Some(seen) = &mut self.seen {
                seen.push(format!("{{{name}}}"));
            }
            return Ok(format!("label_values({}, __name__)", self.selector(&name)));
        }
        if let Some(inside) = call("query_result") {
            let scoped = self.inject(inside).map_err(Reason::Query)?;
            return Ok(format!("query_result({scoped})"));
        }
        if call("label_names").is_some() {
            return Err(Reason::LabelNames);
        }
        self.inject(query).map_err(Reason::Query)
    }

    /// A selector of nothing but `first` and the matchers.
    fn selector(&self, first: &str) -> String {
        let own = self.labels.iter();
        let own = own.map(|(name, value)| literal::matcher(name, value));
        let first = Some(first.to_owned()).filter(|first| !first.is_empty());
        let all: Vec<String> = first.into_iter().chain(own).collect();
        format!("{{{}}}", all.join(", "))
    }
}

/// The name in `$x`, `${x:format}` or `[[x]]`.
pub(super) fn name(variable: &str) -> &str {
    let inner = variable.trim_matches(['$', '{', '}', '[', ']']);
    inner.split([':', '.']).next().unwrap_or(inner)
}

/// Variables that can only be numbers or durations.
pub(super) fn numbers(dashboard: &mut Value) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    for variable in items(dashboard, "/templating/list") {
        let values = text(variable, "query");
        let known = match text(variable, "type") {
            "interval" => true,
            "custom" | "constant" | "textbox" => {
                !values.is_empty()
                    && values.split(',').all(|value| {
                        // `shown : value`
                        is_number(value.rsplit(" : ").next().unwrap_or(value).trim())
                    })
            }
            _ => false,
        };
        if known {
            numbers.insert(text(variable, "name").to_owned());
        }
    }
    numbers
}

fn is_number(value: &str) -> bool {
    literal::number(value).is_some() || literal::duration(value).is_some()
}
