//! Reads YAML as the Go programs do that Jsonnet users compare with.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::{borrow::Cow, collections::BTreeMap};

use granit_parser::{Event, Parser, ScalarStyle, Tag};
use jrsonnet_evaluator::{IStr, ObjValueBuilder, Result, Val, function::builtin};

use super::{
    failure,
    yaml_scalar::{Scalar, resolve, timestamp},
};

/// Whose rules hold where YAML 1.1 and 1.2 differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `std.parseYaml` of go-jsonnet, and `kubectl`: `yes` is a boolean, dates
    /// are text, the last of two equal keys wins.
    Kubernetes,
    /// `parseYaml` of Tanka: `yes` is text, dates become time stamps, equal
    /// keys are an error.
    Tanka,
}

/// How deep collections may nest: the values are walked by recursion later.
const DEPTH: usize = 1000;

#[builtin]
pub(super) fn builtin_parse_yaml(str: IStr) -> Result<Val> {
    let stream = documents(&str, Dialect::Kubernetes)
        .map_err(|reason| failure(format!("`std.parseYaml`: {reason}")))?;
    let mut documents = stream.documents;
    Ok(match documents.len() {
        0 => Val::Null,
        1 if !stream.explicit => documents.remove(0),
        _ => Val::arr(documents),
    })
}

/// The documents of a text.
#[derive(Debug)]
pub struct Stream {
    /// In order; an empty one is null.
    pub documents: Vec<Val>,
    /// Whether a `---` begins any of them.
    pub explicit: bool,
}

/// Reads all documents of `text`.
///
/// # Errors
/// Says what is wrong and in which line.
pub fn documents(text: &str, dialect: Dialect) -> std::result::Result<Stream, String> {
    let mut reader = Reader {
        dialect,
        anchors: BTreeMap::new(),
        open: Vec::new(),
        line: 1,
    };
    let mut stream = Stream {
        documents: Vec::new(),
        explicit: false,
    };
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        reader.line = span.start.line();
        let done = match event {
            Event::DocumentStart(explicit, _) => {
                stream.explicit |= explicit;
                reader.anchors.clear();
                None
            }
            Event::DocumentEnd => {
                stream.documents.push(root.take().unwrap_or(Val::Null));
                None
            }
            event => reader.event(event)?,
        };
        root = done.or(root);
    }
    Ok(stream)
}

/// Builds values from events; `open` is the path to where we are.
struct Reader {
    dialect: Dialect,
    anchors: BTreeMap<usize, Val>,
    open: Vec<Open>,
    line: usize,
}

/// A collection whose end has not come.
struct Open {
    anchor: usize,
    kind: Kind,
}

enum Kind {
    Sequence(Vec<Val>),
    Mapping {
        fields: BTreeMap<String, Val>,
        key: Option<Key>,
        merged: Vec<Val>,
    },
}

enum Key {
    Name(String),
    Merge,
}

/// A node as its parent sees it.
enum Node {
    Value(Val),
    /// A plain `<<`: a merge as key, text elsewhere.
    Merge,
}

