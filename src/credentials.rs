//! Finds literal credentials in documents, before anything is written.
//!
//! Two tiers. Credentials whose shape says what they are (a Discord webhook, a
//! private key) are found in any text. Others (a password, `OpsGenie`'s key,
//! which is a plain UUID) are found where the name of their field says so.
//! `data` of a Secret is decoded; text that is itself YAML, JSON or `key =
//! value` lines is looked into, three levels deep. References to secrets,
//! templates, encrypted values and placeholders are no findings.
//!
//! A finding never carries the credential: a masked beginning to recognise it
//! by, and a fingerprint to allow it by.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::render::{push_index, push_key};
use crate::text::base64;
use crate::yaml;

mod fields;
mod placeholder;
mod rules;
mod words;

/// How deep text within text is read.
const NESTING: usize = 3;

/// A literal credential in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where it is in the document: `spec.a[0]["b.c"]`; `data["x.yaml"] > a.b`
    /// inside nested text, `line 3` where that is no YAML. Empty if the
    /// document is the text.
    pub at: String,
    /// The rule's name, such as `discord-webhook`.
    pub rule: &'static str,
    /// At most four characters, and at most a quarter, of the value, and `…`.
    pub masked: String,
    /// 16 hexadecimal digits that depend on the rule and the value alone.
    pub fingerprint: String,
    /// What to write instead, as an imperative without a final period.
    pub instead: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            at,
            rule,
            masked,
            fingerprint,
            ..
        } = self;
        write!(f, "`{rule}` `{}`", masked.escape_debug())?;
        if !at.is_empty() {
            write!(f, " at `{}`", at.escape_debug())?;
        }
        write!(f, " (fingerprint {fingerprint})")
    }
}

/// The credentials in one document, sorted by place, each once.
#[must_use]
pub fn scan(document: &Value) -> Vec<Finding> {
    let mut scanner = Scanner::default();
    scanner.value(document, Context::default());
    scanner.finish()
}

/// The credentials in a file whose documents are not at hand: read as YAML
/// (`.yaml`, `.yml`) or JSON (`.json`), as text where that fails. For a
/// stream, places begin with the document's number, as `[0]`.
#[must_use]
pub fn scan_file(path: &str, bytes: &[u8]) -> Vec<Finding> {
    let text = String::from_utf8_lossy(bytes);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let document = match extension {
        "json" => serde_json::from_str(&text).ok(),
        "yaml" | "yml" => yaml::parse(&text).ok().map(one_or_stream),
        _ => None,
    };
    scan(&document.unwrap_or_else(|| Value::String(text.into_owned())))
}

fn one_or_stream(mut documents: Vec<Value>) -> Value {
    if documents.len() == 1 {
        documents.remove(0)
    } else {
        Value::Array(documents)
    }
}

/// What is known about a value from where it stands.
#[derive(Clone, Copy, Default)]
struct Context<'a> {
    /// The key it stands under; items of an array have their array's.
    key: &'a str,
    /// The key above that.
    parent: &'a str,
    /// It is `data` of a Secret, or an entry there: text is base64.
    base64: bool,
    /// Field names say nothing here: the object refers to secrets.
    refers: bool,
}

/// A step from a value to one inside it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

#[derive(Default)]
struct Scanner<'a> {
    steps: Vec<Step<'a>>,
    /// The place of the text being read, if it is nested.
    outside: String,
    depth: usize,
    findings: Vec<Finding>,
}

impl<'a> Scanner<'a> {
    fn finish(self) -> Vec<Finding> {
        let unique: BTreeSet<_> = self.findings.into_iter().collect();
        unique.into_iter().collect()
    }

