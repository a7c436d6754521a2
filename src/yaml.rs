//! Reads YAML as the readers of manifests do: streams of documents → values.
//!
//! The parser finds the structure; what a scalar means is decided in `scalar`
//! as Go's readers decide it, so that a file read here means what it means to
//! kubectl and Prometheus. Duplicate keys, keys and numbers that JSON does not
//! have, unknown tags and alias bombs are errors.

use std::collections::BTreeMap;
use std::fmt;

use granit_parser::{Event, Options, Parser, Span, Tag};
use serde_json::{Map, Number, Value};

mod scalar;

/// What aliases may add to a stream: one for each value, and one for each 64
/// bytes of text.
const ALIAS_BUDGET: usize = 1_000_000;
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

/// What the plain words `y n yes no on off`, in their three cases, are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Text: YAML 1.2, and Go's yaml v3 (Tanka's `parseYaml`).
    Text,
    /// Booleans: YAML 1.1, and Go's yaml v2 (kubectl, Helm).
    Booleans,
}

/// Reads a stream with [`Words::Text`]: one value a document, `Null` for an
/// empty one, none for an empty text.
///
/// Merge keys (`<<`) are applied; a key that is a number or boolean becomes
/// its text; integers of 64 bits keep every digit; dates stay text.
///
/// # Errors
/// Text that is no YAML, or that JSON cannot hold.
pub fn parse(text: &str) -> Result<Vec<Value>, YamlError> {
    parse_with(text, Words::Text)
}

/// [`parse`], with a choice of what `yes` means.
///
/// # Errors
/// As for [`parse`].
pub fn parse_with(text: &str, words: Words) -> Result<Vec<Value>, YamlError> {
    Ok(read(text, words)?.documents)
}

/// Whether two files at `path` say the same to every reader: equal as JSON
/// (`.json`) or as YAML streams, read either way (see [`Words`]), empty
/// documents aside. Numbers are equal by value. Any other extension, and a
/// file that cannot be read, only equals the same bytes.
#[must_use]
pub fn same_meaning(path: &str, old: &[u8], new: &[u8]) -> bool {
    if old == new {
        return true;
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "json" => {
            let read = |bytes| serde_json::from_slice::<Value>(bytes).ok();
            read(old)
                .zip(read(new))
                .is_some_and(|(old, new)| same(&old, &new))
        }
        "yaml" | "yml" => same_streams(old, new).unwrap_or(false),
        _ => false,
    }
}

fn same_streams(old: &[u8], new: &[u8]) -> Option<bool> {
    let old = std::str::from_utf8(old).ok()?;
    let new = std::str::from_utf8(new).ok()?;
    let (left, right) = (
        read(old, Words::Booleans).ok()?,
        read(new, Words::Booleans).ok()?,
    );
    let ambiguous = left.ambiguous || right.ambiguous;
    let equal = |left: Vec<Value>, right: Vec<Value>| {
        let left: Vec<_> = left.into_iter().filter(|value| !value.is_null()).collect();
        let right: Vec<_> = right.into_iter().filter(|value| !value.is_null()).collect();
        left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| same(a, b))
    };
    if !equal(left.documents, right.documents) {
        return Some(false);
    }
    Some(!ambiguous || equal(parse(old).ok()?, parse(new).ok()?))
}

/// Whether two values are equal, numbers by their value: `1` is `1.0`, but
/// 2^53 + 1 is not the float beside it.
#[must_use]
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => same_number(left, right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.as_f64() == right.as_f64(),
        (Some(integer), None) => is_integer(right, integer),
        (None, Some(integer)) => is_integer(left, integer),
    }
}

fn is_integer(float: &Number, integer: i128) -> bool {
    // A float converts to the nearest i128, which for whole floats of this
    // size is the float itself.
    #[expect(clippy::cast_possible_truncation)]
    float
        .as_f64()
        .is_some_and(|float| float.fract() == 0.0 && float as i128 == integer)
}

struct Stream {
    documents: Vec<Value>,
    /// A plain `yes` or the like occurs.
    ambiguous: bool,
}

/// A collection that is not complete yet.
enum Open {
    Sequence(Vec<Value>),
    Mapping {
        entries: Map<String, Value>,
        /// The key whose value comes next.
        key: Option<Key>,
        /// What `<<` brings, in the order of the text.
        merged: Vec<Value>,
    },
}

enum Key {
    Name(String),
    Merge,
}

