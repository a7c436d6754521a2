//! Compares configurations of Alertmanager: routes, receivers, inhibitions and
//! time intervals, as alertmanager.yml and `AlertmanagerConfig` write them.

mod matchers;
mod routes;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    class,
    found::{Found, Grade, Graded, Sides, fact},
    matching::{self, Taken, Words},
    model::{Class, Field, Kind, Language, Was, What},
    open::{Origin, Unit},
    values::{self, Null},
};
use matchers::{Labels, Matchers};
use routes::Routes;

/// Things that are renamed have this much in common, of 1000.
const RENAMED: u32 = 600;

/// Lists that are compared by their own rules, in all their spellings.
const INHIBITIONS: [&str; 2] = ["inhibit_rules", "inhibitRules"];
const INTERVALS: [&str; 4] = [
    "time_intervals",
    "mute_time_intervals",
    "timeIntervals",
    "muteTimeIntervals",
];

/// What changed between two configurations; `None` is none at all.
pub(super) fn compare(from: Option<&Unit>, to: Option<&Unit>) -> Vec<Found> {
    let nothing = Value::Null;
    let value = |unit: Option<&'_ Unit>| unit.map_or(nothing.clone(), |unit| unit.value.clone());
    let (left, right) = (value(from), value(to));
    let Some(some) = to.or(from) else {
        return Vec::new();
    };
    let origin = |unit: Option<&Unit>| unit.unwrap_or(some).origin.clone();
    let both = Both {
        within: match some.label.as_str() {
            "" => Vec::new(),
            label => vec![label.to_owned()],
        },
        from: &left,
        to: &right,
        from_at: origin(from),
        to_at: origin(to),
    };
    let (old, new) = (
        Routes::of(&left, &both.from_at),
        Routes::of(&right, &both.to_at),
    );
    let mut found = routes::compare(&old, &new, &both.within);
    found.extend(receivers(&both, &old, &new));
    found.extend(inhibitions(&both));
    found.extend(intervals(&both));
    if from.is_some() && to.is_some() {
        found.extend(settings(&both));
    }
    found
}

/// Two configurations, and where they are.
struct Both<'a> {
    within: Vec<String>,
    from: &'a Value,
    to: &'a Value,
    from_at: Origin,
    to_at: Origin,
}

/// One of the things of a list.
struct Thing<'a> {
    name: String,
    value: &'a Value,
    origin: Origin,
}

fn things<'a>(
    config: &'a Value,
    lists: &[&str],
    origin: &Origin,
    name: impl Fn(&Value) -> String,
) -> Vec<Thing<'a>> {
    let mut things = Vec::new();
    for list in lists {
        for (at, value) in config[*list].as_array().into_iter().flatten().enumerate() {
            things.push(Thing {
                name: name(value),
                value,
                origin: origin.keys(&[list]).item(at),
            });
        }
    }
    things
}

fn own_name(value: &Value) -> String {
    value["name"].as_str().unwrap_or_default().to_owned()
}

fn pair(left: &[Thing], right: &[Thing]) -> (Vec<(usize, usize)>, Taken) {
    let names = |things: &[Thing]| -> Vec<_> {
        things
            .iter()
            .map(|thing| Some(thing.name.clone()))
            .collect()
    };
    let contents = |things: &[Thing]| -> Vec<_> {
        things
            .iter()
            .map(|thing| Some(matching::print(thing.value)))
            .collect()
    };
    let mut taken = Taken::none(left.len(), right.len());
    let mut pairs = matching::by_key(&contents(left), &contents(right), &mut taken);
    pairs.extend(matching::by_key(&names(left), &names(right), &mut taken));
    let words = |things: &[Thing]| -> Vec<Words> {
        let of = |thing: &Thing| {
            let mut value = thing.value.clone();
            if let Some(entries) = value.as_object_mut() {
                entries.remove("name");
            }
            Words::of(&value)
        };
        things.iter().map(of).collect()
    };
    // Without anything in it there is nothing to know it by.
    let filled = |a: usize, b: usize| {
        let more = |thing: &Thing| {
            thing
                .value
                .as_object()
                .is_some_and(|entries| entries.len() > 1)
        };
        more(&left[a]) && more(&right[b])
    };
    pairs.extend(matching::by_likeness(
        &words(left),
        &words(right),
        RENAMED,
        &mut taken,
        filled,
    ));
    (pairs, taken)
}

