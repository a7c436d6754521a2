//! Pairs what two sides hold, and compares each pair by the rules of its form.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    alertmanager, dashboards, files,
    found::Found,
    matching::{self, Taken, Words},
    model::{Files, Kind, Note},
    objects,
    open::{self, Form, Unit},
    rules::{self, Rules},
};

/// Objects that are renamed have this much in common, of 1000.
const OBJECT: u32 = 800;

/// Dashboards with another uid and title, and objects that are known by what
/// they hold, have this much of it in common.
const PARTS: u32 = 500;

/// Files that moved have this much in common.
const FILE: u32 = 700;

/// Everything that changed between two sides, in no order that matters.
pub(super) fn compare(from: &Files, to: &Files) -> (Vec<Found>, Vec<Note>) {
    let (mut from, mut to, notes) = open::open(from, to);
    let (pairs, taken) = pair(&from.units, &to.units);
    let mut found = Vec::new();
    let (mut old, mut new) = (Rules::default(), Rules::default());
    for (number, &(a, b)) in pairs.iter().enumerate() {
        let (left, right) = (&mut from.units[a], &mut to.units[b]);
        match left.form {
            Form::Object => found.extend(objects::compare(left, right)),
            Form::Dashboard => {
                if left.value != right.value {
                    found.extend(dashboards::compare(left, right));
                }
                if files::moved(left, right) {
                    found.push(files::file(left, right, Kind::Moved));
                }
            }
            Form::Alertmanager => {
                found.extend(alertmanager::compare(Some(left), Some(right)));
                if files::moved(left, right) {
                    found.push(files::file(left, right, Kind::Moved));
                }
            }
            Form::Rules => {
                old.take(number, &left.label, &mut left.value, &left.origin);
                new.take(number, &right.label, &mut right.value, &right.origin);
                found.extend(rest_of_rules(left, right));
            }
            Form::Prometheus | Form::Values | Form::Data | Form::Text => {
                found.extend(files::compare(left, right));
            }
        }
    }
    let mut lone = pairs.len();
    for at in taken.left_from() {
        lone += 1;
        alone(
            &mut from.units,
            at,
            Kind::Removed,
            lone,
            &mut old,
            &mut found,
        );
    }
    for at in taken.left_to() {
        lone += 1;
        alone(&mut to.units, at, Kind::Added, lone, &mut new, &mut found);
    }
    found.extend(rules::compare(&old, &new));
    (found, notes)
}

/// What a file of rules holds beside groups.
fn rest_of_rules(from: &Unit, to: &Unit) -> Option<Found> {
    let fields = super::values::compare(&from.value, &to.value, super::values::Null::Absent);
    if fields.is_empty() {
        return None;
    }
    let all = super::found::all(fields, &super::found::Grade::cosmetic());
    Some(files::file(from, to, Kind::Modified).with(all))
}

/// A unit that only one side has.
fn alone(
    units: &mut [Unit],
    at: usize,
    kind: Kind,
    number: usize,
    rules: &mut Rules,
    found: &mut Vec<Found>,
) {
    let unit = &mut units[at];
    match unit.form {
        Form::Object if unit.parts > 0 && is_shell(&unit.value) => {}
        Form::Object => found.push(objects::lone(unit, kind)),
        Form::Dashboard => found.push(dashboards::lone(unit, kind)),
        Form::Alertmanager => found.extend(match kind {
            Kind::Removed => alertmanager::compare(Some(unit), None),
            _ => alertmanager::compare(None, Some(unit)),
        }),
        Form::Rules => rules.take(number, &unit.label, &mut unit.value, &unit.origin),
        Form::Prometheus | Form::Values | Form::Data | Form::Text => {
            found.push(files::lone(unit, kind));
        }
    }
}

/// Whether nothing is left in an object that was opened, beside what every
/// object has.
fn is_shell(value: &Value) -> bool {
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Object(entries) => entries.values().all(Value::is_null),
        _ => false,
    };
    empty(&value["data"])
        && (empty(&value["spec"]) || value["spec"]["instanceSelector"].is_object())
}

