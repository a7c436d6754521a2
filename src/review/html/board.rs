//! A Grafana dashboard read as what a drawing of it needs.
//!
//! Three shapes are read: panels with a `gridPos`, the older rows with panels
//! that have a `span`, and the schema of version 2 with `elements` and a
//! `layout`. Nothing in a dashboard is an error: what cannot be understood is
//! left out of the drawing.

mod panel;
mod rows;
mod v2;

use serde_json::Value;

/// Columns of Grafana's grid.
pub(super) const COLUMNS: usize = 24;

/// Panels of one dashboard that are drawn at most.
const PANELS: usize = 500;

/// What is drawn of a dashboard.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Board {
    /// Its title.
    pub title: String,
    /// Rows and what is in them, from top to bottom. The first has no heading
    /// when panels stand above all rows.
    pub rows: Vec<Row>,
    /// Panels beyond the number that is drawn.
    pub left_out: usize,
}

/// A row with its panels; panels above all rows have one without a heading.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Row {
    /// What stands in the strip above its panels.
    pub heading: Option<Heading>,
    /// Its panels, in the order they are read.
    pub panels: Vec<Panel>,
}

/// The strip of a row.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Heading {
    /// Its title.
    pub title: String,
    /// Whether its panels are folded away when the dashboard opens.
    pub collapsed: bool,
    /// The variable for whose values it is repeated.
    pub repeat: Option<String>,
}

/// A panel at its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Panel {
    /// Its number, unique in a dashboard if somebody took care.
    pub id: Option<i64>,
    /// Its title.
    pub title: String,
    /// The plugin that draws it, such as `timeseries`.
    pub kind: String,
    /// What it is for.
    pub description: String,
    /// Where it is.
    pub place: Place,
    /// Grafana's id of the unit of its values, such as `bytes`.
    pub unit: String,
    /// Whether its thresholds are shares of the range, in percent.
    pub percentage: bool,
    /// Steps from the lowest; the first has no value where it is the base.
    pub steps: Vec<Step>,
    /// What it asks.
    pub queries: Vec<Query>,
    /// How its legend is shown, such as `table, right`; empty for none.
    pub legend: String,
    /// The variable for whose values it is repeated.
    pub repeat: Option<String>,
    /// Its data source.
    pub source: String,
    /// All of it but its place and its number, to tell whether it changed.
    pub rest: Value,
}

/// A place in the grid, in columns and units of height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub y: usize,
    pub x: usize,
    pub w: usize,
    pub h: usize,
}

/// A threshold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// A colour as Grafana names it.
    pub color: String,
    /// From where it holds; `None` for the base.
    pub value: Option<String>,
}

/// A query of a panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Query {
    /// Its letter.
    pub id: String,
    /// What is asked; JSON where it is in no language of one field.
    pub text: String,
    /// The name of its series in the legend.
    pub legend: String,
    /// `instant`, `hidden` and the like.
    pub notes: Vec<&'static str>,
}

/// Reads a dashboard, as Grafana's interface or a custom resource wraps it.
pub(super) fn read(dashboard: &Value) -> Board {
    let inner = ["dashboard", "spec"]
        .iter()
        .find_map(|key| dashboard.get(key).filter(|inner| inner.is_object()))
        .filter(|_| dashboard.get("panels").is_none());
    let dashboard = inner.unwrap_or(dashboard);
    let mut rows = if dashboard.get("elements").is_some() {
        v2::read(dashboard)
    } else {
        // A dashboard may have both: then panels stand above the rows.
        let mut rows = grid(list(dashboard, "panels"));
        rows.extend(rows::read(list(dashboard, "rows")));
        rows
    };
    let mut left = PANELS;
    let mut left_out = 0;
    for row in &mut rows {
        left_out += row.panels.len().saturating_sub(left);
        row.panels.truncate(left);
        left -= row.panels.len();
    }
    Board {
        title: text(dashboard, "title"),
        rows,
        left_out,
    }
}

/// Panels that have a `gridPos`: a panel of type `row` begins a row, and holds
/// its panels itself while it is collapsed.
fn grid(panels: &[Value]) -> Vec<Row> {
    let mut placed: Vec<(Place, &Value)> = panels
        .iter()
        .map(|panel| (panel::grid_place(panel), panel))
        .collect();
    placed.sort_by_key(|(place, _)| (place.y, place.x));
    let mut rows = vec![Row::default()];
    for (place, value) in placed {
        if value.get("type").and_then(Value::as_str) == Some("row") {
            let mut inner: Vec<Panel> = list(value, "panels")
                .iter()
                .map(|panel| panel::read(panel, panel::grid_place(panel)))
                .collect();
            inner.sort_by_key(|panel| panel.place);
            rows.push(Row {
                heading: Some(Heading {
                    title: text(value, "title"),
                    collapsed: flag(value, "collapsed"),
                    repeat: some_text(value, "repeat"),
                }),
                panels: inner,
            });
        } else {
            let row = rows.last_mut().expect("there is one from the beginning");
            row.panels.push(panel::read(value, place));
        }
    }
    if rows.first().is_some_and(|row| row.panels.is_empty()) {
        rows.remove(0);
    }
    rows
}

