//! The older schema: rows of panels that have a `span` of twelve.

use serde_json::Value;

use super::{COLUMNS, Heading, Place, Row, flag, list, number, panel, some_text, text};

/// Pixels of a unit of height, with the gap below it.
const UNIT: usize = 38;

/// Pixels of a row that does not say.
const HEIGHT: usize = 250;

/// Reads the rows; panels flow from left to right within theirs.
pub(super) fn read(rows: &[Value]) -> Vec<Row> {
    // Grafana shows the strips of rows when one of them needs its own.
    let strips = rows.iter().any(|row| {
        flag(row, "showTitle") || flag(row, "collapse") || some_text(row, "repeat").is_some()
    });
    rows.iter()
        .filter(|row| row.is_object())
        .map(|row| Row {
            heading: strips.then(|| Heading {
                title: text(row, "title"),
                collapsed: flag(row, "collapse"),
                repeat: some_text(row, "repeat"),
            }),
            panels: flow(row),
        })
        .collect()
}

fn flow(row: &Value) -> Vec<super::Panel> {
    let unsaid = height(row).unwrap_or(HEIGHT);
    let (mut x, mut y, mut tallest) = (0, 0, 0);
    let mut panels = Vec::new();
    for value in list(row, "panels") {
        let w = (number(value, "span", 4, 12) * 2).max(1);
        let h = height(value).unwrap_or(unsaid).div_ceil(UNIT).clamp(3, 60);
        if x + w > COLUMNS {
            (x, y, tallest) = (0, y + tallest, 0);
        }
        panels.push(panel::read(value, Place { y, x, w, h }));
        x += w;
        tallest = tallest.max(h);
    }
    panels
}

/// A height in pixels, a number or a text such as `250px`.
fn height(value: &Value) -> Option<usize> {
    match value.get("height")? {
        Value::String(text) => {
            let text = text.trim();
            text.strip_suffix("px").unwrap_or(text).trim().parse().ok()
        }
        Value::Number(_) => Some(number(value, "height", HEIGHT, 100_000)),
        _ => None,
    }
}
