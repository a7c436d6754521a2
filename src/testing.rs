//! A project's own tests: Jsonnet that states what the output should be, and
//! promtool's tests of the rules of its environments.
//!
//! A test file in Jsonnet is evaluated as an environment is, and each of its
//! tests as a document: so an error in one hides no other, and the limits and
//! the rules for imports are those of a build. Rule tests are handed to
//! promtool with the rules taken out of the trees, whatever target made them.

pub mod coverage;
pub mod differences;
pub mod evaluated;
pub mod promtool;
pub mod rules;
pub mod scaffold;

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::evaluate::Failure;

pub use differences::Difference;

/// The folder that is searched for tests, below the project's root.
pub const FOLDER: &str = "tests";

/// One test and how it ended.
#[derive(Clone, Debug)]
pub struct Test {
    /// The file, relative to the project.
    pub file: String,
    /// The line where it begins, counted from 1, if it was found.
    pub line: Option<usize>,
    /// Its name; names of groups before it, with ` > ` between.
    pub name: String,
    /// The environment whose rules were tested.
    pub environment: Option<String>,
    /// What is wrong; nothing in a test that passed.
    pub findings: Vec<Finding>,
}

/// What is wrong in a test.
#[derive(Clone, Debug)]
pub enum Finding {
    /// `actual` is not `expected`, or does not contain what it should.
    Different(Vec<Difference>),
    /// `that` is false, and why it should be true.
    False(Option<String>),
    /// It is no test: in words.
    NoTest(String),
    /// It could not be evaluated.
    Failed(Box<Failure>),
    /// Promtool's words.
    Promtool(String),
}

/// The files of tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// `*_test.jsonnet`, sorted.
    pub jsonnet: Vec<PathBuf>,
    /// `*_test.yaml` and `*_test.yml`, sorted.
    pub rules: Vec<PathBuf>,
}

/// Why a path names no tests.
#[derive(Debug)]
pub enum FindError {
    /// It is not there.
    Absent(PathBuf),
    /// A file whose name is not that of a test.
    NoTest(PathBuf),
    /// Reading failed.
    Io(PathBuf, std::io::Error),
}

/// Finds tests: files as they are named, and below folders all files whose
/// names say so. Hidden folders and symbolic links are left out.
///
/// # Errors
/// The first path that names none.
pub fn find(paths: &[PathBuf]) -> Result<Found, FindError> {
    let mut found = Found::default();
    for path in paths {
        if !path.exists() {
            return Err(FindError::Absent(path.clone()));
        }
        let is_file = path.is_file();
        let entries = WalkDir::new(path).sort_by_file_name().into_iter();
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        for entry in entries.filter_entry(visible) {
            let entry = entry.map_err(|error| {
                let at = error.path().unwrap_or(path).to_owned();
                FindError::Io(at, error.into())
            })?;
            let kind = kind(entry.path());
            if is_file && kind.is_none() {
                return Err(FindError::NoTest(path.clone()));
            }
            match kind {
                Some(Kind::Jsonnet) if is_file || entry.file_type().is_file() => {
                    found.jsonnet.push(entry.into_path());
                }
                Some(Kind::Rules) if is_file || entry.file_type().is_file() => {
                    found.rules.push(entry.into_path());
                }
                _ => {}
            }
        }
    }
    for files in [&mut found.jsonnet, &mut found.rules] {
        files.sort();
        files.dedup();
    }
    Ok(found)
}

enum Kind {
    Jsonnet,
    Rules,
}

fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str()?;
    if name.ends_with("_test.jsonnet") {
        Some(Kind::Jsonnet)
    } else if name.ends_with("_test.yaml") || name.ends_with("_test.yml") {
        Some(Kind::Rules)
    } else {
        None
    }
}

/// The first line that has `wanted`, counted from 1.
fn line_of(text: &str, wanted: impl Fn(&str) -> bool) -> Option<usize> {
    text.lines().position(wanted).map(|line| line + 1)
}
