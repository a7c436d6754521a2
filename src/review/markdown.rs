//! A comment for a pull request: the important first, the rest folded, and
//! never longer than a comment may be.
//!
//! Everything from the compared files stands in code, where nothing is a
//! mention, a link or markup; only signs and words of this module do not.

mod code;
mod item;

use std::fmt::Write as _;

use self::code::code;
use super::{Labels, words};
use crate::diff::{Change, Class, Comparison, Note, Side};

/// What GitHub takes as a comment, in characters, less a margin for what a
/// script adds to it.
pub const LONGEST: usize = 65_536 - 536;

/// Environments in the table at most.
const ENVIRONMENTS: usize = 40;

/// Notes at most.
const NOTES: usize = 5;

/// Classes that are folded away.
const FOLDED: [Class; 3] = [Class::Queries, Class::Restarts, Class::Cosmetic];

/// How much of a change is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Whole,
    Headline,
    Nothing,
}

/// A comparison as Markdown of at most [`LONGEST`] characters.
#[must_use]
pub fn report(comparison: &Comparison, labels: &Labels) -> String {
    report_below("", comparison, labels)
}

/// As [`report`], below a `lead`, which is Markdown and counts.
#[must_use]
pub fn report_below(lead: &str, comparison: &Comparison, labels: &Labels) -> String {
    let head = format!("{lead}{}", head(comparison, labels));
    let notes = notes(&comparison.notes);
    let changes: Vec<(Class, [String; 2])> = Class::ALL
        .into_iter()
        .flat_map(|class| {
            let changes = words::changes_of(comparison, class);
            changes.map(move |(_, change)| (class, texts(comparison, change)))
        })
        .collect();
    let told = fit(&changes, length(&head) + length(&notes));
    let left = told.iter().filter(|told| **told == Told::Nothing).count();
    let short = told.contains(&Told::Headline);
    let mut out = head;
    for class in Class::ALL {
        let of_class: Vec<(&[String; 2], Told)> = changes
            .iter()
            .zip(&told)
            .filter(|((other, _), _)| *other == class)
            .map(|((_, texts), told)| (texts, *told))
            .collect();
        section(&mut out, class, &of_class);
    }
    out += &tail(left, short, labels);
    out + &notes
}

/// A change in full and as its headline.
fn texts(comparison: &Comparison, change: &Change) -> [String; 2] {
    [
        item::whole(comparison, change),
        item::headline(comparison, change),
    ]
}

/// As much as there is room for: first the least important are told in a line,
/// then they are left out.
fn fit(changes: &[(Class, [String; 2])], taken: usize) -> Vec<Told> {
    // Headings, folds and the last line.
    let frame = 160 * Class::ALL.len() + 400;
    let mut told = vec![Told::Whole; changes.len()];
    let mut total = taken + frame;
    total += changes
        .iter()
        .map(|(_, [whole, _])| length(whole))
        .sum::<usize>();
    for (told, (_, [whole, headline])) in told.iter_mut().zip(changes).rev() {
        if total <= LONGEST {
            break;
        }
        total -= length(whole).saturating_sub(length(headline));
        *told = Told::Headline;
    }
    for (told, (_, [_, headline])) in told.iter_mut().zip(changes).rev() {
        if total <= LONGEST {
            break;
        }
        total -= length(headline);
        *told = Told::Nothing;
    }
    told
}

/// Characters as the strictest reader counts them: UTF-16 units, and two for a
/// line break.
fn length(text: &str) -> usize {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    text.encode_utf16().count() + breaks
}

