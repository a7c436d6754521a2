//! One change of one field that many things share is told once.

use std::collections::BTreeMap;

use super::{Told, split, spot};
use crate::diff::{
    found::{Found, Graded},
    model::{Class, Kind, What},
};

/// Things that must share a change for it to be told on its own.
const REPEATED: usize = 3;

/// Folds what is alike.
pub(super) fn take(found: Vec<Found>) -> Vec<Told> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut whole_counts: BTreeMap<String, usize> = BTreeMap::new();
    for change in found.iter().filter(|change| is_shared(change)) {
        *whole_counts.entry(whole_key(change)).or_default() += 1;
        for field in &change.fields {
            *counts.entry(field_key(change, field)).or_default() += 1;
        }
    }
    let mut fields: BTreeMap<String, Told> = BTreeMap::new();
    let mut wholes: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for mut change in found {
        let whole = whole_key(&change);
        if is_shared(&change) {
            let of = |field: &Graded| counts[&field_key(&change, field)];
            let alike = whole_counts[&whole];
            // What is shared by the same things stays together.
            let together =
                change.fields.len() > 1 && change.fields.iter().all(|field| of(field) == alike);
            if !together && change.fields.iter().any(|field| of(field) >= REPEATED) {
                let original = change.clone();
                let shared = split(&mut change, |field| {
                    counts[&field_key(&original, field)] >= REPEATED
                });
                for field in shared {
                    share(&original, field, &mut fields);
                }
                let nothing = change.fields.is_empty() && change.grade.class == Class::Cosmetic;
                if nothing && change.kind == Kind::Modified {
                    continue;
                }
            }
        }
        wholes
            .entry(whole_key(&change))
            .or_default()
            .push(Told::one(change));
    }
    let mut told: Vec<Told> = fields.into_values().collect();
    for alike in wholes.into_values() {
        told.extend(merge(alike));
    }
    told
}

/// Whether fields of a change may be told apart from it. Schemas repeat
/// themselves, and are told resource by resource.
fn is_shared(change: &Found) -> bool {
    let schema = What::Object("CustomResourceDefinition".to_owned());
    let stays = !matches!(change.kind, Kind::Added | Kind::Removed);
    stays && change.subject.what != schema
}

fn share(change: &Found, field: Graded, fields: &mut BTreeMap<String, Told>) {
    let spot = spot(change);
    let key = field_key(change, &field);
    let told = fields.entry(key).or_insert_with(|| {
        let mut found = change.clone();
        found.grade = crate::diff::found::Grade::cosmetic();
        found.fields = vec![field];
        found.kind = Kind::Modified;
        found.was = None;
        Told {
            found,
            spots: Vec::new(),
        }
    });
    told.spots.push(spot);
}

/// Changes that are the same but for where: of things of one name always, of
/// others where there are many.
fn merge(alike: Vec<Told>) -> Vec<Told> {
    let many = alike.len() >= REPEATED && alike[0].found.kind == Kind::Modified;
    let mut merged: BTreeMap<String, Told> = BTreeMap::new();
    for told in alike {
        let name = if many {
            String::new()
        } else {
            told.found.subject.name.clone()
        };
        match merged.get_mut(&name) {
            Some(first) => first.spots.extend(told.spots),
            None => drop(merged.insert(name, told)),
        }
    }
    merged.into_values().collect()
}

fn field_key(change: &Found, field: &Graded) -> String {
    let Graded { field, grade } = field;
    format!(
        "{:?} {grade:?} {:?} {:?} {:?}",
        change.subject.what, field.name, field.from, field.to
    )
}

fn whole_key(change: &Found) -> String {
    let fields: Vec<_> = change
        .fields
        .iter()
        .map(|graded| {
            (
                &graded.field.name,
                &graded.field.from,
                &graded.field.to,
                &graded.grade,
            )
        })
        .collect();
    format!(
        "{:?} {:?} {:?} {:?} {fields:?}",
        change.kind, change.subject.what, change.was, change.grade
    )
}