fn read(text: &str, words: Words) -> Result<Stream, YamlError> {
    let mut options = Options::default();
    options.emit_comments = false;
    options.block_nesting_limit = DEPTH;
    options.flow_nesting_limit = DEPTH;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut composer = Composer {
        words,
        open: Vec::new(),
        anchors: BTreeMap::new(),
        budget: ALIAS_BUDGET,
        stream: Stream {
            documents: Vec::new(),
            ambiguous: false,
        },
    };
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

struct Composer {
    words: Words,
    open: Vec<(Open, usize)>,
    anchors: BTreeMap<usize, Value>,
    budget: usize,
    stream: Stream,
}

impl Composer {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = scalar::resolve(&text, style, tag.as_deref(), self.words)?;
                self.stream.ambiguous |= scalar.ambiguous;
                if scalar.merge && self.wants_key() {
                    self.set_key(Key::Merge);
                    return Ok(());
                }
                self.complete(scalar.value, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                check_tag(tag.as_deref(), "seq")?;
                self.open.push((Open::Sequence(Vec::new()), anchor));
                Ok(())
            }
            Event::MappingStart(_, anchor, tag) => {
                check_tag(tag.as_deref(), "map")?;
                let mapping = Open::Mapping {
                    entries: Map::new(),
                    key: None,
                    merged: Vec::new(),
                };
                self.open.push((mapping, anchor));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (open, anchor) = self.open.pop().expect("the parser balances its events");
                self.complete(close(open)?, anchor)
            }
            Event::Alias(anchor) => {
                let value = self
                    .anchors
                    .get(&anchor)
                    .ok_or("an alias stands inside its own anchor")?;
                self.budget = charge(self.budget, value)?;
                let value = value.clone();
                self.complete(value, 0)
            }
            Event::DocumentEnd => {
                self.anchors.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some((Open::Mapping { key: None, .. }, _)))
    }

    fn set_key(&mut self, new: Key) {
        if let Some((Open::Mapping { key, .. }, _)) = self.open.last_mut() {
            *key = Some(new);
        }
    }

    /// Puts a complete value where it belongs.
    fn complete(&mut self, value: Value, anchor: usize) -> Result<(), String> {
        if anchor != 0 {
            self.budget = charge(self.budget, &value)?;
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut() {
            None => self.stream.documents.push(value),
            Some((Open::Sequence(items), _)) => items.push(value),
            Some((
                Open::Mapping {
                    entries,
                    key,
                    merged,
                },
                _,
            )) => match key.take() {
                None => {
                    let name = key_text(value)?;
                    if entries.contains_key(&name) {
                        return Err(format!("key `{name}` stands twice in one mapping"));
                    }
                    *key = Some(Key::Name(name));
                }
                Some(Key::Merge) => merged.push(value),
                Some(Key::Name(name)) => {
                    entries.insert(name, value);
                }
            },
        }
        Ok(())
    }
}

fn close(open: Open) -> Result<Value, String> {
    match open {
        Open::Sequence(items) => Ok(Value::Array(items)),
        Open::Mapping {
            mut entries,
            merged,
            ..
        } => {
            for source in merged {
                let sources = match source {
                    Value::Array(sources) => sources,
                    source => vec![source],
                };
                for source in sources {
                    let Value::Object(source) = source else {
                        return Err("`<<` needs a mapping or a sequence of mappings".into());
                    };
                    for (key, value) in source {
                        entries.entry(key).or_insert(value);
                    }
                }
            }
            Ok(Value::Object(entries))
        }
    }
}

fn key_text(key: Value) -> Result<String, String> {
    match key {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(value) => Ok(value.to_string()),
        Value::Null => Err("a key is null".into()),
        Value::Array(_) | Value::Object(_) => Err("a key is a collection".into()),
    }
}

fn check_tag(tag: Option<&Tag>, wanted: &str) -> Result<(), String> {
    match tag {
        Some(tag) if !tag.is_yaml_core_schema_tag(wanted) => {
            Err(format!("tag `{}` is not known", tag.original()))
        }
        _ => Ok(()),
    }
}

/// What is left of `budget` after a copy of `value`.
fn charge(budget: usize, value: &Value) -> Result<usize, String> {
    let price = match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(_) | Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => 1,
    };
    let left = budget
        .checked_sub(price)
        .ok_or("aliases make the document too large")?;
    match value {
        Value::Array(items) => items.iter().try_fold(left, charge),
        Value::Object(entries) => entries.iter().try_fold(left, |left, (key, value)| {
            let left = left
                .checked_sub(key.len() / 64)
                .ok_or("aliases make the document too large")?;
            charge(left, value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(left),
    }
}

#[cfg(test)]
mod tests;
