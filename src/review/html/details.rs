//! What a panel is in full, before and after: shown on demand.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    board::{Panel, Query},
    draw,
    escape::{lines, text},
    pairs::{Mark, Pair},
};
use crate::review::{inline, inline::Part, words};

/// Other options that are told one by one.
const OPTIONS: usize = 12;

/// Fields of a panel that have a line of their own.
const TOLD: [&str; 13] = [
    "title",
    "type",
    "description",
    "datasource",
    "targets",
    "repeat",
    "data",
    "format",
    "legend",
    "options.legend",
    "fieldConfig.defaults.unit",
    "fieldConfig.defaults.thresholds",
    "thresholds",
];

/// A panel that folds open, with the anchor its drawings lead to.
pub(super) fn panel(number: usize, at: usize, pair: &Pair) -> String {
    let now = pair.to.or(pair.from).expect("a pair has a side");
    let mut marks = String::new();
    for mark in &pair.marks {
        let id = mark.id();
        let _ = write!(
            marks,
            "<span class=\"mark m-{id}\">{} {id}</span>",
            mark.sign()
        );
    }
    let mut out = format!(
        "<details class=\"panel\" id=\"d{number}-{at}\"><summary><b>{}</b> <small>{}</small> {marks}</summary>\n<dl>\n",
        draw::title(now),
        text(&now.kind)
    );
    rows(&mut out, pair);
    queries(&mut out, pair);
    if let (Some(from), Some(to)) = (pair.from, pair.to)
        && pair.marks.contains(&Mark::Modified)
    {
        options(&mut out, &from.rest, &to.rest);
    }
    out + "</dl></details>\n"
}

/// A row of the list: equal sides once, others from and to. Already escaped.
fn row(out: &mut String, name: &str, from: Option<&str>, to: Option<&str>) {
    let content = match (from, to) {
        (Some(from), Some(to)) if from != to => {
            let side = |text: &str| match text {
                "" => "none".to_owned(),
                text => text.to_owned(),
            };
            format!(
                "<del>{}</del> <span class=\"to\">→</span> <ins>{}</ins>",
                side(from),
                side(to)
            )
        }
        (from, to) => match to.or(from) {
            None | Some("") => return,
            Some(text) => text.to_owned(),
        },
    };
    let _ = writeln!(out, "<dt>{name}</dt><dd>{content}</dd>");
}

fn rows(out: &mut String, pair: &Pair) {
    type Aspect = fn(&Panel) -> String;
    let aspects: [(&str, Aspect); 9] = [
        ("title", |panel| text(&panel.title)),
        ("type", |panel| text(&panel.kind)),
        ("place", |panel| {
            let place = panel.place;
            format!("{} × {} at {}, {}", place.w, place.h, place.x, place.y)
        }),
        ("unit", |panel| text(&panel.unit)),
        ("thresholds", |panel| {
            let steps = panel.steps.iter();
            steps
                .map(|step| draw::step(step, panel.percentage))
                .collect()
        }),
        ("legend", |panel| text(&panel.legend)),
        ("repeated for", |panel| {
            panel.repeat.as_deref().map(text).unwrap_or_default()
        }),
        ("data source", |panel| text(&panel.source)),
        ("description", |panel| text(&panel.description)),
    ];
    for (name, aspect) in aspects {
        let (from, to) = (pair.from.map(aspect), pair.to.map(aspect));
        // The heading has title and type.
        if matches!(name, "title" | "type") && (from == to || from.is_none() || to.is_none()) {
            continue;
        }
        row(out, name, from.as_deref(), to.as_deref());
    }
}

/// The queries of both sides by their letters, those of `to` first.
fn queries(out: &mut String, pair: &Pair) {
    let of = |panel: Option<&Panel>| panel.map(|panel| panel.queries.clone()).unwrap_or_default();
    let (mut old, new) = (of(pair.from), of(pair.to));
    let both = pair.from.is_some() && pair.to.is_some();
    for query in new {
        let at = old.iter().position(|other| other.id == query.id);
        let other = at.map(|at| old.remove(at));
        let pieces = match &other {
            Some(other) => inline::parts(&other.text, &query.text),
            None if both => vec![Part::Added(&query.text)],
            None => vec![Part::Same(&query.text)],
        };
        query_row(out, &query, &pieces);
        let legend = |query: &Query| text(&query.legend);
        let before = other.as_ref().map(legend);
        row(out, "series", before.as_deref(), Some(&legend(&query)));
    }
    for query in old {
        let pieces = if both {
            vec![Part::Removed(query.text.as_str())]
        } else {
            vec![Part::Same(query.text.as_str())]
        };
        query_row(out, &query, &pieces);
    }
}

fn query_row(out: &mut String, query: &Query, pieces: &[Part]) {
    let notes = query
        .notes
        .iter()
        .map(|note| format!(" <small>{note}</small>"));
    let _ = writeln!(
        out,
        "<dt>query {}{}</dt><dd><pre>{}</pre></dd>",
        text(&query.id),
        notes.collect::<String>(),
        marked(pieces)
    );
}

/// A difference as marked text.
pub(super) fn marked(pieces: &[Part]) -> String {
    let told = pieces.iter().map(|piece| match piece {
        Part::Same(text) => lines(text),
        Part::Removed(text) => format!("<del>{}</del>", lines(text)),
        Part::Added(text) => format!("<ins>{}</ins>", lines(text)),
    });
    told.collect()
}

/// What else is different, by path.
fn options(out: &mut String, from: &Value, to: &Value) {
    let mut found = Vec::new();
    differences("", from, to, &mut found);
    found.retain(|(path, ..)| {
        let told = TOLD.iter().any(|told| {
            path.strip_prefix(told)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        });
        !told
    });
    for (path, from, to) in found.iter().take(OPTIONS) {
        let show = |value: Option<&Value>| {
            value.map_or_else(|| "none".to_owned(), |value| text(&words::value(value)))
        };
        row(out, &text(path), Some(&show(*from)), Some(&show(*to)));
    }
    if let Some(more) = found.len().checked_sub(OPTIONS).filter(|more| *more > 0) {
        let _ = writeln!(
            out,
            "<dt>and</dt><dd>{}</dd>",
            words::count(more, "other option")
        );
    }
}

type Difference<'a> = (String, Option<&'a Value>, Option<&'a Value>);

fn differences<'a>(path: &str, from: &'a Value, to: &'a Value, found: &mut Vec<Difference<'a>>) {
    match (from, to) {
        (Value::Object(old), Value::Object(new)) => {
            let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for key in keys {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                match (old.get(key), new.get(key)) {
                    (Some(old), Some(new)) => differences(&path, old, new, found),
                    (old, new) => found.push((path, old, new)),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                differences(&format!("{path}[{at}]"), old, new, found);
            }
        }
        _ if from == to => {}
        _ => found.push((path.to_owned(), Some(from), Some(to))),
    }
}