fn pair(from: &[Unit], to: &[Unit]) -> (Vec<(usize, usize)>, Taken) {
    let mut taken = Taken::none(from.len(), to.len());
    let mut pairs = Vec::new();
    let mut by = |key: &dyn Fn(&Unit, bool) -> Option<String>, taken: &mut Taken| {
        let keys = |units: &[Unit], first: bool| -> Vec<_> {
            units
                .iter()
                .map(|unit| Some((unit.form, key(unit, first)?)))
                .collect()
        };
        pairs.extend(matching::by_key(&keys(from, true), &keys(to, false), taken));
    };
    let object = |unit: &Unit| unit.form == Form::Object;
    let dashboard = |unit: &Unit| unit.form == Form::Dashboard;
    let uid = |unit: &Unit| {
        unit.value["uid"]
            .as_str()
            .filter(|uid| !uid.is_empty())
            .map(str::to_owned)
    };
    by(
        &|unit, _| {
            let version = unit.value["apiVersion"].as_str()?;
            object(unit).then(|| format!("{version} {}", unit.key))
        },
        &mut taken,
    );
    by(
        &|unit, _| {
            let uid = uid(unit).filter(|_| dashboard(unit))?;
            Some(format!("{uid} {} {}", unit.key, unit.origin.file))
        },
        &mut taken,
    );
    by(&|unit, _| uid(unit).filter(|_| dashboard(unit)), &mut taken);
    by(&|unit, _| Some(unit.key.clone()), &mut taken);
    by(
        &|unit, _| dashboard(unit).then(|| dashboards::title(unit).to_owned()),
        &mut taken,
    );
    pairs.extend(alike(from, to, &mut taken));
    // What was opened out of renamed objects.
    let renamed: BTreeMap<&str, &str> = pairs
        .iter()
        .filter(|&&(a, b)| from[a].form == Form::Object && from[a].label != to[b].label)
        .map(|&(a, b)| (from[a].label.as_str(), to[b].label.as_str()))
        .collect();
    let within = |unit: &Unit, first: bool| {
        let label = unit.label.as_str();
        let rest = unit.key.strip_prefix(label).filter(|_| !label.is_empty())?;
        let label = if first { *renamed.get(label)? } else { label };
        Some((unit.form, format!("{label}{rest}")))
    };
    let keys = |units: &[Unit], first: bool| -> Vec<_> {
        units.iter().map(|unit| within(unit, first)).collect()
    };
    let inner = matching::by_key(&keys(from, true), &keys(to, false), &mut taken);
    pairs.extend(inner);
    pairs.extend(only_one(from, to, &mut taken));
    pairs.sort_unstable();
    (pairs, taken)
}

/// Pairs what has another name by what it says.
fn alike(from: &[Unit], to: &[Unit], taken: &mut Taken) -> Vec<(usize, usize)> {
    let words = |units: &[Unit], taken: &[bool]| -> Vec<Words> {
        let of = |at: usize| match (taken[at], units[at].form) {
            (true, _) | (_, Form::Rules | Form::Alertmanager | Form::Prometheus | Form::Values) => {
                Words::default()
            }
            (false, Form::Object) if units[at].parts > 0 => {
                let first = at.saturating_sub(units[at].parts);
                let names: Vec<String> = units[first..at].iter().flat_map(names_in).collect();
                Words::of_names(names.iter().map(String::as_str))
            }
            (false, _) => Words::of(&units[at].value),
        };
        (0..units.len()).map(of).collect()
    };
    let (left, right) = (words(from, &taken.from), words(to, &taken.to));
    let mut pairs = Vec::new();
    let kind = |unit: &Unit| unit.value["kind"].clone();
    let same = |form: Form, parts: bool| {
        move |a: usize, b: usize| {
            from[a].form == form
                && to[b].form == form
                && (form != Form::Object || kind(&from[a]) == kind(&to[b]))
                && (from[a].parts > 0) == parts
                && (to[b].parts > 0) == parts
        }
    };
    for (form, parts, least) in [
        (Form::Object, true, PARTS),
        (Form::Object, false, OBJECT),
        (Form::Dashboard, false, PARTS),
        (Form::Data, false, FILE),
        (Form::Text, false, FILE),
    ] {
        pairs.extend(matching::by_likeness(
            &left,
            &right,
            least,
            taken,
            same(form, parts),
        ));
    }
    pairs
}

/// What a part of an object is known by.
fn names_in(unit: &Unit) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match unit.form {
        Form::Rules => {
            let groups = unit.value["groups"].as_array().into_iter().flatten();
            let rules = groups.flat_map(|group| group["rules"].as_array().into_iter().flatten());
            rules
                .filter_map(|rule| text(&rule["alert"]).or(text(&rule["record"])))
                .collect()
        }
        Form::Alertmanager => {
            let receivers = unit.value["receivers"].as_array().into_iter().flatten();
            receivers
                .filter_map(|receiver| text(&receiver["name"]))
                .collect()
        }
        _ => vec![dashboards::title(unit).to_owned()],
    }
}

/// Of forms that a side has one of, the one left on each side is the same.
fn only_one(from: &[Unit], to: &[Unit], taken: &mut Taken) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for form in [Form::Alertmanager, Form::Prometheus, Form::Values] {
        let left: Vec<_> = taken
            .left_from()
            .into_iter()
            .filter(|&at| from[at].form == form)
            .collect();
        let right: Vec<_> = taken
            .left_to()
            .into_iter()
            .filter(|&at| to[at].form == form)
            .collect();
        if let (&[a], &[b]) = (left.as_slice(), right.as_slice())
            && from[a].label.is_empty()
            && to[b].label.is_empty()
        {
            taken.take(a, b);
            pairs.push((a, b));
        }
    }
    pairs
}
