//! The section of dashboards: each that changed, before and after.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    fmt::Write as _,
    sync::Arc,
};

use serde_json::Value;

use super::{
    board::{self, Board},
    details, digest, draw,
    escape::{name, text},
    layout,
    pairs::{self, Hints, Mark, Pairs},
};
use crate::{
    diff::{Change, Comparison, DashboardPair, Kind, Side, What},
    review::words,
};

/// Bytes of drawings that a page holds; dashboards beyond are named.
const BUDGET: usize = 3 * 1024 * 1024;

/// Dashboards that are open when the page is.
const OPEN: usize = 3;

/// The drawings of a comparison.
#[derive(Debug, Default)]
pub(super) struct Boards {
    /// A section for each dashboard that is drawn.
    pub html: String,
    /// Title and number of each drawn dashboard, and how much differs in it.
    pub drawn: Vec<Drawn>,
    /// Rows of the grid that the tallest drawing needs.
    pub lowest: usize,
    /// Of each change, the drawn dashboard it belongs to.
    pub of_change: Vec<Option<usize>>,
    /// Whether there is no room for another.
    full: bool,
}

/// A drawn dashboard.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Its title; not escaped.
    pub title: String,
    /// What differs, such as `2 modified, 1 added`.
    pub what: String,
}

/// Draws the dashboards whose panels differ, in the order of the changes.
pub(super) fn draw_all(comparison: &Comparison) -> Boards {
    let mut boards = Boards {
        of_change: vec![None; comparison.changes.len()],
        ..Boards::default()
    };
    // The same dashboard of two environments is drawn once.
    let mut seen: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let mut last: Option<(&Arc<DashboardPair>, Option<usize>)> = None;
    let mut beyond = Vec::new();
    for (index, change) in comparison.changes.iter().enumerate() {
        let Some(pair) = &change.dashboard else {
            continue;
        };
        if let Some((_, number)) = last.filter(|(other, _)| Arc::ptr_eq(other, pair)) {
            boards.of_change[index] = number;
            continue;
        }
        let number = match seen.entry(print(pair)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(boards.add(comparison, pair, change, &mut beyond)),
        };
        boards.of_change[index] = number;
        last = Some((pair, number));
    }
    if !beyond.is_empty() {
        let names: Vec<String> = beyond.iter().map(|title| name(title)).collect();
        let _ = writeln!(
            boards.html,
            "<p class=\"note\">Not drawn, to keep this page small: {}.</p>",
            names.join(", ")
        );
    }
    boards
}

/// Tells dashboards apart.
fn print(pair: &DashboardPair) -> String {
    let text = |side: &Option<Value>| side.as_ref().map(Value::to_string).unwrap_or_default();
    digest::of(&format!("{}\n{}", text(&pair.from), text(&pair.to)))
}

impl Boards {
    /// Draws a dashboard and gives its number; `None` when all its panels are
    /// the same, and when the page is full.
    fn add(
        &mut self,
        comparison: &Comparison,
        pair: &Arc<DashboardPair>,
        change: &Change,
        beyond: &mut Vec<String>,
    ) -> Option<usize> {
        let mut leave_out = |title: String| {
            beyond.push(title);
            None
        };
        if self.full {
            let state = pair.to.as_ref().or(pair.from.as_ref())?;
            return leave_out(board::read(state).title);
        }
        let number = self.drawn.len();
        let alike = match change.subject.what {
            What::Dashboard => words::alike(change),
            _ => String::new(),
        };
        let (html, drawn) = section(
            number,
            pair,
            &hints(comparison, pair),
            &alike,
            &mut self.lowest,
        )?;
        if self.html.len() + html.len() > BUDGET {
            self.full = true;
            return leave_out(drawn.title);
        }
        self.html += &html;
        self.drawn.push(drawn);
        Some(number)
    }
}

/// What the changes of a dashboard say of its panels.
fn hints(comparison: &Comparison, pair: &Arc<DashboardPair>) -> Hints {
    let mut hints = Hints::default();
    for change in &comparison.changes {
        let own = change
            .dashboard
            .as_ref()
            .is_some_and(|other| Arc::ptr_eq(other, pair));
        if !own || change.subject.what != What::Panel {
            continue;
        }
        let was = change.was.as_ref().and_then(|was| was.name.clone());
        if let Some(name) = was {
            hints.renamed.push((name, change.subject.name.clone()));
        }
        if change.kind == Kind::Added {
            hints
                .added
                .extend(change.places.iter().map(|place| place.name.clone()));
        }
    }
    hints
}

