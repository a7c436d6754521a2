//! A first draft of an alert's rule tests: one in which it fires, and one in
//! which it is silent. The series are guessed from the query; a person corrects
//! them.

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt::Write as _, sync::LazyLock};

use promql_parser::{
    label::{METRIC_NAME, MatchOp, Matcher},
    parser::{self, BinaryExpr, Expr, LabelModifier, VectorSelector},
};
use regex::{Captures, Regex};
use serde_json::{Map, Value};

use crate::promql;

/// A series that a query reads.
#[derive(Clone, Debug, PartialEq)]
struct Series {
    name: String,
    labels: BTreeMap<String, String>,
    /// Values in the notation of promtool; none where it must be absent.
    fires: Option<String>,
    silent: Option<String>,
}

/// What is around a selector.
#[derive(Clone, Debug, Default)]
struct Around {
    /// Labels that a grouping or a matching needs.
    labels: Vec<String>,
    /// It is a counter that grows.
    grows: bool,
    /// The alert fires where it is absent.
    absent: bool,
    /// Values with which a comparison holds, and does not.
    values: Option<(f64, f64)>,
}

/// Minutes that the series last before the alert's `for`.
const LEAD: u64 = 60;

/// The file of tests for the alerts of one name, of which `rules` is every
/// rule. `environment` is one that has them.
///
/// # Errors
/// A query that is no `PromQL`.
pub fn scaffold(
    name: &str,
    rules: &[Map<String, Value>],
    environment: &str,
) -> Result<String, promql::Error> {
    let mut text = format!(
        "# {name}: one test in which it fires and one in which it is silent, a draft.\n# The series are guessed from the query: correct labels and values, then run\n# `mixgen test`.\n\nrule_files:\n  - {}\n\nevaluation_interval: 1m\n\ntests:\n",
        quoted(environment)
    );
    for (index, rule) in rules.iter().enumerate() {
        let expr = rule.get("expr").and_then(Value::as_str).unwrap_or_default();
        let series = series(expr)?;
        let wait = minutes(rule.get("for").and_then(Value::as_str).unwrap_or("0s"));
        let steps = wait + LEAD;
        // Promtool's complaints are told apart by the names of tests.
        let number = match rules.len() {
            1 => String::new(),
            _ => format!(" {}", index + 1),
        };
        for line in expr.lines() {
            let _ = writeln!(text, "  # {}", line.trim_end());
        }
        for fires in [true, false] {
            let what = if fires { "fires" } else { "is silent" };
            let _ = writeln!(
                text,
                "  - name: {}",
                quoted(&format!("{name}{number} {what}"))
            );
            text.push_str("    interval: 1m\n    input_series:\n");
            let before = text.len();
            for series in &series {
                let values = if fires { &series.fires } else { &series.silent };
                if let Some(values) = values {
                    let _ = writeln!(
                        text,
                        "      - series: {}\n        values: '{values}x{steps}'",
                        quoted(&shown(series))
                    );
                }
            }
            if text.len() == before {
                text.truncate(before - 1);
                text.push_str(" []\n");
            }
            let _ = writeln!(
                text,
                "    alert_rule_test:\n      - eval_time: {steps}m\n        alertname: {name}"
            );
            if fires {
                text.push_str("        exp_alerts:\n          - exp_labels:\n");
                let labels = expected_labels(rule, expr, &series);
                for (key, value) in &labels {
                    let _ = writeln!(text, "              {key}: {}", quoted(value));
                }
                let annotations = texts(rule, "annotations");
                if !annotations.is_empty() {
                    text.push_str("            exp_annotations:\n");
                }
                for (key, value) in annotations {
                    let value = filled(&value, &labels);
                    let _ = writeln!(text, "              {key}: {}", quoted(&value));
                }
            } else {
                text.push_str("        exp_alerts: []\n");
            }
        }
    }
    Ok(text)
}

/// The series that a query reads, each once.
fn series(expr: &str) -> Result<Vec<Series>, promql::Error> {
    // It refuses what is too deep for the walk below.
    promql::parse(expr)?;
    let tree = parser::parse(expr).ok();
    let mut found: Vec<Series> = Vec::new();
    if let Some(tree) = &tree {
        walk(tree, &Around::default(), &mut found);
    }
    let mut once: Vec<Series> = Vec::new();
    for series in found {
        match once
            .iter_mut()
            .find(|other| other.name == series.name && other.labels == series.labels)
        {
            // What must be there for one part and absent for another is there.
            Some(other) => other.fires = other.fires.take().or(series.fires),
            None => once.push(series),
        }
    }
    Ok(once)
}