fn head(comparison: &Comparison, labels: &Labels) -> String {
    if comparison.is_empty() {
        return format!(
            "## Nothing changed\n\n{} → {}\n\n",
            code(&labels.from),
            code(&labels.to)
        );
    }
    let mut out = format!(
        "## {}\n\n",
        words::count(comparison.changes.len(), "change")
    );
    let told = Class::ALL.into_iter().filter_map(|class| {
        let number = words::changes_of(comparison, class).count();
        let words = words::does(class, number);
        match class {
            _ if number == 0 => None,
            Class::Pages | Class::Silences => Some(format!("**{words}**")),
            _ => Some(words),
        }
    });
    let told: Vec<String> = told.collect();
    let _ = write!(
        out,
        "{}\n\n{} → {}\n\n",
        told.join(" · "),
        code(&labels.from),
        code(&labels.to)
    );
    out + &table(comparison)
}

/// Environments and how many changes of each class they have.
fn table(comparison: &Comparison) -> String {
    let names = &comparison.environments;
    if names.len() < 2 {
        return String::new();
    }
    let classes = comparison.classes();
    let mut out = String::from("| environment |");
    for class in &classes {
        let _ = write!(out, " {} |", class.id());
    }
    out += "\n|---|";
    out += &"--:|".repeat(classes.len());
    out.push('\n');
    let differs = |at: &usize| !comparison.counts(*at).is_empty();
    let differing: Vec<usize> = (0..names.len()).filter(differs).collect();
    for &at in differing.iter().take(ENVIRONMENTS) {
        let counts = comparison.counts(at);
        let _ = write!(out, "| {} |", code::in_table(&names[at]));
        for class in &classes {
            let number = counts.get(class).copied().unwrap_or_default();
            let number = if number == 0 {
                String::new()
            } else {
                number.to_string()
            };
            let _ = write!(out, " {number} |");
        }
        out.push('\n');
    }
    let rest = differing.len().saturating_sub(ENVIRONMENTS);
    if rest > 0 {
        let _ = write!(out, "\n… and {}\n", words::count(rest, "more environment"));
    }
    let same = names.len() - differing.len();
    if same > 0 {
        let _ = write!(
            out,
            "\nNothing changed in {}.\n",
            words::count(same, "environment")
        );
    }
    out + "\n"
}

fn section(out: &mut String, class: Class, changes: &[(&[String; 2], Told)]) {
    if changes.iter().all(|(_, told)| *told == Told::Nothing) {
        return;
    }
    let title = format!("{} ({})", title(class), changes.len());
    let folded = FOLDED.contains(&class);
    if folded {
        let _ = write!(out, "<details><summary><b>{title}</b></summary>\n\n");
    } else {
        let _ = write!(out, "### {title}\n\n");
    }
    for ([whole, headline], told) in changes {
        match told {
            Told::Whole => *out += whole,
            Told::Headline => *out += headline,
            Told::Nothing => {}
        }
    }
    if changes.iter().any(|(_, told)| *told == Told::Headline) {
        out.push('\n');
    }
    if folded {
        *out += "</details>\n\n";
    }
}

fn title(class: Class) -> &'static str {
    match class {
        Class::Pages => "Pages somebody",
        Class::Silences => "Stops paging",
        Class::Notifies => "Notifies",
        Class::Queries => "Queries",
        Class::Restarts => "Restarts pods",
        Class::Cosmetic => "Cosmetic and other",
    }
}

/// What was left out, and how to see it.
fn tail(left: usize, short: bool, labels: &Labels) -> String {
    let command = if labels.command.is_empty() {
        "mixgen diff"
    } else {
        &labels.command
    };
    match (left, short) {
        (0, false) => String::new(),
        (0, true) => format!(
            "Some changes are told in one line; run {} to see them in full.\n\n",
            code(command)
        ),
        (left, _) => format!("… and {left} more, run {}\n\n", code(command)),
    }
}

fn notes(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let mut out = String::from("Compared as text:\n\n");
    for note in notes.iter().take(NOTES) {
        let side = match note.side {
            Side::From => "before",
            Side::To => "after",
        };
        let _ = writeln!(
            out,
            "- {} ({side}): {}",
            code(&note.at.file),
            code::short(&note.problem, 200)
        );
    }
    if notes.len() > NOTES {
        let _ = writeln!(out, "- … and {} more", notes.len() - NOTES);
    }
    out + "\n"
}
