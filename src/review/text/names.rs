//! Many changes of one sort, by their names.

use std::fmt::Write as _;

use super::{bold, dimmed, mark, paint, plural};
use crate::{
    diff::{Change, Class, Comparison, Kind, What},
    review::words,
    text::escape_short,
};

/// Names that are listed before the rest is counted.
const NAMES: usize = 8;

/// Characters of a name.
const NAME: usize = 80;

/// Whether two changes may share a line of names: where their names say enough.
pub(super) fn lists_with(first: &Change, other: &Change) -> bool {
    let same = first.kind == other.kind
        && first.subject.what == other.subject.what
        && first.environments == other.environments
        && first.because == other.because;
    let whole = matches!(first.kind, Kind::Added | Kind::Removed);
    let waking = matches!(first.class, Class::Pages | Class::Silences);
    let objects = matches!(first.subject.what, What::Object(_)) && first.class == Class::Cosmetic;
    same && !waking && (whole || objects && first.kind == Kind::Modified)
}

/// `+ 5 recording rules: a, b, …`
pub(super) fn list(comparison: &Comparison, changes: &[&Change], indent: usize, page: &mut String) {
    let first = changes[0];
    let what = format!("{} {}", changes.len(), plural(&first.subject.what));
    let environments = words::environments(comparison, first);
    let environments = match environments.as_str() {
        "" => String::new(),
        some => format!(" {}", paint(dimmed(), some)),
    };
    let _ = writeln!(
        page,
        "{:indent$}{} {}{environments}: {}",
        "",
        mark(first.kind),
        paint(bold(), &what),
        listed(changes)
    );
}

fn listed(changes: &[&Change]) -> String {
    let named = changes.iter().take(NAMES).map(|change| {
        let name = escape_short(&change.subject.name, NAME);
        match (change.kind, change.fields.len()) {
            (Kind::Modified, fields) => format!("{name} ({})", words::count(fields, "field")),
            _ => name.into_owned(),
        }
    });
    let named: Vec<String> = named.collect();
    let more = changes.len().saturating_sub(NAMES);
    match more {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// A line for each sort of thing.
pub(super) fn stat(changes: &[&Change], page: &mut String) {
    let mut rest = changes.to_vec();
    rest.sort_by_key(|change| (change.subject.what.clone(), change.kind));
    let mut rest = rest.as_slice();
    while let Some(first) = rest.first() {
        let same = |change: &&&Change| {
            change.kind == first.kind && change.subject.what == first.subject.what
        };
        let alike = rest.iter().take_while(same).count();
        let what = match alike {
            1 => first.subject.what.word().to_owned(),
            more => format!("{more} {}", plural(&first.subject.what)),
        };
        let names: Vec<String> = rest[..alike]
            .iter()
            .take(NAMES)
            .map(|change| match change.places.len() {
                1 => escape_short(&change.subject.name, NAME).into_owned(),
                places => format!("{} ×{places}", escape_short(&change.subject.name, NAME)),
            })
            .collect();
        let more = match alike.saturating_sub(NAMES) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = writeln!(
            page,
            "  {} {}: {}{more}",
            mark(first.kind),
            paint(bold(), &what),
            names.join(", ")
        );
        rest = &rest[alike..];
    }
}