/// Changes of the things of one list; `grade` says what one does.
fn changes(
    both: &Both,
    what: &What,
    left: &[Thing],
    right: &[Thing],
    named: bool,
    grade: impl Fn(&Field, &Thing) -> Grade,
    lone: impl Fn(&Thing, Kind) -> (Grade, Vec<Graded>),
) -> Vec<Found> {
    let (pairs, taken) = pair(left, right);
    let mut found = Vec::new();
    for (a, b) in pairs {
        let (before, after) = (&left[a], &right[b]);
        let renamed = named && before.name != after.name;
        let mut fields = values::compare(before.value, after.value, Null::Absent);
        fields.retain(|field| field.name != "name");
        if fields.is_empty() && !renamed {
            continue;
        }
        let sides = Sides {
            within: both.within.clone(),
            from: Some(&before.origin),
            to: Some(&after.origin),
        };
        let kind = if renamed {
            Kind::Renamed
        } else {
            Kind::Modified
        };
        let graded = |field: Field| Graded {
            grade: grade(&field, after),
            field,
        };
        let mut change = Found::new(kind, what.clone(), &after.name, sides)
            .with(fields.into_iter().map(graded).collect());
        if renamed {
            change.was = Some(Was {
                name: Some(before.name.clone()),
                within: None,
            });
        }
        found.push(change);
    }
    let alone = |thing: &Thing, kind: Kind| {
        let origin = Some(&thing.origin);
        let sides = Sides {
            within: both.within.clone(),
            from: origin.filter(|_| kind == Kind::Removed),
            to: origin.filter(|_| kind == Kind::Added),
        };
        let (grade, facts) = lone(thing, kind);
        Found::new(kind, what.clone(), &thing.name, sides)
            .graded(grade)
            .with(facts)
    };
    found.extend(
        taken
            .left_from()
            .into_iter()
            .map(|at| alone(&left[at], Kind::Removed)),
    );
    found.extend(
        taken
            .left_to()
            .into_iter()
            .map(|at| alone(&right[at], Kind::Added)),
    );
    found
}

fn receivers(both: &Both, old: &Routes, new: &Routes) -> Vec<Found> {
    let left = things(both.from, &["receivers"], &both.from_at, own_name);
    let right = things(both.to, &["receivers"], &both.to_at, own_name);
    let grade = |field: &Field, thing: &Thing| {
        if !new.uses(&thing.name) {
            return Grade::new(Class::Cosmetic, "no route leads to it");
        }
        let head = field.name.split(['[', '.']).next().unwrap_or_default();
        // A whole integration, or one of several.
        let whole = !field.name.contains('.');
        match (class::is_pager(head) && whole, &field.from, &field.to) {
            (true, None, Some(_)) => Grade::new(Class::Pages, "a pager is added"),
            (true, Some(_), None) => Grade::new(Class::Silences, "a pager is removed"),
            _ => Grade::plain(Class::Notifies),
        }
    };
    let lone = |thing: &Thing, kind: Kind| {
        let integrations: Vec<&str> = thing
            .value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, list)| list.as_array().is_some_and(|list| !list.is_empty()))
            .map(|(name, _)| name.as_str())
            .collect();
        let used = match kind {
            Kind::Removed => old.uses(&thing.name),
            _ => new.uses(&thing.name),
        };
        let pages = integrations.iter().any(|name| class::is_pager(name));
        let grade = match (used, pages, kind) {
            (false, ..) => Grade::new(Class::Cosmetic, "no route leads to it"),
            (true, true, Kind::Removed) => Grade::new(Class::Silences, "a pager is removed"),
            (true, true, _) => Grade::new(Class::Pages, "a pager is added"),
            (true, false, _) => Grade::plain(Class::Notifies),
        };
        let sends = integrations.iter().map(|name| {
            name.trim_end_matches("_configs")
                .trim_end_matches("Configs")
        });
        let sends: Value = sends.collect();
        (
            grade,
            fact("integrations", Language::Items, kind, &sends)
                .into_iter()
                .collect(),
        )
    };
    changes(both, &What::Receiver, &left, &right, true, grade, lone)
}

