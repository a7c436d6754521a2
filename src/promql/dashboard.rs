//! Matchers put into all queries of a dashboard of Grafana's (the JSON model,
//! not that of schema v2): panels, also in rows, variables, annotations.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde_json::Value;

use super::{
    Error, Injector, Names, Query, inject::injector_dashboard, lex, metrics_dashboard,
    parse_dashboard, read,
};

mod variable;

/// A query of a dashboard that cannot be scoped.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What kind of thing holds it: `panel`, `variable`, `annotation`.
    pub kind: &'static str,
    /// The thing's title or name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Why a query of a dashboard cannot be scoped.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The query itself.
    Query(Error),
    /// Its data source is of this type, and queries nothing like Prometheus.
    DataSource(String),
    /// The panel is in Grafana's library, not here.
    Library,
    /// It asks for the names of labels, which takes no matchers.
    LabelNames,
    /// Dashboards of schema v2 are not known.
    Schema,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} `{}`: ", self.kind, self.name)?;
        match &self.reason {
            Reason::Query(error) => error.fmt(out),
            Reason::DataSource(kind) => {
                write!(out, "matchers cannot be put into queries of `{kind}`")
            }
            Reason::Library => out.write_str("it lies in Grafana's library, not in the dashboard"),
            Reason::LabelNames => out.write_str("`label_names()` takes no matchers"),
            Reason::Schema => out.write_str("dashboards of schema v2 are not known"),
        }
    }
}

/// What was found out about the queries of dashboards: the same ones come again
/// and again, with other values of matchers.
#[derive(Debug, Default)]
pub struct Memory {
    injectors: BTreeMap<Key, Result<Injector, Error>>,
    metrics: BTreeMap<String, BTreeSet<String>>,
}

/// A query, the names of the labels, and the variables that are numbers.
type Key = (String, Vec<String>, BTreeSet<String>);

impl Memory {
    fn inject(
        &mut self,
        query: &str,
        labels: &BTreeMap<String, String>,
        numbers: &BTreeSet<String>,
    ) -> Result<String, Error> {
        let names: Vec<String> = labels.keys().cloned().collect();
        let key = (query.to_owned(), names, numbers.clone());
        let (_, names, _) = &key;
        if let Some(known) = self.injectors.get(&key) {
            return known
                .as_ref()
                .map_err(Clone::clone)
                .map(|injector| injector.inject(labels));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let injector = injector_dashboard(query, &names, numbers);
        let injected = injector
            .as_ref()
            .map_err(Clone::clone)
            .map(|injector| injector.inject(labels));
        self.injectors.insert(key, injector);
        injected
    }

    fn metrics(&mut self, query: &str) -> &BTreeSet<String> {
        self.metrics.entry(query.to_owned()).or_insert_with(|| {
            metrics_dashboard(query).map_or_else(|_| BTreeSet::new(), |metrics| metrics.names)
        })
    }
}

/// Puts `label="value"` for all of `labels` into every query of `dashboard`.
///
/// # Errors
/// Every query that cannot be scoped; the dashboard is half done then.
pub fn scope_dashboard(
    dashboard: &mut Value,
    labels: &BTreeMap<String, String>,
    memory: &mut Memory,
) -> Result<(), Vec<Fault>> {
    let mut scope = Scope {
        memory,
        labels,
        numbers: variable::numbers(dashboard),
        sources: sources(dashboard),
        faults: Vec::new(),
        seen: None,
    };
    scope.dashboard(dashboard);
    if scope.faults.is_empty() {
        Ok(())
    } else {
        Err(scope.faults)
    }
}

/// All queries of a dashboard: of panels, annotations, and the series of its
/// variables. What cannot be read, or is not in it, is `None`.
#[must_use]
pub fn dashboard_queries(dashboard: &Value) -> Vec<Option<Query>> {
    let mut dashboard = dashboard.clone();
    let mut scope = Scope {
        memory: &mut Memory::default(),
        labels: &BTreeMap::new(),
        numbers: variable::numbers(&mut dashboard),
        sources: sources(&mut dashboard),
        faults: Vec::new(),
        seen: Some(Vec::new()),
    };
    scope.dashboard(&mut dashboard);
    let elsewhere = |fault: &&Fault| matches!(fault.reason, Reason::Library | Reason::Schema);
    let elsewhere = scope.faults.iter().filter(elsewhere).count();
    let numbers = &scope.numbers;
    let seen = scope.seen.iter().flatten();
    seen.map(|query| read(query, &mut Names::of_dashboard(numbers)).ok())
        .chain(std::iter::repeat_n(None, elsewhere))
        .collect()
}

/// What a panel asks for.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Its title; `#` and its number where it has none.
    pub title: String,
    /// Its queries that can be read.
    pub queries: Vec<Query>,
}

/// The panels of a dashboard that have queries which can be read.
#[must_use]
pub fn panels(dashboard: &Value) -> Vec<Panel> {
    let mut found = Vec::new();
    gather_panels(dashboard, &mut found);
    found
}

fn gather_panels(holder: &Value, found: &mut Vec<Panel>) {
    let lists = ["rows", "panels"];
    let items = lists.iter().filter_map(|key| holder.get(key)?.as_array());
    for item in items.flatten() {
        let targets = item.get("targets").and_then(Value::as_array);
        let targets = targets.into_iter().flatten();
        let asks = |target: &&Value| {
            let source = target.get("datasource").or_else(|| item.get("datasource"));
            let kind = source.map_or("", |source| text(source, "type"));
            kind.is_empty() || kind.contains("prometheus")
        };
        let queries: Vec<Query> = targets
            .filter(asks)
            .filter_map(|target| parse_dashboard(text(target, "expr")).ok())
            .collect();
        if !queries.is_empty() {
            found.push(Panel {
                title: title(item),
                queries,
            });
        }
        gather_panels(item, found);
    }
}

