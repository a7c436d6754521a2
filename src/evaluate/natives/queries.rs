//! `PromQL` for Jsonnet. The library turns faults into problems of its own, so
//! what can fail has a function beside it that says why, or null.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Val,
    function::{FuncVal, builtin},
};
use jrsonnet_gcmodule::Trace;
use serde_json::{Value, json};

use super::{convert, failure};
use crate::promql::{self, Injector, Query};

pub(super) type Labels = BTreeMap<String, String>;
type Fallible<T> = std::result::Result<T, promql::Error>;

/// The functions by name, with fresh memories.
pub(super) fn all() -> [(&'static str, FuncVal); 10] {
    let (queries, known) = (Queries::default(), Dashboards::default());
    [
        (
            "injectMatchers",
            builtin_inject_matchers {
                queries: queries.clone(),
            }
            .into(),
        ),
        (
            "queryProblem",
            builtin_query_problem {
                queries: queries.clone(),
            }
            .into(),
        ),
        (
            "metricsUsed",
            builtin_metrics_used {
                queries: queries.clone(),
            }
            .into(),
        ),
        ("unseen", builtin_unseen { queries }.into()),
        ("threshold", builtin_threshold {}.into()),
        ("thresholdProblem", builtin_threshold_problem {}.into()),
        ("withThreshold", builtin_with_threshold {}.into()),
        (
            "scopeDashboard",
            builtin_scope_dashboard {
                known: known.clone(),
            }
            .into(),
        ),
        (
            "dashboardProblems",
            builtin_dashboard_problems {
                known: known.clone(),
            }
            .into(),
        ),
        (
            "dashboardMetrics",
            builtin_dashboard_metrics { known }.into(),
        ),
    ]
}

type Read = BTreeMap<IStr, Fallible<Rc<Query>>>;

/// By the query and the names of the labels.
type Prepared = BTreeMap<(IStr, Vec<String>), Rc<Injector>>;

/// Queries read and prepared: alerts of a fleet differ in the values of the
/// matchers only.
#[derive(Clone, Default, Trace)]
pub(super) struct Queries {
    #[trace(skip)]
    read: Rc<RefCell<Read>>,
    #[trace(skip)]
    prepared: Rc<RefCell<Prepared>>,
}

impl Queries {
    /// A query of a rule.
    pub(super) fn read(&self, text: &IStr) -> Fallible<Rc<Query>> {
        if let Some(known) = self.read.borrow().get(text) {
            return known.clone();
        }
        let query = promql::parse(text).map(Rc::new);
        self.read.borrow_mut().insert(text.clone(), query.clone());
        query
    }

    fn inject(&self, text: &IStr, labels: &Labels) -> Fallible<String> {
        let names: Vec<&str> = labels.keys().map(String::as_str).collect();
        let key = (text.clone(), labels.keys().cloned().collect());
        if let Some(known) = self.prepared.borrow().get(&key) {
            return Ok(known.inject(labels));
        }
        let injector = Rc::new(self.read(text)?.injector(&names)?);
        let edited = injector.inject(labels);
        self.prepared.borrow_mut().insert(key, injector);
        Ok(edited)
    }
}

/// Matchers as an object of strings.
pub(super) fn labels(function: &str, labels: ObjValue) -> Result<Labels> {
    let Value::Object(fields) = convert::value(&Val::Obj(labels))? else {
        return Ok(Labels::new());
    };
    fields
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(value) => Ok((name, value)),
            value => Err(failure(format!(
                "`{function}`: the value of label `{name}` must be a string, got {value}"
            ))),
        })
        .collect()
}

/// A query in a message, on one line.
pub(super) fn fault(
    function: &str,
    query: &str,
    error: impl std::fmt::Display,
) -> jrsonnet_evaluator::Error {
    let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
    failure(format!("`{function}`: {error}, in `{query}`"))
}

/// `query` with the matchers `labels` in every selector.
#[builtin(fields(
    queries: Queries,
))]
pub(super) fn builtin_inject_matchers(
    this: &builtin_inject_matchers,
    query: IStr,
    labels: ObjValue,
) -> Result<String> {
    const NAME: &str = "injectMatchers";
    let labels = self::labels(NAME, labels)?;
    this.queries
        .inject(&query, &labels)
        .map_err(|error| fault(NAME, &query, error))
}

