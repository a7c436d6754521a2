//! Which panels of two states of a dashboard are the same, and what is
//! different about them.

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Board, Panel};

/// The place of a panel in a [`Board`]: its row and its place in the row.
pub(super) type Spot = (usize, usize);

/// Both states of a dashboard, panel by panel.
#[derive(Debug, Default)]
pub(super) struct Pairs<'a> {
    /// Panels in the order of the `to` side, then those that were removed.
    pub panels: Vec<Pair<'a>>,
    /// The pair of each panel of the `from` side.
    pub from: BTreeMap<Spot, usize>,
    /// The pair of each panel of the `to` side.
    pub to: BTreeMap<Spot, usize>,
}

/// What the list of changes says of a dashboard's panels, so that a drawing
/// says the same.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Titles before and after.
    pub renamed: Vec<(String, String)>,
    /// Titles of panels that are new.
    pub added: BTreeSet<String>,
}

/// A panel on both sides, or on one of them.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    /// Before.
    pub from: Option<&'a Panel>,
    /// After.
    pub to: Option<&'a Panel>,
    /// What is different, in the order in which it is told; empty for a panel
    /// that is the same.
    pub marks: Vec<Mark>,
}

/// What is different about a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It shows or asks something else.
    Modified,
    /// It stands elsewhere than its neighbours' coming and going explains.
    Moved,
    /// It is larger or smaller.
    Resized,
}

impl Mark {
    /// The word for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Modified => "modified",
            Self::Moved => "moved",
            Self::Resized => "resized",
        }
    }

    /// A sign that can be told from the others without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "−",
            Self::Modified => "~",
            Self::Moved => "⇄",
            Self::Resized => "⤢",
        }
    }
}

/// Pairs the panels of two states.
pub(super) fn pair<'a>(from: &'a Board, to: &'a Board, hints: &Hints) -> Pairs<'a> {
    let before = spots(from);
    let after = spots(to);
    let matched = match_up(&before, &after, hints);
    let moved = moved(from, to, &before, &after, &matched);
    let mut pairs = Pairs::default();
    for (index, (spot, panel)) in after.iter().enumerate() {
        let partner = matched.get(&index).map(|&other| &before[other]);
        let mut marks = Vec::new();
        match partner {
            None => marks.push(Mark::Added),
            Some((_, old)) => {
                if old.rest != panel.rest {
                    marks.push(Mark::Modified);
                }
                if moved.contains(&index) {
                    marks.push(Mark::Moved);
                }
                if (old.place.w, old.place.h) != (panel.place.w, panel.place.h) {
                    marks.push(Mark::Resized);
                }
            }
        }
        pairs.to.insert(*spot, pairs.panels.len());
        if let Some((spot, _)) = partner {
            pairs.from.insert(*spot, pairs.panels.len());
        }
        pairs.panels.push(Pair {
            from: partner.map(|(_, old)| *old),
            to: Some(panel),
            marks,
        });
    }
    for (spot, panel) in before {
        if !pairs.from.contains_key(&spot) {
            pairs.from.insert(spot, pairs.panels.len());
            pairs.panels.push(Pair {
                from: Some(panel),
                to: None,
                marks: vec![Mark::Removed],
            });
        }
    }
    pairs
}

fn spots(board: &Board) -> Vec<(Spot, &Panel)> {
    let rows = board.rows.iter().enumerate();
    rows.flat_map(|(row, content)| {
        let panels = content.panels.iter().enumerate();
        panels.map(move |(at, panel)| ((row, at), panel))
    })
    .collect()
}

