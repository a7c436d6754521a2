//! The list of changes, class by class.

use std::fmt::Write as _;

use super::{
    boards::Boards,
    details::marked,
    escape::{self, text},
};
use crate::{
    diff::{Change, Class, Comparison, Field, Kind, Language, What},
    review::{
        inline::{self, Part},
        words,
    },
};

/// Changes of a class that a page holds; what is beyond is counted.
const MOST: usize = 2_000;

/// Bytes of the list up to which changes are told in full; those beyond are
/// told in a line.
const BUDGET: usize = 2 * 1024 * 1024;

/// Places of a change up to which they are not folded away.
const PLACES: usize = 3;

/// Places of a change that a page holds.
const PLACES_MOST: usize = 500;

/// Fields of a change that are shown before the rest is folded away.
const FIELDS: usize = 6;

/// Fields of a change that a page holds.
const FIELDS_MOST: usize = 100;

/// A section for each class that occurs.
pub(super) fn sections(comparison: &Comparison, boards: &Boards) -> String {
    let mut out = String::new();
    for class in Class::ALL {
        let changes: Vec<(usize, &Change)> = words::changes_of(comparison, class).collect();
        if changes.is_empty() {
            continue;
        }
        let id = class.id();
        let _ = write!(
            out,
            "<section class=\"class c-{id}\" data-class=\"{id}\" aria-labelledby=\"h-{id}\"><h3 id=\"h-{id}\"><span class=\"dot\"></span>{} <small>{}</small></h3>\n<ol class=\"changes\">\n",
            class_title(class),
            changes.len()
        );
        for (index, change) in changes.iter().take(MOST) {
            let whole = out.len() < BUDGET;
            out += &item(comparison, boards, *index, change, whole);
        }
        out += "</ol>\n";
        if changes.len() > MOST {
            let more = words::count(changes.len() - MOST, "more change");
            let _ = writeln!(
                out,
                "<p class=\"note\">{more} of this class not shown, to keep this page small.</p>"
            );
        }
        out += "</section>\n";
    }
    out
}

/// A heading for a class.
pub(super) fn class_title(class: Class) -> &'static str {
    match class {
        Class::Pages => "Pages somebody",
        Class::Silences => "Stops paging",
        Class::Notifies => "Notifies",
        Class::Queries => "Queries",
        Class::Restarts => "Restarts pods",
        Class::Cosmetic => "Cosmetic and other",
    }
}

fn item(
    comparison: &Comparison,
    boards: &Boards,
    index: usize,
    change: &Change,
    whole: bool,
) -> String {
    let kind = change.kind.id();
    let mut out = format!(
        "<li class=\"change\" id=\"c{index}\" tabindex=\"-1\" data-find>\n<h4><span class=\"sign k-{kind}\" aria-hidden=\"true\">{}</span> <span class=\"what\">{}</span> <b>{}</b> <span class=\"kind\">{}</span>",
        sign(change.kind),
        text(change.subject.what.word()),
        name(change),
        escape::name(&words::happened(change)),
    );
    let alike = words::alike(change);
    if !alike.is_empty() {
        let _ = write!(out, " <span class=\"many\">{alike}</span>");
    }
    let environments = words::environments(comparison, change);
    if !environments.is_empty() {
        let _ = write!(out, " <span class=\"many\">{}</span>", text(&environments));
    }
    if let Some(number) = boards.of_change[index] {
        let _ = write!(
            out,
            " <a class=\"see\" href=\"#d{number}\">see it drawn</a>"
        );
    }
    out += "</h4>\n";
    if !whole {
        return out + "<p class=\"note\">told in one line, to keep this page small</p></li>\n";
    }
    if !change.because.is_empty() {
        let _ = writeln!(out, "<p class=\"because\">{}</p>", text(&change.because));
    }
    let (shown, folded) = change.fields.split_at(change.fields.len().min(FIELDS));
    if !shown.is_empty() {
        let _ = writeln!(out, "<dl>\n{}</dl>", fields(change.kind, shown));
    }
    let (folded, beyond) = folded.split_at(folded.len().min(FIELDS_MOST));
    if !folded.is_empty() {
        let more = words::count(folded.len() + beyond.len(), "more field");
        let rest = match beyond.len() {
            0 => String::new(),
            rest => format!("<p class=\"note\">and {rest} more, not shown</p>"),
        };
        let _ = writeln!(
            out,
            "<details><summary>{more}</summary>\n<dl>\n{}</dl>{rest}</details>",
            fields(change.kind, folded)
        );
    }
    out += &places(change);
    out + "</li>\n"
}

