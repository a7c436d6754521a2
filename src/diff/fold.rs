//! From what was found in one environment, and then in many, to what is told:
//! changes that are alike are one change.

mod repeats;
mod versions;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    found::{Found, Graded},
    locate::Lines,
    model::{At, Change, Comparison, Field, Language, Note, Place, Side, What},
};
use crate::credentials;

/// The changes of one environment.
pub(super) fn changes(found: Vec<Found>, lines: &mut Lines) -> Vec<Change> {
    let (mut told, rest) = versions::take(found);
    told.extend(repeats::take(rest));
    lines.read(told.iter().flat_map(|told| &told.spots));
    let mut changes: Vec<Change> = told.into_iter().map(|told| told.change(lines)).collect();
    sort(&mut changes);
    changes
}

/// A change that is told, with all the spots where it was found.
struct Told {
    found: Found,
    spots: Vec<Spot>,
}

/// One spot of a change.
pub(super) struct Spot {
    pub(super) name: String,
    pub(super) within: Vec<String>,
    pub(super) from: Option<super::open::Origin>,
    pub(super) to: Option<super::open::Origin>,
}

impl Told {
    fn one(found: Found) -> Self {
        let spots = vec![spot(&found)];
        Self { found, spots }
    }

    fn change(self, lines: &Lines) -> Change {
        let Self { found, spots } = self;
        let grade = found.worst().clone();
        let at = |origin: Option<super::open::Origin>, side: Side| {
            origin.map(|origin| At {
                line: lines.of(side, &origin),
                file: origin.file,
            })
        };
        let place = |spot: Spot| Place {
            name: spot.name,
            within: spot.within,
            from: at(spot.from, Side::From),
            to: at(spot.to, Side::To),
        };
        Change {
            class: grade.class,
            because: grade.because,
            kind: found.kind,
            subject: found.subject,
            was: found.was,
            fields: found
                .fields
                .into_iter()
                .map(|graded| masked(graded.field))
                .collect(),
            places: spots.into_iter().map(place).collect(),
            environments: vec![0],
            dashboard: found.dashboard,
        }
    }
}

fn spot(found: &Found) -> Spot {
    Spot {
        name: found.subject.name.clone(),
        within: found.within.clone(),
        from: found.from.clone(),
        to: found.to.clone(),
    }
}

/// The field without a credential in it.
fn masked(mut field: Field) -> Field {
    if field.language == Language::Secret || field.language == Language::PromQl {
        return field;
    }
    let key = field.name.rsplit(['.', ' ']).next().unwrap_or_default();
    let key = key.split('[').next().unwrap_or_default();
    let secret = |value: &Option<Value>| {
        value.as_ref().is_some_and(|value| {
            has_text(value) && !credentials::scan(&json!({ key: value })).is_empty()
        })
    };
    if secret(&field.from) || secret(&field.to) {
        field.language = Language::Secret;
        for value in [&mut field.from, &mut field.to].into_iter().flatten() {
            *value = json!("***");
        }
    }
    field
}

/// Whether a value holds a text that is long enough for a credential.
fn has_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() >= 8,
        Value::Array(items) => items.iter().any(has_text),
        Value::Object(entries) => entries.values().any(has_text),
        _ => false,
    }
}

/// The gravest first; of one class alerts first; then by name and place.
fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let place = |change: &Change| change.places.first().cloned();
        let rank = |change: &Change| (change.class, weight(&change.subject.what));
        rank(a)
            .cmp(&rank(b))
            .then_with(|| {
                place(a)
                    .map(|place| place.within)
                    .cmp(&place(b).map(|place| place.within))
            })
            .then_with(|| (a.kind, &a.subject).cmp(&(b.kind, &b.subject)))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| names(&a.fields).cmp(&names(&b.fields)))
    });
}

fn names(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

/// How much a reader wants to know of a thing, the smallest first.
fn weight(what: &What) -> u8 {
    match what {
        What::Alert => 0,
        What::Route => 1,
        What::Receiver => 2,
        What::Inhibition => 3,
        What::TimeInterval => 4,
        What::Record => 5,
        What::RuleGroup => 6,
        What::Dashboard => 7,
        What::Panel | What::Variable => 8,
        What::Scrape => 10,
        What::Settings => 11,
        What::Version => 12,
        What::Container => 13,
        What::ChartValue => 14,
        What::Object(_) => 15,
        What::File => 16,
    }
}

/// Folds environments together, one after another, in any order.
#[derive(Default)]
pub(super) struct Fleet {
    changes: BTreeMap<[u8; 32], Change>,
    notes: BTreeMap<(Side, std::sync::Arc<str>, String), Note>,
}

impl Fleet {
    /// Adds what one environment has.
    pub(super) fn add(&mut self, environment: usize, changes: Vec<Change>, notes: Vec<Note>) {
        for mut change in changes {
            change.environments = vec![environment];
            let key = key(&change);
            let Some(known) = self.changes.get_mut(&key) else {
                self.changes.insert(key, change);
                continue;
            };
            // The first environment is the one that is shown, whichever came
            // first here.
            let first = known
                .environments
                .iter()
                .min()
                .is_some_and(|&first| first <= environment);
            let mut environments = std::mem::take(&mut known.environments);
            environments.push(environment);
            if !first {
                *known = change;
            }
            known.environments = environments;
        }
        for mut note in notes {
            note.environments = vec![environment];
            let key = (note.side, note.at.file.clone(), note.problem.clone());
            let known = self.notes.entry(key).or_insert_with(|| Note {
                environments: Vec::new(),
                ..note
            });
            known.environments.push(environment);
        }
    }

    /// All of them.
    pub(super) fn finish(self, environments: Vec<String>) -> Comparison {
        let mut changes: Vec<Change> = self.changes.into_values().collect();
        for change in &mut changes {
            change.environments.sort_unstable();
        }
        sort(&mut changes);
        let mut notes: Vec<Note> = self.notes.into_values().collect();
        for note in &mut notes {
            note.environments.sort_unstable();
        }
        notes.sort();
        Comparison {
            environments,
            changes,
            notes,
        }
    }
}

/// What changes share that are alike: all but lines, and of those with many
/// places the places.
fn key(change: &Change) -> [u8; 32] {
    let place = match change.places.as_slice() {
        [place] => {
            let file = |at: &Option<At>| at.as_ref().map(|at| at.file.clone());
            Some((
                &place.name,
                &place.within,
                file(&place.from),
                file(&place.to),
            ))
        }
        _ => None,
    };
    let fields: Vec<_> = change
        .fields
        .iter()
        .map(|field| (&field.name, field.language, &field.from, &field.to))
        .collect();
    let what = (
        change.class,
        &change.because,
        change.kind,
        &change.subject,
        &change.was,
    );
    Sha256::digest(format!("{what:?} {fields:?} {place:?}")).into()
}

/// Fields that are of a class, split from the others.
fn split(found: &mut Found, take: impl Fn(&Graded) -> bool) -> Vec<Graded> {
    let (taken, left) = std::mem::take(&mut found.fields)
        .into_iter()
        .partition(take);
    found.fields = left;
    taken
}
