//! Which metrics a query reads.

use std::collections::{BTreeMap, BTreeSet};

use promql_parser::{
    label::{METRIC_NAME, MatchOp, Matcher},
    parser::{Expr, VectorSelector},
};

use super::{Error, Query, parse, parse_dashboard, visit};

/// The metrics of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metrics {
    /// Names, also those given as `{__name__="x"}` or `{"x"}`.
    pub names: BTreeSet<String>,
    /// Regular expressions of names (`{__name__=~"x.*"}`), as they are written.
    pub patterns: BTreeSet<String>,
    /// Whether some selector says no name at all, or only what it is not.
    pub unnamed: bool,
}

/// The metrics of a rule's query.
///
/// # Errors
/// As for [`parse`].
pub fn metrics(text: &str) -> Result<Metrics, Error> {
    parse(text).map(|query| query.metrics())
}

/// The metrics of a dashboard's query; names made with variables are patterns.
///
/// # Errors
/// As for [`parse_dashboard`].
pub fn metrics_dashboard(text: &str) -> Result<Metrics, Error> {
    parse_dashboard(text).map(|query| query.metrics())
}

impl Query {
    /// The selectors that match no series with these labels, because of their
    /// own matchers: names of metrics, or `{…}` where there is none.
    #[must_use]
    pub fn unseen(&self, labels: &BTreeMap<String, String>) -> Vec<String> {
        let mut unseen = Vec::new();
        visit::nodes(&self.tree, &mut |node| {
            let selector = match node {
                Expr::VectorSelector(selector) => selector,
                Expr::MatrixSelector(range) => &range.vs,
                _ => return,
            };
            let excludes = |matcher: &Matcher| {
                let value = labels.get(&matcher.name);
                value.is_some_and(|value| !matcher.is_match(value))
            };
            if selector.matchers.matchers.iter().any(excludes) {
                unseen.push(selector.name.clone().unwrap_or_else(|| "{…}".to_owned()));
            }
        });
        unseen
    }

    /// The metrics that the query reads.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        visit::nodes(&self.tree, &mut |node| match node {
            Expr::VectorSelector(selector) => metrics.add(selector, self),
            Expr::MatrixSelector(range) => metrics.add(&range.vs, self),
            _ => {}
        });
        metrics
    }
}

impl Metrics {
    fn add(&mut self, selector: &VectorSelector, query: &Query) {
        let mut found = false;
        if let Some(name) = &selector.name {
            self.name(query.restore(name));
            found = true;
        }
        for matcher in selector.matchers.find_matchers(METRIC_NAME) {
            match matcher.op {
                MatchOp::Equal => self.name(query.restore(&matcher.value)),
                MatchOp::Re(_) => {
                    self.patterns.insert(query.restore(&matcher.value));
                }
                MatchOp::NotEqual | MatchOp::NotRe(_) => continue,
            }
            found = true;
        }
        self.unnamed |= !found;
    }

    fn name(&mut self, name: String) {
        let kept = if name.contains("${") {
            &mut self.patterns
        } else {
            &mut self.names
        };
        kept.insert(name);
    }
}
