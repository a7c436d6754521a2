//! Reads YAML as the readers of manifests do: streams of documents → values.
//!
//! The parser finds the structure; what a scalar means is decided in `scalar`
//! as Go's readers decide it, so that a file read here means what it means to
//! kubectl and Prometheus, and text in Jsonnet what it means to go-jsonnet and
//! Tanka (see [`Dialect`]). Keys and numbers that JSON does not have, and alias
//! bombs, are errors.

mod compose;
mod meaning;
mod scalar;
#[cfg(test)]
mod tests;
mod time;

use std::fmt;

use granit_parser::{Options, Parser, Span};
use serde_json::Value;

pub use meaning::{same, same_meaning};

/// Nested collections, of each style.
const DEPTH: usize = 512;

/// Why a text is no YAML stream that JSON can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong; it may quote the text.
    pub problem: String,
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.problem)
    }
}

impl std::error::Error for YamlError {}

/// Whose rules hold where readers differ. Files are read strictly: equal keys
/// in one mapping and tags beside those of JSON's types are errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// YAML 1.2 and Go's yaml v3: the words `y n yes no on off`, in their three
    /// cases, are text.
    Prometheus,
    /// YAML 1.1 and Go's yaml v2, also Helm's: these words are booleans.
    Kubectl,
    /// `std.parseYaml` of go-jsonnet: as kubectl, but the last of equal keys
    /// wins, `!!binary` is decoded, and what has another tag is text.
    Jsonnet,
    /// `parseYaml` of Tanka: as Prometheus, but dates become time stamps, and
    /// tags as in Jsonnet.
    Tanka,
}

impl Dialect {
    fn words_are_booleans(self) -> bool {
        matches!(self, Self::Kubectl | Self::Jsonnet)
    }

    fn dates_are_times(self) -> bool {
        self == Self::Tanka
    }

    fn last_key_wins(self) -> bool {
        self == Self::Jsonnet
    }

    fn ignores_tags(self) -> bool {
        matches!(self, Self::Jsonnet | Self::Tanka)
    }
}

/// What a text holds.
#[derive(Debug, Default, PartialEq)]
pub struct Stream {
    /// In order, `Null` for an empty one.
    pub documents: Vec<Value>,
    /// Whether a `---` begins any of them.
    pub explicit: bool,
    /// Whether a plain `yes` or the like occurs, which is a boolean to some
    /// readers and text to others.
    pub ambiguous: bool,
}

/// The documents of a stream as [`Dialect::Prometheus`] has them; none for an
/// empty text.
///
/// # Errors
/// As for [`read`].
pub fn parse(text: &str) -> Result<Vec<Value>, YamlError> {
    Ok(read(text, Dialect::Prometheus)?.documents)
}

/// Reads a stream.
///
/// Merge keys (`<<`) are applied; a key that is a number or boolean becomes
/// its text; integers of 64 bits keep every digit.
///
/// # Errors
/// Text that is no YAML, or that JSON cannot hold.
pub fn read(text: &str, dialect: Dialect) -> Result<Stream, YamlError> {
    let mut options = Options::default();
    options.emit_comments = false;
    options.block_nesting_limit = DEPTH;
    options.flow_nesting_limit = DEPTH;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut composer = compose::Composer::new(dialect);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| YamlError {
            line: error.marker().line(),
            column: error.marker().col() + 1,
            problem: error.info(),
        })?;
        composer
            .take(event)
            .map_err(|problem| locate(&span, problem))?;
    }
    Ok(composer.stream)
}

fn locate(span: &Span, problem: String) -> YamlError {
    YamlError {
        line: span.start.line(),
        column: span.start.col() + 1,
        problem,
    }
}
