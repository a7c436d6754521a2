//! Compares what has no better words: prometheus.yml by its sections, values
//! of charts, other data field by field, and texts by their lines.

use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    class,
    found::{Found, Grade, Graded, Sides, all, fact},
    matching::{self, Taken},
    model::{Class, Field, Kind, Language, Was, What},
    open::{Form, Unit},
    values::{self, Null},
};

/// Lines that differ at most for the shortest difference to be looked for, as
/// a product of both sides.
const SHORTEST: usize = 250_000;

/// What changed in a file that both sides have.
pub(super) fn compare(from: &Unit, to: &Unit) -> Vec<Found> {
    let mut found = match from.form {
        Form::Prometheus => prometheus(from, to),
        Form::Values => chart_values(from, to),
        Form::Text => text(from, to).into_iter().collect(),
        _ => data(from, to).into_iter().collect(),
    };
    if moved(from, to) && !found.iter().any(|change| change.subject.what == What::File) {
        found.push(file(from, to, Kind::Moved));
    }
    found
}

/// Whether a file of its own has another path.
pub(super) fn moved(from: &Unit, to: &Unit) -> bool {
    from.label.is_empty() && to.label.is_empty() && from.origin.file != to.origin.file
}

/// A change of the file as a whole.
pub(super) fn file(from: &Unit, to: &Unit, kind: Kind) -> Found {
    let sides = Sides {
        within: Vec::new(),
        from: Some(&from.origin),
        to: Some(&to.origin),
    };
    let mut found = Found::new(kind, What::File, to.key.clone(), sides);
    if kind == Kind::Moved {
        found.was = Some(Was {
            name: None,
            within: Some(from.key.clone()),
        });
    }
    found
}

/// A file that is on one side only.
pub(super) fn lone(unit: &Unit, kind: Kind) -> Found {
    let origin = Some(&unit.origin);
    let sides = Sides {
        within: Vec::new(),
        from: origin.filter(|_| kind == Kind::Removed),
        to: origin.filter(|_| kind == Kind::Added),
    };
    let size = match &unit.value {
        Value::String(text) => fact(
            "lines",
            Language::Data,
            kind,
            &Value::from(text.lines().count()),
        ),
        Value::Number(bytes) => fact("bytes", Language::Data, kind, &Value::Number(bytes.clone())),
        _ => None,
    };
    Found::new(kind, What::File, unit.key.clone(), sides).with(size.into_iter().collect())
}

fn whole(from: &Unit, to: &Unit, fields: Vec<Field>) -> Option<Found> {
    let moved = moved(from, to);
    if fields.is_empty() && !moved {
        return None;
    }
    let kind = if moved { Kind::Moved } else { Kind::Modified };
    Some(file(from, to, kind).with(all(fields, &Grade::cosmetic())))
}

fn data(from: &Unit, to: &Unit) -> Option<Found> {
    whole(
        from,
        to,
        values::compare(&from.value, &to.value, Null::Value),
    )
}

/// The lines that differ.
fn text(from: &Unit, to: &Unit) -> Option<Found> {
    let (Value::String(left), Value::String(right)) = (&from.value, &to.value) else {
        let field = Field {
            name: "bytes".to_owned(),
            language: Language::Data,
            from: Some(from.value.clone()),
            to: Some(to.value.clone()),
        };
        return whole(from, to, vec![field]);
    };
    let (left, right): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let (gone, new) = lines(&left, &right);
    let side = |lines: Vec<&str>| (!lines.is_empty()).then(|| Value::String(lines.join("\n")));
    let (gone, new) = (side(gone), side(new));
    let fields = match (&gone, &new) {
        (None, None) => Vec::new(),
        _ => vec![Field {
            name: String::new(),
            language: Language::Lines,
            from: gone,
            to: new,
        }],
    };
    whole(from, to, fields)
}

