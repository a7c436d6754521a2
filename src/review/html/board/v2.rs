//! Version 2 of the schema: `elements` by name, and a `layout` that refers to
//! them.

use serde_json::Value;

use super::{COLUMNS, Heading, Panel, Place, Row, flag, list, panel, some_text, text};

/// Layouts within layouts that are followed.
const DEPTH: usize = 6;

/// Height of a panel in a layout that places by itself.
const AUTO_HEIGHT: usize = 8;

/// Reads the layout; each row and each tab becomes a row.
pub(super) fn read(dashboard: &Value) -> Vec<Row> {
    let mut rows = vec![Row::default()];
    let layout = dashboard.get("layout").unwrap_or(&Value::Null);
    walk(dashboard, layout, DEPTH, &mut rows);
    rows.retain(|row| row.heading.is_some() || !row.panels.is_empty());
    rows
}

fn walk(dashboard: &Value, layout: &Value, depth: usize, rows: &mut Vec<Row>) {
    let spec = layout.get("spec").unwrap_or(&Value::Null);
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    for key in ["rows", "tabs"] {
        for row in list(spec, key) {
            let row = row.get("spec").unwrap_or(row);
            rows.push(Row {
                heading: Some(Heading {
                    title: text(row, "title"),
                    collapsed: flag(row, "collapse"),
                    repeat: row
                        .get("repeat")
                        .and_then(|repeat| some_text(repeat, "value")),
                }),
                panels: Vec::new(),
            });
            walk(
                dashboard,
                row.get("layout").unwrap_or(&Value::Null),
                depth,
                rows,
            );
        }
    }
    let auto = text(layout, "kind") == "AutoGridLayout";
    let across = super::number(spec, "maxColumnCount", 3, COLUMNS).max(1);
    let width = COLUMNS / across;
    for (index, item) in list(spec, "items").iter().enumerate() {
        let item = item.get("spec").unwrap_or(item);
        let place = if auto {
            Place {
                x: index % across * width,
                y: index / across * AUTO_HEIGHT,
                w: width,
                h: AUTO_HEIGHT,
            }
        } else {
            panel::place(item, "width", "height")
        };
        let name = item.pointer("/element/name").and_then(Value::as_str);
        let element = name.and_then(|name| dashboard.get("elements")?.get(name));
        if let Some(element) = element {
            let mut panel = element_panel(element, place);
            panel.repeat = item
                .get("repeat")
                .and_then(|repeat| some_text(repeat, "value"));
            let row = rows.last_mut().expect("there is one from the beginning");
            row.panels.push(panel);
        }
    }
    if let Some(row) = rows.last_mut() {
        row.panels.sort_by_key(|panel| panel.place);
    }
}

fn element_panel(element: &Value, place: Place) -> Panel {
    let null = Value::Null;
    let spec = element.get("spec").unwrap_or(&null);
    let drawn = spec.get("vizConfig").unwrap_or(&null);
    let settings = drawn.get("spec").unwrap_or(&null);
    let queries: Vec<&Value> = spec
        .pointer("/data/spec/queries")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|query| query.get("spec").unwrap_or(query))
        .collect();
    let mut panel = panel::read(settings, place);
    panel.id = spec.get("id").and_then(Value::as_i64);
    panel.title = text(spec, "title");
    panel.description = text(spec, "description");
    // Newer versions keep the plugin under `group`, and `kind` is a constant.
    panel.kind = some_text(drawn, "group").unwrap_or_else(|| text(drawn, "kind"));
    panel.queries = queries
        .iter()
        .map(|query| {
            let inner = query.pointer("/query/spec").unwrap_or(&null);
            let mut read = panel::query(inner);
            read.id = text(query, "refId");
            if flag(query, "hidden") {
                read.notes.push("hidden");
            }
            read
        })
        .collect();
    panel.source = queries
        .iter()
        .map(|query| panel::source(query.get("datasource")))
        .find(|source| !source.is_empty())
        .unwrap_or_default();
    panel.rest = panel::without(spec, &["id"]);
    panel
}
