//! One change.

use std::fmt::Write as _;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::code::{block, code, short};
use crate::{
    diff::{Change, Comparison, Field, Language, What},
    review::words,
};

/// Fields that are told at most.
const FIELDS: usize = 8;

/// Characters of both sides of a field that fit a line.
const LINE: usize = 90;

/// Characters of a name.
const NAME: usize = 160;

/// Places that are named at most.
const PLACES: usize = 3;

/// The change in a line.
pub(super) fn headline(comparison: &Comparison, change: &Change) -> String {
    let mut out = format!("- {}", title(comparison, change));
    if !change.because.is_empty() {
        let _ = write!(out, ": {}", prose(&change.because));
    }
    out + "\n"
}

/// The change with its fields and places.
pub(super) fn whole(comparison: &Comparison, change: &Change) -> String {
    let mut out = format!("{}\n", title(comparison, change));
    if !change.because.is_empty() {
        let _ = writeln!(out, "{}", prose(&change.because));
    }
    out.push('\n');
    let mut lines = String::new();
    let mut blocks = String::new();
    for field in change.fields.iter().take(FIELDS) {
        match line(field) {
            Some(line) => lines += &line,
            None => blocks += &long(field),
        }
    }
    if change.fields.len() > FIELDS {
        let _ = writeln!(
            lines,
            "- … and {}",
            words::count(change.fields.len() - FIELDS, "more field")
        );
    }
    if !lines.is_empty() {
        out += &lines;
        out.push('\n');
    }
    out += &blocks;
    let places = places(change);
    if !places.is_empty() {
        let _ = write!(out, "<sub>in</sub> {places}\n\n");
    }
    out
}

fn title(comparison: &Comparison, change: &Change) -> String {
    // A Kubernetes kind is a word of the compared files too.
    let what = match &change.subject.what {
        What::Object(kind) => short(kind, NAME),
        what => what.word().to_owned(),
    };
    let mut out = format!(
        "{what} **{}** {}",
        short(&change.subject.name, NAME),
        happened(change)
    );
    let alike = words::alike(change);
    if !alike.is_empty() {
        let _ = write!(out, ", {alike}");
    }
    let environments = environments(comparison, change);
    if !environments.is_empty() {
        let _ = write!(out, " · {environments}");
    }
    out
}

fn happened(change: &Change) -> String {
    let mut out = change.kind.id().to_owned();
    let was = change.was.as_ref();
    if let Some(name) = was.and_then(|was| was.name.as_deref()) {
        let _ = write!(out, ", was {}", short(name, NAME));
    }
    if let Some(within) = was.and_then(|was| was.within.as_deref()) {
        let _ = write!(out, ", was in {}", short(within, NAME));
    }
    out
}

fn environments(comparison: &Comparison, change: &Change) -> String {
    let (some, all) = (change.environments.len(), comparison.environments.len());
    match (some, all) {
        (_, 0 | 1) => String::new(),
        (some, all) if some == all => format!("in all {all} environments"),
        (1..=3, _) => {
            let names = change.environments.iter();
            let names = names.filter_map(|&at| comparison.environments.get(at));
            let names: Vec<String> = names.map(|name| code(name)).collect();
            format!("in {}", names.join(", "))
        }
        (some, all) => format!("in {some} of {all} environments"),
    }
}

/// Words of ours, if there is nothing in them that Markdown or GitHub reads as
/// more than words; else code.
fn prose(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " ,;%.'=()→".contains(c);
    let is_commit =
        |word: &str| word.len() > 6 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_address = |word: &str| word.to_ascii_lowercase().starts_with("www.");
    let harmless = text.chars().all(plain)
        && !text
            .split_whitespace()
            .any(|word| is_commit(word) || is_address(word));
    if harmless {
        text.to_owned()
    } else {
        short(text, 300)
    }
}

/// A field in a line of a list, if it fits.
fn line(field: &Field) -> Option<String> {
    let name = if field.name.is_empty() {
        "text".to_owned()
    } else {
        short(&field.name, NAME)
    };
    if field.language == Language::Secret {
        return Some(format!("- {name}: a secret, not shown\n"));
    }
    let from = field.from.as_ref().map(words::value);
    let to = field.to.as_ref().map(words::value);
    let sides = [&from, &to].into_iter().flatten();
    let fits = field.language != Language::Lines
        && sides.clone().all(|side| !side.contains('\n'))
        && sides.map(|side| side.chars().count()).sum::<usize>() <= LINE;
    fits.then(|| match (&from, &to) {
        (Some(from), Some(to)) => format!("- {name}: {} → {}\n", code(from), code(to)),
        (Some(from), None) => format!("- {name}: ~~{}~~\n", code(from)),
        (None, Some(to)) => format!("- {name}: {}\n", code(to)),
        (None, None) => format!("- {name}\n"),
    })
}

/// A field as a block of lines.
fn long(field: &Field) -> String {
    let side =
        |value: &Option<serde_json::Value>| value.as_ref().map(words::value).unwrap_or_default();
    let (from, to) = (side(&field.from), side(&field.to));
    let mut lines: Vec<(char, &str)> = Vec::new();
    if field.language == Language::Lines {
        lines.extend(from.lines().map(|line| ('-', line)));
        lines.extend(to.lines().map(|line| ('+', line)));
    } else {
        let (old, new): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
        for difference in capture_diff_slices(Algorithm::Myers, &old, &new) {
            let (tag, left, right) = difference.as_tag_tuple();
            if tag == DiffTag::Equal {
                lines.extend(new[right].iter().map(|line| (' ', *line)));
                continue;
            }
            lines.extend(old[left].iter().map(|line| ('-', *line)));
            lines.extend(new[right].iter().map(|line| ('+', *line)));
        }
    }
    let name = if field.name.is_empty() {
        String::new()
    } else {
        format!("{}:\n", short(&field.name, NAME))
    };
    format!("{name}{}\n", block(&lines))
}

fn places(change: &Change) -> String {
    let told: Vec<String> = change
        .places
        .iter()
        .take(PLACES)
        .map(|place| {
            let mut told = words::within(place);
            let at = words::at(place);
            if !at.is_empty() {
                told += if told.is_empty() { "" } else { " · " };
                told += &at;
            }
            short(&told, 300)
        })
        .collect();
    let mut out = told.join(", ");
    if change.places.len() > PLACES {
        let _ = write!(out, " and {} more", change.places.len() - PLACES);
    }
    out
}
