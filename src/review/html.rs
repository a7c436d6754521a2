//! One self-contained page: the summary, every change, and the dashboards that
//! changed, drawn before and after.
//!
//! The page asks nothing of any network, and its policy forbids it: styles and
//! script are in it and named by their digests, there are no images, and every
//! link leads to a place in the page. It can be read without the script, which
//! adds search, filters, keys, the slider and the choice of colours.

mod board;
mod boards;
mod changes;
mod details;
mod digest;
mod draw;
mod escape;
mod layout;
mod pairs;
mod picture;

use std::fmt::Write as _;

pub use self::picture::picture;

use self::{boards::Boards, escape::text};
use super::{Labels, words};
use crate::diff::{Class, Comparison, Note, Side};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
const GLYPHS: &str = include_str!("html/glyphs.svg");

/// Environments that have a line of their own before the rest is folded away.
const ENVIRONMENTS: usize = 12;

/// Notes that a page holds.
const NOTES: usize = 200;

/// A comparison as a page of HTML.
#[must_use]
pub fn page(comparison: &Comparison, labels: &Labels) -> String {
    let boards = boards::draw_all(comparison);
    let style = format!("{STYLE}{}", grid(boards.lowest));
    let title = words::summary(comparison);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"mixgen\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        digest::of(&style),
        digest::of(SCRIPT),
        text(&title),
    );
    out += "<a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n";
    if !boards.drawn.is_empty() {
        out += "<a class=\"skip\" href=\"#dashboards\">Skip to the dashboards</a>\n";
    }
    out += GLYPHS;
    out += &header(comparison, labels);
    out += "<div class=\"page\">\n";
    out += &rail(comparison, &boards);
    out += "<main>\n";
    out += &environments(comparison);
    out += &main(comparison, &boards);
    out += "</main>\n</div>\n";
    if !comparison.is_empty() {
        out += "<footer>\n";
        out += KEYS;
        if !boards.drawn.is_empty() {
            out += SIGNS;
        }
        out += "</footer>\n";
    }
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

/// What the keys do.
const KEYS: &str = "<p class=\"js\"><kbd>j</kbd> <kbd>k</kbd> next and previous change · <kbd>/</kbd> search · <kbd>Enter</kbd> open or close · <kbd>Esc</kbd> clear</p>\n";

/// What the signs of drawings mean.
const SIGNS: &str = "<p><span class=\"mark m-added\">+ added</span> <span class=\"mark m-removed\">− removed</span> <span class=\"mark m-modified\">~ modified</span> <span class=\"mark m-moved\">⇄ moved</span> <span class=\"mark m-resized\">⤢ resized</span></p>\n\
    <p>Drawings show places, units, thresholds and queries. The curves are signs for the type of panel, not data.</p>\n";

fn header(comparison: &Comparison, labels: &Labels) -> String {
    let number = comparison.changes.len();
    let heading = match number {
        0 => "Nothing changed".to_owned(),
        _ => words::count(number, "change"),
    };
    let mut out = format!("<header>\n<div class=\"top\">\n<h1>{heading}</h1>\n");
    let _ = writeln!(
        out,
        "<p class=\"sides\"><span class=\"sr\">from </span><code>{}</code> <span aria-hidden=\"true\">→</span><span class=\"sr\"> to </span> <code>{}</code></p>",
        text(&labels.from),
        text(&labels.to)
    );
    out += "<button class=\"theme js\" type=\"button\" aria-label=\"Colours: as the system\"><span aria-hidden=\"true\">◐</span> <span class=\"now\">auto</span></button>\n</div>\n";
    if number > 0 {
        out += "<ul class=\"tiles\">\n";
        for class in Class::ALL {
            let number = words::changes_of(comparison, class).count();
            let id = class.id();
            if number > 0 {
                let _ = writeln!(
                    out,
                    "<li class=\"c-{id}\"><a href=\"#h-{id}\"><b>{number}</b> <span>{}</span></a></li>",
                    tile(class, number)
                );
            } else if matches!(class, Class::Pages | Class::Silences) {
                let _ = writeln!(
                    out,
                    "<li class=\"none\"><span><b>0</b> <span>{}</span></span></li>",
                    tile(class, number)
                );
            }
        }
        out += "</ul>\n";
    }
    out + "</header>\n"
}

/// What changes of a class do, without their number.
fn tile(class: Class, number: usize) -> String {
    let words = words::does(class, number);
    words
        .split_once(' ')
        .map_or(String::new(), |(_, words)| words.to_owned())
}

