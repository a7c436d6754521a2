//! Native functions (`std.native('…')`): Tanka's set, which mixins in the wild
//! use, and a few of ours. An unknown name gives null.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::{cell::RefCell, collections::BTreeMap, fmt, fmt::Write as _};

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Thunk, Val, WeakObjValue,
    function::{FuncVal, builtin},
};
use jrsonnet_gcmodule::{Cc, Trace};
use serde::de::IgnoredAny;
use sha2::{Digest as _, Sha256};

use super::{
    Lookup, convert,
    stdlib::{self, INFALLIBLE, failure},
};
use crate::yaml::Dialect;

mod indent;

mod queries;

mod reads;

mod regex;

/// Writes a document.
pub type Writer = fn(&serde_json::Value) -> std::result::Result<String, String>;

/// How native functions write documents: the renderers of the tree, so that
/// text inside a manifest looks like a file.
#[derive(Clone, Copy)]
pub struct Writers {
    /// `jsonText`. No newline at the end is needed: one is taken off.
    pub json: Writer,
    /// `manifestYamlFromJson`, with a newline at the end.
    pub yaml: Writer,
}

impl Default for Writers {
    /// Pretty JSON for both: it is YAML, too.
    fn default() -> Self {
        fn pretty(value: &serde_json::Value) -> std::result::Result<String, String> {
            serde_json::to_string_pretty(value)
                .map(|text| text + "\n")
                .map_err(|error| error.to_string())
        }
        Self {
            json: pretty,
            yaml: pretty,
        }
    }
}

impl fmt::Debug for Writers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Writers")
    }
}

/// All native functions by name, with fresh memories.
#[must_use]
#[expect(
    clippy::mutable_key_type,
    reason = "interned strings hash by address; the evaluator asks for this map"
)]
pub fn all(writers: Writers) -> Lookup<IStr, FuncVal> {
    let functions: [(&str, FuncVal); 11] = [
        ("parseJson", builtin_parse_json {}.into()),
        ("parseYaml", builtin_parse_yaml {}.into()),
        (
            "manifestJsonFromJson",
            builtin_manifest_json_from_json {}.into(),
        ),
        (
            "manifestYamlFromJson",
            builtin_manifest_yaml_from_json {
                write: writers.yaml,
            }
            .into(),
        ),
        ("escapeStringRegex", builtin_escape_string_regex {}.into()),
        (
            "regexMatch",
            builtin_regex_match {
                patterns: regex::Patterns::default(),
            }
            .into(),
        ),
        (
            "regexSubst",
            builtin_regex_subst {
                patterns: regex::Patterns::default(),
            }
            .into(),
        ),
        ("sha256", builtin_sha256 {}.into()),
        (
            "jsonText",
            builtin_json_text {
                write: writers.json,
                written: Memory::default(),
            }
            .into(),
        ),
        (
            "fingerprint",
            builtin_fingerprint {
                taken: Memory::default(),
            }
            .into(),
        ),
        (
            "once",
            builtin_once {
                values: Cc::default(),
            }
            .into(),
        ),
    ];
    functions
        .into_iter()
        .chain(queries::all())
        .chain(reads::all())
        .map(|(name, function)| (IStr::from(name), function))
        .collect()
}

/// `setting('target')`: what the command line says of all environments, or
/// null.
#[must_use]
pub fn setting(target: Option<String>) -> FuncVal {
    builtin_setting { target }.into()
}

#[builtin(fields(
    target: Option<String>,
))]
fn builtin_setting(this: &builtin_setting, name: IStr) -> Val {
    match &this.target {
        Some(target) if *name == *"target" => Val::string(target.as_str()),
        _ => Val::Null,
    }
}

#[builtin]
fn builtin_parse_json(json: IStr) -> Result<Val> {
    serde_json::from_str(&json).map_err(|error| failure(format!("`parseJson`: {error}")))
}

/// An array of documents, also when there is one only.
#[builtin]
fn builtin_parse_yaml(yaml: IStr) -> Result<Val> {
    let stream = stdlib::yaml::read(&yaml, Dialect::Tanka, "parseYaml")?;
    convert::from_json(stream.documents.into())
}