fn inhibition_name(rule: &Value) -> String {
    let end = |name| match Matchers::of_inhibition(rule, name).to_string() {
        all if all.is_empty() => "everything".to_owned(),
        matchers => matchers,
    };
    format!("{} mutes {}", end("source"), end("target"))
}

fn inhibitions(both: &Both) -> Vec<Found> {
    let left = things(both.from, &INHIBITIONS, &both.from_at, inhibition_name);
    let right = things(both.to, &INHIBITIONS, &both.to_at, inhibition_name);
    let mutes_pages = |thing: &Thing| {
        let critical = Labels::from([("severity".to_owned(), "critical".to_owned())]);
        let target = Matchers::of_inhibition(thing.value, "target");
        !target.examples(&[critical], 4).is_empty()
    };
    let grade = |_: &Field, _: &Thing| Grade::plain(Class::Notifies);
    let lone = |thing: &Thing, kind: Kind| {
        let grade = match (mutes_pages(thing), kind) {
            (true, Kind::Added) => Grade::new(Class::Silences, "it may mute critical alerts"),
            (true, _) => Grade::new(Class::Pages, "it may have muted critical alerts"),
            (false, _) => Grade::plain(Class::Notifies),
        };
        let equal = fact("equal", Language::Items, kind, &thing.value["equal"]);
        (grade, equal.into_iter().collect())
    };
    changes(both, &What::Inhibition, &left, &right, false, grade, lone)
}

fn intervals(both: &Both) -> Vec<Found> {
    let used = |config: &Value| -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        collect_intervals(&config["route"], &mut names, 0);
        names
    };
    let (before, after) = (used(both.from), used(both.to));
    let left = things(both.from, &INTERVALS, &both.from_at, own_name);
    let right = things(both.to, &INTERVALS, &both.to_at, own_name);
    let grade = |name: &str| {
        if before.contains(name) || after.contains(name) {
            Grade::new(Class::Notifies, "a route goes by it")
        } else {
            Grade::new(Class::Cosmetic, "no route goes by it")
        }
    };
    changes(
        both,
        &What::TimeInterval,
        &left,
        &right,
        true,
        |_, thing| grade(&thing.name),
        |thing, _| (grade(&thing.name), Vec::new()),
    )
}

fn collect_intervals(route: &Value, names: &mut BTreeSet<String>, depth: usize) {
    let lists = [
        "mute_time_intervals",
        "active_time_intervals",
        "muteTimeIntervals",
        "activeTimeIntervals",
    ];
    for list in lists {
        let used = route[list].as_array().into_iter().flatten();
        names.extend(used.filter_map(Value::as_str).map(str::to_owned));
    }
    if depth < 64 {
        for route in route["routes"].as_array().into_iter().flatten() {
            collect_intervals(route, names, depth + 1);
        }
    }
}

/// All other sections.
fn settings(both: &Both) -> Vec<Found> {
    let mut keys: BTreeSet<&String> = BTreeSet::new();
    for config in [both.from, both.to] {
        keys.extend(config.as_object().into_iter().flatten().map(|(key, _)| key));
    }
    let mut found = Vec::new();
    for key in keys {
        let name = key.as_str();
        if matches!(name, "route" | "receivers")
            || INHIBITIONS.contains(&name)
            || INTERVALS.contains(&name)
        {
            continue;
        }
        let mut fields = values::compare(&both.from[name], &both.to[name], Null::Absent);
        for field in &mut fields {
            for side in [&mut field.from, &mut field.to] {
                if side.as_ref().is_some_and(Value::is_null) {
                    *side = None;
                }
            }
        }
        if fields.is_empty() {
            continue;
        }
        let (from, to) = (both.from_at.keys(&[name]), both.to_at.keys(&[name]));
        let sides = Sides {
            within: both.within.clone(),
            from: both.from.get(name).map(|_| &from),
            to: both.to.get(name).map(|_| &to),
        };
        let kind = match (sides.from.is_some(), sides.to.is_some()) {
            (true, false) => Kind::Removed,
            (false, true) => Kind::Added,
            _ => Kind::Modified,
        };
        let grade = Grade::plain(Class::Notifies);
        let fields = super::found::all(fields, &grade);
        found.push(Found::new(kind, What::Settings, name, sides).with(fields));
    }
    found
}
