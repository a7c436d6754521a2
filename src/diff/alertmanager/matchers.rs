//! Matchers of Alertmanager, in the three ways that they are written.

use std::{collections::BTreeMap, fmt};

use regex::{Regex, RegexBuilder};
use serde_json::Value;

/// Bytes that a compiled regular expression may take.
const COMPILED: usize = 1 << 16;

/// Labels of an alert.
pub(super) type Labels = BTreeMap<String, String>;

/// Matchers that must all hold, sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Matchers(Vec<Matcher>);

#[derive(Clone, Debug)]
struct Matcher {
    name: String,
    operator: &'static str,
    value: String,
    /// Of `=~` and `!~`, where the value is a sound expression.
    regex: Option<Regex>,
}

impl Matcher {
    fn new(name: &str, operator: &str, value: &str) -> Self {
        let operator = ["=~", "!~", "!=", "="]
            .into_iter()
            .find(|known| *known == operator)
            .unwrap_or("=");
        let regex = operator.ends_with('~').then(|| {
            let mut builder = RegexBuilder::new(&format!("^(?:{value})$"));
            builder.size_limit(COMPILED).dfa_size_limit(COMPILED);
            builder.build().ok()
        });
        Self {
            name: name.trim().to_owned(),
            operator,
            value: value.to_owned(),
            regex: regex.flatten(),
        }
    }

    /// `a="b"`, `a=~b`, or `a!=b`.
    fn parse(text: &str) -> Option<Self> {
        let at = text.find(['=', '!'])?;
        let (name, rest) = text.split_at(at);
        let operator = ["=~", "!~", "!=", "="]
            .into_iter()
            .find(|known| rest.starts_with(known))?;
        let value = rest[operator.len()..].trim();
        let value = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'))
            .unwrap_or(value);
        let name = name.trim().trim_matches('"');
        Some(Self::new(name, operator, &value.replace("\\\"", "\"")))
    }

    fn holds(&self, labels: &Labels) -> bool {
        let value = labels.get(&self.name).map_or("", String::as_str);
        let matches = || {
            self.regex
                .as_ref()
                .is_some_and(|regex| regex.is_match(value))
        };
        match self.operator {
            "=" => value == self.value,
            "!=" => value != self.value,
            "=~" => matches(),
            _ => !matches(),
        }
    }

    /// Values that make it hold.
    fn examples(&self) -> Vec<String> {
        match self.operator {
            "=" => vec![self.value.clone()],
            "=~" => {
                let plain =
                    |text: &&str| !text.contains(['.', '*', '+', '?', '[', '(', '\\', '^', '$']);
                let inner = self.value.trim_start_matches('^').trim_end_matches('$');
                let inner = inner
                    .strip_prefix('(')
                    .and_then(|it| it.strip_suffix(')'))
                    .unwrap_or(inner);
                let mut values: Vec<String> = inner
                    .split('|')
                    .filter(plain)
                    .take(8)
                    .map(str::to_owned)
                    .collect();
                if values.is_empty() {
                    let bare: String = inner
                        .chars()
                        .filter(|c| c.is_alphanumeric() || *c == '-')
                        .collect();
                    values = vec![bare, "x".to_owned()];
                }
                values.retain(|value| {
                    self.regex
                        .as_ref()
                        .is_some_and(|regex| regex.is_match(value))
                });
                values
            }
            _ if self.holds(&Labels::new()) => vec![String::new()],
            _ => vec!["x".to_owned()],
        }
    }

    fn key(&self) -> (&str, &str, &str) {
        (&self.name, self.operator, &self.value)
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}\"{}\"", self.name, self.operator, self.value)
    }
}

impl Matchers {
    /// Those of a route: `matchers`, `match` and `match_re`.
    pub(super) fn of_route(route: &Value) -> Self {
        Self::of(&route["matchers"], &route["match"], &route["match_re"])
    }

    /// Those of an inhibition rule, of its `source` or its `target`.
    pub(super) fn of_inhibition(rule: &Value, end: &str) -> Self {
        let field = |name: String| rule.get(name.as_str()).unwrap_or(&Value::Null);
        let list = match field(format!("{end}_matchers")) {
            Value::Null => field(format!("{end}Match")),
            list => list,
        };
        Self::of(
            list,
            field(format!("{end}_match")),
            field(format!("{end}_match_re")),
        )
    }