fn name(change: &Change) -> String {
    match (&change.subject.what, change.subject.name.trim()) {
        (What::Settings, "") => "settings".to_owned(),
        (_, "") => "(no name)".to_owned(),
        (_, name) => escape::name(name),
    }
}

fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "+",
        Kind::Removed => "−",
        Kind::Modified => "~",
        Kind::Moved => "⇄",
        Kind::Renamed => "≈",
    }
}

fn fields(kind: Kind, fields: &[Field]) -> String {
    let mut out = String::new();
    for field in fields {
        let name = if field.name.is_empty() {
            "text"
        } else {
            &field.name
        };
        let _ = writeln!(
            out,
            "<dt>{}</dt><dd>{}</dd>",
            text(name),
            sides(kind, field)
        );
    }
    out
}

fn sides(kind: Kind, field: &Field) -> String {
    let (from, to) = (
        field.from.as_ref().map(words::value),
        field.to.as_ref().map(words::value),
    );
    if field.language == Language::Secret {
        return "<span class=\"secret\">a secret, not shown</span>".to_owned();
    }
    match (from, to) {
        (Some(from), Some(to)) => match field.language {
            Language::Lines => format!("<pre>{}</pre>", line_by_line(&from, &to)),
            Language::PromQl | Language::Text => {
                format!("<pre>{}</pre>", marked(&inline::parts(&from, &to)))
            }
            _ if from.len() + to.len() > 120 => {
                format!("<pre>{}</pre>", marked(&inline::parts(&from, &to)))
            }
            _ => format!(
                "<del>{}</del> <span class=\"to\" aria-label=\"becomes\">→</span> <ins>{}</ins>",
                shown(&from),
                shown(&to)
            ),
        },
        (Some(only), None) => alone(field, &only, if kind == Kind::Removed { "" } else { "del" }),
        (None, Some(only)) => alone(field, &only, if kind == Kind::Added { "" } else { "ins" }),
        (None, None) => String::new(),
    }
}

fn shown(value: &str) -> String {
    if value.is_empty() {
        "<em>empty</em>".to_owned()
    } else {
        text(value)
    }
}

/// The one side there is, marked with an element; of a thing that came or went
/// as a whole, nothing needs a mark.
fn alone(field: &Field, value: &str, tag: &str) -> String {
    if field.language == Language::Data && !value.contains('\n') {
        return match tag {
            "" => shown(value),
            tag => format!("<{tag}>{}</{tag}>", shown(value)),
        };
    }
    let part = match tag {
        "del" => Part::Removed(value),
        "ins" => Part::Added(value),
        _ => Part::Same(value),
    };
    format!("<pre>{}</pre>", marked(&[part]))
}

/// Lines of a text file: those that are gone, then those that are new.
fn line_by_line(from: &str, to: &str) -> String {
    let mut pieces = Vec::new();
    if !from.is_empty() {
        pieces.push(Part::Removed(from));
        if !from.ends_with('\n') {
            pieces.push(Part::Same("\n"));
        }
    }
    if !to.is_empty() {
        pieces.push(Part::Added(to));
    }
    marked(&pieces)
}

fn places(change: &Change) -> String {
    let one = |place: &crate::diff::Place, named: bool| {
        let mut words = Vec::new();
        if named && place.name != change.subject.name {
            words.push(format!("<b>{}</b>", text(&place.name)));
        }
        let within = words::within(place);
        if !within.is_empty() {
            words.push(text(&within));
        }
        let at = words::at(place);
        if !at.is_empty() {
            words.push(format!("<code>{}</code>", text(&at)));
        }
        format!("<li>{}</li>", words.join(" · "))
    };
    let many = change.places.len() > 1;
    let few = change.places.len() <= PLACES;
    let (shown, folded) = change
        .places
        .split_at(if few { change.places.len() } else { 0 });
    let list = |places: &[crate::diff::Place]| {
        let items = places.iter().map(|place| one(place, many));
        format!("<ul class=\"places\">{}</ul>\n", items.collect::<String>())
    };
    let mut out = if shown.is_empty() {
        String::new()
    } else {
        list(shown)
    };
    if !folded.is_empty() {
        let held = &folded[..folded.len().min(PLACES_MOST)];
        let rest = folded.len() - held.len();
        let beyond = if rest > 0 {
            format!("<p class=\"note\">and {rest} more</p>")
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "<details><summary>{}</summary>\n{}{beyond}</details>",
            words::count(folded.len(), "place"),
            list(held)
        );
    }
    out
}
