//! What makes two items of a list the same item.

use std::collections::BTreeSet;

use serde_json::Value;

use super::matching::{self, Taken, Words};

/// Fields that tell the items of a list apart, the best first. The first that
/// every item of both lists has, each with another value, is their identity.
const FIELDS: [&str; 24] = [
    "name",
    "alert",
    "record",
    "job_name",
    "refId",
    "mountPath",
    "devicePath",
    "containerPort",
    "port",
    "uid",
    "id",
    "key",
    "title",
    "type",
    "topologyKey",
    "path",
    "host",
    "ip",
    "url",
    "target_label",
    "targetLabel",
    "value",
    "text",
    "kind",
];

/// Lists whose order means something.
const ORDERED: [&str; 11] = [
    "relabelings",
    "metricRelabelings",
    "relabelConfigs",
    "metricRelabelConfigs",
    "relabel_configs",
    "metric_relabel_configs",
    "write_relabel_configs",
    "alert_relabel_configs",
    "initContainers",
    "command",
    "transformations",
];

/// How alike two items are that count as one, of 1000.
const ALIKE: u32 = 500;

/// Items of two lists, side by side.
#[derive(Debug, Default)]
pub(super) struct Paired {
    /// Items that are the same: place before, place after, and what to call
    /// them.
    pub(super) pairs: Vec<(usize, usize, String)>,
    /// Items that are gone, and what to call them.
    pub(super) removed: Vec<(usize, String)>,
    /// Items that are new, and what to call them.
    pub(super) added: Vec<(usize, String)>,
    /// Whether the pairs stand in another order, where that matters.
    pub(super) reordered: bool,
    /// Whether they are words and numbers, told apart by nothing but what
    /// they are.
    pub(super) plain: bool,
}

/// Finds which items of the list `name` are the same.
pub(super) fn pair(name: &str, from: &[Value], to: &[Value]) -> Paired {
    let ordered = ORDERED.contains(&name);
    let scalar = |item: &Value| !item.is_object() && !item.is_array();
    if from.iter().chain(to).all(scalar) {
        return pair_scalars(ordered || positional(name, from, to), from, to);
    }
    if let Some((left, right)) = ids(from, to) {
        return pair_ids(ordered, &left, &right);
    }
    pair_best(ordered, from, to)
}

/// Whether arguments include some that are no flags, so that order matters.
fn positional(name: &str, from: &[Value], to: &[Value]) -> bool {
    let flag = |item: &Value| item.as_str().is_some_and(|text| text.starts_with('-'));
    name == "args" && !from.iter().chain(to).all(flag)
}

/// The identities of all items of both lists.
fn ids(from: &[Value], to: &[Value]) -> Option<(Vec<String>, Vec<String>)> {
    FIELDS
        .iter()
        .find_map(|field| Some((ids_by(field, from)?, ids_by(field, to)?)))
}

fn ids_by(field: &str, items: &[Value]) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut ids = Vec::with_capacity(items.len());
    for item in items {
        let id = match item.get(field)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        if !seen.insert(id.clone()) {
            return None;
        }
        ids.push(id);
    }
    Some(ids)
}

fn pair_ids(ordered: bool, left: &[String], right: &[String]) -> Paired {
    let keys = |ids: &[String]| ids.iter().cloned().map(Some).collect::<Vec<_>>();
    let mut taken = Taken::none(left.len(), right.len());
    let pairs = matching::by_key(&keys(left), &keys(right), &mut taken);
    Paired {
        reordered: ordered && !matching::out_of_order(&pairs).is_empty(),
        removed: taken
            .left_from()
            .into_iter()
            .map(|at| (at, left[at].clone()))
            .collect(),
        added: taken
            .left_to()
            .into_iter()
            .map(|at| (at, right[at].clone()))
            .collect(),
        pairs: pairs
            .into_iter()
            .map(|(a, b)| (a, b, left[a].clone()))
            .collect(),
        plain: false,
    }
}

/// Flags pair by their names, everything else by being equal.
fn pair_scalars(ordered: bool, from: &[Value], to: &[Value]) -> Paired {
    let mut taken = Taken::none(from.len(), to.len());
    let whole = |items: &[Value]| -> Vec<_> {
        items
            .iter()
            .map(|item| Some(matching::print(item)))
            .collect()
    };
    let equal = matching::by_key(&whole(from), &whole(to), &mut taken);
    let flags = |items: &[Value]| items.iter().map(flag).collect::<Vec<_>>();
    let named = matching::by_key(&flags(from), &flags(to), &mut taken);
    let item = |at: usize| (at, String::new());
    let mut pairs: Vec<_> = equal;
    pairs.extend(&named);
    let reordered = ordered && !matching::out_of_order(&pairs).is_empty();
    Paired {
        pairs: named
            .into_iter()
            .map(|(a, b)| (a, b, flag(&from[a]).unwrap_or_default()))
            .collect(),
        removed: taken.left_from().into_iter().map(item).collect(),
        added: taken.left_to().into_iter().map(item).collect(),
        reordered,
        plain: true,
    }
}

/// The name of a flag with a value: `--a` of `--a=b`.
fn flag(item: &Value) -> Option<String> {
    let (name, _) = item.as_str()?.split_once('=')?;
    name.starts_with('-').then(|| name.to_owned())
}

/// Equal items pair first, then the most alike, then what stands at one place.
fn pair_best(ordered: bool, from: &[Value], to: &[Value]) -> Paired {
    let mut taken = Taken::none(from.len(), to.len());
    let whole = |items: &[Value]| -> Vec<_> {
        items
            .iter()
            .map(|item| Some(matching::print(item)))
            .collect()
    };
    let mut pairs = matching::by_key(&whole(from), &whole(to), &mut taken);
    let words = |items: &[Value], taken: &[bool]| -> Vec<Words> {
        let of = |(item, taken): (&Value, &bool)| match taken {
            true => Words::default(),
            false => Words::of(item),
        };
        items.iter().zip(taken).map(of).collect()
    };
    let (left, right) = (words(from, &taken.from), words(to, &taken.to));
    pairs.extend(matching::by_likeness(
        &left,
        &right,
        ALIKE,
        &mut taken,
        |_, _| true,
    ));
    if from.len() == to.len() {
        for at in 0..from.len() {
            if !taken.from[at] && !taken.to[at] {
                taken.take(at, at);
                pairs.push((at, at));
            }
        }
    }
    let reordered = ordered && !matching::out_of_order(&pairs).is_empty();
    pairs.sort_unstable();
    Paired {
        // The same name whichever side is first.
        pairs: pairs
            .into_iter()
            .map(|(a, b)| (a, b, a.min(b).to_string()))
            .collect(),
        removed: taken
            .left_from()
            .into_iter()
            .map(|at| (at, at.to_string()))
            .collect(),
        added: taken
            .left_to()
            .into_iter()
            .map(|at| (at, at.to_string()))
            .collect(),
        reordered,
        plain: false,
    }
}
