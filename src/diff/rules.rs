//! Compares groups of rules and the rules in them, over all files at once: a
//! rule may have moved from any of them to any other.

use serde_json::Value;

use super::{
    class,
    found::{Found, Grade, Graded, Sides, all, fact},
    matching::{self, Taken, Words},
    model::{Class, Field, Kind, Language, Was, What},
    open::Origin,
    values::{self, Null},
};

/// Rules of one group that are renamed have this much in common, of 1000.
const RENAMED: u32 = 650;

/// Rules of different groups that are renamed have this much in common.
const RENAMED_AND_MOVED: u32 = 950;

/// Groups that are renamed share this many of their rules.
const GROUP: u32 = 500;

/// The groups and rules of one side.
#[derive(Default)]
pub(super) struct Rules {
    groups: Vec<Group>,
    rules: Vec<Rule>,
}

struct Group {
    /// What stands for its unit: equal for units that are a pair.
    unit: usize,
    unit_label: String,
    name: String,
    /// All but the name and the rules.
    settings: Value,
    origin: Origin,
    rules: Vec<usize>,
}

struct Rule {
    group: usize,
    what: What,
    name: String,
    labels: u64,
    body: Value,
    origin: Origin,
}

impl Rules {
    /// Takes the groups out of `{groups: […]}`; what is no group is left.
    pub(super) fn take(&mut self, unit: usize, label: &str, value: &mut Value, origin: &Origin) {
        let Some(groups) = value["groups"].as_array_mut() else {
            return;
        };
        for (at, group) in groups.iter_mut().enumerate() {
            let Some(entries) = group.as_object_mut() else {
                continue;
            };
            let rules = match entries.remove("rules") {
                Some(Value::Array(rules)) => rules,
                Some(other) if !other.is_null() => {
                    entries.insert("rules".to_owned(), other);
                    Vec::new()
                }
                _ => Vec::new(),
            };
            let name = match entries.remove("name") {
                Some(Value::String(name)) => name,
                Some(other) => other.to_string(),
                None => String::new(),
            };
            let origin = origin.keys(&["groups"]).item(at);
            let place = self.groups.len();
            let mut members = Vec::with_capacity(rules.len());
            for (at, body) in rules.into_iter().enumerate() {
                members.push(self.rules.len());
                let origin = origin.keys(&["rules"]).item(at);
                self.rules.push(rule(place, body, origin));
            }
            self.groups.push(Group {
                unit,
                unit_label: label.to_owned(),
                name,
                settings: group.take(),
                origin,
                rules: members,
            });
        }
        groups.clear();
    }

    fn within(&self, group: usize) -> Vec<String> {
        let group = &self.groups[group];
        let own = format!("group {}", group.name);
        match group.unit_label.as_str() {
            "" => vec![own],
            unit => vec![unit.to_owned(), own],
        }
    }
}

fn rule(group: usize, body: Value, origin: Origin) -> Rule {
    let (what, name) = match (&body["alert"], &body["record"]) {
        (Value::String(name), _) => (What::Alert, name.clone()),
        (_, Value::String(name)) => (What::Record, name.clone()),
        _ => (What::Alert, String::new()),
    };
    Rule {
        group,
        what,
        name,
        labels: matching::print(&body["labels"]),
        body,
        origin,
    }
}

/// Everything that changed between the rules of two sides.
pub(super) fn compare(from: &Rules, to: &Rules) -> Vec<Found> {
    let mut found = Vec::new();
    let (groups, taken) = pair_groups(from, to);
    for &(a, b) in &groups {
        found.extend(group_change(from, to, a, b));
    }
    // An empty group has no rules to tell of it.
    for at in taken.left_from() {
        if from.groups[at].rules.is_empty() {
            found.push(lone_group(from, at, Kind::Removed));
        }
    }
    for at in taken.left_to() {
        if to.groups[at].rules.is_empty() {
            found.push(lone_group(to, at, Kind::Added));
        }
    }
    pair_rules(from, to, &groups, &mut found);
    found
}

fn pair_groups(from: &Rules, to: &Rules) -> (Vec<(usize, usize)>, Taken) {
    let mut taken = Taken::none(from.groups.len(), to.groups.len());
    let exact = |rules: &Rules| -> Vec<_> {
        let key = |group: &Group| Some((group.unit, group.name.clone()));
        rules.groups.iter().map(key).collect()
    };
    let mut pairs = matching::by_key(&exact(from), &exact(to), &mut taken);
    // Two groups of one name may have traded places: the more alike first.
    let words = |rules: &Rules| -> Vec<Words> {
        let names = |group: &Group| {
            Words::of_names(
                group
                    .rules
                    .iter()
                    .map(|&rule| rules.rules[rule].name.as_str()),
            )
        };
        rules.groups.iter().map(names).collect()
    };
    let (left, right) = (words(from), words(to));
    let same_name = |a: usize, b: usize| from.groups[a].name == to.groups[b].name;
    pairs.extend(matching::by_likeness(
        &left, &right, 0, &mut taken, same_name,
    ));
    let with_rules =
        |a: usize, b: usize| !from.groups[a].rules.is_empty() && !to.groups[b].rules.is_empty();
    pairs.extend(matching::by_likeness(
        &left, &right, GROUP, &mut taken, with_rules,
    ));
    (pairs, taken)
}

