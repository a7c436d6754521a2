//! Go's regular expressions by way of the crate `regex`: nearly one language;
//! the rest is translated.

use std::{cell::RefCell, collections::BTreeMap, iter::Peekable, rc::Rc, str::Chars};

use jrsonnet_evaluator::{IStr, Result};
use jrsonnet_gcmodule::Trace;
use regex::Regex;

use crate::evaluate::stdlib::failure;

/// Compiled patterns: mixins match few patterns against many strings.
#[derive(Clone, Default, Trace)]
pub(super) struct Patterns(#[trace(skip)] Rc<RefCell<BTreeMap<IStr, Rc<Regex>>>>);

impl Patterns {
    /// The pattern `text` of a call to `function`.
    pub(super) fn compile(&self, function: &str, text: &IStr) -> Result<Rc<Regex>> {
        if let Some(known) = self.0.borrow().get(text) {
            return Ok(known.clone());
        }
        let compiled = translate(text)
            .and_then(|pattern| Regex::new(&pattern).map_err(|error| reason(&error)))
            .map_err(|reason| {
                failure(format!(
                    "`{function}`: the pattern `{text}` is invalid: {reason}"
                ))
            })?;
        let compiled = Rc::new(compiled);
        self.0.borrow_mut().insert(text.clone(), compiled.clone());
        Ok(compiled)
    }
}

/// The last line of the crate's message: the lines before draw the pattern.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

/// Puts a backslash before whatever means something in a pattern.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Rewrites what the crate reads otherwise than Go: `\d`, `\s`, `\w` and `\b`
/// know ASCII only, `\Q…\E` quotes, a brace that repeats nothing is literal,
/// and so are `[`, `&&`, `--` and `~~` within a class.
fn translate(pattern: &str) -> std::result::Result<String, String> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                None => return Err("trailing backslash at end of expression".to_owned()),
                Some('Q') => quote(&mut rest, &mut out),
                Some('b') => out.push_str("(?-u:\\b)"),
                Some(c) => match ascii_class(c) {
                    Some((negated, members)) => {
                        let not = if negated { "^" } else { "" };
                        out.push_str(&format!("[{not}{members}]"));
                    }
                    None => escaped(c, &mut out)?,
                },
            },
            '[' => class(&mut rest, &mut out)?,
            '{' if !repeats(rest.clone()) => out.push_str("\\{"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// The characters of `\d`, `\s` and `\w`, and whether all others are meant.
fn ascii_class(c: char) -> Option<(bool, &'static str)> {
    let members = match c.to_ascii_lowercase() {
        'd' => "0-9",
        's' => r"\t\n\f\r ",
        'w' => "0-9A-Za-z_",
        _ => return None,
    };
    Some((c.is_ascii_uppercase(), members))
}

fn escaped(c: char, out: &mut String) -> std::result::Result<(), String> {
    match c {
        '<' | '>' | '_' => out.push(c),
        'C' | 'G' | 'K' | 'R' | 'X' | 'Z' | 'h' | 'u' | 'U' => {
            return Err(format!("invalid escape sequence: `\\{c}`"));
        }
        c if c.is_ascii() => out.extend(['\\', c]),
        c => return Err(format!("invalid escape sequence: `\\{c}`")),
    }
    Ok(())
}

/// Literal text up to `\E` or the end.
fn quote(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut literal = String::new();
    while let Some(c) = rest.next() {
        if c == '\\' && rest.peek() == Some(&'E') {
            rest.next();
            break;
        }
        literal.push(c);
    }
    out.push_str(&regex::escape(&literal));
}

/// A class after its `[`.
fn class(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> std::result::Result<(), String> {
    out.push('[');
    if rest.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    if rest.next_if_eq(&']').is_some() {
        out.push_str("\\]");
    }
    while let Some(c) = rest.next() {
        match c {
            ']' => {
                out.push(']');
                return Ok(());
            }
            '[' if rest.peek() == Some(&':') => {
                out.push('[');
                for c in rest.by_ref() {
                    out.push(c);
                    if c == ']' {
                        break;
                    }
                }
            }
            '[' => out.push_str("\\["),
            '&' | '~' => out.extend(['\\', c]),
            '-' if rest.peek() == Some(&'-') => out.push_str("\\-"),
            '\\' => {
                let Some(c) = rest.next() else { break };
                match ascii_class(c) {
                    Some((false, members)) => out.push_str(members),
                    Some((true, members)) => out.push_str(&format!("[^{members}]")),
                    None => escaped(c, out)?,
                }
            }
            c => out.push(c),
        }
    }
    Err("missing closing `]`".to_owned())
}

/// Whether a brace begins a repetition: `{2}`, `{2,}`, `{2,3}`.
fn repeats(mut rest: Peekable<Chars<'_>>) -> bool {
    let digits = |rest: &mut Peekable<Chars<'_>>| {
        let mut any = false;
        while rest.next_if(char::is_ascii_digit).is_some() {
            any = true;
        }
        any
    };
    if !digits(&mut rest) {
        return false;
    }
    if rest.next_if_eq(&',').is_some() {
        digits(&mut rest);
    }
    rest.next() == Some('}')
}
