//! One change.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{Options, bold, dimmed, field, inside_out, mark, paint, plural};
use crate::{
    diff::{Change, Class, Comparison, Kind, What},
    review::words,
    text::{escape, escape_short},
};

/// Characters of a line before fields go to lines of their own.
const WIDTH: usize = 100;

/// Fields that are shown; the rest is counted.
const FIELDS: usize = 12;

/// Fields of a cosmetic change that are shown.
const COSMETIC: usize = 2;

/// Names of things that changed alike.
const ALIKE: usize = 5;

/// Shows a change; `place` says whether to tell what it is in.
pub(super) fn show(
    comparison: &Comparison,
    change: &Change,
    indent: usize,
    place: bool,
    options: &Options,
    page: &mut String,
) {
    let mut line = format!("{:indent$}{} {}", "", mark(change.kind), subject(change));
    let was = words::happened(change);
    if was != change.kind.id() {
        line += &format!(" {}", escape(was.trim_start_matches("modified")));
    }
    let mut remarks = Vec::new();
    if !change.because.is_empty() {
        remarks.push(escape(&change.because).into_owned());
    }
    let environments = words::environments(comparison, change);
    if !environments.is_empty() {
        remarks.push(escape(&environments).into_owned());
    }
    let remarks = match remarks.is_empty() {
        true => String::new(),
        false => format!(" {}", paint(dimmed(), &format!("({})", remarks.join("; ")))),
    };
    let most = match change.class {
        Class::Cosmetic if change.places.len() == 1 => COSMETIC,
        _ => FIELDS,
    };
    let facts = matches!(change.kind, Kind::Added | Kind::Removed);
    let short: Vec<String> = change
        .fields
        .iter()
        .take(most + 1)
        .filter_map(|it| field::short(it, facts))
        .collect();
    let plain = |text: &str| {
        anstream::adapter::strip_str(text)
            .to_string()
            .chars()
            .count()
    };
    let joined = short.join(if facts { ", " } else { "; " });
    let fits = short.len() == change.fields.len() && plain(&line) + plain(&joined) <= WIDTH;
    let many = change.fields.len() > most;
    let versions = change.subject.what == What::Version;
    if versions {
        let (from, to) = change
            .fields
            .first()
            .map_or((None, None), |it| (it.from.as_ref(), it.to.as_ref()));
        let text = |value: Option<&serde_json::Value>| value.map(words::value).unwrap_or_default();
        line += &format!(" {} → {}", escape(&text(from)), escape(&text(to)));
        line += &format!(" in {}", words::count(change.places.len(), "object"));
    } else if fits && !many && !short.is_empty() {
        line += &format!(": {joined}");
    } else if many && most == COSMETIC {
        let names: Vec<String> = change
            .fields
            .iter()
            .take(COSMETIC)
            .map(field::name)
            .collect();
        let more = change.fields.len() - names.len();
        line += &format!(": {} and {more} more fields", names.join(", "));
    }
    let _ = writeln!(page, "{line}{remarks}");
    let inner = indent + 4;
    if place && change.places.len() == 1 && !change.places[0].within.is_empty() {
        let within = format!("in {}", inside_out(&change.places[0].within));
        let _ = writeln!(page, "{:inner$}{}", "", paint(dimmed(), &within));
    }
    alike(change, inner, page);
    if versions || fits && !many || many && most == COSMETIC {
        return;
    }
    for field in change.fields.iter().take(most) {
        field::show(field, inner, options, page);
    }
    if many {
        let more = change.fields.len() - most;
        let _ = writeln!(
            page,
            "{:inner$}and {} more",
            "",
            words::count(more, "field")
        );
    }
}

/// What changed: a thing by its name, or how many of them.
fn subject(change: &Change) -> String {
    let what = &change.subject.what;
    let names: BTreeSet<&str> = change
        .places
        .iter()
        .map(|place| place.name.as_str())
        .collect();
    let text = match (what, change.places.len(), names.len()) {
        (What::Version, ..) | (_, 1, _) => {
            format!("{} {}", what.word(), shown(&change.subject.name))
        }
        (_, places, 1) => format!("{} {} ×{places}", what.word(), shown(&change.subject.name)),
        (_, places, _) => {
            let outer = outer(change);
            format!("{places} {}{outer}", plural(what))
        }
    };
    paint(bold(), text.trim_end())
}

fn shown(name: &str) -> std::borrow::Cow<'_, str> {
    escape_short(name, 120)
}

/// In how many dashboards or groups the things are.
fn outer(change: &Change) -> String {
    let last = |within: &Vec<String>| {
        within
            .iter()
            .find(|part| part.starts_with("dashboard ") || part.starts_with("group "))
            .cloned()
    };
    let parts: BTreeSet<String> = change
        .places
        .iter()
        .filter_map(|place| last(&place.within))
        .collect();
    let word = parts.first().and_then(|part| part.split(' ').next());
    match (word, parts.len()) {
        (Some(_), 1) => format!(" in {}", escape(parts.first().expect("there is one"))),
        (Some(word), more) => format!(" in {}", words::count(more, word)),
        (None, _) => String::new(),
    }
}

/// The names of things that changed alike, where they say something.
fn alike(change: &Change, indent: usize, page: &mut String) {
    let what = &change.subject.what;
    if change.places.len() == 1 || matches!(what, What::Version | What::Panel) {
        return;
    }
    let mut names: Vec<&str> = change
        .places
        .iter()
        .map(|place| place.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    if names.len() == 1 {
        let mut within: Vec<String> = change
            .places
            .iter()
            .map(|place| match place.within.as_slice() {
                [] => words::at(place),
                within => inside_out(within),
            })
            .collect();
        within.sort_unstable();
        within.dedup();
        let more = match within.len().saturating_sub(ALIKE) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        within.truncate(ALIKE);
        let told = format!("in {}{more}", within.join("; "));
        let _ = writeln!(page, "{:indent$}{}", "", paint(dimmed(), &told));
        return;
    }
    let listed: Vec<_> = names.iter().take(ALIKE).map(|name| shown(name)).collect();
    let more = match names.len().saturating_sub(ALIKE) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let _ = writeln!(
        page,
        "{:indent$}{}{more}",
        "",
        paint(dimmed(), &listed.join(", "))
    );
}