/// Changes white space only: order, numbers and escapes stay as they are.
#[builtin]
fn builtin_manifest_json_from_json(json: IStr, indent: f64) -> Result<String> {
    let problem = |reason: String| failure(format!("`manifestJsonFromJson`: {reason}"));
    if !(0.0..=64.0).contains(&indent) {
        return Err(problem(format!(
            "the indent must be from 0 to 64 spaces, got {indent}"
        )));
    }
    serde_json::from_str::<IgnoredAny>(&json).map_err(|error| problem(error.to_string()))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(indent::json(&json, indent as usize))
}

#[builtin(fields(
    #[trace(skip)]
    write: Writer,
))]
fn builtin_manifest_yaml_from_json(
    this: &builtin_manifest_yaml_from_json,
    json: IStr,
) -> Result<String> {
    let problem = |reason: String| failure(format!("`manifestYamlFromJson`: {reason}"));
    let value = serde_json::from_str(&json).map_err(|error| problem(error.to_string()))?;
    (this.write)(&value).map_err(problem)
}

#[builtin]
fn builtin_escape_string_regex(str: IStr) -> String {
    regex::escape(&str)
}

#[builtin(fields(
    patterns: regex::Patterns,
))]
fn builtin_regex_match(this: &builtin_regex_match, regex: IStr, string: IStr) -> Result<bool> {
    let pattern = this.patterns.compile("regexMatch", &regex)?;
    Ok(pattern.is_match(&string))
}

/// `$1`, `${1}`, `${name}` and `$$` in `repl` mean what they mean in Go.
#[builtin(fields(
    patterns: regex::Patterns,
))]
fn builtin_regex_subst(
    this: &builtin_regex_subst,
    regex: IStr,
    src: IStr,
    repl: IStr,
) -> Result<String> {
    let pattern = this.patterns.compile("regexSubst", &regex)?;
    Ok(pattern.replace_all(&src, repl.as_str()).into_owned())
}

#[builtin]
fn builtin_sha256(str: IStr) -> String {
    hex(&Sha256::digest(str.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect(INFALLIBLE);
        out
    })
}

/// Text made of objects, by identity: an object that many environments share is
/// written once. Does not keep the objects alive.
#[derive(Clone, Default, Trace)]
struct Memory(Cc<RefCell<Lookup<WeakObjValue, IStr>>>);

impl Memory {
    fn recall(&self, value: Val, make: impl FnOnce(&Val) -> Result<String>) -> Result<IStr> {
        let Val::Obj(object) = &value else {
            return make(&value).map(IStr::from);
        };
        let key = ObjValue::downgrade(object.clone());
        if let Some(text) = self.0.borrow().get(&key) {
            return Ok(text.clone());
        }
        let text = IStr::from(make(&value)?);
        self.0.borrow_mut().insert(key, text.clone());
        Ok(text)
    }
}

/// Pretty JSON of a value: sorted keys, two spaces, no newline at the end.
#[builtin(fields(
    #[trace(skip)]
    write: Writer,
    written: Memory,
))]
fn builtin_json_text(this: &builtin_json_text, value: Val) -> Result<IStr> {
    this.written.recall(value, |value| {
        let json = convert::value(value)?;
        let mut text =
            (this.write)(&json).map_err(|reason| failure(format!("`jsonText`: {reason}")))?;
        text.truncate(text.trim_end_matches('\n').len());
        Ok(text)
    })
}

/// Sixteen hexadecimal digits that differ when values differ: the begin of the
/// SHA-256 of the compact JSON with sorted keys.
#[builtin(fields(
    taken: Memory,
))]
fn builtin_fingerprint(this: &builtin_fingerprint, value: Val) -> Result<IStr> {
    this.taken.recall(value, |value| {
        let json = convert::value(value)?.to_string();
        Ok(hex(&Sha256::digest(json.as_bytes())[..8]))
    })
}

/// The first value that came with `key` in this state; later ones are not
/// evaluated.
#[builtin(fields(
    values: Cc<RefCell<BTreeMap<IStr, Thunk<Val>>>>,
))]
fn builtin_once(this: &builtin_once, key: IStr, value: Thunk<Val>) -> Result<Val> {
    let first = this.values.borrow_mut().entry(key).or_insert(value).clone();
    first.evaluate()
}
