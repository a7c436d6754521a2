//! The rules of the usual linter of dashboards, written anew, and exceptions.

use std::{cell::RefCell, collections::BTreeMap, collections::BTreeSet, fmt, fs};

use promql_parser::{
    label::MatchOp,
    parser::{self, Expr, VectorSelector},
};
use serde_json::Value;

use super::shipped::{Board, Panel, Query, root, text};

/// Panels whose queries the linter reads.
const ASKING: [&str; 5] = ["gauge", "stat", "state-timeline", "table", "timeseries"];

/// Durations that the linter's variables stand for, and that nobody writes.
const RATE_INTERVAL: &str = "8869990s";

/// Something that a rule does not allow.
pub struct Finding {
    rule: &'static str,
    dashboard: String,
    panel: Option<String>,
    target: Option<usize>,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: dashboard `{}`", self.rule, self.dashboard)?;
        if let Some(panel) = &self.panel {
            write!(out, ", panel `{panel}`")?;
        }
        if let Some(target) = self.target {
            write!(out, ", query {target}")?;
        }
        write!(out, ": {}", self.what)
    }
}

/// What is wrong with a dashboard.
pub fn findings(board: &Board) -> Vec<Finding> {
    let mut found = Found {
        board,
        all: Vec::new(),
    };
    found.templates();
    if board.json["editable"] != false {
        found.add(
            "uneditable-dashboard",
            None,
            None,
            "it is not `editable: false`",
        );
    }
    for panel in &board.panels {
        let kind = text(panel.json, "type");
        if kind != "row" && kind != "text" {
            found.panel(panel, kind);
        }
    }
    found.all
}

struct Found<'a> {
    board: &'a Board,
    all: Vec<Finding>,
}