/// A panel's title, or its number.
fn title(panel: &Value) -> String {
    match text(panel, "title") {
        "" => format!("#{}", panel.get("id").unwrap_or(&Value::Null)),
        title => title.to_owned(),
    }
}

/// The names of the metrics that the panels of a dashboard read; queries that
/// cannot be read have none.
#[must_use]
pub fn dashboard_metrics(dashboard: &Value, memory: &mut Memory) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    gather(dashboard, memory, &mut names);
    names
}

fn gather(holder: &Value, memory: &mut Memory, names: &mut BTreeSet<String>) {
    let lists = ["rows", "panels", "targets"];
    let items = lists.iter().filter_map(|key| holder.get(key)?.as_array());
    for item in items.flatten() {
        names.extend(memory.metrics(text(item, "expr")).iter().cloned());
        gather(item, memory, names);
    }
}

struct Scope<'a> {
    memory: &'a mut Memory,
    labels: &'a BTreeMap<String, String>,
    /// Variables that are numbers or durations.
    numbers: BTreeSet<String>,
    /// Variables that are data sources, with their type.
    sources: BTreeMap<String, String>,
    faults: Vec<Fault>,
    /// The queries, where they are to be gathered and not changed.
    seen: Option<Vec<String>>,
}

impl Scope<'_> {
    fn dashboard(&mut self, dashboard: &mut Value) {
        if dashboard.get("elements").is_some() {
            let name = text(dashboard, "title").to_owned();
            self.fault("dashboard", name, Reason::Schema);
        }
        for variable in items(dashboard, "/templating/list") {
            self.variable(variable);
        }
        for annotation in items(dashboard, "/annotations/list") {
            let name = text(annotation, "name").to_owned();
            self.target("annotation", &name, annotation, &Value::Null);
            let source = annotation.get("datasource").cloned().unwrap_or_default();
            if let Some(target) = annotation.get_mut("target") {
                self.target("annotation", &name, target, &source);
            }
        }
        for row in items(dashboard, "/rows") {
            self.panels(row);
        }
        self.panels(dashboard);
    }

    fn panels(&mut self, holder: &mut Value) {
        for panel in items(holder, "/panels") {
            let name = title(panel);
            if panel.get("libraryPanel").is_some_and(Value::is_object) {
                self.fault("panel", name.clone(), Reason::Library);
            }
            let source = panel.get("datasource").cloned().unwrap_or_default();
            for target in items(panel, "/targets") {
                self.target("panel", &name, target, &source);
            }
            self.panels(panel);
        }
    }

    /// Anything with `expr`, and maybe a data source that goes before `source`.
    fn target(&mut self, kind: &'static str, name: &str, target: &mut Value, source: &Value) {
        let own = target.get("datasource").filter(|own| !own.is_null());
        let source = self.source(own.unwrap_or(source));
        match source.as_str() {
            // Expressions over other queries, and Grafana's own things, have no
            // `expr`: where there is one, some other source may be meant.
            "__expr__" | "datasource" | "grafana" | "mixed" => {}
            source if source.contains("prometheus") => {}
            _ => return self.fault(kind, name.to_owned(), Reason::DataSource(source)),
        }
        let Some(Value::String(query)) = target.get_mut("expr") else {
            return;
        };
        match self.inject(query) {
            Ok(scoped) => *query = scoped,
            Err(error) => self.fault(kind, name.to_owned(), Reason::Query(error)),
        }
    }

    /// A query that is empty is not sent.
    fn inject(&mut self, query: &str) -> Result<String, Error> {
        if query.trim().is_empty() {
            return Ok(query.to_owned());
        }
        if let Some(seen) = &mut self.seen {
            seen.push(query.to_owned());
            return Ok(query.to_owned());
        }
        self.memory.inject(query, self.labels, &self.numbers)
    }

    /// The type of a data source. One by name alone counts as Prometheus.
    fn source(&self, source: &Value) -> String {
        let (kind, uid) = match source {
            Value::String(name) => ("", name.as_str()),
            source => (text(source, "type"), text(source, "uid")),
        };
        let variable = lex::variable(uid, 0).map(|end| variable::name(&uid[..end]));
        let known = variable.and_then(|name| self.sources.get(name));
        match (known, uid) {
            _ if !kind.is_empty() && !kind.starts_with('$') => kind.to_owned(),
            (Some(kind), _) => kind.clone(),
            (None, "-- Grafana --" | "-- Dashboard --" | "grafana") => "grafana".to_owned(),
            (None, "__expr__") => uid.to_owned(),
            (None, _) => "prometheus".to_owned(),
        }
    }

    fn fault(&mut self, kind: &'static str, name: String, reason: Reason) {
        self.faults.push(Fault { kind, name, reason });
    }
}

/// Variables and inputs that choose a data source, with its type.
fn sources(dashboard: &mut Value) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    for input in items(dashboard, "/__inputs") {
        if text(input, "type") == "datasource" {
            let name = text(input, "name").to_owned();
            sources.insert(name, text(input, "pluginId").to_owned());
        }
    }
    for variable in items(dashboard, "/templating/list") {
        if text(variable, "type") == "datasource" {
            let name = text(variable, "name").to_owned();
            sources.insert(name, text(variable, "query").to_owned());
        }
    }
    sources
}

fn items<'a>(value: &'a mut Value, pointer: &str) -> impl Iterator<Item = &'a mut Value> {
    let list = value.pointer_mut(pointer).and_then(Value::as_array_mut);
    list.into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
