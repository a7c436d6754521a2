//! Prepares Jsonnet source for the evaluator: one linear pass before parsing.
//!
//! The evaluator's lexer mistakes a block comment that ends in an even run of
//! stars (`/** x **/`) for an open one and swallows source up to the next
//! `*/`, without an error. Its parser, its analysis and the destruction of
//! its trees recurse, so that deep source kills the process. An import
//! resolver is not told whether a path was imported as code or as text. And
//! the third or later `for` of a comprehension may be evaluated too early,
//! where the variables that it needs do not exist yet.
//!
//! [`prepare`] cures them all. What it changes, it overwrites in place, so
//! that every byte offset stays true; only the last cure [inserts](Insertions)
//! text, and tells where.

mod depth;
mod insertion;
pub(crate) mod scan;

use std::borrow::Cow;
use std::fmt;

pub use insertion::Insertions;

/// How deep source may be before [`prepare`] refuses it.
///
/// The defaults are safe on a stack of 64 MB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many brackets (`(`, `[`, `{`) may be open at once.
    pub nesting: usize,
    /// An upper bound on the height of the syntax tree: brackets, and along
    /// each of them operators, calls, `if`, `local`, `function`, `assert`,
    /// `error` and imports.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nesting: 500,
            depth: 10_000,
        }
    }
}

/// Source that is safe to hand to the evaluator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared<'a> {
    /// The source, on the same lines as the original and, without insertions,
    /// at the same offsets; borrowed if nothing had to change.
    pub text: Cow<'a, str>,
    /// What `text` has and the original has not.
    pub insertions: Insertions,
    /// What `importstr` and `importbin` name in `text`, in order of first
    /// appearance, each once.
    pub raw_imports: Vec<RawImport>,
}

impl Prepared<'_> {
    /// The raw import that `path`, as the evaluator hands it to its resolver,
    /// stands for; `None` if `path` is what the author wrote.
    #[must_use]
    pub fn raw_import(&self, path: &str) -> Option<&RawImport> {
        self.raw_imports.iter().find(|raw| raw.marked == path)
    }

    /// See [`Insertions::original_offset`].
    #[must_use]
    pub fn original_offset(&self, prepared: usize) -> usize {
        self.insertions.original_offset(prepared)
    }
}

/// A path whose file is wanted as it is, not as code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawImport {
    /// The path in the prepared source: each byte of the first character is
    /// one control byte that the source has nowhere else. No other path of
    /// the file equals it.
    pub marked: String,
    /// The path as the author wrote it.
    pub original: String,
    /// Text or bytes.
    pub kind: RawKind,
}

/// What a raw import gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawKind {
    /// `importstr`: a string.
    Str,
    /// `importbin`: an array of bytes.
    Bin,
}

/// Source that cannot be handed to the evaluator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceError {
    /// What is wrong.
    pub kind: SourceErrorKind,
    /// Where, in bytes from the start.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What is wrong with source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceErrorKind {
    /// The bytes from here on are not UTF-8.
    NotUtf8,
    /// More brackets are open at once than the limit given.
    Nesting(usize),
    /// The expression that ends here is higher than the limit given.
    Depth(usize),
}

impl fmt::Display for SourceErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => write!(f, "not UTF-8"),
            Self::Nesting(limit) => write!(f, "more than {limit} brackets inside one another"),
            Self::Depth(limit) => write!(f, "an expression more than {limit} levels deep"),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.kind)
    }
}

impl std::error::Error for SourceError {}

/// Prepares source with the default [`Limits`].
///
/// # Errors
/// See [`prepare_with`].
pub fn prepare(original: &[u8]) -> Result<Prepared<'_>, SourceError> {
    prepare_with(original, Limits::default())
}

/// Prepares source: blanks the inside of the block comments that the
/// evaluator's lexer misreads, marks raw imports, and holds back the clauses
/// of comprehensions that would be evaluated too early.
///
/// Source that the lexer refuses (an open string or comment) is not an error
/// here; the evaluator's own message names the place. A raw import whose path
/// has escapes, or is no plain or verbatim string, stays unmarked.
///
/// # Errors
/// Source that is not UTF-8, or goes beyond `limits`.
pub fn prepare_with(original: &[u8], limits: Limits) -> Result<Prepared<'_>, SourceError> {
    let text = std::str::from_utf8(original)
        .map_err(|error| error_at(original, error.valid_up_to(), SourceErrorKind::NotUtf8))?;
    let found =
        scan::scan(original, limits).map_err(|(offset, kind)| error_at(original, offset, kind))?;
    if found.is_empty() {
        return Ok(Prepared {
            text: Cow::Borrowed(text),
            insertions: Insertions::default(),
            raw_imports: Vec::new(),
        });
    }
    Ok(change(text, found))
}

fn change(original: &str, found: scan::Found) -> Prepared<'_> {
    let mut bytes = original.as_bytes().to_vec();
    for range in found.blank {
        for byte in &mut bytes[range] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    for at in found.carriage_returns {
        bytes[at] = b' ';
    }
    let raw_imports = mark(original, &found.raw, &mut bytes);
    let mut text = String::from_utf8(bytes).expect("whole characters are replaced by ASCII");
    let insertions = insertion::hold_back(&mut text, &found.late);
    Prepared {
        text: Cow::Owned(text),
        insertions,
        raw_imports,
    }
}

/// Overwrites the first character of each raw path and lists what stands for
/// what.
fn mark(text: &str, found: &[scan::RawLiteral], bytes: &mut [u8]) -> Vec<RawImport> {
    let mut table: Vec<RawImport> = Vec::new();
    let free: Vec<u8> = (0x01..=0x08)
        .chain(0x0e..=0x1f)
        .filter(|byte| !text.as_bytes().contains(byte))
        .collect();
    for literal in found {
        let original = &text[literal.range.clone()];
        let width = original.chars().next().map_or(0, char::len_utf8);
        let known = table
            .iter()
            .position(|raw| raw.kind == literal.kind && raw.original == original);
        let index = known.or_else(|| {
            let marked = free
                .iter()
                .map(|byte| {
                    let mut marked = char::from(*byte).to_string().repeat(width);
                    marked.push_str(&original[width..]);
                    marked
                })
                .find(|marked| table.iter().all(|raw| raw.marked != *marked))?;
            table.push(RawImport {
                marked,
                original: original.to_owned(),
                kind: literal.kind,
            });
            Some(table.len() - 1)
        });
        if let Some(index) = index {
            bytes[literal.range.clone()].copy_from_slice(table[index].marked.as_bytes());
        }
    }
    table
}

/// Completes an error with line and column; `offset` lies on a character
/// boundary and what precedes it is UTF-8.
fn error_at(source: &[u8], offset: usize, kind: SourceErrorKind) -> SourceError {
    let before = &source[..offset];
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let characters = before[line_start..]
        .iter()
        .filter(|byte| **byte & 0xC0 != 0x80)
        .count();
    SourceError {
        kind,
        offset,
        line: memchr::memchr_iter(b'\n', before).count() + 1,
        column: characters + 1,
    }
}

#[cfg(test)]
pub(crate) mod tests;