impl Found<'_> {
    fn add(
        &mut self,
        rule: &'static str,
        panel: Option<&Panel>,
        target: Option<usize>,
        what: impl Into<String>,
    ) {
        self.all.push(Finding {
            rule,
            dashboard: text(&self.board.json, "title").to_owned(),
            panel: panel.map(|panel| panel.title().to_owned()),
            target,
            what: what.into(),
        });
    }

    fn templates(&mut self) {
        let board = self.board;
        let sources: Vec<&Value> = board
            .variables()
            .filter(|it| it["type"] == "datasource")
            .collect();
        if sources.is_empty() {
            self.add(
                "template-datasource-rule",
                None,
                None,
                "no variable of a data source",
            );
        }
        for source in &sources {
            let kind = text(source, "query");
            let named = text(source, "name") == format!("{kind}_datasource")
                || (sources.len() == 1 || kind == "prometheus")
                    && text(source, "name") == "datasource";
            if !named {
                self.add(
                    "template-datasource-rule",
                    None,
                    None,
                    format!("`{}` asks {kind}", text(source, "name")),
                );
            }
        }
        for (name, label, rule) in [
            ("job", "Job", "template-job-rule"),
            ("instance", "Instance", "template-instance-rule"),
        ] {
            match board.variables().find(|it| text(it, "name") == name) {
                None => self.add(rule, None, None, format!("no variable `{name}`")),
                Some(variable) => {
                    let right = variable["multi"] == true
                        && variable["allValue"] == ".+"
                        && variable["label"] == label
                        && variable["type"] == "query"
                        && is_variable(text(&variable["datasource"], "uid"));
                    if !right {
                        self.add(rule, None, None, format!("`{name}` is not as it should be"));
                    }
                }
            }
        }
        for variable in board.variables().filter(|it| it["type"] == "query") {
            let name = text(variable, "name");
            if variable["refresh"] != 2 {
                self.add(
                    "template-on-time-change-reload-rule",
                    None,
                    None,
                    format!("`{name}`"),
                );
            }
        }
        for (name, series) in board.variable_queries() {
            if let Err(error) = parser::parse(&expand(&series)) {
                self.add(
                    "template-label-promql-rule",
                    None,
                    None,
                    format!("`{name}`: {error}"),
                );
            }
        }
    }

    fn panel(&mut self, panel: &Panel, kind: &str) {
        let json = panel.json;
        if !is_variable(text(&json["datasource"], "uid")) {
            self.add(
                "panel-datasource-rule",
                Some(panel),
                None,
                text(&json["datasource"], "uid"),
            );
        }
        if panel.title().is_empty() || text(json, "description").is_empty() {
            self.add(
                "panel-title-description-rule",
                Some(panel),
                None,
                "one is empty",
            );
        }
        let unit = text(&json["fieldConfig"]["defaults"], "unit");
        if matches!(kind, "stat" | "gauge" | "timeseries" | "table") && unit.is_empty() {
            self.add("panel-units-rule", Some(panel), None, "no unit");
        }
        if panel.queries().next().is_none() {
            self.add(
                "panel-no-targets-rule",
                Some(panel),
                None,
                "it asks nothing",
            );
        }
        for query in panel.queries() {
            match query.source {
                "prometheus" => self.promql(panel, kind, &query),
                "loki" => self.logql(panel, &query),
                _ => {}
            }
        }
    }

    fn promql(&mut self, panel: &Panel, kind: &str, query: &Query) {
        let at = Some(query.index);
        let tree = match parser::parse(&expand(query.text)) {
            Ok(tree) => tree,
            Err(error) => return self.add("target-promql-rule", Some(panel), at, error),
        };
        let mut facts = Facts::default();
        facts.look(&tree, None);
        if ASKING.contains(&kind) && facts.fixed_rates {
            self.add("target-rate-interval-rule", Some(panel), at, query.text);
        }
        for counter in &facts.bare_counters {
            self.add("target-counter-agg-rule", Some(panel), at, counter);
        }
        for (label, rule) in [
            ("job", "target-job-rule"),
            ("instance", "target-instance-rule"),
        ] {
            // That the variable is not there is told once, by another rule.
            if self.board.variables().all(|it| text(it, "name") != label) {
                continue;
            }
            if !facts
                .selectors
                .iter()
                .all(|selector| has_matcher(selector, label))
            {
                self.add(rule, Some(panel), at, query.text);
            }
        }
    }

    /// As much of `LogQL` as can be told without its parser; dashboard-linter in
    /// tests/real/dashboards has it.
    fn logql(&mut self, panel: &Panel, query: &Query) {
        let at = Some(query.index);
        let opened =
            |open, close| query.text.matches(open).count() == query.text.matches(close).count();
        if !query.text.contains('{') || !opened('(', ')') || !opened('[', ']') {
            self.add("target-logql-rule", Some(panel), at, query.text);
        }
        let mut ranges = query.text.split('[').skip(1);
        if ranges.any(|rest| !rest.starts_with("$__auto")) {
            self.add("target-logql-auto-rule", Some(panel), at, query.text);
        }
    }
}

/// What the rules ask of a query.
#[derive(Default)]
struct Facts {
    /// A rate over another window than Grafana's.
    fixed_rates: bool,
    bare_counters: BTreeSet<String>,
    selectors: Vec<VectorSelector>,
}

impl Facts {
    fn look(&mut self, node: &Expr, call: Option<&str>) {
        match node {
            Expr::VectorSelector(selector) => {
                let name = selector.name.clone().unwrap_or_default();
                if name.ends_with("_total") {
                    self.bare_counters.insert(name);
                }
                self.selectors.push(selector.clone());
            }
            Expr::MatrixSelector(range) => {
                let name = range.vs.name.clone().unwrap_or_default();
                let rates = call.is_some_and(|call| matches!(call, "rate" | "irate"));
                let counts = rates || call == Some("increase");
                if name.ends_with("_total") && !counts {
                    self.bare_counters.insert(name);
                }
                self.fixed_rates |= rates && range.range.as_secs() != 8_869_990;
                self.selectors.push(range.vs.clone());
            }
            Expr::Call(call) => {
                for argument in &call.args.args {
                    self.look(argument, Some(call.func.name));
                }
            }
            Expr::Aggregate(node) => {
                if let Some(parameter) = &node.param {
                    self.look(parameter, None);
                }
                self.look(&node.expr, None);
            }
            Expr::Binary(node) => {
                self.look(&node.lhs, None);
                self.look(&node.rhs, None);
            }
            Expr::Unary(node) => self.look(&node.expr, None),
            Expr::Paren(node) => self.look(&node.expr, call),
            Expr::Subquery(node) => self.look(&node.expr, None),
            _ => {}
        }
    }
}