/// The items of a list, none where there is no list.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    some_text(value, key).unwrap_or_default()
}

/// A text that is not empty.
fn some_text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// A number from a document, between two bounds; numbers that are none, or
/// not whole, are the default.
fn number(value: &Value, key: &str, default: usize, most: usize) -> usize {
    let number = value.get(key).and_then(Value::as_f64);
    number.map_or(default, |number| {
        // Clamped first: hostile numbers do not fit.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        #[expect(clippy::cast_precision_loss)]
        let number = number.clamp(0.0, most as f64) as usize;
        number
    })
}

#[cfg(test)]
mod tests {
    use super::{Board, Place, read};
    use serde_json::json;

    fn places(board: &Board) -> Vec<(&str, Place)> {
        let panels = board.rows.iter().flat_map(|row| &row.panels);
        panels
            .map(|panel| (panel.title.as_str(), panel.place))
            .collect()
    }

    fn place(x: usize, y: usize, w: usize, h: usize) -> Place {
        Place { y, x, w, h }
    }

    #[test]
    fn panels_stand_where_their_grid_position_says() {
        let board = read(&json!({"title": "T", "panels": [
            {"title": "b", "gridPos": {"x": 12, "y": 0, "w": 12, "h": 8}},
            {"title": "a", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}},
            {"type": "row", "title": "R", "collapsed": true, "gridPos": {"x": 0, "y": 8, "w": 24, "h": 1},
             "panels": [{"title": "c", "gridPos": {"x": 0, "y": 9, "w": 6, "h": 4}}]},
        ]}));
        assert_eq!(board.title, "T");
        assert_eq!(board.rows.len(), 2);
        assert!(
            board.rows[1]
                .heading
                .as_ref()
                .is_some_and(|row| row.collapsed && row.title == "R")
        );
        assert_eq!(
            places(&board),
            [
                ("a", place(0, 0, 12, 8)),
                ("b", place(12, 0, 12, 8)),
                ("c", place(0, 9, 6, 4))
            ]
        );
    }

    #[test]
    fn places_that_are_absent_or_absurd_stay_in_the_grid() {
        let board = read(&json!({"panels": [
            {"title": "none"},
            {"title": "wide", "gridPos": {"x": 20, "y": 1, "w": 900, "h": 1e300}},
            {"title": "negative", "gridPos": {"x": -4, "y": 2, "w": -1, "h": 0}},
            {"title": "words", "gridPos": {"x": "a", "y": [], "w": null, "h": {}}},
            7, null, "panel",
        ]}));
        for (title, place) in places(&board) {
            assert!(place.w >= 1 && place.x + place.w <= 24, "{title} {place:?}");
            assert!((1..=60).contains(&place.h), "{title} {place:?}");
        }
        assert_eq!(board.rows[0].panels.len(), 7);
    }

    #[test]
    fn spans_of_old_rows_become_places() {
        let board = read(&json!({"rows": [
            {"title": "R", "showTitle": true, "height": "300px", "panels": [
                {"title": "a", "span": 6}, {"title": "b", "span": 6}, {"title": "c"}]},
            {"title": "S", "collapse": true, "height": 150, "panels": [{"title": "d", "span": 12}]},
        ]}));
        assert_eq!(
            places(&board),
            [
                ("a", place(0, 0, 12, 8)),
                ("b", place(12, 0, 12, 8)),
                ("c", place(0, 8, 8, 8)),
                ("d", place(0, 0, 24, 4)),
            ]
        );
        assert!(
            board.rows[1]
                .heading
                .as_ref()
                .is_some_and(|row| row.collapsed)
        );
    }

    #[test]
    fn the_second_schema_is_read() {
        let board = read(&json!({"kind": "Dashboard", "spec": {"title": "T",
            "elements": {"p": {"kind": "Panel", "spec": {"id": 3, "title": "a",
                "data": {"kind": "QueryGroup", "spec": {"queries": [{"kind": "PanelQuery", "spec":
                    {"refId": "A", "query": {"kind": "prometheus", "spec": {"expr": "up"}}}}]}},
                "vizConfig": {"kind": "stat", "spec": {"fieldConfig": {"defaults": {"unit": "s"}}}}}}},
            "layout": {"kind": "RowsLayout", "spec": {"rows": [{"kind": "RowsLayoutRow", "spec":
                {"title": "R", "collapse": false, "layout": {"kind": "GridLayout", "spec": {"items": [
                    {"kind": "GridLayoutItem", "spec": {"x": 0, "y": 0, "width": 6, "height": 3,
                     "element": {"kind": "ElementReference", "name": "p"}}}]}}}}]}}}}));
        let panel = &board.rows[0].panels[0];
        assert_eq!((panel.title.as_str(), panel.kind.as_str()), ("a", "stat"));
        assert_eq!(
            (panel.unit.as_str(), panel.queries[0].text.as_str()),
            ("s", "up")
        );
        assert_eq!(panel.place, place(0, 0, 6, 3));
    }

    #[test]
    fn what_is_no_dashboard_is_an_empty_one() {
        for value in [
            json!(null),
            json!([1]),
            json!({"panels": 3}),
            json!({"rows": {}}),
        ] {
            assert_eq!(read(&value), Board::default(), "{value}");
        }
    }
}
