//! Names of changes that stay the same from run to run.

use std::{collections::BTreeMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use crate::diff::{Change, Comparison};

/// Bytes of a digest that are kept.
const BYTES: usize = 10;

/// A name for each change, in the order of the changes. It depends on what
/// changed and how, not on lines, on environments or on other changes; of
/// changes that are alike in all of that, the second gets `-2`, and so on.
#[must_use]
pub fn of_all(comparison: &Comparison) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    comparison
        .changes
        .iter()
        .map(|change| {
            let name = of(change);
            let times = seen.entry(name.clone()).or_default();
            *times += 1;
            match times {
                1 => name,
                times => format!("{name}-{times}"),
            }
        })
        .collect()
}

fn of(change: &Change) -> String {
    let mut digest = Sha256::new();
    // With its length before each part, no two lists of parts read the same.
    let mut add = |part: &str| {
        digest.update(part.len().to_le_bytes());
        digest.update(part.as_bytes());
    };
    add(change.kind.id());
    add(change.subject.what.word());
    add(&change.subject.name);
    for place in change.places.iter().take(1) {
        for within in &place.within {
            add(within);
        }
        let at = place.to.as_ref().or(place.from.as_ref());
        add(at.map_or("", |at| &at.file));
    }
    for field in &change.fields {
        add(&field.name);
        for side in [&field.from, &field.to] {
            add(&side.as_ref().map_or_else(String::new, ToString::to_string));
        }
    }
    let bytes = digest.finalize();
    let mut name = String::new();
    for byte in &bytes[..BYTES] {
        write!(name, "{byte:02x}").expect("a String takes any text");
    }
    name
}