fn walk(node: &Expr, around: &Around, found: &mut Vec<Series>) {
    match node {
        Expr::VectorSelector(selector) => found.push(selected(selector, around)),
        Expr::MatrixSelector(range) => found.push(selected(&range.vs, around)),
        Expr::Paren(paren) => walk(&paren.expr, around, found),
        Expr::Unary(unary) => walk(&unary.expr, around, found),
        Expr::Subquery(subquery) => walk(&subquery.expr, around, found),
        Expr::Aggregate(aggregate) => {
            walk(
                &aggregate.expr,
                &with_labels(around, aggregate.modifier.as_ref()),
                found,
            );
        }
        Expr::Call(call) => {
            let grows = [
                "rate", "irate", "increase", "delta", "deriv", "changes", "resets",
            ];
            let around = Around {
                grows: around.grows || grows.contains(&call.func.name),
                absent: around.absent != call.func.name.starts_with("absent"),
                ..around.clone()
            };
            call.args
                .args
                .iter()
                .for_each(|argument| walk(argument, &around, found));
        }
        Expr::Binary(binary) => operands(binary, around, found),
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::Extension(_) => {}
    }
}

fn operands(binary: &BinaryExpr, around: &Around, found: &mut Vec<Series>) {
    let matching = binary
        .modifier
        .as_ref()
        .and_then(|modifier| modifier.matching.as_ref());
    let around = with_labels(around, matching);
    let operator = binary.op.to_string();
    let compares = binary.op.is_comparison_operator();
    let against = |side: &Expr, turned: bool| {
        let number = number(side).filter(|_| compares)?;
        Some(holds(&operator, number, turned))
    };
    let is_set = matches!(operator.as_str(), "and" | "or" | "unless");
    let left = Around {
        values: against(&binary.rhs, false).or(around.values.filter(|_| is_set)),
        ..around.clone()
    };
    let right = Around {
        values: against(&binary.lhs, true).or(around.values.filter(|_| is_set)),
        absent: around.absent != (operator == "unless"),
        ..around
    };
    walk(&binary.lhs, &left, found);
    walk(&binary.rhs, &right, found);
}

/// A value with which `value <operator> number` holds, and one with which it
/// does not; `turned` where the number stands first.
fn holds(operator: &str, number: f64, turned: bool) -> (f64, f64) {
    let step = if number.abs() < 1.0 && number != 0.0 {
        number.abs() / 2.0
    } else {
        1.0
    };
    match (operator, turned) {
        (">", false) | ("<", true) | ("!=", _) => (number + step, number),
        ("<", false) | (">", true) => (number - step, number),
        (">=", false) | ("<=", true) => (number, number - step),
        ("<=", false) | (">=", true) => (number, number + step),
        // Most of what is compared so is 0 or 1.
        _ if number == 0.0 => (number, 1.0),
        _ => (number, 0.0),
    }
}

fn number(node: &Expr) -> Option<f64> {
    match node {
        Expr::NumberLiteral(literal) => Some(literal.val),
        Expr::Paren(paren) => number(&paren.expr),
        Expr::Unary(unary) => number(&unary.expr).map(|value| -value),
        _ => None,
    }
}

fn with_labels(around: &Around, modifier: Option<&LabelModifier>) -> Around {
    let mut around = around.clone();
    if let Some(LabelModifier::Include(labels)) = modifier {
        around.labels.extend(labels.labels.iter().cloned());
    }
    around
}

fn selected(selector: &VectorSelector, around: &Around) -> Series {
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    for label in &around.labels {
        labels.insert(label.clone(), "a".to_owned());
    }
    for matcher in &selector.matchers.matchers {
        match value(matcher) {
            Some(value) if !value.is_empty() => labels.insert(matcher.name.clone(), value),
            // An empty matcher wants the label away.
            Some(_) => labels.remove(&matcher.name),
            None => None,
        };
    }
    let name = selector.name.clone().or_else(|| labels.remove(METRIC_NAME));
    labels.remove(METRIC_NAME);
    let (holds, fails) = around.values.unwrap_or((1.0, 0.0));
    let values = |value: f64| {
        if around.grows {
            // By minutes, without the tail that a fraction leaves.
            let each = (value * 60.0 * 1000.0).round().max(0.0) / 1000.0;
            format!("0+{each}")
        } else {
            value.to_string()
        }
    };
    Series {
        name: name.unwrap_or_else(|| "some_metric".to_owned()),
        labels,
        fires: (!around.absent).then(|| values(holds)),
        silent: Some(values(fails)),
    }
}