/// From places in `after` to places in `before`: by the surest sign first.
/// Where several panels have the same sign, the first takes the first.
fn match_up(
    before: &[(Spot, &Panel)],
    after: &[(Spot, &Panel)],
    hints: &Hints,
) -> BTreeMap<usize, usize> {
    type Sign = fn(&Panel) -> Option<String>;
    let same: [Sign; 4] = [
        |panel| Some(format!("{:?} {:?} {}", panel.id?, panel.place, panel.title)),
        |panel| Some(format!("{:?} {}", panel.id?, panel.title)),
        |panel| named(panel).map(|title| format!("{} {title}", asked(panel))),
        named,
    ];
    let alike: [Sign; 3] = [
        |panel| Some(format!("{:?} {}", panel.id?, panel.kind)),
        |panel| (!panel.queries.is_empty()).then(|| asked(panel)),
        |panel| Some(format!("{} {:?}", panel.kind, panel.place)),
    ];
    let mut matched = BTreeMap::new();
    for sign in same {
        match_by(before, after, sign, sign, &mut matched);
    }
    let renamed = |panel: &Panel| {
        let hint = hints.renamed.iter().find(|(_, new)| *new == panel.title);
        hint.map(|(old, _)| old.clone())
    };
    match_by(before, after, named, renamed, &mut matched);
    for sign in alike {
        let known = |panel: &Panel| sign(panel).filter(|_| !hints.added.contains(&panel.title));
        match_by(before, after, sign, known, &mut matched);
    }
    matched
}

/// Matches what has the same sign on both sides and is not matched yet.
fn match_by(
    before: &[(Spot, &Panel)],
    after: &[(Spot, &Panel)],
    sign_before: impl Fn(&Panel) -> Option<String>,
    sign_after: impl Fn(&Panel) -> Option<String>,
    matched: &mut BTreeMap<usize, usize>,
) {
    let taken: BTreeSet<usize> = matched.values().copied().collect();
    let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, (_, panel)) in before.iter().enumerate().rev() {
        if let Some(sign) = sign_before(panel).filter(|_| !taken.contains(&index)) {
            free.entry(sign).or_default().push(index);
        }
    }
    for (index, (_, panel)) in after.iter().enumerate() {
        if matched.contains_key(&index) {
            continue;
        }
        if let Some(other) = sign_after(panel).and_then(|sign| free.get_mut(&sign)?.pop()) {
            matched.insert(index, other);
        }
    }
}

fn named(panel: &Panel) -> Option<String> {
    (!panel.title.is_empty()).then(|| panel.title.clone())
}

fn asked(panel: &Panel) -> String {
    let texts = panel.queries.iter().map(|query| query.text.as_str());
    texts.collect::<Vec<_>>().join("\n")
}

/// The places in `after` of panels that moved: to another row, to another
/// column, or past panels that stayed. What merely made room did not move.
fn moved(
    from: &Board,
    to: &Board,
    before: &[(Spot, &Panel)],
    after: &[(Spot, &Panel)],
    matched: &BTreeMap<usize, usize>,
) -> BTreeSet<usize> {
    let title = |board: &Board, row: usize| {
        let heading = board.rows[row].heading.as_ref();
        heading.map(|heading| heading.title.clone())
    };
    let titles = |board: &Board| -> BTreeSet<_> {
        (0..board.rows.len()).map(|row| title(board, row)).collect()
    };
    // What a new or a lost row took with it did not move.
    let both: BTreeSet<_> = titles(from).intersection(&titles(to)).cloned().collect();
    let mut moved = BTreeSet::new();
    for (&index, &other) in matched {
        let ((row, _), panel) = &after[index];
        let ((old_row, _), old) = &before[other];
        let row = title(to, *row);
        let old_row = title(from, *old_row);
        let other_row = row != old_row && both.contains(&row) && both.contains(&old_row);
        if other_row || panel.place.x != old.place.x {
            moved.insert(index);
        }
    }
    let stayed: Vec<(usize, usize)> = matched
        .iter()
        .map(|(&index, &other)| (index, other))
        .filter(|(index, _)| !moved.contains(index))
        .collect();
    let kept = longest_rise(&stayed.iter().map(|&(_, other)| other).collect::<Vec<_>>());
    for (at, (index, _)) in stayed.into_iter().enumerate() {
        if !kept.contains(&at) {
            moved.insert(index);
        }
    }
    moved
}

