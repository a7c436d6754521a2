//! Regular expressions in Go's syntax and with Go's meaning.
//!
//! Where Rust's crate differs: there `\d`, `\w`, `\s` and `\b` know all of
//! Unicode, classes nest and subtract, `\<` is the beginning of a word, and a
//! brace that counts nothing is an error. See <https://pkg.go.dev/regexp/syntax>.

use std::iter::Peekable;
use std::str::Chars;

use regex::{Captures, Regex};

use super::NativeError;

/// A regular expression from Go's syntax.
pub(super) fn compile(pattern: &str) -> Result<Regex, NativeError> {
    Regex::new(&translate(pattern)).map_err(|error| NativeError::Regex {
        pattern: pattern.to_owned(),
        reason: reason(&error),
    })
}

/// The last line of what the crate says: it draws the place before.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}

/// The pattern in the syntax of Rust's crate.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => escape(&mut chars, &mut out),
            '[' => class(&mut chars, &mut out),
            '{' if !counts(chars.clone()) => out.push_str(r"\{"),
            _ => out.push(c),
        }
    }
    out
}

/// An escape outside of a class; `chars` is behind the backslash.
fn escape(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let Some(c) = chars.next() else {
        out.push('\\');
        return;
    };
    match c {
        'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
            out.push('[');
            if c.is_ascii_uppercase() {
                out.push('^');
            }
            out.push_str(ascii_class(c));
            out.push(']');
        }
        'b' => out.push_str(r"(?-u:\b)"),
        'B' => out.push_str(r"(?-u:\B)"),
        'Q' => quoted(chars, out),
        _ => plain_escape(c, chars, out),
    }
}

/// The members of a class of one letter, or of its complement.
fn ascii_class(letter: char) -> &'static str {
    match letter {
        'd' | 'D' => "0-9",
        's' | 'S' => r"\t\n\x0C\r ",
        _ => "0-9A-Za-z_",
    }
}

/// What is between `\Q` and `\E`, letter by letter.
fn quoted(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek() == Some(&'E') {
            chars.next();
            return;
        }
        literal(c, out);
    }
}

/// An escape of one letter; `chars` is behind it.
fn plain_escape(c: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    if c.is_ascii_punctuation() {
        literal(c, out);
        return;
    }
    out.push('\\');
    out.push(c);
    if matches!(c, 'p' | 'P' | 'x') && chars.peek() == Some(&'{') {
        copy_to('}', chars, out);
    }
}

/// A letter that stands for itself, in a class or outside.
fn literal(c: char, out: &mut String) {
    if c.is_ascii_punctuation() && !matches!(c, '<' | '>' | '_') {
        out.push('\\');
    }
    out.push(c);
}

fn copy_to(end: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    for c in chars.by_ref() {
        out.push(c);
        if c == end {
            return;
        }
    }
}

/// A class; `chars` is behind its bracket.
fn class(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    out.push('[');
    if chars.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    let mut is_first = true;
    while let Some(c) = chars.next() {
        match c {
            ']' if !is_first => {
                out.push(c);
                return;
            }
            '[' if chars.peek() == Some(&':') => {
                out.push(c);
                copy_to(']', chars, out);
            }
            _ => {
                member(c, chars, out);
                let mut ahead = chars.clone();
                let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
                if is_range {
                    chars.next();
                    out.push('-');
                    if let Some(c) = chars.next() {
                        member(c, chars, out);
                    }
                }
            }
        }
        is_first = false;
    }
}

/// A member of a class, or an end of a range of members.
fn member(c: char, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    if c != '\\' {
        literal(c, out);
        return;
    }
    match chars.next() {
        Some(letter @ ('d' | 's' | 'w')) => out.push_str(ascii_class(letter)),
        Some(letter @ ('D' | 'S' | 'W')) => {
            out.push_str("[^");
            out.push_str(ascii_class(letter));
            out.push(']');
        }
        Some(c) => plain_escape(c, chars, out),
        None => out.push('\\'),
    }
}

/// Whether a brace, behind which `chars` is, begins a count.
fn counts(chars: Peekable<Chars<'_>>) -> bool {
    let inside: String = chars.take_while(|c| *c != '}').take(10).collect();
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

/// The replacement for one match.
pub(super) fn expand(template: &str, groups: &Captures<'_>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some((name, after)) = group_name(rest) {
            out.push_str(group(name, groups));
            rest = after;
        } else {
            out.push('$');
        }
    }
    out.push_str(rest);
    out
}

/// The name behind a dollar sign, and what follows it; `None` if there is no
/// name, so that the sign stands for itself.
fn group_name(text: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let (braced, text) = match text.strip_prefix('{') {
        Some(inside) => (true, inside),
        None => (false, text),
    };
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let after = if braced {
        after.strip_prefix('}')?
    } else {
        after
    };
    (!name.is_empty()).then_some((name, after))
}

fn group<'t>(name: &str, groups: &Captures<'t>) -> &'t str {
    let found = if name.bytes().all(|b| b.is_ascii_digit()) {
        name.parse().ok().and_then(|number| groups.get(number))
    } else {
        groups.name(name)
    };
    found.map_or("", |found| found.as_str())
}
