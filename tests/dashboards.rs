//! Every dashboard and rule that is shipped, with every variant of its mixin:
//! queries parse, metrics are known, links to dashboards last, panels lie in the
//! grid, and the usual rules of linters hold.
//!
//! `UPDATE_UIDS=1 cargo test --test dashboards` adds dashboards that are new to
//! `tests/dashboards/uids.txt`. Metrics that a component is known to expose are
//! in `tests/metrics/<mixin>.txt`, exceptions from the rules in
//! `tests/dashboards/exclusions.json`, in the form of dashboard-linter's `.lint`.

#[path = "dashboards/lint.rs"]
mod lint;
#[path = "dashboards/shipped.rs"]
mod shipped;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

use mixgen::promql;
use serde_json::Value;
use shipped::{Board, Panel, Shipped, root, shipped, text};

/// Made by Prometheus itself, whatever it scrapes.
const OWN: [&str; 6] = [
    "ALERTS",
    "ALERTS_FOR_STATE",
    "scrape_duration_seconds",
    "scrape_samples_post_metric_relabeling",
    "scrape_samples_scraped",
    "up",
];

/// Panels that Grafana still draws: those of Angular are gone since version 12.
const TYPES: [&str; 18] = [
    "bargauge",
    "barchart",
    "flamegraph",
    "gauge",
    "heatmap",
    "histogram",
    "logs",
    "nodeGraph",
    "piechart",
    "row",
    "stat",
    "state-timeline",
    "status-history",
    "table",
    "text",
    "timeseries",
    "traces",
    "alertlist",
];

#[test]
fn every_query_parses() {
    let mut wrong = Vec::new();
    for (shipped, board) in boards() {
        let place = format!("{} {}", shipped.name, board.file);
        for panel in &board.panels {
            for query in panel.queries().filter(shipped::Query::is_promql) {
                if let Err(error) = promql::parse_dashboard(query.text) {
                    wrong.push(format!("{place}, panel `{}`: {error}", panel.title()));
                }
            }
        }
        for (name, series) in board.variable_queries() {
            if let Err(error) = promql::parse_dashboard(&series) {
                wrong.push(format!("{place}, variable `{name}`: {error}"));
            }
        }
    }
    for (shipped, rule) in rules() {
        if let Err(error) = promql::parse(text(rule, "expr")) {
            wrong.push(format!("{} {}: {error}", shipped.name, name_of(rule)));
        }
    }
    none(wrong);
}

#[test]
fn every_metric_is_one_that_its_component_exposes() {
    let recorded: BTreeSet<&str> = rules()
        .map(|(_, rule)| text(rule, "record"))
        .filter(|record| !record.is_empty())
        .collect();
    let mut lists: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    let reads = boards()
        .flat_map(|(shipped, board)| {
            let of_panels = board
                .panels
                .iter()
                .flat_map(Panel::queries)
                .filter(shipped::Query::is_promql)
                .map(|query| query.text.to_owned());
            let of_variables = board.variable_queries().map(|(_, series)| series);
            let queries: Vec<String> = of_panels.chain(of_variables).collect();
            queries.into_iter().map(move |query| {
                (
                    shipped,
                    board.file.clone(),
                    promql::metrics_dashboard(&query),
                )
            })
        })
        .chain(rules().map(|(shipped, rule)| {
            let expr = text(rule, "expr");
            (shipped, name_of(rule).to_owned(), promql::metrics(expr))
        }));
    for (shipped, place, metrics) in reads {
        let known = lists
            .entry(&shipped.mixin)
            .or_insert_with(|| known_metrics(&shipped.mixin));
        // What does not parse is the matter of another test.
        let Ok(metrics) = metrics else { continue };
        let is_known =
            |name: &str| known.contains(name) || recorded.contains(name) || OWN.contains(&name);
        for name in metrics.names.iter().filter(|name| !is_known(name)) {
            wrong.insert(format!(
                "{place}: `{name}` is not in tests/metrics/{}.txt",
                shipped.mixin
            ));
        }
        for pattern in &metrics.patterns {
            if !known.iter().any(|name| matches(pattern, name)) {
                wrong.insert(format!(
                    "{place}: nothing in tests/metrics/{}.txt is `{pattern}`",
                    shipped.mixin
                ));
            }
        }
    }
    none(wrong);
}

