//! From the parser's events to documents: collections, anchors, merge keys.

use std::collections::BTreeMap;

use granit_parser::{Event, Tag};
use serde_json::{Map, Value};

use super::{Dialect, Stream, scalar};

/// What aliases may add to a stream: one for each value, and one for each 64
/// bytes of text.
const ALIAS_BUDGET: usize = 1_000_000;

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

/// Makes documents of the parser's events.
pub(super) struct Composer {
    dialect: Dialect,
    open: Vec<(Open, usize)>,
    anchors: BTreeMap<usize, Value>,
    budget: usize,
    /// What is complete.
    pub(super) stream: Stream,
}

impl Composer {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            budget: ALIAS_BUDGET,
            stream: Stream::default(),
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = scalar::resolve(&text, style, tag.as_deref(), self.dialect)?;
                self.stream.ambiguous |= scalar.ambiguous;
                if scalar.merge && self.wants_key() {
                    self.set_key(Key::Merge);
                    return Ok(());
                }
                self.complete(scalar.value, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), "seq")?;
                self.open.push((Open::Sequence(Vec::new()), anchor));
                Ok(())
            }
            Event::MappingStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), "map")?;
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
            Event::DocumentStart(explicit, _) => {
                self.stream.explicit |= explicit;
                Ok(())
            }
            Event::DocumentEnd => {
                self.anchors.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_tag(&self, tag: Option<&Tag>, wanted: &str) -> Result<(), String> {
        match tag {
            Some(tag) if !self.dialect.ignores_tags() && !tag.is_yaml_core_schema_tag(wanted) => {
                Err(format!("tag `{}` is not known", tag.original()))
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
                    if !self.dialect.last_key_wins() && entries.contains_key(&name) {
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
        Value::Number(number) if !number.is_f64() => Ok(number.to_string()),
        Value::Number(number) => Ok(number.as_f64().unwrap_or_default().to_string()),
        Value::Bool(value) => Ok(value.to_string()),
        Value::Null => Err("a key is null".into()),
        Value::Array(_) | Value::Object(_) => Err("a key is a collection".into()),
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
