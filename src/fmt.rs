//! Formats Jsonnet: `mixgen fmt`.
//!
//! The style is the one of jsonnetfmt: two columns a step, single quotes,
//! padded braces, a comma behind the last element of what is spread over
//! lines, `//` for comments. The author's line breaks, up to two blank lines
//! in a row and every comment stay.

mod check;
mod lex;
mod normalise;
mod parse;
mod print;
mod text;
mod tree;

use std::fmt;
use std::path::{Path, PathBuf};
use std::thread;

use crate::source::{self, SourceError};

/// Why source cannot be formatted; it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FmtError {
    /// It goes beyond the limits of [`source::prepare`].
    Source(SourceError),
    /// It is no Jsonnet.
    Syntax {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What could stand there.
        expected: String,
        /// What stands there instead, as it is; empty at the end of the source.
        found: String,
    },
    /// Formatting would have changed what the source means or lost a
    /// comment: a bug in the formatter.
    Unsafe {
        /// The line of the first token that differs, from 1.
        line: usize,
    },
}

impl FmtError {
    /// The line and the column in characters, both from 1.
    #[must_use]
    pub fn place(&self) -> (usize, usize) {
        match self {
            Self::Source(error) => (error.line, error.column),
            Self::Syntax { line, column, .. } => (*line, *column),
            Self::Unsafe { line } => (*line, 1),
        }
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::Source(error) => error.kind.to_string(),
            Self::Syntax {
                expected, found, ..
            } => {
                let found = match found.as_str() {
                    "" => "the end of the file".to_owned(),
                    found => format!("`{found}`"),
                };
                if expected.chars().any(char::is_alphabetic) {
                    format!("expected {expected}, found {found}")
                } else {
                    format!("expected `{expected}`, found {found}")
                }
            }
            Self::Unsafe { .. } => "formatting would change what follows".to_owned(),
        }
    }
}

impl fmt::Display for FmtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.place();
        write!(f, "{line}:{column}: {}", self.what())
    }
}

impl std::error::Error for FmtError {}

/// The formatted source.
///
/// The result is compared with the source token by token and comment by
/// comment, so that a mistake here can never lose anything.
///
/// # Errors
/// Source that is too deep or no Jsonnet; see [`FmtError`].
///
/// # Panics
/// If the system cannot start a thread.
pub fn format(original: &str) -> Result<String, FmtError> {
    source::prepare(original.as_bytes()).map_err(FmtError::Source)?;
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || layout(original))
            .expect("the system can start a thread")
            .join()
            .expect("the layout does not panic")
    })
}

/// Bytes of stack that the deepest source within the limits needs.
const STACK: usize = 256 << 20;

fn layout(original: &str) -> Result<String, FmtError> {
    let before = lex::tokens(original)?;
    let mut tokens = before.clone();
    let mut tree = parse::parse(&tokens)
        .map_err(|(id, expected)| place(original, before[id].offset, expected))?;
    let end = tokens.len() - 1;
    normalise::normalise(&mut tree, &mut tokens);
    let formatted = print::print(&tree, &tokens, end);
    let after = lex::tokens(&formatted)?;
    match check::first_difference(&before, &after) {
        None => Ok(formatted),
        Some(id) => Err(FmtError::Unsafe {
            line: line_and_column(original, before[id].offset).0,
        }),
    }
}

fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let before = &source[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

/// The error at an offset.
fn place(source: &str, offset: usize, expected: &str) -> FmtError {
    let (line, column) = line_and_column(source, offset);
    let rest = &source[offset..];
    let found: String = rest
        .chars()
        .enumerate()
        .take_while(|(index, c)| *index == 0 || *index < 20 && !c.is_whitespace())
        .map(|(_, c)| c)
        .collect();
    FmtError::Syntax {
        line,
        column,
        expected: expected.to_owned(),
        found,
    }
}

/// The difference between two texts, as a unified diff with three lines of
/// context; empty if they are equal.
#[must_use]
pub fn diff(old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .to_string()
}

/// The Jsonnet files that `paths` name: files as they are, directories with
/// all `.jsonnet` and `.libsonnet` files below them, sorted, each once.
///
/// Below a directory, `vendor/`, `out/`, `target/` and names with a leading
/// dot are left out, and symbolic links are not followed.
///
/// # Errors
/// A path that is not there or cannot be read.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, walkdir::Error> {
    let mut found = std::collections::BTreeSet::new();
    for path in paths {
        let entries = walkdir::WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry));
        for entry in entries {
            let entry = entry?;
            let is_named = entry.depth() == 0 && !entry.file_type().is_dir();
            if is_named || entry.file_type().is_file() && is_jsonnet(entry.path()) {
                found.insert(entry.into_path());
            }
        }
    }
    Ok(found.into_iter().collect())
}

fn is_left_out(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    let is_dir = entry.file_type().is_dir();
    name.starts_with(b".") || is_dir && matches!(name, b"vendor" | b"out" | b"target")
}

fn is_jsonnet(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "jsonnet" || extension == "libsonnet")
}

#[cfg(test)]
mod tests;
