//! The scanner: finds where strings, comments and brackets are.
//!
//! Where a token ends is decided as the evaluator's lexer does it, block
//! comments excepted; a token that it refuses ends the scan.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::depth::Depth;
use super::{Limits, RawKind, SourceErrorKind};

/// What has to change in a source.
#[derive(Default)]
pub(super) struct Found {
    /// Insides of block comments to blank.
    pub(super) blank: Vec<Range<usize>>,
    /// Carriage returns within line comments, which do not end them.
    pub(super) carriage_returns: Vec<usize>,
    /// Paths of raw imports.
    pub(super) raw: Vec<RawLiteral>,
    /// Behind the `in` of each third or later `for` of a comprehension, in
    /// order.
    pub(super) late: Vec<usize>,
}

impl Found {
    pub(super) fn is_empty(&self) -> bool {
        self.blank.is_empty()
            && self.carriage_returns.is_empty()
            && self.raw.is_empty()
            && self.late.is_empty()
    }
}

/// The path of a raw import.
pub(super) struct RawLiteral {
    /// What lies between the quotes, in bytes; not empty.
    pub(super) range: Range<usize>,
    pub(super) kind: RawKind,
}

/// Scans `source`, which is UTF-8; the error is an offset and its cause.
pub(super) fn scan(source: &[u8], limits: Limits) -> Result<Found, (usize, SourceErrorKind)> {
    let mut found = Found::default();
    let mut depth = Depth::new(limits);
    let mut raw: Option<RawKind> = None;
    // Between the third or later `for` of a comprehension and its `in`.
    let mut late = false;
    let mut begins_member = false;
    let mut at = 0;

    while let Some(&byte) = source.get(at) {
        let start = at;
        at += 1;
        let located = |kind| (start, kind);
        match CLASS[usize::from(byte)] {
            Class::Space => continue,
            Class::Word => {
                at = end_of_word(source, at);
                let word = &source[start..at];
                raw = None;
                if KEYWORD_LENGTH.contains(&word.len()) {
                    match keyword(word, begins_member, &mut depth).map_err(located)? {
                        Keyword::RawImport(kind) => raw = Some(kind),
                        Keyword::For(before) => late = before >= 2,
                        Keyword::In if std::mem::take(&mut late) => found.late.push(at),
                        Keyword::In | Keyword::Other => {}
                    }
                }
            }
            Class::Digit => {
                at = end_of_number(source, at);
                raw = None;
            }
            Class::Operator => {
                match operator(source, start, &mut found) {
                    Operator::Simple(end) => {
                        depth.level().map_err(located)?;
                        at = end;
                    }
                    Operator::TextBlock(end) => at = end,
                    Operator::Comment(end) => {
                        at = end;
                        continue;
                    }
                    Operator::Broken => break,
                }
                raw = None;
            }
            Class::Assign => {
                if source.get(at) == Some(&b'=') {
                    at += 1;
                    depth.level().map_err(located)?;
                }
                raw = None;
            }
            Class::Hash => {
                at = end_of_line(source, at, &mut found.carriage_returns);
                continue;
            }
            Class::Quote | Class::At => {
                let Some(string) = string(source, start) else {
                    break;
                };
                at = string.end;
                if let Some(kind) = raw.take().filter(|_| string.is_plain) {
                    let range = string.start..string.end - 1;
                    if can_be_marked(source[range.start]) {
                        found.raw.push(RawLiteral { range, kind });
                    }
                }
            }
            Class::Open => {
                depth.open(byte == b'{').map_err(located)?;
                if byte != b'(' {
                    raw = None;
                }
                if byte == b'{' {
                    begins_member = true;
                    continue;
                }
            }
            Class::Close => {
                depth.close().map_err(located)?;
                raw = None;
            }
            Class::Comma => {
                depth.comma();
                begins_member = true;
                raw = None;
                continue;
            }
            Class::Semicolon => {
                depth.semicolon().map_err(located)?;
                raw = None;
            }
            Class::Other => raw = None,
        }
        begins_member = false;
    }
    depth
        .finish()
        .map_err(|kind| (source.len().saturating_sub(1), kind))?;
    Ok(found)
}