/// The places of a longest ascending part of `numbers`, which are distinct.
fn longest_rise(numbers: &[usize]) -> BTreeSet<usize> {
    // `ends[n]` is the place of the least number that ends a part of n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        previous[at] = length.checked_sub(1).map(|before| ends[before]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut kept = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept.insert(at);
        next = previous[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Hints, Mark, longest_rise, pair};
    use crate::review::html::board::read;
    use serde_json::{Value, json};

    /// A dashboard of panels that fill the width, one below the other.
    fn stack(panels: &[(i64, &str, &str)]) -> Value {
        let panels: Vec<Value> = panels
            .iter()
            .enumerate()
            .map(|(row, (id, title, query))| {
                json!({"id": id, "title": title, "type": "timeseries",
                    "gridPos": {"x": 0, "y": row * 8, "w": 24, "h": 8},
                    "targets": [{"refId": "A", "expr": query}]})
            })
            .collect();
        json!({ "panels": panels })
    }

    fn marks(from: &Value, to: &Value) -> Vec<String> {
        marks_with(from, to, &Hints::default())
    }

    fn marks_with(from: &Value, to: &Value, hints: &Hints) -> Vec<String> {
        let (from, to) = (read(from), read(to));
        let pairs = pair(&from, &to, hints);
        let told = pairs.panels.iter().filter(|pair| !pair.marks.is_empty());
        told.map(|pair| {
            let title = |panel: Option<&super::Panel>| {
                panel.map_or("-".to_owned(), |panel| panel.title.clone())
            };
            format!("{} {} {:?}", title(pair.from), title(pair.to), pair.marks)
        })
        .collect()
    }

    #[test]
    fn a_panel_put_first_moves_no_other() {
        let from = stack(&[(1, "a", "x"), (2, "b", "y")]);
        let to = stack(&[(1, "new", "z"), (2, "a", "x"), (3, "b", "y")]);
        assert_eq!(marks(&from, &to), ["- new [Added]"]);
        assert_eq!(marks(&to, &from), ["new - [Removed]"]);
        assert_eq!(marks(&from, &from), [""; 0]);
    }

    #[test]
    fn a_panel_that_went_past_others_moved() {
        let from = stack(&[(1, "a", "x"), (2, "b", "y"), (3, "c", "z")]);
        let to = stack(&[(3, "c", "z"), (1, "a", "x"), (2, "b", "y")]);
        assert_eq!(marks(&from, &to), ["c c [Moved]"]);
    }

    #[test]
    fn a_new_title_or_query_is_a_modified_panel() {
        let from = stack(&[(1, "a", "x"), (2, "b", "y")]);
        let to = stack(&[(1, "a", "x"), (7, "c", "y")]);
        assert_eq!(marks(&from, &to), ["b c [Modified]"]);
        let to = stack(&[(1, "a", "z"), (2, "b", "y")]);
        assert_eq!(marks(&from, &to), ["a a [Modified]"]);
    }

    #[test]
    fn the_drawing_says_what_the_list_says() {
        let from = stack(&[(1, "a", "x")]);
        let to = stack(&[(2, "b", "z")]);
        let renamed = Hints {
            renamed: vec![("a".to_owned(), "b".to_owned())],
            ..Hints::default()
        };
        assert_eq!(marks_with(&from, &to, &renamed), ["a b [Modified]"]);
        let added = Hints {
            added: ["b".to_owned()].into(),
            ..Hints::default()
        };
        assert_eq!(
            marks_with(&from, &to, &added),
            ["- b [Added]", "a - [Removed]"]
        );
    }

    #[test]
    fn equal_panels_pair_in_order() {
        let from = stack(&[(1, "a", "x"), (1, "a", "x"), (1, "a", "x")]);
        let to = stack(&[(1, "a", "x"), (1, "a", "x")]);
        let found = marks(&from, &to);
        assert_eq!(found, ["a - [Removed]"]);
        assert_eq!(Mark::Removed.id(), "removed");
    }

    #[test]
    fn the_longest_rise_is_found() {
        let kept = |numbers: &[usize]| longest_rise(numbers).into_iter().collect::<Vec<_>>();
        assert_eq!(kept(&[]), [0; 0]);
        assert_eq!(kept(&[3, 0, 1, 2]), [1, 2, 3]);
        assert_eq!(kept(&[0, 2, 1, 3]).len(), 3);
    }
}
