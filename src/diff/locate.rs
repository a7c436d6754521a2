//! The lines where things stand, looked up for what changed alone.

mod json;
mod yaml;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    fold::Spot,
    model::{Files, Side},
    open::{Origin, Step, extension},
};

/// The way to a thing in a file: the document, and the steps from there.
type Way = (usize, Vec<Step>);

/// What is looked for in one text, and the lines found.
type Wanted = BTreeMap<Way, Option<usize>>;

/// Finds lines of things in the files of both sides.
pub(super) struct Lines<'a> {
    from: &'a Files,
    to: &'a Files,
    known: BTreeMap<(Side, Arc<str>), Wanted>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(from: &'a Files, to: &'a Files) -> Self {
        Self {
            from,
            to,
            known: BTreeMap::new(),
        }
    }

    /// Looks all of these up, each file once.
    pub(super) fn read<'b>(&mut self, spots: impl Iterator<Item = &'b Spot>) {
        for spot in spots {
            for (side, origin) in [(Side::From, &spot.from), (Side::To, &spot.to)] {
                if let Some(origin) = origin {
                    let wanted = self.known.entry((side, origin.file.clone())).or_default();
                    wanted.insert((origin.document, origin.path.clone()), None);
                }
            }
        }
        for ((side, file), wanted) in &mut self.known {
            let files = match side {
                Side::From => self.from,
                Side::To => self.to,
            };
            let text = files
                .get(file.as_ref())
                .and_then(|bytes| std::str::from_utf8(bytes).ok());
            if let Some(text) = text {
                find(file, text, wanted);
            }
        }
    }

    /// The line of a thing that was looked up, counted from 1.
    pub(super) fn of(&self, side: Side, origin: &Origin) -> Option<usize> {
        let wanted = self.known.get(&(side, origin.file.clone()))?;
        *wanted.get(&(origin.document, origin.path.clone()))?
    }
}

fn find(file: &str, text: &str, wanted: &mut Wanted) {
    // Whole documents are the most common, and need no parser.
    if wanted.keys().all(|(_, path)| path.is_empty()) {
        let starts = documents(text);
        for ((document, _), line) in wanted.iter_mut() {
            *line = starts.get(*document).copied();
        }
    } else if extension(file) == "json" {
        json::find(text, wanted);
    } else {
        yaml::find(text, wanted);
    }
}

/// The lines where the documents of a stream begin, as far as they are marked.
fn documents(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut fresh = true;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("---") {
            fresh = true;
        } else if fresh && !line.trim().is_empty() && !line.starts_with(['#', '%']) {
            starts.push(number + 1);
            fresh = false;
        }
    }
    starts
}

/// What is looked for below a step into a text, as ways of that text.
fn inner(wanted: &Wanted, at: &Way) -> BTreeSet<Vec<Step>> {
    let mut prefix = at.clone();
    prefix.1.push(Step::Text);
    let below = wanted.range(prefix.clone()..);
    below
        .take_while(|((document, path), _)| *document == prefix.0 && path.starts_with(&prefix.1))
        .map(|((_, path), _)| path[prefix.1.len()..].to_vec())
        .collect()
}

/// Looks into a text that lies in a document, and begins in its line `first`.
fn look_inside(text: &str, ways: BTreeSet<Vec<Step>>, at: &Way, first: usize, wanted: &mut Wanted) {
    let mut found: Wanted = ways.into_iter().map(|way| ((0, way), None)).collect();
    if text.trim_start().starts_with('{') {
        json::find(text, &mut found);
    } else {
        yaml::find(text, &mut found);
    }
    for ((_, way), line) in found {
        let mut path = at.1.clone();
        path.push(Step::Text);
        path.extend(way);
        wanted.insert((at.0, path), line.map(|line| line + first - 1));
    }
}

/// Whether something that is looked for lies at or below a way.
fn is_live(wanted: &Wanted, way: &Way) -> bool {
    let mut below = wanted.range(way.clone()..);
    below
        .next()
        .is_some_and(|((document, path), _)| *document == way.0 && path.starts_with(&way.1))
}

#[cfg(test)]
mod tests {
    use super::{Step, Wanted, find};

    fn lines(file: &str, text: &str, ways: &[(usize, &[&str])]) -> Vec<Option<usize>> {
        let step = |step: &&str| match (*step, step.parse()) {
            ("|", _) => Step::Text,
            (_, Ok(number)) => Step::Item(number),
            (key, Err(_)) => Step::Key(key.to_owned()),
        };
        let way =
            |(document, path): &(usize, &[&str])| (*document, path.iter().map(step).collect());
        let ways: Vec<_> = ways.iter().map(way).collect();
        let mut wanted: Wanted = ways.iter().cloned().map(|way| (way, None)).collect();
        find(file, text, &mut wanted);
        ways.iter().map(|way| wanted[way]).collect()
    }

    #[test]
    fn things_in_yaml_have_lines() {
        let text = "# x\na:\n- b: 1\n  c: &x\n  - 7\n- d: |\n    {\n      \"p\": [\n        1\n      ]\n    }\n---\ne: 1\n";
        let ways: &[(usize, &[&str])] = &[
            (0, &["a", "0"]),
            (0, &["a", "0", "c", "0"]),
            (0, &["a", "1", "d", "|", "p", "0"]),
            (1, &[]),
            (1, &["e"]),
            (0, &["nothing"]),
        ];
        let expected = [Some(3), Some(5), Some(9), Some(13), Some(13), None];
        assert_eq!(lines("a.yaml", text, ways), expected);
    }

    #[test]
    fn things_in_json_have_lines() {
        let text = "{\n \"a\": [\n  {\"b\\\"\": 1},\n  [2,\n   3]\n ],\n \"x\": \"]\"\n}";
        let ways: &[(usize, &[&str])] = &[
            (0, &["a", "0"]),
            (0, &["a", "1", "1"]),
            (0, &["x"]),
            (0, &[]),
        ];
        assert_eq!(
            lines("a.json", text, ways),
            [Some(3), Some(5), Some(7), Some(1)]
        );
        for broken in ["{", "{\"a\"", "[1,", "{\"a\": \"\\", ""] {
            lines("a.json", broken, ways);
        }
    }
}