/// What begins with a byte of an operator, and where it ends.
enum Operator {
    Simple(usize),
    TextBlock(usize),
    Comment(usize),
    Broken,
}

#[inline]
fn operator(source: &[u8], start: usize, found: &mut Found) -> Operator {
    let byte = source[start];
    let at = start + 1;
    let next = source.get(at).copied().unwrap_or(0);
    match (byte, next) {
        (b'/', b'*') => {
            let inside = at + 1;
            let Some(length) = memmem::find(&source[inside..], b"*/") else {
                return Operator::Broken;
            };
            let end = inside + length;
            if misread(&source[inside..=end]) {
                found.blank.push(inside..end);
            }
            Operator::Comment(end + 2)
        }
        (b'/', b'/') => Operator::Comment(end_of_line(source, at, &mut found.carriage_returns)),
        (b'|', b'|') if source.get(at + 1) == Some(&b'|') => {
            end_of_text_block(source, at + 2).map_or(Operator::Broken, Operator::TextBlock)
        }
        (b'<' | b'>' | b'!', b'=') => Operator::Simple(at + 1),
        (b'&' | b'|' | b'<' | b'>', _) if next == byte => Operator::Simple(at + 1),
        _ => Operator::Simple(at),
    }
}

/// The first byte of a token says what it is.
#[derive(Clone, Copy)]
enum Class {
    Space,
    Word,
    Digit,
    Operator,
    Assign,
    Hash,
    Quote,
    At,
    Open,
    Close,
    Comma,
    Semicolon,
    Other,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'!' | b'~' | b'&' | b'|' | b'^' | b'<' | b'>' => {
                Class::Operator
            }
            b'=' => Class::Assign,
            b'#' => Class::Hash,
            b'"' | b'\'' => Class::Quote,
            b'@' => Class::At,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b',' => Class::Comma,
            b';' => Class::Semicolon,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};

const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(CLASS[byte], Class::Word | Class::Digit);
        byte += 1;
    }
    table
};

const KEYWORD_LENGTH: std::ops::RangeInclusive<usize> = 2..=9;

#[inline]
fn end_of_word(source: &[u8], mut at: usize) -> usize {
    while source.get(at).is_some_and(|b| IN_WORD[usize::from(*b)]) {
        at += 1;
    }
    at
}

/// What a word means to the scan.
enum Keyword {
    RawImport(RawKind),
    /// With how many its comprehension has before it.
    For(usize),
    /// The operator or a part of `for`.
    In,
    Other,
}

/// Counts a keyword.
#[inline]
fn keyword(
    word: &[u8],
    begins_member: bool,
    depth: &mut Depth,
) -> Result<Keyword, SourceErrorKind> {
    let keyword = match word {
        b"if" | b"error" | b"import" | b"function" => Keyword::Other,
        b"for" => Keyword::For(depth.clause()),
        b"in" => Keyword::In,
        b"importstr" => Keyword::RawImport(RawKind::Str),
        b"importbin" => Keyword::RawImport(RawKind::Bin),
        b"local" | b"assert" => {
            depth.statement(begins_member)?;
            return Ok(Keyword::Other);
        }
        _ => return Ok(Keyword::Other),
    };
    depth.level()?;
    Ok(keyword)
}

/// Whether a path that begins with `first` (a quote, if it is empty) can be
/// told from its marked form.
fn can_be_marked(first: u8) -> bool {
    !first.is_ascii_control() && !matches!(first, b'"' | b'\'')
}