fn group_change(from: &Rules, to: &Rules, a: usize, b: usize) -> Option<Found> {
    let (left, right) = (&from.groups[a], &to.groups[b]);
    let fields = values::compare(&left.settings, &right.settings, Null::Absent);
    let moved = left.unit != right.unit;
    let renamed = left.name != right.name;
    let kind = match (renamed, moved) {
        (true, _) => Kind::Renamed,
        (false, true) => Kind::Moved,
        (false, false) if fields.is_empty() => return None,
        (false, false) => Kind::Modified,
    };
    let sides = Sides {
        within: unit_within(&right.unit_label),
        from: Some(&left.origin),
        to: Some(&right.origin),
    };
    let mut found = Found::new(kind, What::RuleGroup, &right.name, sides)
        .with(all(fields, &Grade::plain(Class::Queries)));
    if renamed || moved {
        found.was = Some(Was {
            name: renamed.then(|| left.name.clone()),
            within: moved.then(|| shown_unit(left)),
        });
    }
    Some(found)
}

fn unit_within(label: &str) -> Vec<String> {
    match label {
        "" => Vec::new(),
        label => vec![label.to_owned()],
    }
}

/// The unit of a group in words; its file where it has none.
fn shown_unit(group: &Group) -> String {
    match group.unit_label.as_str() {
        "" => group.origin.file.to_string(),
        label => label.to_owned(),
    }
}

fn lone_group(rules: &Rules, at: usize, kind: Kind) -> Found {
    let group = &rules.groups[at];
    let origin = Some(&group.origin);
    let sides = Sides {
        within: unit_within(&group.unit_label),
        from: origin.filter(|_| kind == Kind::Removed),
        to: origin.filter(|_| kind == Kind::Added),
    };
    Found::new(kind, What::RuleGroup, &group.name, sides)
}

/// What tells rules of one name apart, by their places.
type Third<'a> = &'a dyn Fn(usize) -> u64;

/// Pairs rules within paired groups, then anywhere.
fn pair_rules(from: &Rules, to: &Rules, groups: &[(usize, usize)], found: &mut Vec<Found>) {
    // What stands for a group: equal for those that are a pair.
    let mut left_group: Vec<_> = (0..from.groups.len()).map(|at| (0, at)).collect();
    let mut right_group: Vec<_> = (0..to.groups.len()).map(|at| (1, at)).collect();
    for (number, &(a, b)) in groups.iter().enumerate() {
        left_group[a] = (2, number);
        right_group[b] = (2, number);
    }
    let mut taken = Taken::none(from.rules.len(), to.rules.len());
    let prints = |rules: &Rules| -> Vec<u64> {
        rules
            .rules
            .iter()
            .map(|rule| matching::print(&rule.body))
            .collect()
    };
    let (left_print, right_print) = (prints(from), prints(to));
    let mut pairs = Vec::new();
    // Within their group: equal; by name and labels; by name, in order.
    let keys = |rules: &Rules, groups: &[(i32, usize)], third: &dyn Fn(usize) -> u64| -> Vec<_> {
        let key = |(at, rule): (usize, &Rule)| {
            Some((
                groups[rule.group],
                rule.what.clone(),
                rule.name.clone(),
                third(at),
            ))
        };
        rules.rules.iter().enumerate().map(key).collect()
    };
    let thirds: [(Third<'_>, Third<'_>); 3] = [
        (&|at| left_print[at], &|at| right_print[at]),
        (&|at| from.rules[at].labels, &|at| to.rules[at].labels),
        (&|_| 0, &|_| 0),
    ];
    for (left, right) in thirds {
        let left = keys(from, &left_group, left);
        let right = keys(to, &right_group, right);
        pairs.extend(matching::by_key(&left, &right, &mut taken));
    }
    // Anywhere: by name, equal ones first.
    let anywhere = |rules: &Rules, third: &dyn Fn(usize) -> u64| -> Vec<_> {
        let key =
            |(at, rule): (usize, &Rule)| Some((rule.what.clone(), rule.name.clone(), third(at)));
        rules.rules.iter().enumerate().map(key).collect()
    };
    for (left, right) in thirds {
        let (left, right) = (anywhere(from, left), anywhere(to, right));
        pairs.extend(matching::by_key(&left, &right, &mut taken));
    }
    // Under another name: what asks and says the same, then what is alike.
    let words = |rules: &Rules, taken: &[bool]| -> Vec<Words> {
        let of = |(rule, taken): (&Rule, &bool)| match taken {
            true => Words::default(),
            false => Words::of(&nameless(&rule.body)),
        };
        rules.rules.iter().zip(taken).map(of).collect()
    };
    let (left, right) = (words(from, &taken.from), words(to, &taken.to));
    let same_sort = |a: usize, b: usize| from.rules[a].what == to.rules[b].what;
    let same_group = |a: usize, b: usize| {
        same_sort(a, b) && left_group[from.rules[a].group] == right_group[to.rules[b].group]
    };
    pairs.extend(matching::by_likeness(
        &left, &right, RENAMED, &mut taken, same_group,
    ));
    pairs.extend(matching::by_likeness(
        &left,
        &right,
        RENAMED_AND_MOVED,
        &mut taken,
        same_sort,
    ));
    for (a, b) in pairs {
        let moved = left_group[from.rules[a].group] != right_group[to.rules[b].group];
        found.extend(rule_change(from, to, a, b, moved));
    }
    found.extend(
        taken
            .left_from()
            .into_iter()
            .map(|at| lone_rule(from, at, Kind::Removed)),
    );
    found.extend(
        taken
            .left_to()
            .into_iter()
            .map(|at| lone_rule(to, at, Kind::Added)),
    );
}

