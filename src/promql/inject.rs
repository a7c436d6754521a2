//! Matchers put into every selector of a query, as `prom-label-proxy` does it
//! when the query runs.
//!
//! Where a selector has a matcher on the same label already, it stays and ours
//! is added: both must hold. The proxy replaces it instead, which turns a query
//! about one namespace into one about another, and drops `!=`. Neither way shows
//! series that our matchers exclude.

use std::collections::{BTreeMap, BTreeSet};

use promql_parser::label::{METRIC_NAME, MatchOp, Matcher};

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
    let names: Vec<&str> = labels.keys().map(String::as_str).collect();
    Ok(injector_dashboard(text, &names, numbers)?.inject(labels))
}

/// [`Query::injector`] of a query of a dashboard.
pub(super) fn injector_dashboard(
    text: &str,
    names: &[&str],
    numbers: &BTreeSet<String>,
) -> Result<Injector, Error> {
    let query = read(text, &mut Names::of_dashboard(numbers))?;
    match &query.ambiguous {
        Some(name) => Err(Error::nowhere(Problem::Variable(name.clone()))),
        None => query.injector(names),
    }
}

impl Query {
    /// The text of the query with `label="value"` for all of `labels` in every
    /// selector.
    ///
    /// # Errors
    /// A label without a name, or `__name__`.
    pub fn inject(&self, labels: &BTreeMap<String, String>) -> Result<String, Error> {
        let names: Vec<&str> = labels.keys().map(String::as_str).collect();
        Ok(self.injector(&names)?.inject(labels))
    }

    /// Prepares a query for matchers on labels of these names.
    ///
    /// # Errors
    /// A label without a name, or `__name__`.
    pub fn injector(&self, names: &[&str]) -> Result<Injector, Error> {
        let bad = names
            .iter()
            .find(|name| name.is_empty() || **name == METRIC_NAME);
        if let Some(name) = bad {
            return Err(Error::nowhere(Problem::Label((*name).to_owned())));
        }
        let mut tree = self.tree.clone();
        let mut present = Vec::new();
        let probe: Vec<Matcher> = names
            .iter()
            .map(|name| Matcher::new(MatchOp::Equal, name, PROBE))
            .collect();
        visit::selectors_mut(&mut tree, &mut |selector| {
            let equal = selector.matchers.matchers.iter();
            let equal = equal.filter(|matcher| matcher.op == MatchOp::Equal);
            let pairs = equal.map(|matcher| (matcher.name.clone(), matcher.value.clone()));
            present.push(
                pairs
                    .filter(|(name, _)| names.contains(&name.as_str()))
                    .collect(),
            );
            selector.matchers.matchers.extend(probe.iter().cloned());
        });
        if present.len() != self.scan.selectors.len() {
            return Err(Error::nowhere(Problem::Unfaithful));
        }
        let injector = Injector {
            text: self.text.clone(),
            selectors: self.scan.selectors.iter().copied().zip(present).collect(),
        };
        let values = names
            .iter()
            .map(|name| ((*name).to_owned(), PROBE.to_owned()));
        self.confirm(&injector.inject(&values.collect()), &tree)?;
        Ok(injector)
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

/// A value that no query has.
const PROBE: &str = "\u{fdd0}mixgen";

/// A query whose edit the parser has confirmed: another value of a matcher is
/// another string between the same quotes.
#[derive(Debug, Clone)]
pub struct Injector {
    text: String,
    /// Each with the matchers `=` that it has on the labels in question.
    selectors: Vec<(Place, BTreeSet<(String, String)>)>,
}

impl Injector {
    /// The query with these matchers, whose labels are those that were prepared.
    #[must_use]
    pub fn inject(&self, labels: &BTreeMap<String, String>) -> String {
        let mut edited = String::with_capacity(self.text.len() * 2);
        let mut copied = 0;
        for (place, present) in &self.selectors {
            let missing: Vec<String> = labels
                .iter()
                .filter(|(name, value)| !present.contains(&((*name).clone(), (*value).clone())))
                .map(|(name, value)| literal::matcher(name, value))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let (offset, before, after) = match *place {
                Place::Bare(offset) => (offset, "{", "}"),
                Place::Empty(offset) => (offset, "", ""),
                Place::Last(offset) => (offset, ", ", ""),
                Place::Comma(offset) => (offset, " ", ""),
            };
            edited.push_str(&self.text[copied..offset]);
            copied = offset;
            for piece in [before, &missing.join(", "), after] {
                edited.push_str(piece);
            }
        }
        edited.push_str(&self.text[copied..]);
        edited
    }
}
