//! What many queries read of one target, and which names or buckets none of
//! them reads: what may be dropped.

use std::collections::{BTreeMap, BTreeSet};

use promql_parser::{
    label::{METRIC_NAME, MatchOp, Matcher},
    parser::{Expr, VectorSelector},
};
use regex::Regex;

use super::{Query, visit};

/// The label that holds the upper bound of a bucket.
const BOUND: &str = "le";

/// What queries read. Where it is not sure that something is not read, it
/// counts as read.
#[derive(Debug, Clone, Default)]
pub struct Reads {
    /// Metrics by name, with the bounds of buckets that are asked for.
    names: BTreeMap<String, Bounds>,
    /// Regular expressions of names, as they are written; `${x}` where
    /// something is not known.
    patterns: BTreeSet<String>,
    /// Whether everything is read.
    all: bool,
}

/// The buckets of a histogram that are read.
#[derive(Debug, Clone, Default)]
struct Bounds {
    /// All, each for itself.
    all: bool,
    /// Those that meet all of some matchers.
    chosen: Vec<Vec<Matcher>>,
}

impl Reads {
    /// Adds what `query` reads of a target whose series have `labels`.
    /// Selectors with a matcher that excludes them read other targets.
    pub fn add(&mut self, query: &Query, labels: &BTreeMap<String, String>) {
        self.all |= query.ambiguous.is_some();
        self.node(&query.tree, false, query, labels);
    }

    /// Adds a query that cannot be read: it may read anything.
    pub fn add_unreadable(&mut self) {
        self.all = true;
    }

    /// The names that are read, without patterns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The patterns of names that are read, as they are written.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(String::as_str)
    }

    /// Whether something reads all series, or may.
    #[must_use]
    pub fn everything(&self) -> bool {
        self.all
    }

    /// Whether nothing reads a metric that the anchored regular expression
    /// `names` matches. One that cannot be compiled may match anything.
    #[must_use]
    pub fn spares(&self, names: &str) -> bool {
        let Some(wanted) = anchored(names) else {
            return false;
        };
        !self.all
            && !self.names.keys().any(|name| wanted.is_match(name))
            && !self
                .patterns
                .iter()
                .any(|pattern| may_meet(pattern, names, &wanted))
    }

    /// Whether nothing reads the bucket of `metric` with the upper bound
    /// `bound` for itself. A quantile reads all buckets together, and comes out
    /// coarser without one.
    #[must_use]
    pub fn spares_bucket(&self, metric: &str, bound: &str) -> bool {
        let patterned = || {
            self.patterns.iter().any(|pattern| {
                let exact = anchored(&regex::escape(metric));
                exact.is_none_or(|exact| may_meet(pattern, metric, &exact))
            })
        };
        if self.all || bound == "+Inf" || patterned() {
            return false;
        }
        let Some(bounds) = self.names.get(metric) else {
            return true;
        };
        // Programs write whole numbers with and without a fraction.
        let written = [bound.to_owned(), format!("{bound}.0")];
        let chosen = |matchers: &Vec<Matcher>| {
            written
                .iter()
                .any(|bound| matchers.iter().all(|matcher| matcher.is_match(bound)))
        };
        !bounds.all && !bounds.chosen.iter().any(chosen)
    }

    fn node(
        &mut self,
        node: &Expr,
        quantile: bool,
        query: &Query,
        labels: &BTreeMap<String, String>,
    ) {
        match node {
            Expr::VectorSelector(selector) => self.selector(selector, quantile, query, labels),
            Expr::MatrixSelector(range) => self.selector(&range.vs, quantile, query, labels),
            _ => {
                let inside = match node {
                    Expr::Call(call) => quantile || call.func.name == "histogram_quantile",
                    _ => quantile,
                };
                for child in visit::children(node) {
                    self.node(child, inside, query, labels);
                }
            }
        }
    }

    fn selector(
        &mut self,
        selector: &VectorSelector,
        quantile: bool,
        query: &Query,
        labels: &BTreeMap<String, String>,
    ) {
        let matchers = || selector.matchers.matchers.iter();
        let alternatives = selector.matchers.or_matchers.is_empty();
        let excludes = |matcher: &Matcher| {
            let known = labels.get(&matcher.name);
            let fixed = !query.restore(&matcher.value).contains("${");
            known.is_some_and(|value| fixed && !matcher.is_match(value))
        };
        if alternatives && matchers().any(excludes) {
            return;
        }
        let mut bounds: Vec<Matcher> = matchers()
            .filter(|matcher| matcher.name == BOUND)
            .cloned()
            .collect();
        let open = bounds
            .iter()
            .any(|matcher| query.restore(&matcher.value).contains("${"));
        if open || !alternatives {
            bounds.clear();
        }
        let mut found = false;
        let mut take = |name: String| {
            found = true;
            if name.contains("${") {
                self.patterns.insert(name);
                return;
            }
            let entry = self.names.entry(name).or_default();
            if !bounds.is_empty() {
                entry.chosen.push(bounds.clone());
            } else if open || !quantile {
                entry.all = true;
            }
        };
        if let Some(name) = &selector.name {
            take(query.restore(name));
        }
        let mut patterns = Vec::new();
        for matcher in selector.matchers.find_matchers(METRIC_NAME) {
            match matcher.op {
                MatchOp::Equal => take(query.restore(&matcher.value)),
                MatchOp::Re(_) => patterns.push(query.restore(&matcher.value)),
                MatchOp::NotEqual | MatchOp::NotRe(_) => {}
            }
        }
        found |= !patterns.is_empty();
        self.patterns.extend(patterns);
        self.all |= !found;
    }
}

/// As Prometheus reads the expression of a relabelling.
fn anchored(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("^(?s:{pattern})$")).ok()
}

/// Whether a name could match both a pattern of a query and `names`, compiled
/// as `wanted`.
fn may_meet(pattern: &str, names: &str, wanted: &Regex) -> bool {
    // A pattern that is a list of names is exact.
    let listed: Vec<&str> = pattern.split('|').collect();
    if listed.iter().all(|name| is_plain(name)) {
        return listed.iter().any(|name| wanted.is_match(name));
    }
    let exact = is_plain(names) && !pattern.contains("${");
    match anchored(pattern) {
        Some(pattern) if exact => pattern.is_match(names),
        _ => {
            let (a, b) = (beginning(pattern), beginning(names));
            a.starts_with(b) || b.starts_with(a)
        }
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_a_name)
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == ':'
}

/// What everything begins with that a pattern matches.
fn beginning(pattern: &str) -> &str {
    if pattern.contains('|') {
        return "";
    }
    let end = pattern
        .find(|c: char| !is_of_a_name(c))
        .unwrap_or(pattern.len());
    // What repeats may be absent.
    let optional = pattern[end..].starts_with(['?', '*', '{']);
    let end = if optional { end.saturating_sub(1) } else { end };
    &pattern[..end]
}
