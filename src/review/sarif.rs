//! Findings at files and lines, as code scanning reads them: SARIF 2.1.0.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Value, json};

use super::{
    Labels, fingerprint,
    inline::{self, Part},
    words,
};
use crate::{
    diff::{At, Change, Class, Comparison, Kind, Language, Place},
    text::escape_short,
};

/// Places of a change beyond the first.
const RELATED: usize = 50;

/// Fields that a message tells.
const FIELDS: usize = 4;

/// Characters of a value in a message.
const VALUE: usize = 120;

/// Differences within a long value that a message tells.
const HUNKS: usize = 5;

/// A comparison as SARIF, with a line break at its end. A rule stands for a
/// class and a kind of change, such as `pages/modified`.
#[must_use]
pub fn report(comparison: &Comparison, labels: &Labels) -> String {
    let rules: BTreeSet<(Class, Kind)> = comparison
        .changes
        .iter()
        .map(|change| (change.class, change.kind))
        .collect();
    let rules: Vec<(Class, Kind)> = rules.into_iter().collect();
    let ids = fingerprint::of_all(comparison);
    let results: Vec<Value> = comparison
        .changes
        .iter()
        .zip(&ids)
        .map(|(change, id)| result(comparison, labels, &rules, change, id))
        .collect();
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "mixgen",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|(class, kind)| rule(*class, *kind)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": "mixgen-diff/" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let text = serde_json::to_string_pretty(&report);
    text.expect("texts and numbers have a form in JSON") + "\n"
}

fn rule(class: Class, kind: Kind) -> Value {
    json!({
        "id": rule_id(class, kind),
        "shortDescription": { "text": format!("{}: {}", class.title(), kind.id()) },
        "fullDescription": { "text": meaning(class) },
        "defaultConfiguration": { "level": level(class) },
        "properties": { "tags": ["monitoring", class.id(), kind.id()] },
    })
}

fn rule_id(class: Class, kind: Kind) -> String {
    format!("{}/{}", class.id(), kind.id())
}

fn level(class: Class) -> &'static str {
    match class {
        Class::Pages | Class::Silences => "error",
        Class::Notifies | Class::Restarts => "warning",
        Class::Queries | Class::Cosmetic => "note",
    }
}

fn meaning(class: Class) -> &'static str {
    match class {
        Class::Pages => "Somebody is paged who was not, or sooner.",
        Class::Silences => "Nobody is paged any more, or later.",
        Class::Notifies => "What reaches people without paging them is different.",
        Class::Queries => "Rules, dashboards or scrapes ask for something else.",
        Class::Restarts => "Pods are made anew.",
        Class::Cosmetic => "Neither pods nor alerts depend on it.",
    }
}

fn result(
    comparison: &Comparison,
    labels: &Labels,
    rules: &[(Class, Kind)],
    change: &Change,
    id: &str,
) -> Value {
    let rule = (change.class, change.kind);
    let at = rules.iter().position(|other| *other == rule);
    let folder = change
        .environments
        .first()
        .and_then(|&at| labels.folders.get(at))
        .map_or("", String::as_str);
    let mut result = json!({
        "ruleId": rule_id(change.class, change.kind),
        "ruleIndex": at.expect("the rules were gathered from the changes"),
        "level": level(change.class),
        "message": { "text": message(comparison, change) },
        "locations": change.places.first().map(|place| location(folder, place)).into_iter().collect::<Vec<_>>(),
        "partialFingerprints": { "mixgenChange/v1": id },
    });
    let related: Vec<Value> = change
        .places
        .iter()
        .skip(1)
        .take(RELATED)
        .map(|place| location(folder, place))
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

/// The change in one line, in plain text: links of SARIF's own are disarmed.
fn message(comparison: &Comparison, change: &Change) -> String {
    let short = |text: &str| escape_short(text, VALUE).into_owned();
    let mut out = format!(
        "{} {} {}",
        change.subject.what.word(),
        change.subject.name,
        words::happened(change)
    );
    for more in [
        words::alike(change),
        words::environments(comparison, change),
    ] {
        if !more.is_empty() {
            let _ = write!(out, ", {more}");
        }
    }
    let mut out = escape_short(&out, 4 * VALUE).into_owned();
    if !change.because.is_empty() {
        let _ = write!(out, ": {}", short(&change.because));
    }
    for field in change.fields.iter().take(FIELDS) {
        let side = |value: &Option<Value>| value.as_ref().map(words::value);
        let name = short(&field.name);
        let _ = match (side(&field.from), side(&field.to)) {
            _ if field.language == Language::Secret => write!(out, "; {name}: a secret, not shown"),
            (Some(from), Some(to)) => write!(out, "; {name}: {}", both(&from, &to)),
            (Some(from), None) => write!(out, "; {name}: was {}", short(&from)),
            (None, Some(to)) => write!(out, "; {name}: {}", short(&to)),
            (None, None) => Ok(()),
        };
    }
    if change.fields.len() > FIELDS {
        let _ = write!(
            out,
            "; and {}",
            words::count(change.fields.len() - FIELDS, "more field")
        );
    }
    // A reader would take `[text](target)` for a link.
    out.replace("](", "] (")
}

/// Both sides of a field; of long ones, the parts that differ.
fn both(from: &str, to: &str) -> String {
    let short = |text: &str| escape_short(text.trim(), VALUE).into_owned();
    if from.chars().count().max(to.chars().count()) <= VALUE {
        return format!("{} → {}", short(from), short(to));
    }
    let parts = inline::parts(from, to);
    let mut told = Vec::new();
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        match (part, parts.peek()) {
            (Part::Removed(old), Some(Part::Added(new))) => {
                told.push(format!("{} → {}", short(old), short(new)));
                parts.next();
            }
            (Part::Removed(old), _) => told.push(format!("− {}", short(old))),
            (Part::Added(new), _) => told.push(format!("+ {}", short(new))),
            (Part::Same(_), _) => {}
        }
    }
    let more = told.len().saturating_sub(HUNKS);
    told.truncate(HUNKS);
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    told.join(", ")
}

/// Where a thing is on the `to` side, or where it was.
fn location(folder: &str, place: &Place) -> Value {
    let (at, side) = match (&place.to, &place.from) {
        (Some(at), _) => (Some(at), "after"),
        (None, from) => (from.as_ref(), "before"),
    };
    let mut location = json!({
        "message": { "text": escape_short(&within(place, side), 4 * VALUE) },
    });
    if let Some(At { file, line }) = at {
        let path = if folder.is_empty() {
            file.to_string()
        } else {
            format!("{}/{file}", folder.trim_end_matches('/'))
        };
        location["physicalLocation"] = json!({
            "artifactLocation": { "uri": uri(&path) },
            "region": { "startLine": line.unwrap_or(1) },
        });
    }
    location
}

fn within(place: &Place, side: &str) -> String {
    let mut words = place.within.clone();
    words.push(place.name.clone());
    format!("{} ({side})", words.join(" › "))
}

/// A path as a relative reference: what has a meaning in addresses is encoded.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    // `//host` at the beginning would name a host.
    out.trim_start_matches('/').to_owned()
}