/// A dashboard's section; `None` when all its panels are the same.
fn section(
    number: usize,
    pair: &DashboardPair,
    hints: &Hints,
    alike: &str,
    lowest: &mut usize,
) -> Option<(String, Drawn)> {
    let read = |side: &Option<Value>| side.as_ref().map(board::read);
    let (from, to) = (read(&pair.from), read(&pair.to));
    let empty = Board::default();
    let (old, new) = (
        from.as_ref().unwrap_or(&empty),
        to.as_ref().unwrap_or(&empty),
    );
    let mut pairs = pairs::pair(old, new, hints);
    let headings = |board: &Board| {
        let rows = board.rows.iter().map(|row| row.heading.as_ref());
        rows.map(|heading| heading.map(|heading| format!("{heading:?}")))
            .collect::<Vec<_>>()
    };
    let differs = pairs.panels.iter().any(|pair| !pair.marks.is_empty());
    if !differs && headings(old) == headings(new) {
        return None;
    }
    let whole = from.is_none() || to.is_none();
    let what = if from.is_none() {
        "new dashboard".to_owned()
    } else if to.is_none() {
        "dashboard removed".to_owned()
    } else {
        tally(&pairs)
    };
    if whole {
        // Of a dashboard that is new as a whole, no panel needs a mark.
        for pair in &mut pairs.panels {
            pair.marks.clear();
        }
    }
    let named = to
        .as_ref()
        .or(from.as_ref())
        .map_or("", |board| board.title.as_str());
    let title = if named.is_empty() {
        "(no title)"
    } else {
        named
    };
    let open = if number < OPEN { " open" } else { "" };
    let mut html = format!(
        "<details class=\"dashboard\" id=\"d{number}\" data-find{open}><summary><h3>{}</h3> <small>{what}{}</small></summary>\n",
        name(title),
        if alike.is_empty() {
            String::new()
        } else {
            format!(", {}", text(alike))
        }
    );
    if !whole {
        html += &modes(number, title);
    }
    html += "<div class=\"stage\">\n";
    let opened = |side: Side, board: &Board| opened(side, board, &pairs, whole);
    for (side, board, word, class) in [
        (Side::From, &from, "Before", "before"),
        (Side::To, &to, "After", "after"),
    ] {
        let Some(board) = board else { continue };
        let items = layout::lay_out(board, &opened(side, board));
        let _ = write!(
            html,
            "<figure class=\"{class}\"><figcaption>{word}</figcaption>\n{}</figure>\n",
            draw::draw(number, side, board, &pairs, &items, lowest)
        );
        if board.left_out > 0 {
            let _ = writeln!(
                html,
                "<p class=\"note\">{} more {} not drawn.</p>",
                board.left_out,
                if board.left_out == 1 {
                    "panel is"
                } else {
                    "panels are"
                }
            );
        }
    }
    html += "</div>\n";
    html += &panels(number, &pairs, whole);
    html += "</details>\n";
    let drawn = Drawn {
        title: title.to_owned(),
        what,
    };
    Some((html, drawn))
}

/// The collapsed rows of a side that are drawn open, because something in them
/// differs.
fn opened(side: Side, board: &Board, pairs: &Pairs, whole: bool) -> BTreeSet<usize> {
    let spots = match side {
        Side::From => &pairs.from,
        Side::To => &pairs.to,
    };
    let marked = |row: &usize| {
        let inside = spots.iter().filter(|((other, _), _)| other == row);
        inside
            .into_iter()
            .any(|(_, pair)| !pairs.panels[*pair].marks.is_empty())
    };
    (0..board.rows.len())
        .filter(|row| whole || marked(row))
        .collect()
}

/// Buttons that choose how both states are shown; they work without a script,
/// the slider needs one.
fn modes(number: usize, title: &str) -> String {
    let mut out = format!(
        "<fieldset class=\"modes\"><legend class=\"sr\">How {} is shown</legend>",
        name(title)
    );
    for (at, (value, word)) in [
        ("both", "Both"),
        ("over", "Overlaid"),
        ("before", "Before"),
        ("after", "After"),
    ]
    .into_iter()
    .enumerate()
    {
        let checked = if at == 0 { " checked" } else { "" };
        let _ = write!(
            out,
            "<label><input type=\"radio\" name=\"m{number}\" value=\"{value}\"{checked}><span>{word}</span></label>"
        );
    }
    out + "<label class=\"wipe js\"><span>before</span><input type=\"range\" min=\"0\" max=\"100\" value=\"50\" aria-label=\"Where before ends and after begins\"><span>after</span></label></fieldset>\n"
}

/// How many panels have which mark.
fn tally(pairs: &Pairs) -> String {
    let all = [
        Mark::Added,
        Mark::Removed,
        Mark::Modified,
        Mark::Moved,
        Mark::Resized,
    ];
    let told: Vec<String> = all
        .into_iter()
        .filter_map(|mark| {
            let marked = pairs
                .panels
                .iter()
                .filter(|pair| pair.marks.contains(&mark));
            let number = marked.count();
            (number > 0).then(|| format!("{number} {}", mark.id()))
        })
        .collect();
    if told.is_empty() {
        "rows differ".to_owned()
    } else {
        format!("panels: {}", told.join(", "))
    }
}

/// Every panel in full: those that differ first, the others folded away.
fn panels(number: usize, pairs: &Pairs, whole: bool) -> String {
    let mut out = String::new();
    let mut same = String::new();
    let mut count = 0;
    for (at, pair) in pairs.panels.iter().enumerate() {
        let html = details::panel(number, at, pair);
        if pair.marks.is_empty() {
            same += &html;
            count += 1;
        } else {
            out += &html;
        }
    }
    if count > 0 {
        let what = words::count(count, "panel");
        let what = if whole {
            what
        } else {
            format!("{what} the same")
        };
        let _ = write!(
            out,
            "<details class=\"same\"><summary>{what}</summary>\n{same}</details>\n"
        );
    }
    format!("<div class=\"panels\">\n{out}</div>\n")
}
