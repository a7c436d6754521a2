//! Compares Grafana dashboards: panels, variables, and what they share.

mod panels;

use std::sync::Arc;

use serde_json::Value;

use super::{
    found::{Found, Grade, Graded, Sides, all, fact},
    matching::{self, Taken, Words},
    model::{Class, DashboardPair, Field, Kind, Language, Was, What},
    open::{Origin, Unit},
    values::{self, Null},
};

/// Variables that are renamed have this much in common, of 1000.
const RENAMED: u32 = 700;

/// Entries that Grafana counts up itself.
const BOOKKEEPING: [&str; 3] = ["id", "version", "iteration"];

/// Entries that are compared by their own rules.
const PARTS: [&str; 4] = ["panels", "rows", "templating", "title"];

/// What changed in a dashboard.
pub(super) fn compare(from: &Unit, to: &Unit) -> Vec<Found> {
    let pair = Arc::new(DashboardPair {
        from: Some(from.value.clone()),
        to: Some(to.value.clone()),
    });
    let mut found: Vec<Found> = whole(from, to).into_iter().collect();
    let within = inside(to);
    let sides = |from: Vec<String>| (from, within.clone());
    found.extend(panels::compare(from, to, &sides(inside(from))));
    found.extend(variables(from, to, &within));
    for change in &mut found {
        change.dashboard = Some(Arc::clone(&pair));
    }
    found
}

/// A dashboard that is on one side only.
pub(super) fn lone(unit: &Unit, kind: Kind) -> Found {
    let added = kind == Kind::Added;
    let origin = Some(&unit.origin);
    let sides = Sides {
        within: outside(unit),
        from: origin.filter(|_| !added),
        to: origin.filter(|_| added),
    };
    let count = Value::from(panels::count(&unit.value));
    let mut found = Found::new(kind, What::Dashboard, title(unit), sides)
        .graded(Grade::plain(Class::Queries))
        .with(
            fact("panels", Language::Data, kind, &count)
                .into_iter()
                .collect(),
        );
    let value = Some(unit.value.clone());
    found.dashboard = Some(Arc::new(if added {
        DashboardPair {
            from: None,
            to: value,
        }
    } else {
        DashboardPair {
            from: value,
            to: None,
        }
    }));
    found
}

/// The title of a dashboard; its place where it has none.
pub(super) fn title(unit: &Unit) -> &str {
    unit.value["title"].as_str().unwrap_or(&unit.key)
}

/// What a dashboard is in.
fn outside(unit: &Unit) -> Vec<String> {
    let label = unit.label.as_str();
    if label.is_empty() {
        Vec::new()
    } else {
        vec![label.to_owned()]
    }
}

/// What the parts of a dashboard are in.
fn inside(unit: &Unit) -> Vec<String> {
    let mut within = outside(unit);
    within.push(format!("dashboard {}", title(unit)));
    within
}

/// The dashboard without its panels and variables.
fn whole(from: &Unit, to: &Unit) -> Option<Found> {
    let (left, right) = (&from.value, &to.value);
    let mut keys: Vec<&String> = [left, right]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|entries| entries.keys())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut fields = Vec::new();
    for key in keys {
        if BOOKKEEPING.contains(&key.as_str()) || PARTS.contains(&key.as_str()) {
            continue;
        }
        fields.extend(values::compare_at(
            key,
            &left[key.as_str()],
            &right[key.as_str()],
            Null::Absent,
        ));
    }
    if left.get("rows").is_some() || right.get("rows").is_some() {
        let (left, right) = (bare_rows(left), bare_rows(right));
        fields.extend(values::compare_at("rows", &left, &right, Null::Absent));
    }
    absent(&mut fields);
    let mut fields: Vec<Graded> = fields.into_iter().map(graded).collect();
    fields.extend(variable_order(left, right));
    let renamed = title(from) != title(to);
    if fields.is_empty() && !renamed {
        return None;
    }
    let kind = if renamed {
        Kind::Renamed
    } else {
        Kind::Modified
    };
    let sides = Sides {
        within: outside(to),
        from: Some(&from.origin),
        to: Some(&to.origin),
    };
    let mut found = Found::new(kind, What::Dashboard, title(to), sides).with(fields);
    found.was = renamed.then(|| Was {
        name: Some(title(from).to_owned()),
        within: None,
    });
    Some(found)
}

/// Rows as old dashboards have them, without their panels.
fn bare_rows(dashboard: &Value) -> Value {
    let rows = dashboard["rows"].as_array().into_iter().flatten();
    let bare = |row: &Value| {
        let mut row = row.clone();
        if let Some(row) = row.as_object_mut() {
            row.remove("panels");
        }
        row
    };
    rows.map(bare).collect()
}

/// A value that JSON's `null` stands for is absent.
fn absent(fields: &mut [Field]) {
    for field in fields {
        for side in [&mut field.from, &mut field.to] {
            if side.as_ref().is_some_and(Value::is_null) {
                *side = None;
            }
        }
    }
}

