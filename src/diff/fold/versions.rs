//! A version that is repeated in labels, images and arguments is told once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Spot, Told, split};
use crate::diff::{
    found::{Found, Grade, Graded},
    model::{Class, Field, Kind, Language, Subject, What},
};

/// What a field says of a version.
struct Step {
    from: String,
    to: String,
    /// The program that the field names itself.
    program: Option<String>,
    /// Whose label or annotation it is.
    domain: String,
}

/// Takes the fields that carry versions out of what was found; gives a change
/// for each component, and what is left.
pub(super) fn take(mut found: Vec<Found>) -> (Vec<Told>, Vec<Found>) {
    // Components by the labels of the objects whose version label says so.
    let mut labelled: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut uses: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for change in found.iter().filter(|change| is_versioned(change)) {
        for step in change.fields.iter().filter_map(|field| step(&field.field)) {
            if step.program.is_none()
                && let Some(component) = &change.component
            {
                labelled
                    .entry((step.from, step.to))
                    .or_default()
                    .insert(component.clone());
            }
        }
    }
    for change in found.iter().filter(|change| is_versioned(change)) {
        for field in &change.fields {
            if let Some(step) = step(&field.field) {
                *uses.entry(key(change, &step, &labelled)).or_default() += 1;
            }
        }
    }
    let mut versions: BTreeMap<(String, String, String), Told> = BTreeMap::new();
    for change in &mut found {
        if !is_versioned(change) {
            continue;
        }
        let original = change.clone();
        let of = |field: &Graded| step(&field.field).map(|step| key(&original, &step, &labelled));
        let taken = split(change, |field| of(field).is_some_and(|key| uses[&key] > 1));
        for field in taken {
            let key = of(&field).expect("it was taken for it");
            let spot = spot(&original);
            let told = versions
                .entry(key.clone())
                .or_insert_with(|| version(&original, &key));
            // A selector of the version asks for the same as before.
            if field.grade.class == Class::Restarts {
                told.found.grade = Grade::plain(Class::Restarts);
            }
            if told.spots.iter().all(|known| known.name != spot.name) {
                told.spots.push(spot);
            }
        }
    }
    found.retain(|change| {
        !(is_versioned(change) && change.fields.is_empty() && change.kind == Kind::Modified)
    });
    (versions.into_values().collect(), found)
}

fn is_versioned(change: &Found) -> bool {
    change.kind == Kind::Modified
        && matches!(change.subject.what, What::Object(_) | What::Container)
}

fn key(
    change: &Found,
    step: &Step,
    labelled: &BTreeMap<(String, String), BTreeSet<String>>,
) -> (String, String, String) {
    let known = labelled.get(&(step.from.clone(), step.to.clone()));
    let own = change
        .component
        .as_ref()
        .filter(|own| known.is_some_and(|known| known.contains(*own)));
    let any = || known.and_then(|known| known.first()).cloned();
    let component = match (own, &step.program) {
        (Some(own), _) => own.clone(),
        (None, Some(program)) => program.clone(),
        (None, None) => any().unwrap_or_else(|| step.domain.clone()),
    };
    (component, step.from.clone(), step.to.clone())
}

fn version(first: &Found, key: &(String, String, String)) -> Told {
    let (component, from, to) = key;
    let field = Field {
        name: "version".to_owned(),
        language: Language::Data,
        from: Some(Value::String(from.clone())),
        to: Some(Value::String(to.clone())),
    };
    let mut found = first.clone();
    found.subject = Subject {
        what: What::Version,
        name: component.clone(),
    };
    found.grade = Grade::plain(Class::Cosmetic);
    found.within = Vec::new();
    found.fields = vec![Graded {
        field,
        grade: Grade::cosmetic(),
    }];
    Told {
        found,
        spots: Vec::new(),
    }
}

/// The object that a change is of.
fn spot(change: &Found) -> Spot {
    let Subject { what, name } = &change.subject;
    let name = match what {
        What::Container => change.within.first().cloned().unwrap_or_default(),
        what => format!("{} {name}", what.word()),
    };
    Spot {
        name,
        within: Vec::new(),
        from: change.from.clone(),
        to: change.to.clone(),
    }
}

/// What a field says of a version, if it does.
fn step(field: &Field) -> Option<Step> {
    let (from, to) = (field.from.as_ref()?.as_str()?, field.to.as_ref()?.as_str()?);
    let name = field.name.as_str();
    if name.ends_with("/version") || name == "spec.version" || name.ends_with("labels.version") {
        return Some(Step {
            from: version_of(from)?,
            to: version_of(to)?,
            program: None,
            domain: domain(name).to_owned(),
        });
    }
    let last = name.rsplit('.').next().unwrap_or_default();
    let argument = name.starts_with("args[--") || name.starts_with("command[--");
    if last != "image" && !argument {
        return None;
    }
    let (from, to) = if argument {
        (from.split_once('=')?.1, to.split_once('=')?.1)
    } else {
        (from, to)
    };
    let ((program, from), (other, to)) = (image(from)?, image(to)?);
    (program == other).then(|| Step {
        from,
        to,
        program: Some(program.rsplit('/').next().unwrap_or(program).to_owned()),
        domain: String::new(),
    })
}

/// The repository and the version of an image.
fn image(text: &str) -> Option<(&str, String)> {
    let text = text.split('@').next().unwrap_or(text);
    let (repository, tag) = text.rsplit_once(':')?;
    (!tag.contains('/')).then_some(())?;
    Some((repository, version_of(tag)?))
}

/// A version without the letter before it.
fn version_of(text: &str) -> Option<String> {
    let bare = text.strip_prefix('v').unwrap_or(text);
    let begins = bare.starts_with(|c: char| c.is_ascii_digit());
    (begins && bare.contains('.')).then(|| bare.to_owned())
}

/// The domain before a label's or an annotation's name.
fn domain(field: &str) -> &str {
    let key = ["labels.", "annotations."]
        .into_iter()
        .find_map(|map| Some(field.split_once(map)?.1));
    key.and_then(|key| Some(key.split_once('/')?.0))
        .unwrap_or("objects")
}
