//! Matchers put into every selector of a query, as `prom-label-proxy` does it
//! when the query runs.
//!
//! Where a selector has a matcher on the same label already, it stays and ours
//! is added: both must hold. The proxy replaces it instead, which turns a query
//! about one namespace into one about another, and drops `!=`. Neither way shows
//! series that our matchers exclude.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use promql_parser::{
    label::{METRIC_NAME, MatchOp, Matcher},
    parser::VectorSelector,
};

use super::{
    Error, Names, Problem, Query, literal, normal::normal, parse, read, scan::Place, visit,
};

/// Adds `label="value"` for all of `labels` to every selector of a rule's query.
/// The rest of the text stays as it is; what is there already is not said twice.
///
/// # Errors
/// As for [`parse`]; a label without a name, or `__name__`.
pub fn inject(text: &str, labels: &BTreeMap<String, String>) -> Result<String, Error> {
    parse(text)?.inject(labels)
}

/// [`inject`] for a query of a dashboard. `numbers` names the variables that are
/// known to stand for numbers or durations.
///
/// # Errors
/// As for [`inject`] and [`super::parse_dashboard`]; a variable that may be a
/// number as well as a metric.
pub fn inject_dashboard(
    text: &str,
    labels: &BTreeMap<String, String>,
    numbers: &BTreeSet<String>,
) -> Result<String, Error> {
    let query = read(text, &mut Names::of_dashboard(numbers))?;
    match &query.ambiguous {
        Some(name) => Err(Error::nowhere(Problem::Variable(name.clone()))),
        None => query.inject(labels),
    }
}

impl Query {
    /// The text of the query with `label="value"` for all of `labels` in every
    /// selector.
    ///
    /// # Errors
    /// A label without a name, or `__name__`.
    pub fn inject(&self, labels: &BTreeMap<String, String>) -> Result<String, Error> {
        let bad = labels
            .keys()
            .find(|name| name.is_empty() || *name == METRIC_NAME);
        if let Some(name) = bad {
            return Err(Error::nowhere(Problem::Label(name.clone())));
        }
        let wanted: Vec<Matcher> = labels
            .iter()
            .map(|(name, value)| Matcher::new(MatchOp::Equal, name, value))
            .collect();

        let mut tree = self.tree.clone();
        let mut places = self.scan.selectors.iter();
        let mut edited = String::with_capacity(self.text.len() * 2);
        let mut copied = 0;
        let mut lost = false;
        visit::selectors_mut(&mut tree, &mut |selector| {
            let missing = add(selector, &wanted);
            let Some(place) = places.next() else {
                lost = true;
                return;
            };
            if missing.is_empty() {
                return;
            }
            let (offset, before, after) = match *place {
                Place::Bare(offset) => (offset, "{", "}"),
                Place::Empty(offset) => (offset, "", ""),
                Place::Last(offset) => (offset, ", ", ""),
                Place::Comma(offset) => (offset, " ", ""),
            };
            edited.push_str(&self.text[copied..offset]);
            copied = offset;
            write!(edited, "{before}{}{after}", missing.join(", "))
                .expect("a String takes any text");
        });
        edited.push_str(&self.text[copied..]);
        if lost || places.next().is_some() {
            return Err(Error::nowhere(Problem::Unfaithful));
        }
        self.confirm(&edited, &tree)?;
        Ok(edited)
    }

    /// Reads edited text back: it must mean what was wanted.
    pub(super) fn confirm(
        &self,
        edited: &str,
        wanted: &promql_parser::parser::Expr,
    ) -> Result<(), Error> {
        let unfaithful = |_| Error::nowhere(Problem::Unfaithful);
        let mut names = self.names.clone();
        let read = read(edited, &mut names).map_err(unfaithful)?;
        if normal(&read.tree) == normal(wanted) && read.scan.variables == self.scan.variables {
            Ok(())
        } else {
            Err(Error::nowhere(Problem::Unfaithful))
        }
    }
}

/// Adds what a selector does not have yet, and returns that as text.
fn add(selector: &mut VectorSelector, wanted: &[Matcher]) -> Vec<String> {
    let mut missing = Vec::new();
    for matcher in wanted {
        let matchers = &mut selector.matchers.matchers;
        if !matchers.contains(matcher) {
            matchers.push(matcher.clone());
            let name = if literal::is_label(&matcher.name) {
                matcher.name.clone()
            } else {
                literal::quote(&matcher.name)
            };
            missing.push(format!("{name}={}", literal::quote(&matcher.value)));
        }
    }
    missing
}
