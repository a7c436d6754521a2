//! One panel: its place, what it shows and what it asks.

use serde_json::Value;

use super::{COLUMNS, Panel, Place, Query, Step, flag, list, number, some_text, text};

/// Units of height of a panel at most: a drawing is no poster.
const HEIGHT: usize = 60;

/// What Grafana takes where a dashboard does not say.
const WIDTH_UNSAID: usize = 6;
const HEIGHT_UNSAID: usize = 3;

/// Fields that say where a panel is, or who wrote it, and not what it shows.
const ELSEWHERE: [&str; 4] = ["gridPos", "id", "pluginVersion", "span"];

/// The place that a panel states, within the grid.
pub(super) fn grid_place(panel: &Value) -> Place {
    let at = panel.get("gridPos").unwrap_or(&Value::Null);
    place(at, "w", "h")
}

/// A place from an object that has `x`, `y` and sizes under these names.
pub(super) fn place(at: &Value, width: &str, height: &str) -> Place {
    let x = number(at, "x", 0, COLUMNS - 1);
    Place {
        x,
        y: number(at, "y", 0, 1_000_000),
        w: number(at, width, WIDTH_UNSAID, COLUMNS).clamp(1, COLUMNS - x),
        h: number(at, height, HEIGHT_UNSAID, HEIGHT).max(1),
    }
}

/// Reads a panel that stands at a place.
pub(super) fn read(panel: &Value, place: Place) -> Panel {
    let null = Value::Null;
    let at = |path: &str| panel.pointer(path).unwrap_or(&null);
    let defaults = at("/fieldConfig/defaults");
    let unit = some_text(defaults, "unit")
        .or_else(|| some_text(at("/yaxes/0"), "format"))
        .or_else(|| some_text(panel, "format").filter(|_| text(panel, "type") == "singlestat"));
    let library = some_text(at("/libraryPanel"), "name");
    Panel {
        id: panel.get("id").and_then(Value::as_i64),
        title: some_text(panel, "title")
            .or_else(|| library.clone())
            .unwrap_or_default(),
        kind: some_text(panel, "type")
            .or_else(|| library.map(|_| "library panel".to_owned()))
            .unwrap_or_default(),
        description: text(panel, "description"),
        place,
        unit: unit.unwrap_or_default(),
        percentage: at("/fieldConfig/defaults/thresholds/mode") == "percentage",
        steps: steps(panel, defaults),
        queries: list(panel, "targets").iter().map(query).collect(),
        legend: legend(panel),
        repeat: some_text(panel, "repeat"),
        source: source(panel.get("datasource")),
        rest: without(panel, &ELSEWHERE),
    }
}

/// The thresholds: a list of steps, or one of the older ways to write them.
fn steps(panel: &Value, defaults: &Value) -> Vec<Step> {
    if let Some(steps) = defaults.pointer("/thresholds/steps") {
        let steps = steps.as_array().map_or(&[][..], Vec::as_slice);
        return steps
            .iter()
            .map(|step| Step {
                color: text(step, "color"),
                value: step.get("value").and_then(scalar),
            })
            .collect();
    }
    match panel.get("thresholds") {
        // `graph`: regions with an operator.
        Some(Value::Array(regions)) => regions
            .iter()
            .map(|region| Step {
                color: some_text(region, "lineColor")
                    .or_else(|| some_text(region, "fillColor"))
                    .unwrap_or_else(|| match text(region, "colorMode").as_str() {
                        "critical" => "red".to_owned(),
                        "warning" => "orange".to_owned(),
                        "ok" => "green".to_owned(),
                        _ => String::new(),
                    }),
                value: region.get("value").and_then(scalar).map(|value| {
                    let sign = if text(region, "op") == "lt" { "<" } else { ">" };
                    format!("{sign} {value}")
                }),
            })
            .collect(),
        // `singlestat`: numbers between commas, and one colour more.
        Some(Value::String(values)) if !values.trim().is_empty() => {
            let color = |at: usize| {
                let color = list(panel, "colors").get(at).and_then(Value::as_str);
                color.unwrap_or_default().to_owned()
            };
            let base = Step {
                color: color(0),
                value: None,
            };
            let values = values.split(',').enumerate();
            let rest = values.map(|(index, value)| Step {
                color: color(index + 1),
                value: Some(value.trim().to_owned()),
            });
            std::iter::once(base).chain(rest).collect()
        }
        _ => Vec::new(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// How the legend is shown.
fn legend(panel: &Value) -> String {
    if let Some(legend) = panel.pointer("/options/legend") {
        let hidden = legend.get("showLegend") == Some(&Value::Bool(false))
            || text(legend, "displayMode") == "hidden";
        if hidden {
            return "hidden".to_owned();
        }
        let mut words = vec![text(legend, "displayMode"), text(legend, "placement")];
        words.extend(
            list(legend, "calcs")
                .iter()
                .filter_map(|calc| calc.as_str().map(str::to_owned)),
        );
        words.retain(|word| !word.is_empty());
        return words.join(", ");
    }
    match panel.get("legend") {
        Some(legend) if !flag(legend, "show") => "hidden".to_owned(),
        Some(legend) => {
            let table = if flag(legend, "alignAsTable") {
                "table"
            } else {
                "list"
            };
            let side = if flag(legend, "rightSide") {
                "right"
            } else {
                "bottom"
            };
            format!("{table}, {side}")
        }
        None => String::new(),
    }
}

/// Reads a target. Languages keep their text under different names.
pub(super) fn query(target: &Value) -> Query {
    let words = [
        "expr",
        "query",
        "rawSql",
        "rawQuery",
        "expression",
        "target",
    ];
    let known = words.iter().find_map(|key| some_text(target, key));
    let mut notes = Vec::new();
    for (key, note) in [
        ("instant", "instant"),
        ("hide", "hidden"),
        ("exemplar", "exemplars"),
    ] {
        if flag(target, key) {
            notes.push(note);
        }
    }
    Query {
        id: text(target, "refId"),
        text: known.unwrap_or_else(|| {
            let rest = without(target, &["refId", "datasource", "legendFormat", "hide"]);
            match rest.as_object() {
                Some(fields) if fields.is_empty() => String::new(),
                _ => rest.to_string(),
            }
        }),
        legend: text(target, "legendFormat"),
        notes,
    }
}

/// The words for a reference to a data source, older ones a mere name.
pub(super) fn source(source: Option<&Value>) -> String {
    match source {
        Some(Value::String(name)) => name.clone(),
        Some(object) => {
            let (kind, uid) = (text(object, "type"), text(object, "uid"));
            match (kind.is_empty(), uid.is_empty()) {
                (false, false) => format!("{kind} {uid}"),
                _ => kind + &uid,
            }
        }
        None => String::new(),
    }
}

/// An object without some of its keys; other values as they are.
pub(super) fn without(value: &Value, keys: &[&str]) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields
                .iter()
                .filter(|(key, _)| !keys.contains(&key.as_str()));
            Value::Object(kept.map(|(k, v)| (k.clone(), v.clone())).collect())
        }
        other => other.clone(),
    }
}