    fn value(&mut self, value: &'a Value, context: Context<'a>) {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
            Value::String(text) => self.text(text, context),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.steps.push(Step::Index(index));
                    self.value(item, context);
                    self.steps.pop();
                }
            }
            Value::Object(map) => {
                let (mut kind, mut name, mut has_value) = ("", None, false);
                for (key, value) in map {
                    match (key.as_str(), value) {
                        ("kind", Value::String(text)) => kind = text,
                        ("name", Value::String(text)) => name = Some(text.as_str()),
                        ("value", Value::String(_)) => has_value = true,
                        _ => {}
                    }
                }
                let refers = context.refers || matches!(kind, "ExternalSecret" | "SealedSecret");
                let variable = name.filter(|_| has_value);
                for (key, value) in map {
                    if refers && key == "encryptedData" {
                        continue;
                    }
                    self.steps.push(Step::Key(key));
                    if key.len() >= rules::SHORTEST_KEY {
                        self.shapes(key);
                    }
                    let inside = Context {
                        key: variable.filter(|_| key == "value").unwrap_or(key),
                        parent: context.key,
                        base64: context.base64 || (kind == "Secret" && key == "data"),
                        refers,
                    };
                    self.value(value, inside);
                    self.steps.pop();
                }
            }
        }
    }

    fn text(&mut self, text: &str, context: Context<'_>) {
        if context.base64 {
            let decoded = base64(text).and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some(decoded) = decoded {
                let decoded_context = Context {
                    base64: false,
                    ..context
                };
                self.plain(&decoded, decoded_context);
            }
        } else {
            self.plain(text, context);
        }
    }

    fn plain(&mut self, text: &str, context: Context<'_>) {
        let before = self.findings.len();
        if text.len() >= rules::SHORTEST {
            self.shapes(text);
        }
        if self.findings.len() == before
            && !context.refers
            && let Some(rule) = fields::judge(context.key, context.parent, text)
        {
            self.report(rule, text, None);
        }
        if self.depth < NESTING && fields::may_nest(text) {
            let found = self.findings.len() > before;
            if found
                || fields::names_one(text)
                || memchr::memmem::find(text.as_bytes(), b"\\/").is_some()
            {
                self.nested(text, before, context.refers);
            }
        }
    }

    /// Reports what is found by its shape.
    fn shapes(&mut self, text: &str) {
        rules::find(text, |rule, start, secret| {
            let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1;
            let many = text.len() > line_end(text) || line > 1;
            self.report(rule, secret, many.then_some(line));
        });
    }

    /// Looks into text that holds a document or settings. Findings since
    /// `before` came from the same text; those found again inside it are
    /// replaced, for their place is exact there.
    fn nested(&mut self, text: &str, before: usize, refers: bool) {
        let begins_json = text.trim_start().starts_with(['{', '[']);
        let document = begins_json
            .then(|| serde_json::from_str(text).ok())
            .flatten()
            .or_else(|| yaml::parse(text).ok().map(one_or_stream))
            .filter(|document| document.is_object() || document.is_array());
        let mut inner = Scanner {
            outside: self.place(),
            depth: self.depth + 1,
            ..Scanner::default()
        };
        if let Some(document) = &document {
            let context = Context {
                refers,
                ..Context::default()
            };
            inner.value(document, context);
        } else {
            for (line, key, value) in fields::settings(text) {
                if let Some(rule) = fields::judge(key, "", value) {
                    inner.report(rule, value, Some(line));
                }
            }
        }
        let found = inner.findings;
        let vague = self.findings.split_off(before);
        self.findings.extend(
            vague
                .into_iter()
                .filter(|vague| !found.iter().any(|exact| exact.rule == vague.rule)),
        );
        self.findings.extend(found);
    }

    fn report(&mut self, rule: &rules::Rule, secret: &str, line: Option<usize>) {
        let mut at = self.place();
        if let Some(line) = line {
            if !at.is_empty() {
                at.push_str(" > ");
            }
            at.push_str("line ");
            at.push_str(&line.to_string());
        }
        self.findings.push(Finding {
            at,
            rule: rule.name,
            masked: mask(secret),
            fingerprint: fingerprint(rule.name, secret),
            instead: rule.instead,
        });
    }

    fn place(&self) -> String {
        let mut inside = String::new();
        for step in &self.steps {
            match step {
                Step::Key(key) => push_key(&mut inside, key),
                Step::Index(index) => push_index(&mut inside, *index),
            }
        }
        match (self.outside.is_empty(), inside.is_empty()) {
            (true, _) => inside,
            (false, true) => self.outside.clone(),
            (false, false) => format!("{} > {inside}", self.outside),
        }
    }
}

fn line_end(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())
}

fn mask(secret: &str) -> String {
    let shown = (secret.chars().count() / 4).min(4);
    let mut masked: String = secret.chars().take(shown).collect();
    masked.push('…');
    masked
}

fn fingerprint(rule: &str, secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(rule);
    hash.update([0]);
    hash.update(secret);
    let digest = hash.finalize();
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(digit.into(), 16));
        }
        text
    })
}

#[cfg(test)]
mod tests;