/// Search, filters and the contents, beside the text or above it.
fn rail(comparison: &Comparison, boards: &Boards) -> String {
    if comparison.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "<nav class=\"rail\" aria-label=\"Contents and filters\">\n<div class=\"find js\" role=\"search\"><label class=\"sr\" for=\"q\">Search</label><input id=\"q\" type=\"search\" placeholder=\"Search\" autocomplete=\"off\" spellcheck=\"false\"><kbd aria-hidden=\"true\">/</kbd></div>\n<p class=\"found js\" role=\"status\" aria-live=\"polite\"></p>\n<div class=\"filters js\" role=\"group\" aria-label=\"Classes\">\n",
    );
    for class in comparison.classes() {
        let id = class.id();
        let _ = writeln!(
            out,
            "<button type=\"button\" class=\"c-{id}\" data-filter=\"{id}\" aria-pressed=\"false\"><span class=\"dot\"></span>{} <b>{}</b></button>",
            changes::class_title(class),
            words::changes_of(comparison, class).count()
        );
    }
    out += "</div>\n";
    if !boards.drawn.is_empty() {
        out += "<div class=\"contents\"><h2>Dashboards</h2>\n<ul>\n";
        for (number, drawn) in boards.drawn.iter().enumerate() {
            let _ = writeln!(
                out,
                "<li><a href=\"#d{number}\">{} <small>{}</small></a></li>",
                escape::name(&drawn.title),
                text(&drawn.what)
            );
        }
        out += "</ul></div>\n";
    }
    out + "</nav>\n"
}

/// A line for each environment, when there are several.
fn environments(comparison: &Comparison) -> String {
    let names = &comparison.environments;
    if names.len() < 2 {
        return String::new();
    }
    let line = |(at, name): (usize, &String)| {
        let counts = comparison.counts(at);
        let told: Vec<String> = counts
            .iter()
            .map(|(class, number)| {
                format!(
                    "<span class=\"c-{}\"><span class=\"dot\"></span>{}</span>",
                    class.id(),
                    words::does(*class, *number)
                )
            })
            .collect();
        let told = if told.is_empty() {
            "nothing changed".to_owned()
        } else {
            told.join(" ")
        };
        format!("<li><b>{}</b> {told}</li>\n", text(name))
    };
    let lines: Vec<String> = names.iter().enumerate().map(line).collect();
    let (shown, folded) = lines.split_at(lines.len().min(ENVIRONMENTS));
    let mut out = format!(
        "<section class=\"environments\"><h2>Environments</h2>\n<ul>\n{}</ul>\n",
        shown.concat()
    );
    if !folded.is_empty() {
        let _ = writeln!(
            out,
            "<details><summary>{}</summary><ul>\n{}</ul></details>",
            words::count(folded.len(), "more environment"),
            folded.concat()
        );
    }
    out + "</section>\n"
}

fn main(comparison: &Comparison, boards: &Boards) -> String {
    let mut out = String::from("<section id=\"changes\"><h2>Changes</h2>\n");
    if comparison.is_empty() {
        out += "<p class=\"empty\">Both sides mean the same.</p>\n";
    }
    out += &changes::sections(comparison, boards);
    out += "</section>\n";
    if !boards.drawn.is_empty() || !boards.html.is_empty() {
        let _ = write!(
            out,
            "<section id=\"dashboards\"><h2>Dashboards</h2>\n{}</section>\n",
            boards.html
        );
    }
    out + &notes(&comparison.notes)
}

/// Files that were compared as text, and why.
fn notes(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let mut out =
        String::from("<section id=\"notes\"><h2>Compared as text</h2>\n<ul class=\"notes\">\n");
    for note in notes.iter().take(NOTES) {
        let side = match note.side {
            Side::From => "before",
            Side::To => "after",
        };
        let line = note
            .at
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "<li><code>{}{line}</code> ({side}): {}</li>",
            text(&note.at.file),
            text(&note.problem)
        );
    }
    out += "</ul>\n";
    if notes.len() > NOTES {
        let _ = writeln!(
            out,
            "<p class=\"note\">and {} more</p>",
            notes.len() - NOTES
        );
    }
    out + "</section>\n"
}

/// The places of a grid of so many rows as classes: the policy of the page
/// allows no styles in attributes.
fn grid(rows: usize) -> String {
    let mut out = String::new();
    for row in 0..rows {
        let _ = write!(out, ".y{row}{{grid-row-start:{}}}", row + 1);
    }
    out
}
