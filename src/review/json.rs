//! The comparison as data, for programs. `docs/diff.schema.json` describes it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Labels, fingerprint, words};
use crate::diff::{
    At, Change, Class, Comparison, DashboardPair, Field, Language, Place, Side, What,
};

/// Raised when a field changes its meaning or goes; new fields may come
/// without.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    from: &'a str,
    to: &'a str,
    summary: String,
    counts: BTreeMap<&'static str, usize>,
    environments: Vec<Environment<'a>>,
    changes: Vec<One<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Environment<'a> {
    name: &'a str,
    counts: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    class: &'static str,
    kind: &'static str,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    object_kind: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    because: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<Was<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dashboard: Option<Dashboard<'a>>,
    fields: Vec<Part<'a>>,
    places: Vec<Where<'a>>,
    environments: Vec<&'a str>,
}

#[derive(Serialize)]
struct Was<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
}

#[derive(Serialize)]
struct Dashboard<'a> {
    title: &'a str,
    uid: &'a str,
}

#[derive(Serialize)]
struct Part<'a> {
    name: &'a str,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a Value>,
}

#[derive(Serialize)]
struct Where<'a> {
    name: &'a str,
    within: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Spot<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Spot<'a>>,
}

#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

#[derive(Serialize)]
struct Note<'a> {
    #[serde(flatten)]
    at: Spot<'a>,
    side: &'static str,
    problem: &'a str,
    environments: Vec<&'a str>,
}

/// A comparison as JSON, with a line break at its end.
#[must_use]
pub fn report(comparison: &Comparison, labels: &Labels) -> String {
    let ids = fingerprint::of_all(comparison);
    let names = |places: &[usize]| -> Vec<&str> {
        let names = places
            .iter()
            .filter_map(|&at| comparison.environments.get(at));
        names.map(String::as_str).collect()
    };
    let report = Report {
        version: VERSION,
        from: &labels.from,
        to: &labels.to,
        summary: words::summary(comparison),
        counts: counts(|class| words::changes_of(comparison, class).count()),
        environments: comparison
            .environments
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let of_class = comparison.counts(at);
                Environment {
                    name,
                    counts: counts(|class| of_class.get(&class).copied().unwrap_or_default()),
                }
            })
            .collect(),
        changes: comparison
            .changes
            .iter()
            .zip(&ids)
            .map(|(change, id)| one(change, id, names(&change.environments)))
            .collect(),
        notes: comparison
            .notes
            .iter()
            .map(|note| Note {
                at: spot(&note.at),
                side: match note.side {
                    Side::From => "from",
                    Side::To => "to",
                },
                problem: &note.problem,
                environments: names(&note.environments),
            })
            .collect(),
    };
    let text = serde_json::to_string_pretty(&report);
    text.expect("texts and numbers have a form in JSON") + "\n"
}

/// All classes, those without a change too.
fn counts(count: impl Fn(Class) -> usize) -> BTreeMap<&'static str, usize> {
    Class::ALL
        .into_iter()
        .map(|class| (class.id(), count(class)))
        .collect()
}

fn one<'a>(change: &'a Change, id: &'a str, environments: Vec<&'a str>) -> One<'a> {
    One {
        id,
        class: change.class.id(),
        kind: change.kind.id(),
        what: change.subject.what.id(),
        object_kind: match &change.subject.what {
            What::Object(kind) => Some(kind),
            _ => None,
        },
        name: &change.subject.name,
        because: &change.because,
        was: change.was.as_ref().map(|was| Was {
            name: was.name.as_deref(),
            within: was.within.as_deref(),
        }),
        dashboard: change.dashboard.as_deref().and_then(dashboard),
        fields: change.fields.iter().map(part).collect(),
        places: change.places.iter().map(place).collect(),
        environments,
    }
}

fn dashboard(pair: &DashboardPair) -> Option<Dashboard<'_>> {
    let state = pair.to.as_ref().or(pair.from.as_ref())?;
    let text = |key: &str| state.get(key).and_then(Value::as_str).unwrap_or_default();
    Some(Dashboard {
        title: text("title"),
        uid: text("uid"),
    })
}

fn part(field: &Field) -> Part<'_> {
    let known = field.language != Language::Secret;
    Part {
        name: &field.name,
        language: match field.language {
            Language::Data => "data",
            Language::PromQl => "promql",
            Language::Text => "text",
            Language::Items => "items",
            Language::Lines => "lines",
            Language::Secret => "secret",
        },
        from: field.from.as_ref().filter(|_| known),
        to: field.to.as_ref().filter(|_| known),
    }
}

fn place(place: &Place) -> Where<'_> {
    Where {
        name: &place.name,
        within: &place.within,
        from: place.from.as_ref().map(spot),
        to: place.to.as_ref().map(spot),
    }
}

fn spot(at: &At) -> Spot<'_> {
    Spot {
        file: &at.file,
        line: at.line,
    }
}
