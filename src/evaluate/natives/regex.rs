//! Go's regular expressions by way of the crate `regex`: nearly one language;
//! the rest is translated.

use std::{
    cell::RefCell, collections::BTreeMap, fmt::Write as _, iter::Peekable, rc::Rc, str::Chars,
};

use jrsonnet_evaluator::{IStr, Result};
use jrsonnet_gcmodule::Trace;
use regex::Regex;

use crate::evaluate::stdlib::{INFALLIBLE, failure};

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
                        write!(out, "[{not}{members}]").expect(INFALLIBLE);
                    }
                    None => escaped(c, &mut rest, &mut out)?,
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

/// An escape after its backslash; `c` is the character after that.
fn escaped(
    c: char,
    rest: &mut Peekable<Chars<'_>>,
    out: &mut String,
) -> std::result::Result<(), String> {
    let octal = |c: &char| ('0'..='7').contains(c);
    match c {
        '<' | '>' | '_' => out.push(c),
        // An octal code: up to three digits, the first of them 0 or not alone.
        '0'..='7' if c == '0' || rest.peek().is_some_and(octal) => {
            let mut code = u32::from(c) - u32::from('0');
            for digit in (0..2).map_while(|_| rest.next_if(octal)) {
                code = code * 8 + u32::from(digit) - u32::from('0');
            }
            write!(out, "\\x{{{code:x}}}").expect(INFALLIBLE);
        }
        'x' | 'p' | 'P' if rest.peek() == Some(&'{') => {
            out.extend(['\\', c]);
            for c in rest.by_ref() {
                out.push(c);
                if c == '}' {
                    break;
                }
            }
        }
        c if c.is_ascii_alphanumeric() && !"ABDPQSWabdfnprstvwxz".contains(c) || !c.is_ascii() => {
            return Err(format!("invalid escape sequence: `\\{c}`"));
        }
        c => out.extend(['\\', c]),
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

const NAMED_CLASSES: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

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
                let mut name = String::new();
                for c in rest.by_ref().take_while(|&c| c != ']') {
                    name.push(c);
                }
                let bare = name.trim_matches(':').trim_start_matches('^');
                if !NAMED_CLASSES.contains(&bare) {
                    return Err(format!("invalid character class range: `[{name}]`"));
                }
                write!(out, "[{name}]").expect(INFALLIBLE);
            }
            '[' => out.push_str("\\["),
            '&' | '~' => out.extend(['\\', c]),
            '-' if rest.peek() == Some(&'-') => out.push_str("\\-"),
            '\\' => {
                let Some(c) = rest.next() else { break };
                match ascii_class(c) {
                    Some((false, members)) => out.push_str(members),
                    Some((true, members)) => write!(out, "[^{members}]").expect(INFALLIBLE),
                    None => escaped(c, rest, out)?,
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