impl Reader {
    /// Takes one event; gives the root of the document when it is complete.
    fn event(&mut self, event: Event<'_>) -> std::result::Result<Option<Val>, String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(&text, style, tag)?;
                if let Node::Value(value) = &node {
                    self.anchor(anchor, value);
                }
                self.add(node)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(value) => self.add(Node::Value(value.clone())),
                None => Err(self.error("an alias stands inside the value that it names")),
            },
            Event::SequenceStart(_, anchor, _) => self.open(anchor, Kind::Sequence(Vec::new())),
            Event::MappingStart(_, anchor, _) => self.open(
                anchor,
                Kind::Mapping {
                    fields: BTreeMap::new(),
                    key: None,
                    merged: Vec::new(),
                },
            ),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop().expect("the parser pairs starts and ends");
                let value = match open.kind {
                    Kind::Sequence(items) => Val::arr(items),
                    Kind::Mapping { fields, merged, .. } => self.object(fields, merged)?,
                };
                self.anchor(open.anchor, &value);
                self.add(Node::Value(value))
            }
            _ => Ok(None),
        }
    }

    fn open(&mut self, anchor: usize, kind: Kind) -> std::result::Result<Option<Val>, String> {
        if self.open.len() >= DEPTH {
            return Err(self.error(&format!("collections nest deeper than {DEPTH}")));
        }
        self.open.push(Open { anchor, kind });
        Ok(None)
    }

    fn anchor(&mut self, anchor: usize, value: &Val) {
        if anchor != 0 {
            self.anchors.insert(anchor, value.clone());
        }
    }

    fn add(&mut self, node: Node) -> std::result::Result<Option<Val>, String> {
        let dialect = self.dialect;
        let value = |node| match node {
            Node::Value(value) => value,
            Node::Merge => Val::string("<<"),
        };
        let problem = match self.open.last_mut().map(|open| &mut open.kind) {
            None => return Ok(Some(value(node))),
            Some(Kind::Sequence(items)) => {
                items.push(value(node));
                return Ok(None);
            }
            Some(Kind::Mapping {
                fields,
                key,
                merged,
            }) => match key.take() {
                None => match node {
                    Node::Merge => {
                        *key = Some(Key::Merge);
                        return Ok(None);
                    }
                    Node::Value(value) => match name(&value) {
                        Some(name) if dialect == Dialect::Tanka && fields.contains_key(&name) => {
                            format!("the key `{name}` is there twice")
                        }
                        Some(name) => {
                            *key = Some(Key::Name(name));
                            return Ok(None);
                        }
                        None => format!("a key cannot be {}", value.value_type()),
                    },
                },
                Some(Key::Merge) => {
                    merged.push(value(node));
                    return Ok(None);
                }
                Some(Key::Name(name)) => {
                    fields.insert(name, value(node));
                    return Ok(None);
                }
            },
        };
        Err(self.error(&problem))
    }

    /// Fields of the mapping itself win over merged ones, earlier merged ones
    /// over later.
    fn object(
        &self,
        mut fields: BTreeMap<String, Val>,
        merged: Vec<Val>,
    ) -> std::result::Result<Val, String> {
        let mut sources = Vec::new();
        for value in merged {
            match value {
                Val::Arr(items) => {
                    for item in items.iter() {
                        sources.push(item.map_err(|error| error.error().to_string())?);
                    }
                }
                other => sources.push(other),
            }
        }
        for source in sources {
            let Val::Obj(source) = source else {
                return Err(self.error("`<<` takes a mapping or a sequence of mappings"));
            };
            for (key, value) in source.iter() {
                let value = value.map_err(|error| error.error().to_string())?;
                fields.entry(key.to_string()).or_insert(value);
            }
        }
        let mut object = ObjValueBuilder::with_capacity(fields.len());
        for (key, value) in fields {
            object.field(key).value(value);
        }
        Ok(Val::Obj(object.build()))
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        tag: Option<Cow<'_, Tag>>,
    ) -> std::result::Result<Node, String> {
        let wanted = match &tag {
            None if style == ScalarStyle::Plain => None,
            None => return Ok(Node::Value(Val::string(text))),
            Some(tag) => match tag.suffix_in_namespace("tag:yaml.org,2002:").as_deref() {
                Some(kind @ ("null" | "bool" | "int" | "float")) => Some(kind.to_owned()),
                Some("binary") => return self.binary(text),
                Some("timestamp") if self.dialect == Dialect::Tanka => None,
                _ => return Ok(Node::Value(Val::string(text))),
            },
        };
        if wanted.is_none()
            && self.dialect == Dialect::Tanka
            && let Some(time) = timestamp(text)
        {
            return Ok(Node::Value(Val::string(time)));
        }
        let scalar = resolve(text, self.dialect);
        if let Some(wanted) = wanted {
            let fits = match &scalar {
                Scalar::Null => wanted == "null",
                Scalar::Bool(_) => wanted == "bool",
                Scalar::Number(number) => {
                    wanted == "float" || wanted == "int" && number.fract() == 0.0
                }
                Scalar::Merge | Scalar::Text => false,
            };
            if !fits {
                return Err(self.error(&format!("cannot read `{text}` as !!{wanted}")));
            }
        }
        Ok(Node::Value(match scalar {
            Scalar::Null => Val::Null,
            Scalar::Bool(truth) => Val::Bool(truth),
            Scalar::Number(number) => Val::try_num(number)
                .map_err(|_| self.error(&format!("`{text}` is no number that JSON can hold")))?,
            Scalar::Text => Val::string(text),
            Scalar::Merge => return Ok(Node::Merge),
        }))
    }

    fn binary(&self, text: &str) -> std::result::Result<Node, String> {
        let packed: String = text.split_whitespace().collect();
        let bytes = jrsonnet_stdlib::builtin_base64_decode_bytes(packed.into())
            .map_err(|_| self.error("!!binary holds no base64"))?;
        Ok(Node::Value(Val::string(
            String::from_utf8_lossy(bytes.as_slice()).as_ref(),
        )))
    }

    fn error(&self, problem: &str) -> String {
        format!("line {}: {problem}", self.line)
    }
}

/// The name of a field whose key is `value`: numbers and booleans as text.
fn name(value: &Val) -> Option<String> {
    match value {
        Val::Str(text) => Some(text.to_string()),
        Val::Num(number) => Some(number.to_string()),
        Val::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}
