//! What `std.native` offers to Jsonnet, as plain Rust: the set of functions
//! that Tanka and mixtool have, with the meaning these have there.
//!
//! Regular expressions are in the syntax of Go.

mod go_regex;

use std::fmt::Write as _;

use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

/// Why a native function has no value.
#[derive(Debug)]
pub enum NativeError {
    /// A regular expression that is none, and what is wrong with it.
    Regex {
        /// As it was given.
        pattern: String,
        /// The reason, in one line.
        reason: String,
    },
    /// Text that is no JSON.
    Json(serde_json::Error),
}

impl std::fmt::Display for NativeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Regex { pattern, reason } => {
                write!(f, "not a regular expression: `{pattern}`: {reason}")
            }
            Self::Json(error) => write!(f, "not JSON: {error}"),
        }
    }
}

impl std::error::Error for NativeError {}

/// `escapeStringRegex`: a regular expression that matches `text` and nothing
/// else; escaped is what Go's `regexp.QuoteMeta` escapes.
#[must_use]
pub fn escape_string_regex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `regexMatch`: whether `pattern` matches anywhere in `text`.
///
/// # Errors
/// A pattern that is no regular expression, or too large a one.
pub fn regex_match(pattern: &str, text: &str) -> Result<bool, NativeError> {
    go_regex::compile(pattern).map(|regex| regex.is_match(text))
}

/// `regexSubst`: `text` with each match of `pattern` replaced; `$1`,
/// `${1}`, `$name` and `${name}` in `replacement` stand for groups, `$$` for
/// a dollar sign. As in Go, `$1x` is the group `1x`, and a group that is not
/// there is empty.
///
/// # Errors
/// A pattern that is no regular expression, or too large a one.
pub fn regex_subst(pattern: &str, text: &str, replacement: &str) -> Result<String, NativeError> {
    let regex = go_regex::compile(pattern)?;
    let replaced = regex.replace_all(text, |groups: &regex::Captures<'_>| {
        go_regex::expand(replacement, groups)
    });
    Ok(replaced.into_owned())
}

/// `sha256`: the digest of the text's UTF-8 bytes, 64 hexadecimal digits in
/// lower case.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            write!(out, "{byte:02x}").expect("strings take all writes");
            out
        })
}

/// `manifestJsonFromJson`: the same JSON with `indent` spaces a level and a
/// newline at its end; keys keep their order, numbers and strings their
/// spelling.
///
/// # Errors
/// Text that is no JSON.
pub fn manifest_json_from_json(json: &str, indent: usize) -> Result<String, NativeError> {
    let json = json.trim();
    serde_json::from_str::<IgnoredAny>(json).map_err(NativeError::Json)?;
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut is_empty = false;
    let mut in_string = false;
    let mut escaped = false;
    let new_line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth * indent));
    };
    for c in json.chars() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        if c.is_ascii_whitespace() {
            continue;
        }
        let closes = matches!(c, '}' | ']');
        if is_empty && !closes {
            new_line(&mut out, depth);
        }
        match c {
            '{' | '[' => {
                depth += 1;
                out.push(c);
            }
            '}' | ']' => {
                depth -= 1;
                if !is_empty {
                    new_line(&mut out, depth);
                }
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = c == '"';
                out.push(c);
            }
        }
        is_empty = matches!(c, '{' | '[');
    }
    out.push('\n');
    Ok(out)
}

#[cfg(test)]
mod tests;
