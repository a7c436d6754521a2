//! `PromQL`: what a query reads, what it compares with, and edits in its text.
//!
//! A query is read twice: `lex` and `scan` find the places that can be edited
//! and give errors their position; the crate `promql-parser` says what the query
//! means. An edit changes only the places concerned, and the parser confirms
//! that the new text means what was wanted, or there is an error.
//!
//! Dashboards write variables of Grafana's into queries. What reads dashboards
//! has an own entrance ([`parse_dashboard`], [`inject_dashboard`], [`same`]);
//! in rules a `$` outside of strings is an error.

mod dashboard;
mod difference;
mod error;
mod inject;
mod lex;
mod literal;
mod metrics;
mod normal;
mod reach;
mod reads;
mod scan;
#[cfg(test)]
mod tests;
mod threshold;
mod variables;
mod visit;

use std::collections::{BTreeMap, BTreeSet};

use promql_parser::parser::{self, Expr};

pub use dashboard::{
    Fault, Memory, Panel, Reason, dashboard_metrics, dashboard_queries, panels, scope_dashboard,
};
pub use difference::{Change, Span, difference};
pub use error::{Error, Problem};
pub use inject::{Injector, inject, inject_dashboard};
pub use metrics::{Metrics, metrics, metrics_dashboard};
pub use normal::same;
pub use reach::Window;
pub use reads::Reads;
pub use threshold::{threshold, with_threshold};

use scan::Scan;
use variables::{Names, Role};

/// Roles of variables that are tried before a query is given up.
const ATTEMPTS: usize = 64;

/// A query that Prometheus would accept.
#[derive(Debug, Clone)]
pub struct Query {
    text: String,
    scan: Scan,
    tree: Expr,
    /// The first variable that may be a number as well as a metric.
    ambiguous: Option<String>,
    /// What the stand-ins of variables stand for.
    names: Names,
}

impl Query {
    /// The query as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A name with its variables, written `${x}`.
    fn restore(&self, name: &str) -> String {
        self.names.restore(name)
    }
}

/// Reads a query of a rule.
///
/// # Errors
/// Whatever Prometheus refuses; also experimental syntax that the parser does
/// not know: arithmetic in durations, `smoothed`, `anchored`.
pub fn parse(text: &str) -> Result<Query, Error> {
    read(text, &mut Names::default())
}

/// Reads a query of a dashboard, where variables may stand for numbers,
/// durations, names, functions, strings and whole matchers.
///
/// # Errors
/// As for [`parse`], and a query that no reading of its variables makes sound.
pub fn parse_dashboard(text: &str) -> Result<Query, Error> {
    read(text, &mut Names::of_dashboard(&BTreeSet::new()))
}

fn read(text: &str, names: &mut Names) -> Result<Query, Error> {
    let tokens = lex::tokens(text, names.are_in_use())?;
    if tokens.is_empty() {
        return Err(Error::at(text, 0, Problem::Empty));
    }
    let first = scan::scan(text, &tokens, names, &BTreeMap::new())?;
    let mut fault = None;
    let mut sound: Vec<(BTreeMap<String, Role>, Scan, Expr)> = Vec::new();
    for roles in combinations(&first.open) {
        let scan = scan::scan(text, &tokens, names, &roles);
        match scan.and_then(|scan| tree(text, &scan).map(|tree| (scan, tree))) {
            Ok((scan, tree)) => sound.push((roles, scan, tree)),
            Err(error) => {
                fault.get_or_insert(error);
            }
        }
    }
    let roles: Vec<_> = sound.iter().map(|(roles, ..)| roles.clone()).collect();
    let Some((first, scan, tree)) = sound.into_iter().next() else {
        return Err(fault.expect("there is one attempt at least, and it failed"));
    };
    let ambiguous = first.iter().find(|(name, role)| {
        let others = |role| roles.iter().any(|roles| roles.get(*name) == Some(&role));
        matches!(role, Role::Number | Role::Metric) && others(Role::Number) && others(Role::Metric)
    });
    let ambiguous = ambiguous.map(|(name, _)| name.clone());
    Ok(Query {
        text: text.to_owned(),
        scan,
        tree,
        ambiguous,
        names: names.clone(),
    })
}

/// What the variables of a query may stand for, all together.
fn combinations(open: &BTreeMap<String, &'static [Role]>) -> Vec<BTreeMap<String, Role>> {
    let mut all = vec![BTreeMap::new()];
    for (name, roles) in open {
        let longer = all.iter().flat_map(|chosen| {
            roles.iter().map(|role| {
                let mut chosen = chosen.clone();
                chosen.insert(name.clone(), *role);
                chosen
            })
        });
        all = longer.take(ATTEMPTS).collect();
    }
    all
}

fn tree(text: &str, scan: &Scan) -> Result<Expr, Error> {
    parser::parse(&scan.plain).map_err(|words| {
        // The parser tells no place: it is that of the smallest part that
        // fails, too.
        let mut groups: Vec<_> = scan.groups.iter().collect();
        groups.sort_by_key(|(range, _)| range.len());
        let fault = groups
            .into_iter()
            .find(|(range, _)| parser::parse(&scan.plain[range.clone()]).is_err());
        let words = match words.as_str() {
            "invalid promql query" => "this is no PromQL".to_owned(),
            _ => words,
        };
        let offset = fault.map_or(0, |(_, offset)| *offset);
        Error::at(text, offset, Problem::Meaning(words))
    })
}
