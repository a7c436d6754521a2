//! Text → tokens with their places, as Prometheus' own lexer splits it.
//! Comments and white space are between tokens.

use std::ops::Range;

use super::{
    error::{Error, Problem},
    literal,
};

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// An identifier or a keyword, which depends on its place.
    Word,
    Number(f64),
    /// In seconds.
    Duration(f64),
    /// The value of a string.
    Text(String),
    /// An operator, a bracket, a comma …
    Symbol,
    /// A word with a variable of Grafana's in it.
    Variable,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// In bytes of the text.
    pub(super) span: Range<usize>,
}

/// Longest first.
const SYMBOLS: [&str; 25] = [
    "==", "=~", "!=", "!~", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", "{",
    "}", "[", "]", ",", ":", "@", "!",
];

/// Splits a query. With `variables`, `$x`, `${x}` and `[[x]]` outside of
/// strings are words.
pub(super) fn tokens(text: &str, variables: bool) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut brackets = false;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        let kind = if c.is_ascii_whitespace() {
            at += 1;
            continue;
        } else if c == '#' {
            at += text[at..].find(['\n', '\r']).unwrap_or(text.len() - at);
            continue;
        } else if matches!(c, '"' | '\'' | '`') {
            at = string(text, at)?;
            let value = literal::unquote(&text[start..at]);
            Kind::Text(value.map_err(|problem| Error::at(text, start, problem))?)
        } else if let Some(end) = variable_word(text, at, !brackets).filter(|_| variables) {
            at = end;
            Kind::Variable
        } else if c.is_ascii_digit() || c == '.' {
            let (kind, end) = number(text, at)?;
            at = end;
            kind
        } else if is_word(c) || c == ':' && !brackets {
            at = word(text, at, !brackets);
            match text[start..at].to_ascii_lowercase().as_str() {
                "inf" => Kind::Number(f64::INFINITY),
                "nan" => Kind::Number(f64::NAN),
                _ => Kind::Word,
            }
        } else {
            let symbol = SYMBOLS
                .iter()
                .find(|symbol| text[at..].starts_with(**symbol));
            let symbol = symbol.filter(|symbol| **symbol != "!");
            let symbol = symbol.ok_or_else(|| Error::at(text, at, Problem::Character(c)))?;
            brackets = match *symbol {
                "[" => true,
                "]" => false,
                _ => brackets,
            };
            at += symbol.len();
            Kind::Symbol
        };
        tokens.push(Token {
            kind,
            span: start..at,
        });
    }
    Ok(tokens)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word(text: &str, start: usize, colons: bool) -> usize {
    let end = text[start..].find(|c: char| !(is_word(c) || colons && c == ':'));
    end.map_or(text.len(), |length| start + length)
}

/// Where the string that begins at `start` ends.
fn string(text: &str, start: usize) -> Result<usize, Error> {
    let quote = text.as_bytes()[start];
    let mut bytes = text.as_bytes().iter().enumerate().skip(start + 1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            byte if *byte == quote => return Ok(at + 1),
            b'\\' if quote != b'`' => {
                bytes.next();
            }
            b'\n' if quote != b'`' => break,
            _ => {}
        }
    }
    let problem = Problem::UnclosedText(char::from(quote));
    Err(Error::at(text, start, problem))
}

fn number(text: &str, start: usize) -> Result<(Kind, usize), Error> {
    let bytes = text.as_bytes();
    let run = |mut at: usize, digit: fn(&u8) -> bool| {
        while bytes
            .get(at)
            .is_some_and(|byte| digit(byte) || *byte == b'_')
        {
            at += 1;
        }
        at
    };
    let hex = matches!(bytes.get(start..start + 2), Some(b"0x" | b"0X"));
    let mut end = if hex {
        run(start + 2, u8::is_ascii_hexdigit)
    } else {
        run(start, u8::is_ascii_digit)
    };
    if !hex {
        if bytes.get(end) == Some(&b'.') {
            end = run(end + 1, u8::is_ascii_digit);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                end = run(end + 1 + sign, u8::is_ascii_digit);
            }
        }
    }
    let followed = bytes
        .get(end)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    if !followed && let Some(value) = literal::number(&text[start..end]) {
        return Ok((Kind::Number(value), end));
    }
    let end = run(end, |byte| byte.is_ascii_alphanumeric() || *byte == b'.');
    if let Some(value) = literal::duration(&text[start..end]) {
        Ok((Kind::Duration(value), end))
    } else {
        let problem = Problem::Number(text[start..end].to_owned());
        Err(Error::at(text, start, problem))
    }
}

/// Where a word that holds a variable ends; `None` when none begins here. A
/// colon is part of a name, but parts durations: `[$range:$step]`.
fn variable_word(text: &str, start: usize, colons: bool) -> Option<usize> {
    let (mut at, mut found) = (start, false);
    loop {
        if let Some(end) = variable(text, at) {
            (at, found) = (end, true);
            continue;
        }
        let plain = text[at..].chars().next();
        if plain.is_some_and(|c| is_word(c) || colons && c == ':') {
            at += 1;
        } else {
            return found.then_some(at);
        }
    }
}

/// Where the variable that begins at `start` ends.
pub(super) fn variable(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let name = |from: usize| {
        let length = rest[from..]
            .find(|c| !is_word(c))
            .unwrap_or(rest.len() - from);
        (length > 0).then_some(from + length)
    };
    if rest.starts_with("${") {
        name(2)?;
        return Some(start + rest.find('}')? + 1);
    }
    if rest.starts_with('$') {
        return Some(start + name(1)?);
    }
    if rest.starts_with("[[") {
        let end = name(2)?;
        let close = end + rest[end..].find("]]")?;
        let format = &rest[end..close];
        let sound = format.is_empty()
            || format
                .strip_prefix(':')
                .is_some_and(|name| name.chars().all(is_word));
        return sound.then_some(start + close + 2);
    }
    None
}