/// The lines of each side that the other does not have.
fn lines<'a>(left: &[&'a str], right: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = left.iter().zip(right).take_while(same).count();
    let (left, right) = (&left[head..], &right[head..]);
    let tail = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(same)
        .count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    if left.len().saturating_mul(right.len()) > SHORTEST {
        return (left.to_vec(), right.to_vec());
    }
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for operation in capture_diff_slices(Algorithm::Myers, left, right) {
        if !matches!(operation, DiffOp::Equal { .. }) {
            gone.extend(&left[operation.old_range()]);
            new.extend(&right[operation.new_range()]);
        }
    }
    (gone, new)
}

/// prometheus.yml: jobs by name, other sections as they are.
fn prometheus(from: &Unit, to: &Unit) -> Vec<Found> {
    let jobs = |unit: &Unit| {
        unit.value["scrape_configs"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    };
    let (left, right) = (jobs(from), jobs(to));
    let names = |jobs: &[Value]| -> Vec<_> {
        jobs.iter()
            .map(|job| job["job_name"].as_str().map(str::to_owned))
            .collect()
    };
    let mut taken = Taken::none(left.len(), right.len());
    let pairs = matching::by_key(&names(&left), &names(&right), &mut taken);
    let queries = Grade::plain(Class::Queries);
    let at = |unit: &Unit, place: usize| unit.origin.keys(&["scrape_configs"]).item(place);
    let name = |job: &Value| job["job_name"].as_str().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for (a, b) in pairs {
        let fields = values::compare(&left[a], &right[b], Null::Absent);
        if fields.is_empty() {
            continue;
        }
        let (from, to) = (at(from, a), at(to, b));
        let sides = Sides {
            within: Vec::new(),
            from: Some(&from),
            to: Some(&to),
        };
        let change = Found::new(Kind::Modified, What::Scrape, name(&right[b]), sides);
        found.push(change.with(all(fields, &queries)));
    }
    for (jobs, unit, places, kind) in [
        (&left, from, taken.left_from(), Kind::Removed),
        (&right, to, taken.left_to(), Kind::Added),
    ] {
        for place in places {
            let origin = at(unit, place);
            let sides = Sides {
                within: Vec::new(),
                from: Some(&origin).filter(|_| kind == Kind::Removed),
                to: Some(&origin).filter(|_| kind == Kind::Added),
            };
            let change = Found::new(kind, What::Scrape, name(&jobs[place]), sides);
            found.push(change.graded(queries.clone()));
        }
    }
    let rest = |unit: &Unit| {
        let mut rest = unit.value.clone();
        if let Some(rest) = rest.as_object_mut() {
            rest.remove("scrape_configs");
        }
        rest
    };
    let fields = values::compare(&rest(from), &rest(to), Null::Absent);
    let graded = |field: Field| {
        let grade = match field.name.split(['.', '[']).next().unwrap_or_default() {
            "alerting" => Grade::new(Class::Notifies, "where alerts are sent"),
            _ => Grade::plain(Class::Queries),
        };
        Graded { field, grade }
    };
    if !fields.is_empty() {
        let sides = Sides {
            within: Vec::new(),
            from: Some(&from.origin),
            to: Some(&to.origin),
        };
        let change = Found::new(Kind::Modified, What::Settings, "prometheus.yml", sides);
        found.push(change.with(fields.into_iter().map(graded).collect()));
    }
    found
}

/// Values of a chart, one change each.
fn chart_values(from: &Unit, to: &Unit) -> Vec<Found> {
    let fields = values::compare(&from.value, &to.value, Null::Value);
    let change = |mut field: Field| {
        let name = std::mem::take(&mut field.name);
        let kind = match (&field.from, &field.to) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            _ => Kind::Modified,
        };
        let sides = Sides {
            within: match to.label.as_str() {
                "" => Vec::new(),
                label => vec![label.to_owned()],
            },
            from: Some(&from.origin),
            to: Some(&to.origin),
        };
        let grade = class::chart_value(&name, &field);
        Found::new(kind, What::ChartValue, name, sides)
            .graded(grade.clone())
            .with(vec![Graded { field, grade }])
    };
    fields.into_iter().map(change).collect()
}
