//! Compares the panels of two dashboards.

use serde_json::{Value, json};

use crate::diff::{
    found::{Found, Grade, Graded, Sides, fact},
    matching::{self, Taken, Words},
    model::{Class, Field, Kind, Language, Was, What},
    open::{Origin, Unit},
    values::{self, Null},
};

/// Panels of one id that are the same have this much in common, of 1000.
const SAME_ID: u32 = 400;

/// Panels that are renamed have this much in common.
const RENAMED: u32 = 600;

/// Queries of a new or removed panel that are told.
const QUERIES: usize = 3;

/// A panel, taken out of the rows.
struct Panel<'a> {
    value: &'a Value,
    /// The row it lies in.
    row: Option<&'a str>,
    /// What it says, without where it lies.
    body: Value,
    origin: Origin,
}

impl Panel<'_> {
    fn title(&self) -> &str {
        self.value["title"].as_str().unwrap_or_default()
    }

    fn sort(&self) -> &str {
        self.value["type"].as_str().unwrap_or_default()
    }

    /// The title, or a word for a panel without one.
    fn name(&self) -> String {
        match (self.title(), self.sort()) {
            ("", "") => "untitled".to_owned(),
            ("", sort) => format!("untitled {sort}"),
            (title, _) => title.to_owned(),
        }
    }

    /// x, y, width, height.
    fn place(&self) -> [i64; 4] {
        place_of(self.value)
    }

    fn is_row(&self) -> bool {
        self.sort() == "row"
    }
}

/// x, y, width, height.
fn place_of(panel: &Value) -> [i64; 4] {
    let place = &panel["gridPos"];
    ["x", "y", "w", "h"].map(|name| {
        let number = place[name].as_f64().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, reason = "a grid of 24 columns")]
        let number = number as i64;
        number
    })
}

/// How many panels a dashboard has, rows not counted.
pub(super) fn count(dashboard: &Value) -> usize {
    let mut panels = Vec::new();
    collect(dashboard, None, &nowhere(), &mut panels, 0);
    panels.iter().filter(|panel| !panel.is_row()).count() + elements(dashboard)
}

/// Panels of the second schema.
fn elements(dashboard: &Value) -> usize {
    dashboard["elements"]
        .as_object()
        .map_or(0, serde_json::Map::len)
}

fn nowhere() -> Origin {
    Origin {
        file: "".into(),
        document: 0,
        path: Vec::new(),
    }
}

fn collect<'a>(
    value: &'a Value,
    row: Option<&'a str>,
    origin: &Origin,
    panels: &mut Vec<Panel<'a>>,
    depth: usize,
) {
    // Grafana nests once; a file may say anything.
    if depth > 3 {
        return;
    }
    let mut row = row;
    // An open row holds what stands below it, in whatever order it is listed.
    let mut places: Vec<(usize, &Value)> = value["panels"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
        .collect();
    places.sort_by_key(|(_, panel)| {
        let [x, y, ..] = place_of(panel);
        (y, x)
    });
    for (at, panel) in places {
        let origin = origin.keys(&["panels"]).item(at);
        let is_row = panel["type"] == "row";
        if is_row {
            row = panel["title"].as_str();
        }
        let mut body = panel.clone();
        if let Some(body) = body.as_object_mut() {
            for name in ["id", "gridPos", "panels"] {
                body.remove(name);
            }
        }
        panels.push(Panel {
            value: panel,
            row: row.filter(|_| !is_row),
            body,
            origin: origin.clone(),
        });
        collect(panel, row, &origin, panels, depth + 1);
    }
    for (at, row) in value["rows"].as_array().into_iter().flatten().enumerate() {
        let origin = origin.keys(&["rows"]).item(at);
        collect(row, row["title"].as_str(), &origin, panels, depth + 1);
    }
}

/// Everything that changed between the panels; `within` says what they are in,
/// on each side.
pub(super) fn compare(from: &Unit, to: &Unit, within: &(Vec<String>, Vec<String>)) -> Vec<Found> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    collect(&from.value, None, &from.origin, &mut left, 0);
    collect(&to.value, None, &to.origin, &mut right, 0);
    let (pairs, taken) = pair(&left, &right);
    let moved = moved(&left, &right, &pairs, &taken);
    let mut found = Vec::new();
    for &(a, b) in &pairs {
        let moved = moved.contains(&(a, b));
        found.extend(change(&left[a], &right[b], moved, &within.1));
    }
    for at in taken.left_from() {
        found.push(lone(&left[at], Kind::Removed, &within.0));
    }
    for at in taken.left_to() {
        found.push(lone(&right[at], Kind::Added, &within.1));
    }
    found
}