fn graded(field: Field) -> Graded {
    let grade = match field.name.as_str() {
        "uid" => Grade::new(Class::Cosmetic, "links to it break"),
        name if name.ends_with("expr") => Grade::plain(Class::Queries),
        name if name.starts_with("elements") && field.language == Language::PromQl => {
            Grade::plain(Class::Queries)
        }
        _ => Grade::cosmetic(),
    };
    Graded { field, grade }
}

fn list(dashboard: &Value) -> &[Value] {
    let list = dashboard["templating"]["list"].as_array();
    list.map_or(&[], Vec::as_slice)
}

fn variable_name(variable: &Value) -> Option<String> {
    variable["name"].as_str().map(str::to_owned)
}

fn pair_variables(left: &[Value], right: &[Value]) -> (Vec<(usize, usize)>, Taken) {
    let names = |list: &[Value]| list.iter().map(variable_name).collect::<Vec<_>>();
    let mut taken = Taken::none(left.len(), right.len());
    let mut pairs = matching::by_key(&names(left), &names(right), &mut taken);
    let words = |list: &[Value]| list.iter().map(Words::of).collect::<Vec<_>>();
    let same_type = |a: usize, b: usize| left[a]["type"] == right[b]["type"];
    pairs.extend(matching::by_likeness(
        &words(left),
        &words(right),
        RENAMED,
        &mut taken,
        same_type,
    ));
    (pairs, taken)
}

/// Variables are shown in their order.
fn variable_order(from: &Value, to: &Value) -> Option<Graded> {
    let (left, right) = (list(from), list(to));
    let (pairs, _) = pair_variables(left, right);
    if matching::out_of_order(&pairs).is_empty() {
        return None;
    }
    let names = |list: &[Value]| {
        list.iter()
            .map(|one| one["name"].clone())
            .collect::<Value>()
    };
    let field = Field {
        name: "templating.list[order]".to_owned(),
        language: Language::Data,
        from: Some(names(left)),
        to: Some(names(right)),
    };
    Some(Graded {
        field,
        grade: Grade::cosmetic(),
    })
}

fn variables(from: &Unit, to: &Unit, within: &[String]) -> Vec<Found> {
    let (left, right) = (list(&from.value), list(&to.value));
    let (pairs, taken) = pair_variables(left, right);
    let at = |origin: &Origin, place: usize| origin.keys(&["templating", "list"]).item(place);
    let mut found = Vec::new();
    for (a, b) in pairs {
        let mut fields = values::compare(&left[a], &right[b], Null::Absent);
        let (old, new) = (variable_name(&left[a]), variable_name(&right[b]));
        let renamed = old != new;
        fields.retain(|field| !(renamed && field.name == "name"));
        // Grafana repeats the query there for people.
        if fields.iter().any(|field| field.name.starts_with("query")) {
            fields.retain(|field| field.name != "definition");
        }
        if fields.is_empty() && !renamed {
            continue;
        }
        let (left_at, right_at) = (at(&from.origin, a), at(&to.origin, b));
        let sides = Sides {
            within: within.to_vec(),
            from: Some(&left_at),
            to: Some(&right_at),
        };
        let kind = if renamed {
            Kind::Renamed
        } else {
            Kind::Modified
        };
        let mut change = Found::new(kind, What::Variable, new.unwrap_or_default(), sides)
            .with(fields.into_iter().map(variable_field).collect());
        if renamed {
            change.grade = Grade::plain(Class::Queries);
            change.was = Some(Was {
                name: old,
                within: None,
            });
        }
        found.push(change);
    }
    let lone = |unit: &Unit, variable: &Value, place: usize, kind: Kind| {
        let at = at(&unit.origin, place);
        let sides = Sides {
            within: within.to_vec(),
            from: Some(&at).filter(|_| kind == Kind::Removed),
            to: Some(&at).filter(|_| kind == Kind::Added),
        };
        let query = match &variable["query"] {
            Value::Object(query) => query.get("query").cloned().unwrap_or_default(),
            query => query.clone(),
        };
        let facts = [
            fact("type", Language::Data, kind, &variable["type"]),
            fact("query", Language::Data, kind, &query),
        ];
        Found::new(
            kind,
            What::Variable,
            variable_name(variable).unwrap_or_default(),
            sides,
        )
        .graded(Grade::plain(Class::Queries))
        .with(facts.into_iter().flatten().collect())
    };
    for place in taken.left_from() {
        found.push(lone(from, &left[place], place, Kind::Removed));
    }
    for place in taken.left_to() {
        found.push(lone(to, &right[place], place, Kind::Added));
    }
    found
}

/// What the change of one field of a variable does.
fn variable_field(field: Field) -> Graded {
    let asks = [
        "query",
        "definition",
        "regex",
        "datasource",
        "type",
        "allValue",
    ];
    let head = field.name.split(['.', '[']).next().unwrap_or_default();
    let grade = if asks.contains(&head) {
        Grade::plain(Class::Queries)
    } else {
        Grade::cosmetic()
    };
    all(vec![field], &grade).pop().expect("one field was given")
}
