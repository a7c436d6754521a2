//! Two queries side by side, token by token.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::lex;

/// What became of a piece of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Equal,
    /// In the first only.
    Removed,
    /// In the second only.
    Added,
}

/// A piece of the text, with the white space and comments before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What became of it.
    pub change: Change,
    /// Equal pieces are as the second query writes them.
    pub text: String,
}

/// What turns query `a` into query `b`: pieces that are equal and added make
/// `b`; those that are equal and removed make `a`, white space and comments aside.
/// Takes any text: what is no query is compared word by word.
#[must_use]
pub fn difference(a: &str, b: &str) -> Vec<Span> {
    let (old, new) = (pieces(a), pieces(b));
    let bare = |pieces: &[Piece<'_>]| -> Vec<String> {
        pieces.iter().map(|piece| piece.bare.to_owned()).collect()
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |change, pieces: &[Piece<'_>]| {
        let text: String = pieces.iter().map(|piece| piece.whole).collect();
        match spans.last_mut() {
            Some(last) if last.change == change => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => spans.push(Span { change, text }),
        }
    };
    for operation in capture_diff_slices(Algorithm::Myers, &bare(&old), &bare(&new)) {
        if matches!(operation, DiffOp::Equal { .. }) {
            push(Change::Equal, &new[operation.new_range()]);
        } else {
            push(Change::Removed, &old[operation.old_range()]);
            push(Change::Added, &new[operation.new_range()]);
        }
    }
    spans
}

struct Piece<'a> {
    /// With what stands before it.
    whole: &'a str,
    bare: &'a str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut add = |span: std::ops::Range<usize>| {
        pieces.push(Piece {
            whole: &text[begin..span.end],
            bare: &text[span.clone()],
        });
        begin = span.end;
    };
    match lex::tokens(text, true) {
        Ok(tokens) => tokens.into_iter().for_each(|token| add(token.span)),
        Err(_) => words(text).for_each(&mut add),
    }
    if begin < text.len() {
        pieces.push(Piece {
            whole: &text[begin..],
            bare: text[begin..].trim(),
        });
    }
    pieces
}

/// Words, and all other characters one by one.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(|c: char| !c.is_whitespace())?;
        let start = at;
        let first = text[at..].chars().next().expect("something was found");
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_word(first) {
            text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at)
        } else {
            first.len_utf8()
        };
        at += length;
        Some(start..at)
    })
}
