//! The layout of one dashboard as an SVG of its own, for documentation: rows,
//! panels and their types at their places, in light or dark colours as the
//! reader's system has it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use serde_json::Value;

use super::{
    GLYPHS,
    board::{self, COLUMNS, Panel, Place},
    draw,
    escape::name,
    layout::{self, Thing},
};

/// Pixels of a column, and of a unit of height.
const COLUMN: usize = 40;
const UNIT: usize = 16;

/// Pixels of a character of a title, about.
const CHARACTER: usize = 7;

const STYLE: &str = "text{font:12px sans-serif;fill:#1f2328}.w{fill:#fff}.p{fill:#f6f8fa;stroke:#d0d7de}.h{font-weight:600}\
.g{color:#8c959f}.l,.n,.k{fill:none;stroke:currentColor;stroke-width:1.5;vector-effect:non-scaling-stroke}.k{stroke-width:5}\
.a{fill:currentColor;opacity:.25}.s{fill:currentColor}.t,.r{opacity:.4}.q{opacity:.65}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.w{fill:#0d1117}.p{fill:#161b22;stroke:#30363d}.g{color:#6e7681}}";

/// A picture of a dashboard as it is laid out, with folded rows open. The curves
/// are signs for the type of panel, not data.
#[must_use]
pub fn picture(dashboard: &Value) -> String {
    let board = board::read(dashboard);
    let open: BTreeSet<usize> = (0..board.rows.len()).collect();
    let mut used = BTreeSet::new();
    let (mut shapes, mut lowest) = (String::new(), 0);
    for item in layout::lay_out(&board, &open) {
        lowest = lowest.max(item.place.y + item.place.h);
        match item.thing {
            Thing::Strip(row) => {
                let heading = &board.rows[row].heading;
                let heading = heading.as_ref().expect("only rows with one have a strip");
                let sign = if heading.collapsed { "▸" } else { "▾" };
                let _ = writeln!(
                    shapes,
                    "<text class=\"h\" x=\"6\" y=\"{}\">{sign} {}</text>",
                    item.place.y * UNIT + 12,
                    name(&heading.title)
                );
            }
            Thing::Panel((row, panel)) => {
                let panel = &board.rows[row].panels[panel];
                used.insert(draw::glyph(panel));
                boxed(&mut shapes, panel, item.place);
            }
        }
    }
    let (width, height) = (COLUMNS * COLUMN, lowest.max(1) * UNIT);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<style>{STYLE}</style>\n",
        name(&board.title)
    );
    let symbols = symbols();
    for glyph in used {
        out += symbols.get(glyph).expect("every glyph is drawn");
        out.push('\n');
    }
    let _ = write!(
        out,
        "<rect class=\"w\" width=\"{width}\" height=\"{height}\"/>\n{shapes}</svg>\n"
    );
    out
}

fn boxed(out: &mut String, panel: &Panel, place: Place) {
    let (x, y) = (place.x * COLUMN + 2, place.y * UNIT + 2);
    let (width, height) = (place.w * COLUMN - 4, place.h * UNIT - 4);
    let _ = write!(
        out,
        "<rect class=\"p\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\"/>"
    );
    let room = width.saturating_sub(12) / CHARACTER;
    let mut title: String = panel.title.chars().take(room).collect();
    if title.len() < panel.title.len() {
        title.pop();
        title.push('…');
    }
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\">{}</text>",
        x + 6,
        y + 15,
        name(&title)
    );
    if height > 36 {
        let _ = write!(
            out,
            "<use class=\"g\" href=\"#g-{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            draw::glyph(panel),
            x + 6,
            y + 22,
            width - 12,
            height - 28
        );
    }
    out.push('\n');
}

/// The symbols by their names.
fn symbols() -> BTreeMap<&'static str, &'static str> {
    GLYPHS
        .lines()
        .filter_map(|line| {
            let rest = line.strip_prefix("<symbol id=\"g-")?;
            Some((rest.split_once('"')?.0, line))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::picture;
    use serde_json::json;

    #[test]
    fn panels_stand_at_their_places_and_only_their_symbols_are_there() {
        let board = json!({"title": "A & B", "panels": [
            {"type": "row", "title": "First", "gridPos": {"y": 0}},
            {"type": "stat", "title": "Up", "gridPos": {"x": 12, "y": 1, "w": 12, "h": 4}},
        ]});
        let svg = picture(&board);
        assert!(svg.contains("viewBox=\"0 0 960 80\""), "{svg}");
        assert!(svg.contains("<title>A &amp; B</title>"), "{svg}");
        assert!(
            svg.contains("x=\"482\" y=\"18\" width=\"476\" height=\"60\""),
            "{svg}"
        );
        assert!(svg.contains("g-stat") && !svg.contains("g-table"), "{svg}");
    }

    #[test]
    fn a_long_title_is_cut() {
        let panel = json!({"type": "stat", "title": "a title with many words", "gridPos": {"w": 3, "h": 2}});
        let svg = picture(&json!({"panels": [panel]}));
        assert!(svg.contains(">a title with …<"), "{svg}");
    }
}