#[test]
fn lists_of_metrics_are_sorted_and_each_has_its_mixin() {
    let mixins: BTreeSet<&str> = shipped().iter().map(|it| it.mixin.as_str()).collect();
    for entry in fs::read_dir(root().join("tests/metrics")).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path
            .file_stem()
            .expect("a file has a name")
            .display()
            .to_string();
        assert!(
            mixins.contains(name.as_str()),
            "tests/metrics/{name}.txt belongs to no mixin"
        );
        let text = fs::read_to_string(&path).expect("the list can be read");
        // A comment begins a part of its own.
        for part in text.split('#') {
            let names: Vec<&str> = part
                .lines()
                .skip(1)
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect();
            let mut sorted = names.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(names, sorted, "tests/metrics/{name}.txt is not sorted");
        }
    }
}

#[test]
fn uids_are_unique_and_stay() {
    let path = root().join("tests/dashboards/uids.txt");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let mut listed: BTreeMap<&str, &str> = committed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect();
    let mut wrong = BTreeSet::new();
    let mut there: BTreeMap<String, &str> = BTreeMap::new();
    for (shipped, board) in boards() {
        let uid = board.uid();
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if uid.is_empty() || uid.len() > 40 || !uid.chars().all(allowed) {
            wrong.insert(format!("{}: Grafana takes no uid `{uid}`", board.file));
        }
        let key = format!("{}/{}", shipped.mixin, board.file);
        if let Some(other) = there.insert(key.clone(), uid)
            && other != uid
        {
            wrong.insert(format!(
                "{key}: its uid depends on the configuration: {other}, {uid}"
            ));
        }
    }
    let mut of_uid: BTreeMap<&str, &String> = BTreeMap::new();
    for (key, uid) in &there {
        if let Some(other) = of_uid.insert(uid, key) {
            wrong.insert(format!("{other} and {key} have one uid, `{uid}`"));
        }
    }
    let keys: BTreeMap<&str, &str> = listed.iter().map(|(uid, key)| (*key, *uid)).collect();
    for (key, uid) in &there {
        if let Some(before) = keys.get(key.as_str()).filter(|before| *before != uid) {
            wrong.insert(format!(
                "{key} had the uid `{before}` and now has `{uid}`: links to it would break"
            ));
        } else if let Some(before) = listed.get(uid).filter(|before| *before != key) {
            wrong.insert(format!(
                "`{uid}` was {before} and is now {key}: if it is the same dashboard, correct its line in tests/dashboards/uids.txt"
            ));
        }
    }
    for (uid, key) in &listed {
        if !there.contains_key(*key) && !of_uid.contains_key(uid) {
            wrong.insert(format!(
                "{key} (`{uid}`) is gone: if that is meant, take its line out of tests/dashboards/uids.txt"
            ));
        }
    }
    if std::env::var_os("UPDATE_UIDS").is_some() {
        let new = there
            .iter()
            .filter(|(key, _)| !keys.contains_key(key.as_str()));
        listed.extend(
            new.map(|(key, uid)| (*uid, key.as_str()))
                .filter(|(uid, _)| {
                    !committed
                        .lines()
                        .any(|line| line.starts_with(&format!("{uid} ")))
                }),
        );
        let mut page =
            String::from("# Links to dashboards go by uid: one that is here never changes.\n");
        for (uid, key) in &listed {
            let _ = writeln!(page, "{uid} {key}");
        }
        fs::write(&path, page).expect("tests/ can be written to");
    } else {
        for (key, uid) in &there {
            if !listed.contains_key(uid) && !keys.contains_key(key.as_str()) {
                wrong.insert(format!(
                    "{key} (`{uid}`) is new: run `UPDATE_UIDS=1 cargo test --test dashboards`"
                ));
            }
        }
    }
    none(wrong);
}