/// After the first digit: a keyword may follow a number without a space, and
/// the sign of an exponent is no operator.
pub(crate) fn end_of_number(source: &[u8], mut at: usize) -> usize {
    let is = |at: usize, test: fn(&u8) -> bool| source.get(at).is_some_and(test);
    let digits = |mut at: usize| {
        while is(at, |b| b.is_ascii_digit() || *b == b'_') {
            at += 1;
        }
        at
    };
    at = digits(at);
    if is(at, |b| *b == b'.') && is(at + 1, u8::is_ascii_digit) {
        at = digits(at + 1);
    }
    if is(at, |b| matches!(b, b'e' | b'E')) {
        let sign = usize::from(is(at + 1, |b| matches!(b, b'+' | b'-')));
        if is(at + 1 + sign, u8::is_ascii_digit) {
            at = digits(at + 1 + sign);
        }
    }
    at
}

/// Whether the evaluator's lexer misses the end of a block comment; `inside`
/// goes from behind `/*` up to and including the closing star. The lexer
/// reads stars in pairs, so that an even run hides the last one.
fn misread(inside: &[u8]) -> bool {
    let run = inside.iter().rev().take_while(|b| **b == b'*').count();
    run.is_multiple_of(2)
}

/// The offset of the newline that ends a line comment, or of the end.
fn end_of_line(source: &[u8], mut at: usize, carriage_returns: &mut Vec<usize>) -> usize {
    loop {
        match memchr2(b'\n', b'\r', &source[at..]) {
            None => return source.len(),
            Some(length) => at += length,
        }
        if source[at] == b'\n' || source.get(at + 1) == Some(&b'\n') {
            return at;
        }
        carriage_returns.push(at);
        at += 1;
    }
}

/// A string in quotes.
pub(crate) struct Quoted {
    /// Behind the opening quote.
    pub(crate) start: usize,
    /// Behind the closing quote.
    pub(crate) end: usize,
    /// Whether its value is what is written.
    pub(crate) is_plain: bool,
}

/// The string whose quote or `@` is at `start`; `None` if it has no end.
#[inline]
pub(crate) fn string(source: &[u8], start: usize) -> Option<Quoted> {
    match source[start] {
        b'@' => match source.get(start + 1) {
            Some(&quote @ (b'"' | b'\'')) => verbatim_string(source, start + 2, quote),
            _ => None,
        },
        quote => plain_string(source, start + 1, quote),
    }
}

#[inline]
fn plain_string(source: &[u8], start: usize, quote: u8) -> Option<Quoted> {
    let mut at = start;
    let mut is_plain = true;
    loop {
        at += memchr2(quote, b'\\', source.get(at..)?)?;
        if source[at] == quote {
            let end = at + 1;
            return Some(Quoted {
                start,
                end,
                is_plain,
            });
        }
        is_plain = false;
        at += 2;
    }
}

fn verbatim_string(source: &[u8], start: usize, quote: u8) -> Option<Quoted> {
    let mut end = start;
    let mut is_plain = true;
    loop {
        end += memchr(quote, source.get(end..)?)? + 1;
        if source.get(end) != Some(&quote) {
            return Some(Quoted {
                start,
                end,
                is_plain,
            });
        }
        is_plain = false;
        end += 1;
    }
}

/// Behind the closing `|||` of a text block; `at` is behind the opening one.
/// `None` where the grammar is broken.
pub(crate) fn end_of_text_block(source: &[u8], mut at: usize) -> Option<usize> {
    let run =
        |at: usize, test: fn(u8) -> bool| source[at..].iter().take_while(|b| test(**b)).count();
    if source.get(at) == Some(&b'-') {
        at += 1;
    }
    at += run(at, |b| matches!(b, b' ' | b'\t' | b'\r'));
    if source.get(at) != Some(&b'\n') {
        return None;
    }
    at += run(at, |b| b == b'\n');
    let width = run(at, |b| matches!(b, b' ' | b'\t'));
    let indent = &source[at..at + width];
    if indent.is_empty() {
        return None;
    }
    while source[at..].starts_with(indent) {
        at += width;
        at += memchr(b'\n', &source[at..])?;
        at += run(at, |b| b == b'\n');
    }
    at += run(at, |b| matches!(b, b' ' | b'\t'));
    source[at..].starts_with(b"|||").then_some(at + 3)
}
