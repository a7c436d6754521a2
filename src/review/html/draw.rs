//! One state of a dashboard, drawn.

use std::fmt::Write as _;

use super::{
    board::{Board, Panel, Step},
    escape::{color, name, text},
    layout::{self, Item, Thing},
    pairs::{Mark, Pairs},
};
use crate::diff::Side;

/// A side's drawing as a list of boxes; `lowest` is raised to the number of
/// rows of the grid that it needs.
pub(super) fn draw(
    number: usize,
    side: Side,
    board: &Board,
    pairs: &Pairs,
    items: &[Item],
    lowest: &mut usize,
) -> String {
    let mut out = String::from("<ol class=\"board\">\n");
    for item in items {
        let place = item.place;
        *lowest = (*lowest).max(place.y + 1);
        let spot = format!("x{} w{} y{} h{}", place.x, place.w, place.y, place.h);
        match &item.thing {
            Thing::Strip(row) => out += &strip(board, *row, &spot),
            Thing::Panel(at) => {
                let panel = &board.rows[at.0].panels[at.1];
                let of_side = match side {
                    Side::From => &pairs.from,
                    Side::To => &pairs.to,
                };
                let pair = of_side[at];
                let marks = &pairs.panels[pair].marks;
                out += &boxed(number, pair, panel, marks, &spot);
            }
        }
    }
    out + "</ol>\n"
}

fn strip(board: &Board, row: usize, spot: &str) -> String {
    let row = &board.rows[row];
    let heading = row
        .heading
        .as_ref()
        .expect("only rows with one have a strip");
    let sign = if heading.collapsed { "▸" } else { "▾" };
    let mut notes = Vec::new();
    if heading.collapsed {
        notes.push(format!("{} folded", row.panels.len()));
    }
    if let Some(variable) = &heading.repeat {
        notes.push(format!("for each ${}", text(variable)));
    }
    let folded = if layout::is_folded(row) {
        " folded"
    } else {
        ""
    };
    format!(
        "<li class=\"strip{folded} {spot}\"><span>{sign}</span> <b>{}</b> <small>{}</small></li>\n",
        name(&heading.title),
        notes.join(" · ")
    )
}

fn boxed(number: usize, pair: usize, panel: &Panel, marks: &[Mark], spot: &str) -> String {
    let title = title(panel);
    let mut classes = String::new();
    let mut signs = String::new();
    let mut words = vec![text(&panel.kind)];
    for mark in marks {
        let _ = write!(classes, " m-{}", mark.id());
        signs += mark.sign();
        words.push(mark.id().to_owned());
    }
    if let Some(variable) = &panel.repeat {
        words.push(format!("for each ${}", text(variable)));
    }
    let focus = if marks.is_empty() {
        " tabindex=\"-1\""
    } else {
        ""
    };
    let mut out = format!(
        "<li class=\"p {spot}{classes}\"><a href=\"#d{number}-{pair}\"{focus} data-p=\"{pair}\" title=\"{title} ({})\">",
        words.join(", ")
    );
    let _ = write!(out, "<span class=\"t1\"><b>{title}</b>");
    if !signs.is_empty() {
        let _ = write!(out, "<i aria-hidden=\"true\">{signs}</i>");
    }
    let _ = write!(out, "</span><span class=\"sr\">{}</span>", words.join(", "));
    let _ = write!(
        out,
        "<svg class=\"g\" aria-hidden=\"true\"><use href=\"#g-{}\"/></svg>",
        glyph(panel)
    );
    out += "<span class=\"f\">";
    if !panel.unit.is_empty() {
        let _ = write!(out, "<em>{}</em>", text(&panel.unit));
    }
    if panel.repeat.is_some() {
        out += "<em>repeated</em>";
    }
    if panel.steps.len() > 1 {
        out += &thresholds(panel);
    }
    out + "</span></a></li>\n"
}

/// The steps as a bar of their colours, and the values between.
fn thresholds(panel: &Panel) -> String {
    let mut bar = format!(
        "<svg class=\"bar\" viewBox=\"0 0 {} 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        panel.steps.len()
    );
    for (at, step) in panel.steps.iter().enumerate() {
        if let Some(color) = color(&step.color) {
            let _ = write!(
                bar,
                "<rect x=\"{at}\" width=\"1\" height=\"1\" fill=\"{color}\"/>"
            );
        }
    }
    bar + "</svg>"
}

/// A colour's name with a sample of it, and from where it holds.
pub(super) fn step(step: &Step, percentage: bool) -> String {
    let sample = color(&step.color).map_or_else(String::new, |color| {
        format!(
            "<svg class=\"sample\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect width=\"1\" height=\"1\" fill=\"{color}\"/></svg>"
        )
    });
    let value = match &step.value {
        Some(value) => text(value) + if percentage { " %" } else { "" },
        None => "base".to_owned(),
    };
    format!(
        "<span class=\"step\">{sample}{value} <small>{}</small></span>",
        text(&step.color)
    )
}

/// A panel's title, or words for none.
pub(super) fn title(panel: &Panel) -> String {
    if panel.title.trim().is_empty() {
        "(no title)".to_owned()
    } else {
        name(&panel.title)
    }
}

/// The name of the symbol that stands for a panel.
pub(super) fn glyph(panel: &Panel) -> &'static str {
    let rest = &panel.rest;
    let style = rest.pointer("/fieldConfig/defaults/custom/drawStyle");
    let bars = style.is_some_and(|style| style == "bars")
        || rest.get("bars").is_some_and(|bars| bars == true);
    match panel.kind.as_str() {
        "timeseries" | "graph" | "trend" | "xychart" if bars => "bars",
        "timeseries" | "graph" | "trend" | "xychart" => match panel.queries.len() {
            0 | 1 => "lines1",
            2 => "lines2",
            _ => "lines3",
        },
        "barchart" | "histogram" | "candlestick" => "bars",
        "stat" | "singlestat" => "stat",
        "gauge" => "gauge",
        "bargauge" => "bargauge",
        "table" | "table-old" => "table",
        "heatmap" => "heatmap",
        "state-timeline" | "status-history" | "traces" | "flamegraph" => "spans",
        "text" | "news" => "text",
        "logs" => "logs",
        "piechart" | "grafana-piechart-panel" => "pie",
        "nodeGraph" => "nodes",
        "alertlist" | "dashlist" | "annolist" => "list",
        _ => "other",
    }
}