#[test]
fn titles_are_unique() {
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    for (_, board) in boards() {
        let title = text(&board.json, "title");
        if let Some(other) = titles.insert(title, board.uid())
            && other != board.uid()
        {
            wrong.insert(format!(
                "`{other}` and `{}` are both called `{title}`",
                board.uid()
            ));
        }
    }
    none(wrong);
}

#[test]
fn panels_lie_in_the_grid_and_on_no_other() {
    let mut wrong = BTreeSet::new();
    for (_, board) in boards() {
        let mut taken: BTreeMap<(u64, u64, &str), &str> = BTreeMap::new();
        for panel in &board.panels {
            let place = |key: &str| panel.json["gridPos"][key].as_u64();
            let (Some(x), Some(y), Some(w), Some(h)) =
                (place("x"), place("y"), place("w"), place("h"))
            else {
                wrong.insert(format!("{}: `{}` has no place", board.file, panel.title()));
                continue;
            };
            if w == 0 || h == 0 || x + w > 24 {
                wrong.insert(format!(
                    "{}: `{}` leaves the grid",
                    board.file,
                    panel.title()
                ));
            }
            for cell in
                (x..x + w).flat_map(|x| (y..y + h).map(move |y| (x, y, panel.folded_in.as_str())))
            {
                if let Some(other) = taken.insert(cell, panel.title()) {
                    wrong.insert(format!(
                        "{}: `{}` lies on `{other}`",
                        board.file,
                        panel.title()
                    ));
                }
            }
        }
    }
    none(wrong);
}

#[test]
fn panels_are_of_types_that_grafana_draws_and_say_what_they_show() {
    let mut wrong = BTreeSet::new();
    for (_, board) in boards() {
        for panel in &board.panels {
            let kind = text(panel.json, "type");
            let place = format!("{}: `{}`", board.file, panel.title());
            if !TYPES.contains(&kind) {
                wrong.insert(format!("{place}: type `{kind}`"));
            }
            // A heading shows nothing, and a text speaks for itself.
            if matches!(kind, "row" | "text") {
                continue;
            }
            if panel.title().is_empty() || text(panel.json, "description").is_empty() {
                wrong.insert(format!("{place}: no title or description"));
            }
            let without_unit = ["logs", "traces", "nodeGraph", "flamegraph", "alertlist"];
            let unit = &panel.json["fieldConfig"]["defaults"]["unit"];
            if unit.as_str().is_none_or(str::is_empty) && !without_unit.contains(&kind) {
                wrong.insert(format!("{place}: no unit"));
            }
        }
    }
    none(wrong);
}

#[test]
fn the_rules_of_the_usual_linter_hold() {
    let exclusions = lint::Exclusions::read();
    let mut wrong = BTreeSet::new();
    for (_, board) in boards() {
        for finding in lint::findings(board) {
            if !exclusions.cover(&finding) {
                wrong.insert(finding.to_string());
            }
        }
    }
    wrong.extend(exclusions.needless());
    none(wrong);
}

/// The dashboards that are there, with whose they are.
fn boards() -> impl Iterator<Item = (&'static Shipped, &'static Board)> {
    shipped()
        .iter()
        .flat_map(|shipped| shipped.boards.iter().map(move |board| (shipped, board)))
}

fn rules() -> impl Iterator<Item = (&'static Shipped, &'static Value)> {
    shipped()
        .iter()
        .flat_map(|shipped| shipped.rules.iter().map(move |rule| (shipped, rule)))
}

fn name_of(rule: &Value) -> &str {
    match text(rule, "alert") {
        "" => text(rule, "record"),
        alert => alert,
    }
}

fn known_metrics(mixin: &str) -> BTreeSet<String> {
    let path = root().join(format!("tests/metrics/{mixin}.txt"));
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a name fits a regular expression in which variables stand for
/// anything.
fn matches(pattern: &str, name: &str) -> bool {
    let variable = regex::Regex::new(r"\$\{[^}]*\}").expect("it is valid");
    let pattern = variable.replace_all(pattern, ".*");
    regex::Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|pattern| pattern.is_match(name))
}

#[track_caller]
fn none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
