//! Where the strips and panels of a dashboard come to stand in a drawing.

use std::collections::BTreeSet;

use super::{
    board::{Board, COLUMNS, Place, Row},
    pairs::Spot,
};

/// One thing of a drawing, at its place.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub thing: Thing,
}

/// What stands at a place.
#[derive(Debug, PartialEq)]
pub(super) enum Thing {
    /// The strip of the row with this number.
    Strip(usize),
    /// A panel.
    Panel(Spot),
}

/// Lays a dashboard out, as Grafana does: panels fall upwards until they meet
/// another. The panels of collapsed rows are there only for the rows in `open`.
pub(super) fn lay_out(board: &Board, open: &BTreeSet<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut top = 0;
    for (index, row) in board.rows.iter().enumerate() {
        if row.heading.is_some() {
            items.push(Item {
                place: Place {
                    y: top,
                    x: 0,
                    w: COLUMNS,
                    h: 1,
                },
                thing: Thing::Strip(index),
            });
            top += 1;
        }
        if !is_folded(row) || open.contains(&index) {
            top = fall(row, index, top, &mut items);
        }
    }
    items
}

/// Whether a row's panels are out of sight.
pub(super) fn is_folded(row: &Row) -> bool {
    row.heading
        .as_ref()
        .is_some_and(|heading| heading.collapsed)
}

/// Puts the panels of a row below `top`; gives the lowest edge.
fn fall(row: &Row, index: usize, top: usize, items: &mut Vec<Item>) -> usize {
    let mut edge = [top; COLUMNS];
    for (at, panel) in row.panels.iter().enumerate() {
        let Place { x, w, h, .. } = panel.place;
        let columns = &mut edge[x..x + w];
        let y = columns.iter().copied().max().unwrap_or(top);
        columns.fill(y + h);
        items.push(Item {
            place: Place { y, x, w, h },
            thing: Thing::Panel((index, at)),
        });
    }
    edge.into_iter().max().unwrap_or(top)
}

#[cfg(test)]
mod tests {
    use super::{Thing, lay_out};
    use crate::review::html::board::read;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn panels_fall_up_and_never_overlap() {
        let board = read(&json!({"panels": [
            {"gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}},
            {"gridPos": {"x": 6, "y": 4, "w": 12, "h": 8}},
            {"gridPos": {"x": 18, "y": 900_000, "w": 6, "h": 2}},
        ]}));
        let tops: Vec<usize> = lay_out(&board, &BTreeSet::new())
            .iter()
            .map(|item| item.place.y)
            .collect();
        assert_eq!(tops, [0, 8, 0]);
    }

    #[test]
    fn a_collapsed_row_opens_when_asked() {
        let board = read(&json!({"panels": [
            {"type": "row", "collapsed": true, "gridPos": {"y": 0}, "panels": [{"gridPos": {"y": 1}}]},
            {"type": "row", "gridPos": {"y": 1}},
        ]}));
        let closed = lay_out(&board, &BTreeSet::new());
        assert!(
            closed
                .iter()
                .all(|item| matches!(item.thing, Thing::Strip(_)))
        );
        let open = lay_out(&board, &BTreeSet::from([0]));
        let last = open.last().expect("the second strip is there");
        assert_eq!((open.len(), last.place.y), (3, 4));
    }
}