    fn of(list: &Value, equal: &Value, like: &Value) -> Self {
        let mut matchers = Vec::new();
        for item in list.as_array().into_iter().flatten() {
            match item {
                Value::String(text) => {
                    let text = text.trim().trim_start_matches('{').trim_end_matches('}');
                    matchers.extend(parts(text).filter_map(Matcher::parse));
                }
                item => {
                    let text = |name: &str| item[name].as_str().unwrap_or_default();
                    let operator = match (text("matchType"), item["regex"].as_bool()) {
                        ("", Some(true)) => "=~",
                        ("", _) => "=",
                        (operator, _) => operator,
                    };
                    matchers.push(Matcher::new(text("name"), operator, text("value")));
                }
            }
        }
        for (map, operator) in [(equal, "="), (like, "=~")] {
            for (name, value) in map.as_object().into_iter().flatten() {
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                matchers.push(Matcher::new(name, operator, &value));
            }
        }
        matchers.sort_by(|a, b| a.key().cmp(&b.key()));
        matchers.dedup_by(|a, b| a.key() == b.key());
        Self(matchers)
    }

    pub(super) fn hold(&self, labels: &Labels) -> bool {
        self.0.iter().all(|matcher| matcher.holds(labels))
    }

    /// Sets of labels that begin with `labels` and match.
    pub(super) fn examples(&self, labels: &[Labels], most: usize) -> Vec<Labels> {
        let mut all = labels.to_vec();
        for matcher in &self.0 {
            let values = matcher.examples();
            all = all
                .iter()
                .flat_map(|labels| {
                    // What is there stays: it matches, or nothing does.
                    let values = match labels.get(&matcher.name) {
                        Some(_) => Vec::new(),
                        None => values.clone(),
                    };
                    let with = |value: String| {
                        let mut labels = labels.clone();
                        if !value.is_empty() {
                            labels.insert(matcher.name.clone(), value);
                        }
                        labels
                    };
                    let own = values.is_empty().then(|| labels.clone());
                    own.into_iter()
                        .chain(values.into_iter().map(with))
                        .collect::<Vec<_>>()
                })
                .take(most)
                .collect();
        }
        all.retain(|labels| self.hold(labels));
        all
    }
}

/// The pieces of a list of matchers, which commas outside of quotes part.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    text.split(move |c| {
        let quote = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        quoted ^= quote;
        c == ',' && !quoted
    })
    .filter(|part| !part.trim().is_empty())
}

impl fmt::Display for Matchers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, matcher) in self.0.iter().enumerate() {
            let gap = if at == 0 { "" } else { ", " };
            write!(f, "{gap}{matcher}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Labels, Matchers};

    #[test]
    fn the_ways_of_writing_are_one() {
        let expected = r#"severity="critical", team=~"a|b""#;
        for route in [
            json!({ "matchers": ["team =~ \"a|b\"", "severity=critical"] }),
            json!({ "matchers": ["{severity=\"critical\", team=~\"a|b\"}"] }),
            json!({ "match": { "severity": "critical" }, "match_re": { "team": "a|b" } }),
            json!({ "matchers": [
                { "name": "team", "value": "a|b", "matchType": "=~" },
                { "name": "severity", "value": "critical" },
            ]}),
        ] {
            assert_eq!(Matchers::of_route(&route).to_string(), expected);
        }
    }

    #[test]
    fn examples_match() {
        for text in [
            "a=b",
            "a!=b",
            "a=~\"x|y\"",
            "a!~\"x.*\"",
            "a=~\"kube-.*\"",
            "a=~\".+\"",
        ] {
            let matchers = Matchers::of_route(&json!({ "matchers": [text] }));
            let examples = matchers.examples(&[Labels::new()], 10);
            assert!(!examples.is_empty(), "{text}");
            assert!(examples.iter().all(|labels| matchers.hold(labels)));
        }
    }
}
