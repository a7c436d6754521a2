//! Splits Jsonnet source into tokens, each with the trivia before it.

use super::{FmtError, place};
use crate::source::scan;

/// A token and what stands before it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) trivia: Vec<Trivia>,
    /// Where the token began, in bytes.
    pub(super) offset: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    Number,
    /// A string in quotes, verbatim or not.
    Quoted,
    /// A text block.
    Block,
    Symbol,
    /// The end of the source; its text is empty.
    End,
}

/// Line breaks and comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trivia {
    /// The end of a line that holds more than a comment, and the blank lines
    /// after it.
    Break {
        comment: Option<String>,
        blank_lines: usize,
    },
    /// A comment between tokens.
    Inline(String),
    /// A comment on lines of its own, and the blank lines after it. The first
    /// line begins with the mark of the comment; the others have lost as much
    /// white space as stood before that mark.
    Lines {
        lines: Vec<String>,
        blank_lines: usize,
    },
}

impl Trivia {
    pub(super) const BREAK: Self = Self::Break {
        comment: None,
        blank_lines: 0,
    };
}

/// Whether what follows `trivia` begins a line.
pub(super) fn breaks_line(trivia: &[Trivia]) -> bool {
    trivia
        .iter()
        .any(|one| matches!(one, Trivia::Break { .. } | Trivia::Lines { .. }))
}

const SYMBOLS: [&str; 15] = [
    ":::", "...", "::", "||", "&&", "==", "!=", "<=", ">=", "<<", ">>", "??", "+", "-", "=",
];

/// All tokens of `source`, a token of kind [`Kind::End`] last.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, FmtError> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        let (trivia, start) = trivia(source, at)?;
        let Some(&first) = bytes.get(start) else {
            tokens.push(Token {
                kind: Kind::End,
                text: String::new(),
                trivia,
                offset: start,
            });
            return Ok(tokens);
        };
        let rest = &source[start..];
        let (kind, end) = match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
                let length = rest.bytes().take_while(is_word).count();
                (Kind::Word, start + length)
            }
            b'0'..=b'9' => (Kind::Number, scan::end_of_number(bytes, start + 1)),
            b'"' | b'\'' | b'@' => {
                let string = scan::string(bytes, start)
                    .ok_or_else(|| place(source, start, "a string that ends"))?;
                (Kind::Quoted, string.end)
            }
            b'|' if rest.starts_with("|||") => {
                let end = scan::end_of_text_block(bytes, start + 3)
                    .ok_or_else(|| place(source, start, "a text block that ends"))?;
                (Kind::Block, end)
            }
            b'+' | b'-' | b'*' | b'/' | b'%' | b'!' | b'~' | b'&' | b'|' | b'^' | b'<' | b'>'
            | b'=' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b';' | b':' | b'.' | b'$'
            | b'?' => {
                let long = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol));
                (Kind::Symbol, start + long.map_or(1, |symbol| symbol.len()))
            }
            _ => return Err(place(source, start, "Jsonnet")),
        };
        tokens.push(Token {
            kind,
            text: source[start..end].to_owned(),
            trivia,
            offset: start,
        });
        at = end;
    }
}

/// The trivia from `at`, and where it ends.
fn trivia(source: &str, start: usize) -> Result<(Vec<Trivia>, usize), FmtError> {
    let mut found = Vec::new();
    let mut at = start;
    let mut fresh_line = at == 0;
    loop {
        let rest = &source[at..];
        if rest.starts_with([' ', '\t', '\r']) {
            at += 1;
        } else if rest.starts_with('\n') {
            at += 1;
            match found.last_mut() {
                Some(Trivia::Break { blank_lines, .. } | Trivia::Lines { blank_lines, .. }) => {
                    *blank_lines += 1;
                }
                None if start == 0 => {}
                _ => found.push(Trivia::BREAK),
            }
            fresh_line = true;
        } else if rest.starts_with('#') || rest.starts_with("//") {
            let end = rest.find('\n').map_or(source.len(), |length| at + length);
            let comment = source[at..end].trim_end().to_owned();
            at = (end + 1).min(source.len());
            found.push(if fresh_line {
                Trivia::Lines {
                    lines: vec![comment],
                    blank_lines: 0,
                }
            } else {
                Trivia::Break {
                    comment: Some(comment),
                    blank_lines: 0,
                }
            });
            fresh_line = true;
        } else if let Some(inside) = rest.strip_prefix("/*") {
            let length = inside
                .find("*/")
                .ok_or_else(|| place(source, at, "a comment that ends"))?
                + 4;
            let comment = &rest[..length];
            let after = rest[length..].trim_start_matches([' ', '\t', '\r']);
            let ends_line = after.is_empty() || after.starts_with('\n');
            if comment.contains('\n') || fresh_line && ends_line {
                if !fresh_line {
                    found.push(Trivia::BREAK);
                }
                found.push(Trivia::Lines {
                    lines: comment_lines(source, at, length),
                    blank_lines: 0,
                });
                at += length;
                if ends_line {
                    at = (source.len() - after.len() + 1).min(source.len());
                }
                fresh_line = true;
            } else {
                found.push(Trivia::Inline(comment.to_owned()));
                at += length;
                fresh_line = false;
            }
        } else {
            return Ok((found, at));
        }
    }
}

/// The lines of a block comment, moved left to where it began.
fn comment_lines(source: &str, at: usize, length: usize) -> Vec<String> {
    let line_start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &source[line_start..at];
    let margin = before.len() - before.trim_start_matches([' ', '\t']).len();
    source[at..at + length]
        .split('\n')
        .enumerate()
        .map(|(index, line)| {
            let line = line.trim_end();
            let white = line.len() - line.trim_start_matches([' ', '\t']).len();
            let cut = if index == 0 { 0 } else { white.min(margin) };
            line[cut..].to_owned()
        })
        .collect()
}
