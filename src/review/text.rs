//! A comparison for a terminal: the summary of each environment first, then
//! every change, the gravest first. Styled; whoever prints it strips the styles
//! where they do not belong.
//!
//! ```text
//! 2 changes: 1 pages somebody, 1 restarts pods
//!
//! pages somebody
//!   ~ alert KubePodNotReady: for 15m → 5m (fires sooner)
//!       in group kubernetes-apps, PrometheusRule monitoring/k8s-rules
//! ```

mod field;
mod item;
mod names;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::words;
use crate::{
    diff::{Change, Class, Comparison, Kind, Side, What},
    text::escape,
};

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Lines of a text that are shown around those that changed; of a query,
    /// 20 characters for each.
    pub context: usize,
    /// The summary alone, with the names of what changed.
    pub stat: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            context: 3,
            stat: false,
        }
    }
}

/// Changes of one sort in one place from which on they are listed by their
/// names alone.
const MANY: usize = 4;

/// The report; it ends with a line feed.
#[must_use]
pub fn report(comparison: &Comparison, options: &Options) -> String {
    let mut page = String::new();
    summary(comparison, &mut page);
    for note in &comparison.notes {
        let side = match note.side {
            Side::From => "before",
            Side::To => "after",
        };
        let line = note
            .at
            .line
            .map_or(String::new(), |line| format!(":{line}"));
        let file = escape(&note.at.file);
        let problem = escape(&note.problem);
        let mark = paint(warning(), "!");
        let _ = writeln!(
            page,
            "{mark} {file}{line} ({side}): {problem}; compared as text"
        );
    }
    for class in Class::ALL {
        let changes: Vec<&Change> = words::changes_of(comparison, class)
            .map(|(_, change)| change)
            .collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(page, "\n{}", paint(heading(class), class.title()));
        if options.stat {
            names::stat(&changes, &mut page);
        } else {
            section(comparison, &changes, options, &mut page);
        }
    }
    page
}

/// A line for each environment; environments that say the same share one.
fn summary(comparison: &Comparison, page: &mut String) {
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for (place, name) in comparison.environments.iter().enumerate() {
        let counts = comparison.counts(place);
        let does: Vec<String> = counts
            .iter()
            .map(|(class, number)| paint(heading(*class), &words::does(*class, *number)))
            .collect();
        let total: usize = counts.values().sum();
        let line = match total {
            0 => "nothing changed".to_owned(),
            total => format!("{}: {}", words::count(total, "change"), does.join(", ")),
        };
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, names)) => names.push(name),
            None => lines.push((line, vec![name])),
        }
    }
    if lines.is_empty() {
        page.push_str("nothing to compare\n");
    }
    for (line, names) in lines {
        let name = match names.as_slice() {
            [""] => String::new(),
            names if names.len() <= MANY => format!("{}: ", escape(&names.join(", "))),
            names => format!(
                "{} and {} more environments: ",
                escape(&names[..2].join(", ")),
                names.len() - 2
            ),
        };
        let _ = writeln!(page, "{}{line}", paint(bold(), &name));
    }
}

/// The changes of a class: those in one place together.
fn section(comparison: &Comparison, changes: &[&Change], options: &Options, page: &mut String) {
    let mut rest = changes;
    while let Some(first) = rest.first() {
        let together = rest
            .iter()
            .take_while(|change| shares_place(first, change))
            .count();
        let (run, after) = rest.split_at(together);
        rest = after;
        if run.len() == 1 {
            item::show(comparison, first, 2, true, options, page);
            continue;
        }
        let within = &first.places[0].within;
        let mut indent = 2;
        if !within.is_empty() {
            let _ = writeln!(page, "  {}", paint(dimmed(), &inside_out(within)));
            indent = 4;
        }
        let mut left = run;
        while let Some(first) = left.first() {
            let alike = left
                .iter()
                .take_while(|change| names::lists_with(first, change))
                .count();
            if alike >= MANY {
                names::list(comparison, &left[..alike], indent, page);
                left = &left[alike..];
            } else {
                item::show(comparison, first, indent, false, options, page);
                left = &left[1..];
            }
        }
    }
}

/// Whether two changes are in one thing, and nowhere else.
fn shares_place(a: &Change, b: &Change) -> bool {
    match (a.places.as_slice(), b.places.as_slice()) {
        ([a_place], [b_place]) => {
            a_place.within == b_place.within
                && (!a_place.within.is_empty() || a.subject.what == b.subject.what)
        }
        _ => std::ptr::eq(a, b),
    }
}

/// What a thing is in, the innermost first.
fn inside_out(within: &[String]) -> String {
    let parts: Vec<_> = within.iter().rev().map(|part| escape(part)).collect();
    parts.join(", ")
}

/// The mark of what happened.
fn mark(kind: Kind) -> String {
    match kind {
        Kind::Added => paint(added(), "+"),
        Kind::Removed => paint(removed(), "-"),
        Kind::Modified => paint(warning(), "~"),
        Kind::Moved | Kind::Renamed => paint(warning(), ">"),
    }
}

/// The word for several things.
fn plural(what: &What) -> String {
    let word = what.word();
    match what {
        What::Settings => word.to_owned(),
        What::Object(kind) if kind.ends_with('s') => format!("{kind}es"),
        What::Object(kind) if kind.ends_with("cy") => format!("{}ies", &kind[..kind.len() - 1]),
        _ => format!("{word}s"),
    }
}

fn paint(style: Style, text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("{style}{text}{style:#}"),
    }
}

fn bold() -> Style {
    Style::new().bold()
}

fn dimmed() -> Style {
    Style::new().dimmed()
}

fn added() -> Style {
    AnsiColor::Green.on_default()
}

fn removed() -> Style {
    AnsiColor::Red.on_default()
}

fn warning() -> Style {
    AnsiColor::Yellow.on_default()
}

fn heading(class: Class) -> Style {
    let colour = match class {
        Class::Pages => AnsiColor::Red,
        Class::Silences => AnsiColor::Magenta,
        Class::Notifies => AnsiColor::Yellow,
        Class::Queries => AnsiColor::Blue,
        Class::Restarts => AnsiColor::Cyan,
        Class::Cosmetic => return dimmed(),
    };
    colour.on_default().bold()
}
