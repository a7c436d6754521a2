//! What holds of every comparison, on the trees of this repository and on
//! random edits of them.
//!
//! `MIXGEN_EDITS` is how many edits are planted (1,000).

#[path = "comparison/edits.rs"]
mod edits;
#[path = "comparison/hostile.rs"]
mod hostile;
#[path = "comparison/random.rs"]
mod random;

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    fs,
    path::Path,
};

use mixgen::{
    diff::{Change, Comparison, Files, Kind, diff, diff_environments},
    review::text,
    yaml,
};
use random::Random;
use serde_json::Value;

/// Documents by path, each alone in its file.
type Documents = BTreeMap<String, Value>;

/// What edits are planted in: all documents of one committed environment, and
/// some that mixgen does not make.
fn documents() -> Documents {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("out/k3d");
    let mut documents = read_folder(&out);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/comparison/documents");
    documents.extend(read_folder(&folder));
    assert!(documents.len() > 20, "there is something to edit");
    documents
}

fn read_folder(folder: &Path) -> Documents {
    let mut documents = Documents::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("the folder can be read");
        let name = entry.path().strip_prefix(folder).expect("it lies within");
        let name = name.display().to_string();
        if entry.file_type().is_dir() || name.contains(".mixgen") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("outputs are UTF-8");
        let mut read = yaml::parse(&text).expect("outputs can be read");
        assert_eq!(read.len(), 1, "{name} has one document");
        documents.extend(read.pop().map(|value| (name, value)));
    }
    documents
}

fn files(documents: &Documents) -> Files {
    let file = |(path, value): (&String, &Value)| (path.clone(), value.to_string().into_bytes());
    documents.iter().map(file).collect()
}

/// What a comparison says, in a few words for a message.
fn told(comparison: &Comparison) -> String {
    text::report(comparison, &text::Options::default())
}

#[test]
fn nothing_differs_from_itself() {
    let files = files(&documents());
    assert!(diff(&files, &files).is_empty());
}

#[test]
fn nothing_differs_when_it_is_only_written_otherwise() {
    let documents = documents();
    let plain = files(&documents);
    for seed in 0..4 {
        let mut random = Random::new(seed);
        let write = |(path, value): (&String, &Value)| {
            let mut text = String::new();
            random.write(value, "", &mut text);
            (path.clone(), text.into_bytes())
        };
        let scrambled: Files = documents.iter().map(write).collect();
        assert_ne!(plain, scrambled);
        let comparison = diff(&plain, &scrambled);
        assert!(comparison.is_empty(), "seed {seed}: {}", told(&comparison));
    }
}

#[test]
fn every_planted_edit_is_found_with_its_kind() {
    let documents = documents();
    let plain = files(&documents);
    let edits = std::env::var("MIXGEN_EDITS").map_or(1_000, |text| text.parse().expect("a number"));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut edited = documents.clone();
    for seed in 0..edits {
        let mut random = Random::new(seed);
        let Some((path, planted)) = edits::plant(&mut edited, &mut random) else {
            panic!("seed {seed}: no edit fits");
        };
        *seen.entry(planted.edit).or_default() += 1;
        // Files of equal bytes are passed by.
        let only = |files: &Files| -> Files {
            files
                .get(&path)
                .map(|bytes| (path.clone(), bytes.clone()))
                .into_iter()
                .collect()
        };
        let to = Files::from([(path.clone(), edited[&path].to_string().into_bytes())]);
        let comparison = diff(&only(&plain), &to);
        edited.insert(path.clone(), documents[&path].clone());
        let found = |change: &Change| {
            change.kind == planted.kind
                && change.subject.what.word() == planted.what
                && change.subject.name == planted.name
                && planted.class.is_none_or(|class| change.class == class)
        };
        assert!(
            comparison.changes.iter().any(found),
            "seed {seed}, {path}: {planted:?}\n{}",
            told(&comparison)
        );
        assert_eq!(
            comparison.changes.len(),
            1,
            "seed {seed}, {path}: {planted:?}\n{}",
            told(&comparison)
        );
    }
    if edits >= 1_000 {
        assert_eq!(
            seen.len(),
            edits::EDITS.len(),
            "each edit was planted: {seen:?}"
        );
    }
}

#[test]
fn the_sides_exchanged_give_the_mirror_image() {
    let documents = documents();
    let mut edited = documents.clone();
    for seed in 0..30 {
        let mut random = Random::new(seed);
        let planted = |_| edits::plant(&mut edited, &mut random).map(|(path, _)| path);
        let paths: BTreeSet<String> = (0..4).filter_map(planted).collect();
        // Files of equal bytes are passed by.
        let only = |documents: &Documents| -> Files {
            let some = paths
                .iter()
                .map(|path| (path.clone(), documents[path].clone()));
            files(&some.collect())
        };
        let (from, to) = (only(&documents), only(&edited));
        for path in &paths {
            edited.insert(path.clone(), documents[path].clone());
        }
        let there: Vec<_> = diff(&from, &to)
            .changes
            .iter()
            .map(|it| image(it, false))
            .collect();
        let back: Vec<_> = diff(&to, &from)
            .changes
            .iter()
            .map(|it| image(it, true))
            .collect();
        let sorted = |mut images: Vec<String>| {
            images.sort();
            images.join("\n")
        };
        assert_eq!(sorted(there), sorted(back), "seed {seed}");
    }
}

/// A change as it is seen from one of the sides; classes differ by direction.
fn image(change: &Change, mirrored: bool) -> String {
    let kind = match (change.kind, mirrored) {
        (Kind::Added, true) => Kind::Removed,
        (Kind::Removed, true) => Kind::Added,
        (kind, _) => kind,
    };
    let was = change.was.as_ref().and_then(|was| was.name.clone());
    let name = &change.subject.name;
    let mut names = [was.unwrap_or_else(|| name.clone()), name.clone()];
    let mut fields: Vec<String> = Vec::new();
    for field in &change.fields {
        let mut sides = [&field.from, &field.to];
        if mirrored {
            sides.reverse();
        }
        fields.push(format!("{} {:?} {sides:?}", field.name, field.language));
    }
    if mirrored {
        names.reverse();
    }
    fields.sort();
    let what = change.subject.what.word();
    format!(
        "{kind:?} {what} {names:?} ×{} {fields:?}",
        change.places.len()
    )
}

#[test]
fn environments_are_told_alike_whatever_the_threads() {
    let documents = documents();
    let plain = files(&documents);
    let sides: Vec<Files> = (0..12)
        .map(|number| {
            let mut edited = documents.clone();
            edits::plant(&mut edited, &mut Random::new(number % 3));
            files(&edited)
        })
        .collect();
    let names: Vec<String> = (0..12).map(|number| format!("e{number}")).collect();
    let compare = |threads| {
        let load = |place: usize| Ok::<_, Infallible>((&plain, &sides[place]));
        diff_environments(&names, threads, load).unwrap_or_default()
    };
    let one = compare(1);
    assert_eq!(one, compare(4));
    assert_eq!(one.changes.len(), 3, "{}", told(&one));
    assert!(
        one.changes
            .iter()
            .all(|change| change.environments.len() == 4)
    );
}

#[test]
fn all_errors_of_loading_are_given() {
    let names = ["a", "b", "c"].map(str::to_owned);
    let load = |place: usize| {
        if place == 1 {
            Ok((Files::new(), Files::new()))
        } else {
            Err(place)
        }
    };
    assert_eq!(diff_environments(&names, 2, load), Err(vec![0, 2]));
}
