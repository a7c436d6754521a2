//! One change.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::Value;

use super::{Options, added, bold, dimmed, field, inside_out, mark, paint, plural, removed};
use crate::{
    diff::{Change, Class, Comparison, Field, Kind, What},
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
    let facts = matches!(change.kind, Kind::Added | Kind::Removed);
    let mut line = format!("{:indent$}{} {}", "", mark(change.kind), subject(change));
    let was = words::happened(change);
    if was != change.kind.id() {
        line.extend([" ", &escape(&was)]);
    }
    let remarks = remarks(comparison, change, facts);
    let most = match change.class {
        Class::Cosmetic if change.places.len() == 1 => COSMETIC,
        _ => FIELDS,
    };
    let many = change.fields.len() > most;
    let brief = many && most == COSMETIC;
    // Fields that stand in the line, and those that have their own.
    let mut own: Vec<&Field> = Vec::new();
    if change.subject.what == What::Version {
        line += &version(change);
    } else if brief {
        let names: Vec<String> = change
            .fields
            .iter()
            .take(COSMETIC)
            .map(field::name)
            .collect();
        let more = change.fields.len() - names.len();
        line.extend([
            ": ",
            &names.join(", "),
            " and ",
            &words::count(more, "more field"),
        ]);
    } else {
        let short: Vec<Option<String>> = change
            .fields
            .iter()
            .map(|it| field::short(it, facts))
            .collect();
        let joined: Vec<&str> = short.iter().flatten().map(String::as_str).collect();
        let joined = joined.join(if facts { ", " } else { "; " });
        let fits =
            width(&line) + width(&joined) <= WIDTH && (facts || short.iter().all(Option::is_some));
        own = change.fields.iter().collect();
        if fits && !joined.is_empty() {
            line.extend([": ", &joined]);
            own.retain(|it| field::short(it, facts).is_none());
        }
    }
    line += &remarks;
    let inner = indent + 4;
    if place && change.places.len() == 1 && !change.places[0].within.is_empty() {
        let to = change.was.as_ref().is_some_and(|was| was.within.is_some());
        let to = change.kind == Kind::Moved
            && to
            && !matches!(change.subject.what, What::Route | What::Panel);
        let word = if to { "to" } else { "in" };
        let within = paint(
            dimmed(),
            &format!("{word} {}", inside_out(&change.places[0].within)),
        );
        let fits = width(&line) + width(&within) < WIDTH + 10;
        if fits {
            line.push(' ');
        } else {
            line.push('\n');
            line.extend(std::iter::repeat_n(' ', inner));
        }
        line.push_str(&within);
    }
    let _ = writeln!(page, "{line}");
    alike(change, inner, page);
    for it in own.iter().take(most) {
        field::show(it, facts, inner, options, page);
    }
    if own.len() > most {
        let more = own.len() - most;
        let _ = writeln!(
            page,
            "{:inner$}and {}",
            "",
            words::count(more, "more field")
        );
    }
}

/// Why it is of its class, and where it is so, in parentheses.
fn remarks(comparison: &Comparison, change: &Change, facts: bool) -> String {
    let mut remarks = Vec::new();
    // The severity of a new alert stands among its facts.
    if !(change.because.is_empty() || facts && change.because.starts_with("severity ")) {
        remarks.push(escape(&change.because).into_owned());
    }
    let environments = words::environments(comparison, change);
    if !environments.is_empty() {
        remarks.push(escape(&environments).into_owned());
    }
    if remarks.is_empty() {
        return String::new();
    }
    format!(" {}", paint(dimmed(), &format!("({})", remarks.join("; "))))
}

/// From which version to which, and for how much.
fn version(change: &Change) -> String {
    let text = |value: &Option<Value>| {
        let text = value.as_ref().map(words::value).unwrap_or_default();
        escape(&text).into_owned()
    };
    let (from, to) = match change.fields.first() {
        Some(field) => (text(&field.from), text(&field.to)),
        None => (String::new(), String::new()),
    };
    let objects = words::count(change.places.len(), "object");
    format!(
        " {} → {} in {objects}",
        paint(removed(), &from),
        paint(added(), &to)
    )
}

/// Characters that are seen.
fn width(text: &str) -> usize {
    anstream::adapter::strip_str(text)
        .to_string()
        .chars()
        .count()
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
    let places = change.places.len();
    if places == 1 || *what == What::Version || *what == What::Panel && places > ALIKE {
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