/// A rule without its name.
fn nameless(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(entries) = body.as_object_mut() {
        entries.remove("alert");
        entries.remove("record");
    }
    body
}

fn rule_change(from: &Rules, to: &Rules, a: usize, b: usize, moved: bool) -> Option<Found> {
    let (left, right) = (&from.rules[a], &to.rules[b]);
    let renamed = left.name != right.name;
    let mut fields = Vec::new();
    if left.body != right.body {
        fields = values::compare(&left.body, &right.body, Null::Absent);
        fields.retain(|field| !(renamed && matches!(field.name.as_str(), "alert" | "record")));
        fields.sort_by_key(|field| importance(&field.name));
    }
    let kind = match (renamed, moved) {
        (true, _) => Kind::Renamed,
        (false, true) => Kind::Moved,
        (false, false) if fields.is_empty() => return None,
        (false, false) => Kind::Modified,
    };
    let grade = |field: &Field| match right.what {
        What::Alert => class::alert_field(field, &left.body, &right.body),
        _ => Grade::plain(Class::Queries),
    };
    let graded = |field: Field| Graded {
        grade: grade(&field),
        field,
    };
    let sides = Sides {
        within: to.within(right.group),
        from: Some(&left.origin),
        to: Some(&right.origin),
    };
    let mut found = Found::new(kind, right.what.clone(), &right.name, sides)
        .with(fields.into_iter().map(graded).collect());
    if renamed || moved {
        let (before, after) = (from.within(left.group), to.within(right.group));
        let file = (left.origin.file != right.origin.file).then(|| left.origin.file.to_string());
        let within = match (before == after, file) {
            (true, Some(file)) => file,
            _ => told_apart(&before, &after),
        };
        found.was = Some(Was {
            name: renamed.then(|| left.name.clone()),
            within: moved.then_some(within),
        });
    }
    if renamed {
        found.grade = match right.what {
            What::Alert => Grade::new(
                Class::Notifies,
                "routes and silences that name it do not match",
            ),
            _ => Grade::plain(Class::Queries),
        };
    }
    Some(found)
}

/// The part of a path that differs from another, innermost first.
fn told_apart(path: &[String], other: &[String]) -> String {
    let differing = path
        .iter()
        .enumerate()
        .filter(|(at, part)| other.get(*at) != Some(part));
    let mut parts: Vec<&str> = differing.map(|(_, part)| part.as_str()).collect();
    parts.reverse();
    parts.join(" in ")
}

/// The place of a rule's field among those that changed.
fn importance(field: &str) -> usize {
    match field {
        "labels.severity" => 0,
        "expr" => 1,
        "for" => 2,
        "keep_firing_for" => 3,
        _ if field.starts_with("labels") => 4,
        _ if field.starts_with("annotations") => 6,
        _ => 5,
    }
}

fn lone_rule(rules: &Rules, at: usize, kind: Kind) -> Found {
    let rule = &rules.rules[at];
    let origin = Some(&rule.origin);
    let sides = Sides {
        within: rules.within(rule.group),
        from: origin.filter(|_| kind == Kind::Removed),
        to: origin.filter(|_| kind == Kind::Added),
    };
    let body = &rule.body;
    let annotations = &body["annotations"];
    let says = ["summary", "description", "message"];
    let says = says.iter().find(|&&name| annotations[name].is_string());
    let says = says.copied().unwrap_or("summary");
    let fields = [
        fact(
            "labels.severity",
            Language::Data,
            kind,
            &body["labels"]["severity"],
        ),
        fact("expr", Language::PromQl, kind, &body["expr"]),
        fact("for", Language::Data, kind, &body["for"]),
        fact(
            &format!("annotations.{says}"),
            Language::Data,
            kind,
            &annotations[says],
        ),
    ];
    let grade = match rule.what {
        What::Alert => class::alert(body, kind == Kind::Added),
        _ => Grade::plain(Class::Queries),
    };
    Found::new(kind, rule.what.clone(), &rule.name, sides)
        .graded(grade)
        .with(fields.into_iter().flatten().collect())
}
