//! What many queries read together, how far back they look, and windows that
//! are too short: for what makes monitoring cheap.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Val, WeakObjValue,
    function::{FuncVal, builtin},
};
use jrsonnet_gcmodule::Trace;
use serde_json::{Value, json};

use super::{
    Lookup, convert,
    queries::{Labels, Queries, fault, labels},
};
use crate::promql::{self, Panel, Query, Reads};

/// The functions by name, with fresh memories.
pub(super) fn all() -> [(&'static str, FuncVal); 7] {
    let known = Known::default();
    let all = |known: &Known| known.clone();
    [
        ("reads", builtin_reads { known: all(&known) }.into()),
        ("unread", builtin_unread { known: all(&known) }.into()),
        (
            "unreadBounds",
            builtin_unread_bounds { known: all(&known) }.into(),
        ),
        ("farther", builtin_farther { known: all(&known) }.into()),
        ("widened", builtin_widened { known: all(&known) }.into()),
        ("widenedDashboard", builtin_widened_dashboard {}.into()),
        ("shortest", builtin_shortest { known }.into()),
    ]
}

/// By identity of their dashboard: what many environments share is read once.
type Boards<T> = Rc<RefCell<Lookup<WeakObjValue, Rc<Vec<T>>>>>;

/// Rules, dashboards and labels of targets: the same ones are asked about many
/// times.
type Asked = (Vec<IStr>, Vec<WeakObjValue>, Vec<(String, String)>);

#[derive(Clone, Default, Trace)]
pub(super) struct Known {
    queries: Queries,
    #[trace(skip)]
    boards: Boards<Option<Query>>,
    #[trace(skip)]
    panels: Boards<Panel>,
    #[trace(skip)]
    reads: Rc<RefCell<Lookup<Asked, Rc<Reads>>>>,
}

impl Known {
    fn board(&self, board: &ObjValue) -> Result<Rc<Vec<Option<Query>>>> {
        remembered(&self.boards, board, promql::dashboard_queries)
    }

    fn panels(&self, board: &ObjValue) -> Result<Rc<Vec<Panel>>> {
        remembered(&self.panels, board, promql::panels)
    }

    /// What rules and dashboards read of targets whose series have `labels`.
    fn reads(&self, rules: Vec<IStr>, boards: &[ObjValue], labels: &Labels) -> Result<Rc<Reads>> {
        let identities = boards.iter().cloned().map(ObjValue::downgrade).collect();
        let labelled = labels.clone().into_iter().collect();
        let asked = (rules, identities, labelled);
        if let Some(known) = self.reads.borrow().get(&asked) {
            return Ok(known.clone());
        }
        let mut reads = Reads::default();
        for rule in &asked.0 {
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
        let reads = Rc::new(reads);
        self.reads.borrow_mut().insert(asked, reads.clone());
        Ok(reads)
    }
}

fn remembered<T>(
    memory: &Boards<T>,
    board: &ObjValue,
    read: impl FnOnce(&Value) -> Vec<T>,
) -> Result<Rc<Vec<T>>> {
    let key = ObjValue::downgrade(board.clone());
    if let Some(known) = memory.borrow().get(&key) {
        return Ok(known.clone());
    }
    let found = Rc::new(read(&convert::value(&Val::Obj(board.clone()))?));
    memory.borrow_mut().insert(key, found.clone());
    Ok(found)
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
    let reads = this.known.reads(rules, &boards, &labels)?;
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
    let reads = this.known.reads(rules, &boards, &labels)?;
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
    let reads = this.known.reads(rules, &boards, &labels)?;
    let spared = bounds
        .into_iter()
        .filter(|bound| reads.spares_bucket(&metric, bound));
    Ok(Val::arr(spared.map(Val::string).collect::<Vec<_>>()))
}

/// What looks farther back than `seconds`, by itself or through a series that
/// a rule records. `names` says of each of `queries` what it is, as `alert part
/// name` or `record part name`; `places` of each of `boards`, as `part file`. Gives
/// `{ found: [{ kind, part, name, dashboard, seconds }], queries }`.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_farther(
    this: &builtin_farther,
    seconds: f64,
    names: Vec<IStr>,
    queries: Vec<IStr>,
    places: Vec<IStr>,
    boards: Vec<ObjValue>,
) -> Result<Val> {
    let mut looks = Vec::new();
    for (name, text) in names.iter().zip(&queries) {
        if let Ok(query) = this.known.queries.read(text) {
            looks.push(Look::of(name, "", text, &query));
        }
    }
    for (place, board) in places.iter().zip(&boards) {
        let (part, file) = place.split_once(' ').unwrap_or((place, ""));
        for panel in this.known.panels(board)?.iter() {
            let name = format!("panel {part} {}", panel.title);
            let queries = panel.queries.iter();
            looks.extend(queries.map(|query| Look::of(&name, file, query.text(), query)));
        }
    }
    let needs = needs(&looks);
    let mut found: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut far = BTreeSet::new();
    for look in &looks {
        let need = look.need(&needs);
        if need > seconds {
            far.insert(look.query.clone());
            let place = (look.name.clone(), look.file.clone());
            let longest = found.entry(place).or_default();
            *longest = longest.max(need);
        }
    }
    let found: Vec<Value> = found
        .into_iter()
        .map(|((name, file), seconds)| {
            let mut words = name.splitn(3, ' ');
            let mut word = || words.next().unwrap_or_default();
            json!({ "kind": word(), "part": word(), "name": word(), "dashboard": file, "seconds": seconds })
        })
        .collect();
    convert::from_json(json!({ "found": found, "queries": far }))
}

/// How far one query looks, and through what.
struct Look {
    name: String,
    file: String,
    query: String,
    seconds: f64,
    reads: BTreeSet<String>,
}

impl Look {
    fn of(name: &str, file: &str, text: &str, query: &Query) -> Self {
        Self {
            name: name.to_owned(),
            file: file.to_owned(),
            query: text.to_owned(),
            seconds: query.lookback(),
            reads: query.metrics().names,
        }
    }

    /// What is recorded is there when it is asked for: the longer of both, not
    /// their sum, must be kept.
    fn need(&self, needs: &BTreeMap<String, f64>) -> f64 {
        let through = self.reads.iter().filter_map(|name| needs.get(name));
        through.copied().fold(self.seconds, f64::max)
    }
}

/// Seconds that each recorded series needs.
fn needs(looks: &[Look]) -> BTreeMap<String, f64> {
    let mut needs: BTreeMap<String, f64> = BTreeMap::new();
    loop {
        let mut next = needs.clone();
        for look in looks {
            let mut words = look.name.splitn(3, ' ');
            if words.next() == Some("record")
                && let Some(name) = words.nth(1)
            {
                let need = next.entry(name.to_owned()).or_default();
                *need = need.max(look.need(&needs));
            }
        }
        if next == needs {
            return needs;
        }
        needs = next;
    }
}

/// The shortest window in which the panels of a dashboard count, in seconds;
/// null where there is none.
#[builtin(fields(
    known: Known,
))]
pub(super) fn builtin_shortest(this: &builtin_shortest, dashboard: ObjValue) -> Result<Val> {
    let panels = this.known.panels(&dashboard)?;
    let windows = panels.iter().flat_map(|panel| &panel.queries);
    let windows = windows.flat_map(|query| query.windows().unwrap_or_default());
    let shortest = windows.map(|window| window.seconds).reduce(f64::min);
    shortest.map_or(Ok(Val::Null), |seconds| Ok(Val::try_num(seconds)?))
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
