//! What many queries read together, how far back they look, and windows that
//! are too short: for what makes monitoring cheap.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Val, WeakObjValue,
    function::{FuncVal, builtin},
};
use jrsonnet_gcmodule::{Cc, Trace};
use serde_json::json;

use super::{
    Lookup, convert,
    queries::{Labels, Queries, fault, labels},
};
use crate::promql::{self, Query, Reads};

/// The functions by name, with fresh memories.
pub(super) fn all() -> [(&'static str, FuncVal); 8] {
    let known = Known::default();
    let all = |known: &Known| known.clone();
    [
        ("reads", builtin_reads { known: all(&known) }.into()),
        ("unread", builtin_unread { known: all(&known) }.into()),
        (
            "unreadBounds",
            builtin_unread_bounds { known: all(&known) }.into(),
        ),
        ("lookback", builtin_lookback { known: all(&known) }.into()),
        (
            "lookbackDashboard",
            builtin_lookback_dashboard { known: all(&known) }.into(),
        ),
        ("widened", builtin_widened { known: all(&known) }.into()),
        ("widenedDashboard", builtin_widened_dashboard {}.into()),
        ("panels", builtin_panels { known }.into()),
    ]
}

/// Queries by identity of their dashboard: what many environments share is
/// read once.
type Boards = Lookup<WeakObjValue, Rc<Vec<Option<Query>>>>;

/// Panels by identity of their dashboard.
type Panels = Lookup<WeakObjValue, Val>;

/// How far back queries of dashboards look, and what they read.
type Looks = BTreeMap<IStr, (f64, Vec<String>)>;

#[derive(Clone, Default, Trace)]
pub(super) struct Known {
    queries: Queries,
    #[trace(skip)]
    boards: Rc<RefCell<Boards>>,
    panels: Cc<RefCell<Panels>>,
    #[trace(skip)]
    looks: Rc<RefCell<Looks>>,
}

impl Known {
    fn board(&self, board: &ObjValue) -> Result<Rc<Vec<Option<Query>>>> {
        let key = ObjValue::downgrade(board.clone());
        if let Some(known) = self.boards.borrow().get(&key) {
            return Ok(known.clone());
        }
        let value = convert::value(&Val::Obj(board.clone()))?;
        let queries = Rc::new(promql::dashboard_queries(&value));
        self.boards.borrow_mut().insert(key, queries.clone());
        Ok(queries)
    }

    /// What rules and dashboards read of targets whose series have `labels`.
    fn reads(&self, rules: &[IStr], boards: &[ObjValue], labels: &Labels) -> Result<Reads> {
        let mut reads = Reads::default();
        for rule in rules {
            match self.queries.read(rule) {
                Ok(query) => reads.add(&query, labels),
                Err(_) => reads.add_unreadable(),
            }
        }
        for board in boards {
            for query in self.board(board)?.iter() {
                match query {
                    Some(query) => reads.add(query, labels),
                    None => reads.add_unreadable(),
                }
            }
        }
        Ok(reads)
    }
}

/// `{ names, patterns, everything }` that queries of `rules` and the dashboards
/// `boards` read of targets whose series have `target` as labels.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_reads(
    this: &builtin_reads,
    rules: Vec<IStr>,
    boards: Vec<ObjValue>,
    target: ObjValue,
) -> Result<Val> {
    let labels = labels("reads", target)?;
    let reads = this.known.reads(&rules, &boards, &labels)?;
    convert::from_json(json!({
        "names": reads.names().collect::<Vec<_>>(),
        "patterns": reads.patterns().collect::<Vec<_>>(),
        "everything": reads.everything(),
    }))
}

/// Those of the anchored expressions `names` that match nothing that is read.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_unread(
    this: &builtin_unread,
    rules: Vec<IStr>,
    boards: Vec<ObjValue>,
    target: ObjValue,
    names: Vec<IStr>,
) -> Result<Val> {
    let labels = labels("unread", target)?;
    let reads = this.known.reads(&rules, &boards, &labels)?;
    let spared = names.into_iter().filter(|names| reads.spares(names));
    Ok(Val::arr(spared.map(Val::string).collect::<Vec<_>>()))
}

/// Those of the upper `bounds` of the buckets of `metric` that nothing asks
/// for by themselves.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_unread_bounds(
    this: &builtin_unread_bounds,
    rules: Vec<IStr>,
    boards: Vec<ObjValue>,
    target: ObjValue,
    metric: IStr,
    bounds: Vec<IStr>,
) -> Result<Val> {
    let labels = labels("unreadBounds", target)?;
    let reads = this.known.reads(&rules, &boards, &labels)?;
    let spared = bounds
        .into_iter()
        .filter(|bound| reads.spares_bucket(&metric, bound));
    Ok(Val::arr(spared.map(Val::string).collect::<Vec<_>>()))
}

/// `{ seconds, names }`: how far back a query of a rule looks, and what it
/// reads. One that cannot be read looks nowhere.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_lookback(this: &builtin_lookback, query: IStr) -> Result<Val> {
    let (seconds, names) = this
        .known
        .queries
        .read(&query)
        .map_or_else(|_| (0.0, Vec::new()), |query| looked(&query));
    convert::from_json(json!({ "seconds": seconds, "names": names }))
}

/// The same for a query of a dashboard.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_lookback_dashboard(
    this: &builtin_lookback_dashboard,
    query: IStr,
) -> Result<Val> {
    let mut looks = this.known.looks.borrow_mut();
    let (seconds, names) = looks.entry(query.clone()).or_insert_with(|| {
        promql::parse_dashboard(&query).map_or_else(|_| (0.0, Vec::new()), |query| looked(&query))
    });
    convert::from_json(json!({ "seconds": seconds, "names": names }))
}

fn looked(query: &Query) -> (f64, Vec<String>) {
    (
        query.lookback(),
        query.metrics().names.into_iter().collect(),
    )
}

/// `[{ panel, seconds, names }]`: how far back each panel of a dashboard looks,
/// and what it reads.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_panels(this: &builtin_panels, dashboard: ObjValue) -> Result<Val> {
    let key = ObjValue::downgrade(dashboard.clone());
    if let Some(known) = this.known.panels.borrow().get(&key) {
        return Ok(known.clone());
    }
    let value = convert::value(&Val::Obj(dashboard))?;
    let panels: Vec<_> = promql::panels(&value)
        .into_iter()
        .map(|panel| json!({ "panel": panel.title, "seconds": panel.lookback, "names": panel.names }))
        .collect();
    let panels = convert::from_json(panels.into())?;
    this.known.panels.borrow_mut().insert(key, panels.clone());
    Ok(panels)
}

/// A query of a rule whose windows are at least `seconds` long where functions
/// count in them. One that cannot be read stays as it is.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_widened(this: &builtin_widened, query: IStr, seconds: f64) -> Result<IStr> {
    match this.known.queries.read(&query) {
        Ok(read) => widened("widened", &read, &query, seconds),
        Err(_) => Ok(query),
    }
}

/// The same for a query of a dashboard.
#[builtin]
pub(super) fn builtin_widened_dashboard(query: IStr, seconds: f64) -> Result<IStr> {
    match promql::parse_dashboard(&query) {
        Ok(read) => widened("widenedDashboard", &read, &query, seconds),
        Err(_) => Ok(query),
    }
}

fn widened(function: &str, read: &Query, query: &IStr, seconds: f64) -> Result<IStr> {
    let text = read.widened(seconds);
    text.map(IStr::from)
        .map_err(|error| fault(function, query, error))
}