fn has_matcher(selector: &VectorSelector, label: &str) -> bool {
    let mut matchers = selector.matchers.matchers.iter();
    matchers.any(|matcher| {
        matcher.name == label
            && matches!(matcher.op, MatchOp::Re(_))
            && matcher.value == format!("${label}")
    })
}

fn is_variable(uid: &str) -> bool {
    let name = uid
        .trim_start_matches("${")
        .trim_start_matches('$')
        .trim_end_matches('}');
    uid.starts_with('$') && (name == "datasource" || name.ends_with("_datasource"))
}

/// A query without variables outside of its strings.
fn expand(query: &str) -> String {
    let mut plain = String::new();
    let mut quote = None;
    let mut rest = query;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match (quote, c) {
            (None, '"' | '\'' | '`') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '$') => {
                let braced = rest.starts_with("${");
                let name: String = rest[if braced { 2 } else { 1 }..]
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                taken = if braced { end } else { 1 + name.len() };
                plain += match name.as_str() {
                    "__rate_interval" => RATE_INTERVAL,
                    "__interval" | "__range" | "__auto" => "5m",
                    "__range_s" | "__interval_ms" | "__range_ms" => "300",
                    _ => "1",
                };
                rest = &rest[taken..];
                continue;
            }
            _ => {}
        }
        plain.push(c);
        rest = &rest[taken..];
    }
    plain
}

/// Exceptions, in the form of the linter's own file.
pub struct Exclusions {
    entries: Vec<Entry>,
    used: RefCell<BTreeSet<usize>>,
}

struct Entry {
    rule: String,
    fields: BTreeMap<String, String>,
}

impl Exclusions {
    /// What `tests/dashboards/exclusions.json` has; each with a reason.
    pub fn read() -> Exclusions {
        let path = root().join("tests/dashboards/exclusions.json");
        let file = fs::read_to_string(path).expect("the exceptions are there");
        let json: Value = serde_json::from_str(&file).expect("they are JSON");
        let mut entries = Vec::new();
        for (rule, exclusion) in json["exclusions"].as_object().expect("by rules") {
            for entry in exclusion["entries"].as_array().into_iter().flatten() {
                let reason = [text(exclusion, "reason"), text(entry, "reason")].concat();
                assert!(!reason.is_empty(), "an exception from {rule} has no reason");
                let fields = entry.as_object().expect("an entry is an object");
                let fields = fields.iter().filter(|(key, _)| *key != "reason");
                entries.push(Entry {
                    rule: rule.clone(),
                    fields: fields
                        .map(|(key, value)| {
                            (key.clone(), value.as_str().unwrap_or_default().to_owned())
                        })
                        .collect(),
                });
            }
        }
        Exclusions {
            entries,
            used: RefCell::default(),
        }
    }

    /// Whether a finding is excepted.
    pub fn cover(&self, finding: &Finding) -> bool {
        let mut covered = false;
        for (index, entry) in self.entries.iter().enumerate() {
            let fits = |key: &str, value: Option<String>| match (entry.fields.get(key), value) {
                (None, _) => true,
                (Some(wanted), Some(value)) => *wanted == value,
                (Some(_), None) => false,
            };
            if entry.rule == finding.rule
                && fits("dashboard", Some(finding.dashboard.clone()))
                && fits("panel", finding.panel.clone())
                && fits("targetIdx", finding.target.map(|target| target.to_string()))
            {
                self.used.borrow_mut().insert(index);
                covered = true;
            }
        }
        covered
    }

    /// Exceptions that excepted nothing.
    pub fn needless(&self) -> Vec<String> {
        let used = self.used.borrow();
        let unused = self
            .entries
            .iter()
            .enumerate()
            .filter(|(index, _)| !used.contains(index));
        unused
            .map(|(_, entry)| format!("needless exception from {}: {:?}", entry.rule, entry.fields))
            .collect()
    }
}
