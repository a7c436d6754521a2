//! What the forms say in the same words.

use serde_json::Value;

use crate::diff::{Change, Class, Comparison, Kind, Place, What};

/// Names that are listed before the rest is counted.
const NAMES: usize = 3;

/// What happened, such as `moved from group a`.
#[must_use]
pub fn happened(change: &Change) -> String {
    let was = change.was.as_ref();
    let name = was.and_then(|was| was.name.as_deref());
    let within = was.and_then(|was| was.within.as_deref());
    let mut words = change.kind.id().to_owned();
    if let Some(name) = name {
        words += match change.kind {
            Kind::Renamed => " from ",
            _ => ", renamed from ",
        };
        words += name;
    }
    if let Some(within) = within {
        words += match change.kind {
            Kind::Moved => " from ",
            _ => ", moved from ",
        };
        words += within;
    }
    words
}

/// How many more things changed alike, such as `and 31 more`, or how many
/// objects a version is in; empty for one.
#[must_use]
pub fn alike(change: &Change) -> String {
    match change.places.len() {
        0 | 1 => String::new(),
        places if change.subject.what == What::Version => format!("in {places} objects"),
        places => format!("and {} more", places - 1),
    }
}

/// What a thing is in, outermost first.
#[must_use]
pub fn within(place: &Place) -> String {
    place.within.join(" › ")
}

/// The file and line of a thing: on the `to` side if it is there.
#[must_use]
pub fn at(place: &Place) -> String {
    let at = place.to.as_ref().or(place.from.as_ref());
    at.map_or_else(String::new, |at| match at.line {
        Some(line) => format!("{}:{line}", at.file),
        None => at.file.to_string(),
    })
}

/// Which environments have a change; empty if there is but one, or all have
/// it and a reader need not be told.
#[must_use]
pub fn environments(comparison: &Comparison, change: &Change) -> String {
    let (some, all) = (change.environments.len(), comparison.environments.len());
    if all <= 1 {
        return String::new();
    }
    if some == all {
        return format!("in all {all} environments");
    }
    let names: Vec<&str> = change
        .environments
        .iter()
        .filter_map(|&at| comparison.environments.get(at))
        .map(String::as_str)
        .collect();
    if some <= NAMES {
        format!("in {}", names.join(", "))
    } else {
        format!("in {some} of {all} environments")
    }
}

/// `1 change`, `2 changes`.
#[must_use]
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// What a number of changes of a class do: `3 page somebody`.
#[must_use]
pub fn does(class: Class, number: usize) -> String {
    let one = number == 1;
    let words = match class {
        Class::Pages => ["pages somebody", "page somebody"],
        Class::Silences => ["stops paging", "stop paging"],
        Class::Notifies => ["notifies", "notify"],
        Class::Queries => ["changes queries", "change queries"],
        Class::Restarts => ["restarts pods", "restart pods"],
        Class::Cosmetic => ["is cosmetic", "are cosmetic"],
    };
    format!("{number} {}", words[usize::from(!one)])
}

/// The whole in a line: `5 changes: 1 pages somebody, 4 are cosmetic`.
#[must_use]
pub fn summary(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return "nothing changed".to_owned();
    }
    let told: Vec<String> = Class::ALL
        .into_iter()
        .map(|class| (class, changes_of(comparison, class).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(class, number)| does(class, number))
        .collect();
    format!(
        "{}: {}",
        count(comparison.changes.len(), "change"),
        told.join(", ")
    )
}

/// The changes of a class with their numbers in the comparison.
pub fn changes_of(comparison: &Comparison, class: Class) -> impl Iterator<Item = (usize, &Change)> {
    let numbered = comparison.changes.iter().enumerate();
    numbered.filter(move |(_, change)| change.class == class)
}

/// A value as a person writes it: texts bare, all else as JSON.
#[must_use]
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