/// Why `query` is none that Prometheus takes in a rule, or null.
#[builtin(fields(
    queries: Queries,
))]
pub(super) fn builtin_query_problem(this: &builtin_query_problem, query: IStr) -> Val {
    match this.queries.read(&query) {
        Ok(_) => Val::Null,
        Err(error) => Val::string(error.to_string()),
    }
}

/// The metrics of a query: `{ names, patterns, unnamed }`.
#[builtin(fields(
    queries: Queries,
))]
pub(super) fn builtin_metrics_used(this: &builtin_metrics_used, query: IStr) -> Result<Val> {
    let read = this.queries.read(&query);
    let metrics = read
        .map_err(|error| fault("metricsUsed", &query, error))?
        .metrics();
    convert::from_json(json!({
        "names": metrics.names,
        "patterns": metrics.patterns,
        "unnamed": metrics.unnamed,
    }))
}

/// Metrics of selectors whose own matchers exclude all series with `labels`.
#[builtin(fields(
    queries: Queries,
))]
pub(super) fn builtin_unseen(this: &builtin_unseen, query: IStr, labels: ObjValue) -> Result<Val> {
    const NAME: &str = "unseen";
    let labels = self::labels(NAME, labels)?;
    let read = this.queries.read(&query);
    let query = read.map_err(|error| fault(NAME, &query, error))?;
    let names = query.unseen(&labels).into_iter().map(Val::string);
    Ok(Val::arr(names.collect::<Vec<_>>()))
}

/// The number that a query compares with, or null where there is no such.
#[builtin]
pub(super) fn builtin_threshold(query: IStr) -> Result<Val> {
    match promql::threshold(&query) {
        Ok(number) if number.is_finite() => Ok(Val::try_num(number)?),
        _ => Ok(Val::Null),
    }
}

/// Why a query has no threshold, or null.
#[builtin]
pub(super) fn builtin_threshold_problem(query: IStr) -> Val {
    match promql::threshold(&query) {
        Ok(_) => Val::Null,
        Err(error) => Val::string(error.to_string()),
    }
}

/// `query` with another threshold.
#[builtin]
pub(super) fn builtin_with_threshold(query: IStr, number: f64) -> Result<String> {
    promql::with_threshold(&query, number).map_err(|error| fault("withThreshold", &query, error))
}

/// The queries of dashboards.
#[derive(Clone, Default, Trace)]
pub(super) struct Dashboards(#[trace(skip)] Rc<RefCell<promql::Memory>>);

/// `dashboard` with the matchers `labels` in all its queries.
#[builtin(fields(
    known: Dashboards,
))]
pub(super) fn builtin_scope_dashboard(
    this: &builtin_scope_dashboard,
    dashboard: ObjValue,
    labels: ObjValue,
) -> Result<Val> {
    const NAME: &str = "scopeDashboard";
    let labels = self::labels(NAME, labels)?;
    let mut value = convert::value(&Val::Obj(dashboard))?;
    let scoped = promql::scope_dashboard(&mut value, &labels, &mut this.known.0.borrow_mut());
    scoped.map_err(|faults| {
        let title = value.get("title").and_then(Value::as_str);
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        failure(format!(
            "`{NAME}`: dashboard `{}`: {}",
            title.unwrap_or_default(),
            faults.join("; ")
        ))
    })?;
    convert::from_json(value)
}

/// The names of the metrics that the panels of a dashboard read.
#[builtin(fields(
    known: Dashboards,
))]
pub(super) fn builtin_dashboard_metrics(
    this: &builtin_dashboard_metrics,
    dashboard: ObjValue,
) -> Result<Val> {
    let value = convert::value(&Val::Obj(dashboard))?;
    let names = promql::dashboard_metrics(&value, &mut this.known.0.borrow_mut());
    let names = names.into_iter().map(Val::string);
    Ok(Val::arr(names.collect::<Vec<_>>()))
}

/// Why a dashboard takes no matchers on `labels`: an array of sentences.
#[builtin(fields(
    known: Dashboards,
))]
pub(super) fn builtin_dashboard_problems(
    this: &builtin_dashboard_problems,
    dashboard: ObjValue,
    labels: ObjValue,
) -> Result<Val> {
    let labels = self::labels("dashboardProblems", labels)?;
    let mut value = convert::value(&Val::Obj(dashboard))?;
    let scoped = promql::scope_dashboard(&mut value, &labels, &mut this.known.0.borrow_mut());
    let faults = scoped.err().unwrap_or_default();
    let sentences = faults.iter().map(|fault| Val::string(fault.to_string()));
    Ok(Val::arr(sentences.collect::<Vec<_>>()))
}
