//! JSON whose every value knows where it stands, so that an error can point at
//! it; and JSON as Go writes it, so that jb and mixgen write the same bytes.

use std::{fmt::Write as _, ops::Range};

use serde_json::Value;

/// Brackets in brackets at most.
const DEPTH: usize = 64;

/// A value and its bytes in the text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub span: Range<usize>,
    pub value: Json,
}

#[derive(Clone, Debug)]
pub(super) enum Json {
    Object(Vec<Member>),
    Array(Vec<Node>),
    Text(String),
    /// `null`, `true`, `false`, a number.
    Other(Value),
}

/// A key with its place, and its value.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub key: String,
    pub span: Range<usize>,
    pub node: Node,
}

impl Node {
    /// What it is called in an error.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Json::Object(_) => "an object",
            Json::Array(_) => "a list",
            Json::Text(_) => "a string",
            Json::Other(Value::Null) => "null",
            Json::Other(Value::Bool(_)) => "a boolean",
            Json::Other(_) => "a number",
        }
    }

    /// The plain value.
    pub fn plain(&self) -> Value {
        match &self.value {
            Json::Object(members) => members
                .iter()
                .map(|member| (member.key.clone(), member.node.plain()))
                .collect(),
            Json::Array(items) => items.iter().map(Node::plain).collect(),
            Json::Text(text) => Value::String(text.clone()),
            Json::Other(value) => value.clone(),
        }
    }
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub message: String,
    pub span: Range<usize>,
}

/// Reads one JSON value, and nothing else.
pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.value(0)?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.error("there is something behind the end of the value"));
    }
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, message: impl Into<String>) -> SyntaxError {
        let rest = &self.text[self.at..];
        let length = rest.chars().next().map_or(0, char::len_utf8);
        SyntaxError {
            message: message.into(),
            span: self.at..self.at + length,
        }
    }

    fn space(&mut self) {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.at += rest.len() - trimmed.len();
    }

    fn peek(&mut self) -> Option<u8> {
        self.space();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        if depth > DEPTH {
            return Err(self.error(format!("it nests deeper than {DEPTH} brackets")));
        }
        let first = self.peek();
        let start = self.at;
        let value = match first {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Json::Text(self.string()?),
            Some(_) => self.scalar()?,
            None => return Err(self.error("it ends where a value should be")),
        };
        Ok(Node {
            span: start..self.at,
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Json, SyntaxError> {
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.error("a key in quotes should stand here"));
            }
            let start = self.at;
            let key = self.string()?;
            let span = start..self.at;
            if members.iter().any(|member| member.key == key) {
                let message = format!("the key `{key}` is there twice");
                return Err(SyntaxError { message, span });
            }
            if !self.take(b':') {
                return Err(self.error("a `:` should stand here"));
            }
            let node = self.value(depth + 1)?;
            members.push(Member { key, span, node });
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.take(b',') {
                return Err(self.error("a `,` or `}` should stand here"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json, SyntaxError> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Json::Array(items));
            }
            if !self.take(b',') {
                return Err(self.error("a `,` or `]` should stand here"));
            }
        }
    }

    /// A string; what its escapes mean is known to `serde_json`.
    fn string(&mut self) -> Result<String, SyntaxError> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
                None => return Err(self.error("this string has no end")),
            }
        }
        let literal = self.text.get(start..=end);
        let text = literal.and_then(|literal| serde_json::from_str(literal).ok());
        self.at = end + 1;
        text.ok_or_else(|| SyntaxError {
            message: "this is no string of JSON".to_owned(),
            span: start..end + 1,
        })
    }

    fn scalar(&mut self) -> Result<Json, SyntaxError> {
        let rest = &self.text[self.at..];
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | ']' | '}' | '[' | '{');
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        match serde_json::from_str(word) {
            Ok(value) if !word.is_empty() => {
                self.at += word.len();
                Ok(Json::Other(value))
            }
            _ => Err(SyntaxError {
                message: "a value should stand here".to_owned(),
                span: self.at..self.at + word.len().max(1).min(rest.len()),
            }),
        }
    }
}

/// A value as Go's encoder writes it, two spaces a level, `depth` levels in;
/// the first line is not indented.
pub(super) fn render(value: &Value, depth: usize) -> String {
    let mut out = String::new();
    write_value(&mut out, value, depth);
    out
}

fn write_value(out: &mut String, value: &Value, depth: usize) {
    let (inner, outer) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "[\n" } else { ",\n" });
                out.push_str(&inner);
                write_value(out, item, depth + 1);
            }
            let _ = write!(out, "\n{outer}]");
        }
        Value::Object(members) if !members.is_empty() => {
            for (index, (key, item)) in members.iter().enumerate() {
                out.push_str(if index == 0 { "{\n" } else { ",\n" });
                let _ = write!(out, "{inner}{}: ", string(key));
                write_value(out, item, depth + 1);
            }
            let _ = write!(out, "\n{outer}}}");
        }
        Value::String(text) => out.push_str(&string(text)),
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

/// A string as Go's encoder writes it: safe within HTML.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