fn pair(left: &[Panel], right: &[Panel]) -> (Vec<(usize, usize)>, Taken) {
    let mut taken = Taken::none(left.len(), right.len());
    let prints = |panels: &[Panel]| -> Vec<_> {
        let key = |panel: &Panel| Some((matching::print(&panel.body), panel.place()));
        panels.iter().map(key).collect()
    };
    let contents = |panels: &[Panel]| -> Vec<_> {
        let key = |panel: &Panel| Some(matching::print(&panel.body));
        panels.iter().map(key).collect()
    };
    let numbered = |panels: &[Panel]| -> Vec<_> {
        let key = |panel: &Panel| {
            Some((
                panel.title().to_owned(),
                matching::print(&panel.value["id"]),
            ))
        };
        panels.iter().map(key).collect()
    };
    let titled = |panels: &[Panel]| -> Vec<_> {
        let key = |panel: &Panel| {
            let title = panel.title();
            (!title.is_empty()).then(|| (title.to_owned(), panel.sort().to_owned()))
        };
        panels.iter().map(key).collect()
    };
    let mut pairs = matching::by_key(&prints(left), &prints(right), &mut taken);
    pairs.extend(matching::by_key(
        &contents(left),
        &contents(right),
        &mut taken,
    ));
    pairs.extend(matching::by_key(
        &numbered(left),
        &numbered(right),
        &mut taken,
    ));
    pairs.extend(matching::by_key(&titled(left), &titled(right), &mut taken));
    let words = |panels: &[Panel], taken: &[bool]| -> Vec<Words> {
        let of = |(panel, taken): (&Panel, &bool)| match taken {
            true => Words::default(),
            false => Words::of(&panel.body),
        };
        panels.iter().zip(taken).map(of).collect()
    };
    let (a, b) = (words(left, &taken.from), words(right, &taken.to));
    let rows = |x: usize, y: usize| left[x].is_row() == right[y].is_row();
    let same_id = |x: usize, y: usize| {
        rows(x, y) && !left[x].value["id"].is_null() && left[x].value["id"] == right[y].value["id"]
    };
    pairs.extend(matching::by_likeness(&a, &b, SAME_ID, &mut taken, same_id));
    pairs.extend(matching::by_likeness(&a, &b, RENAMED, &mut taken, rows));
    (pairs, taken)
}

/// The pairs that moved. Where panels come, go or grow, those below shift
/// down or up without having moved.
fn moved(
    left: &[Panel],
    right: &[Panel],
    pairs: &[(usize, usize)],
    taken: &Taken,
) -> std::collections::BTreeSet<(usize, usize)> {
    let shape = |panel: &Panel| {
        let [x, _, w, h] = panel.place();
        (x, w, h)
    };
    let mut moved = std::collections::BTreeSet::new();
    for &(a, b) in pairs {
        let (before, after) = (&left[a], &right[b]);
        if shape(before) != shape(after) || before.row != after.row {
            moved.insert((a, b));
        }
    }
    let rest: Vec<_> = pairs
        .iter()
        .filter(|pair| !moved.contains(pair))
        .copied()
        .collect();
    // Places in reading order on each side.
    let order = |panels: &[Panel]| -> Vec<usize> {
        let mut places: Vec<usize> = (0..panels.len()).collect();
        places.sort_by_key(|&at| {
            let [x, y, ..] = panels[at].place();
            (y, x, at)
        });
        let mut ranks = vec![0; panels.len()];
        for (rank, at) in places.into_iter().enumerate() {
            ranks[at] = rank;
        }
        ranks
    };
    let (ranks_left, ranks_right) = (order(left), order(right));
    let ranked: Vec<_> = rest
        .iter()
        .map(|&(a, b)| (ranks_left[a], ranks_right[b]))
        .collect();
    let jumped = matching::out_of_order(&ranked);
    let grown = !moved.is_empty();
    for (pair, ranks) in rest.iter().zip(&ranked) {
        if jumped.contains(ranks) {
            moved.insert(*pair);
        }
    }
    let opened = |&(a, b): &(usize, usize)| left[a].is_row() && left[a].body != right[b].body;
    let grown = grown || pairs.iter().any(opened);
    let changed = grown || !taken.left_from().is_empty() || !taken.left_to().is_empty();
    if !changed && moved.is_empty() {
        let elsewhere = |&&(a, b): &&(usize, usize)| left[a].place()[1] != right[b].place()[1];
        moved.extend(rest.iter().filter(elsewhere));
    }
    moved
}