/// A value that a matcher lets pass; none where nearly any will do.
fn value(matcher: &Matcher) -> Option<String> {
    match &matcher.op {
        MatchOp::Equal => Some(matcher.value.clone()),
        MatchOp::NotEqual if matcher.value.is_empty() => Some("a".to_owned()),
        MatchOp::NotEqual | MatchOp::NotRe(_) => None,
        MatchOp::Re(regex) => {
            // Of `a|b`, `(a|b).*`: the first word, if that passes.
            let word: String = matcher
                .value
                .trim_start_matches(['(', '^', '?', ':'])
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | ':'))
                .collect();
            let candidates = [word, "a".to_owned(), "500".to_owned(), "1".to_owned()];
            let passes = |candidate: &&String| {
                regex
                    .find(candidate)
                    .is_some_and(|found| found.len() == candidate.len())
            };
            candidates.iter().find(passes).cloned()
        }
    }
}

fn shown(series: &Series) -> String {
    if series.labels.is_empty() {
        return series.name.clone();
    }
    let labels: Vec<String> = series
        .labels
        .iter()
        .map(|(name, value)| format!("{name}={}", Value::from(value.as_str())))
        .collect();
    format!("{}{{{}}}", series.name, labels.join(", "))
}

/// A template with the labels in it put in: `{{ $labels.a }}`, and the first
/// that there is of `{{ or $labels.a $labels.b }}`.
fn filled(template: &str, labels: &BTreeMap<String, String>) -> String {
    static LABELS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\{\{-?\s*(or\s+)?(\$labels\.\w+(?:\s+\$labels\.\w+)*)\s*-?\}\}")
            .expect("it is valid")
    });
    let value = |found: &Captures<'_>| {
        let names: Vec<&str> = found[2].split_whitespace().collect();
        let mut there = names
            .iter()
            .filter_map(|name| labels.get(name.strip_prefix("$labels.")?));
        match (there.next(), found.get(1), names.len()) {
            (Some(value), None, 1) | (Some(value), Some(_), _) => value.clone(),
            // None of them has a value.
            (None, Some(_), _) => String::new(),
            _ => found[0].to_owned(),
        }
    };
    LABELS.replace_all(template, value).into_owned()
}

/// The labels that a query's result has at most, where its outermost operation
/// says so.
fn kept(node: &Expr) -> Option<Vec<String>> {
    match node {
        Expr::Paren(paren) => kept(&paren.expr),
        Expr::Binary(binary) => kept(&binary.lhs),
        Expr::Aggregate(aggregate) => match &aggregate.modifier {
            Some(LabelModifier::Include(labels)) => Some(labels.labels.clone()),
            Some(LabelModifier::Exclude(_)) => None,
            None => Some(Vec::new()),
        },
        _ => None,
    }
}

/// The labels of the rule, and those of its series that all of them have.
fn expected_labels(
    rule: &Map<String, Value>,
    expr: &str,
    series: &[Series],
) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let mut there = series.iter().filter(|series| series.fires.is_some());
    if let Some(first) = there.next() {
        let others: Vec<&Series> = there.collect();
        for (name, value) in &first.labels {
            if others
                .iter()
                .all(|other| other.labels.get(name) == Some(value))
            {
                labels.insert(name.clone(), value.clone());
            }
        }
    }
    if let Some(kept) = parser::parse(expr).ok().as_ref().and_then(kept) {
        labels.retain(|name, _| kept.contains(name));
    }
    labels.extend(texts(rule, "labels"));
    labels
}

fn texts(rule: &Map<String, Value>, field: &str) -> BTreeMap<String, String> {
    let fields = rule.get(field).and_then(Value::as_object);
    fields
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// Minutes of a duration such as `1h30m`, rounded up.
fn minutes(text: &str) -> u64 {
    let mut seconds = 0_u64;
    let mut number = 0_u64;
    let mut units = text.chars().peekable();
    while let Some(c) = units.next() {
        if let Some(digit) = c.to_digit(10) {
            number = number.saturating_mul(10).saturating_add(u64::from(digit));
            continue;
        }
        let unit = match (c, units.peek()) {
            ('m', Some('s')) => {
                units.next();
                0
            }
            ('m', _) => 60,
            ('h', _) => 3600,
            ('d', _) => 86_400,
            ('w', _) => 604_800,
            ('y', _) => 31_536_000,
            _ => 1,
        };
        seconds = seconds.saturating_add(number.saturating_mul(unit));
        number = 0;
    }
    seconds.div_ceil(60)
}

/// A scalar in single quotes; in double quotes where it has more than one
/// line; as it is where it is a name.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(plain)
        && !words.contains(&text.to_ascii_lowercase().as_str());
    if is_name {
        return text.to_owned();
    }
    if text.chars().any(char::is_control) {
        return Value::from(text).to_string();
    }
    format!("'{}'", text.replace('\'', "''"))
}