fn change(from: &Panel, to: &Panel, moved: bool, within: &[String]) -> Option<Found> {
    let renamed = from.title() != to.title();
    let mut fields = Vec::new();
    if from.body != to.body {
        fields = values::compare(&from.body, &to.body, Null::Absent);
        fields.retain(|field| !(renamed && field.name == "title"));
    }
    if moved && from.place() != to.place() {
        fields.push(Field {
            name: "gridPos".to_owned(),
            language: Language::Data,
            from: Some(place_words(from)),
            to: Some(place_words(to)),
        });
    }
    let kind = match (renamed, moved) {
        (true, _) => Kind::Renamed,
        (false, true) => Kind::Moved,
        (false, false) if fields.is_empty() => return None,
        (false, false) => Kind::Modified,
    };
    let mut fields: Vec<Graded> = fields.into_iter().map(|field| graded(field, to)).collect();
    fields.sort_by_key(|field| (field.grade.class, field.field.name == "gridPos"));
    let sides = Sides {
        within: with_row(within, to),
        from: Some(&from.origin),
        to: Some(&to.origin),
    };
    let mut found = Found::new(kind, What::Panel, to.name(), sides).with(fields);
    if renamed || moved {
        let row = |panel: &Panel| {
            panel
                .row
                .map_or("no row".to_owned(), |row| format!("row {row}"))
        };
        found.was = Some(Was {
            name: renamed.then(|| from.name()),
            within: (moved && from.row != to.row).then(|| row(from)),
        });
    }
    Some(found)
}

fn with_row(within: &[String], panel: &Panel) -> Vec<String> {
    let row = panel.row.map(|row| format!("row {row}"));
    within.iter().cloned().chain(row).collect()
}

fn place_words(panel: &Panel) -> Value {
    let [x, y, w, h] = panel.place();
    json!({ "x": x, "y": y, "w": w, "h": h })
}

/// What the change of one field of a panel does.
fn graded(mut field: Field, panel: &Panel) -> Graded {
    if field.language == Language::PromQl && !asks_prometheus(panel.value) {
        field.language = Language::Text;
    }
    let name = field.name.as_str();
    let asks = if let Some(rest) = name.strip_prefix("targets[") {
        let shown = [
            "legendFormat",
            "format",
            "refId",
            "exemplar",
            "interval",
            "intervalFactor",
            "step",
        ];
        let last = rest.rsplit('.').next().unwrap_or_default();
        !shown.contains(&last)
    } else {
        name.starts_with("datasource") || name.starts_with("libraryPanel") || name == "targets"
    };
    let grade = if asks {
        Grade::plain(Class::Queries)
    } else {
        Grade::cosmetic()
    };
    Graded { field, grade }
}

/// Whether the queries of a panel are `PromQL`, as far as its data source tells.
fn asks_prometheus(panel: &Value) -> bool {
    let source = |value: &Value| {
        let source = &value["datasource"];
        let sort = source["type"]
            .as_str()
            .or(source["uid"].as_str())
            .or(source.as_str());
        sort.is_some_and(|sort| sort.to_ascii_lowercase().contains("loki"))
    };
    let targets = panel["targets"].as_array();
    !source(panel) && !targets.is_some_and(|targets| targets.iter().any(source))
}

fn lone(panel: &Panel, kind: Kind, within: &[String]) -> Found {
    let origin = Some(&panel.origin);
    let sides = Sides {
        within: with_row(within, panel),
        from: origin.filter(|_| kind == Kind::Removed),
        to: origin.filter(|_| kind == Kind::Added),
    };
    let mut facts: Vec<_> = fact("type", Language::Data, kind, &panel.value["type"])
        .into_iter()
        .collect();
    let language = if asks_prometheus(panel.value) {
        Language::PromQl
    } else {
        Language::Text
    };
    for target in panel.value["targets"]
        .as_array()
        .into_iter()
        .flatten()
        .take(QUERIES)
    {
        let name = match target["refId"].as_str() {
            Some(id) => format!("targets[{id}].expr"),
            None => "targets.expr".to_owned(),
        };
        facts.extend(fact(&name, language, kind, &target["expr"]));
    }
    let asks = panel.value["targets"]
        .as_array()
        .is_some_and(|targets| !targets.is_empty());
    let grade = if asks {
        Grade::plain(Class::Queries)
    } else {
        Grade::cosmetic()
    };
    Found::new(kind, What::Panel, panel.name(), sides)
        .graded(grade)
        .with(facts)
}
