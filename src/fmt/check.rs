//! Holds that formatting changed nothing but what it may.

use super::lex::{Kind, Token, Trivia};
use super::text::{bare, block};

/// The number of the first token of `before` that `after` does not have in
/// the same place, with the same comments; `None` if the two mean the same.
///
/// Only these may differ: white space, the quotes of strings and of field
/// names, a comma before a closing bracket, the mark of line comments, and on
/// which side of a comma a comment stands.
pub(super) fn first_difference(before: &[Token], after: &[Token]) -> Option<usize> {
    let mut one = meanings(before).into_iter();
    let mut other = meanings(after).into_iter();
    loop {
        match (one.next(), other.next()) {
            (None, None) => return None,
            (Some((_, a)), Some((_, b))) if a == b => {}
            (Some((id, _)), _) => return Some(id),
            (None, Some(_)) => return Some(before.len() - 1),
        }
    }
}

/// What counts of a token or of a comment.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Comment(String),
    Text(String),
    Block(bool, String),
    Other(String),
}

/// All meanings, each with the number of its token.
fn meanings(tokens: &[Token]) -> Vec<(usize, Meaning)> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut open = Vec::new();
    for (id, token) in tokens.iter().enumerate() {
        let comments = token.trivia.iter().filter_map(comment);
        let comments = comments.map(|text| (id, Meaning::Comment(text)));
        let next = tokens.get(id + 1);
        let closes = next.is_some_and(|next| {
            next.kind == Kind::Symbol && matches!(next.text.as_str(), ")" | "]" | "}")
                || next.kind == Kind::Word && next.text == "for"
        });
        match token.text.as_str() {
            bracket @ ("(" | "[" | "{") if token.kind == Kind::Symbol => open.push(bracket),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
        let is_comma = token.kind == Kind::Symbol && token.text == ",";
        if is_comma {
            if !closes {
                out.push((id, Meaning::Other(token.text.clone())));
            }
            out.extend(comments);
            continue;
        }
        out.extend(comments);
        match token.kind {
            Kind::Quoted if !token.text.starts_with('@') => {
                out.push((id, Meaning::Text(bare(&token.text))));
            }
            Kind::Word if open.last() == Some(&"{") && is_field_name(tokens, id) => {
                out.push((id, Meaning::Text(token.text.clone())));
            }
            Kind::Block => {
                let block = block(&token.text);
                let lines = block.lines.join("\n");
                out.push((id, Meaning::Block(block.chomps, lines)));
            }
            _ => out.push((id, Meaning::Other(token.text.clone()))),
        }
    }
    out
}

/// A comment without its mark, its margin and its line ends.
fn comment(trivia: &Trivia) -> Option<String> {
    let text = match trivia {
        Trivia::Break { comment, .. } => comment.clone()?,
        Trivia::Inline(comment) => comment.clone(),
        Trivia::Lines { lines, .. } => {
            let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
            lines.join("\n")
        }
    };
    Some(match text.strip_prefix('#') {
        Some(rest) if !rest.starts_with('!') => format!("//{rest}"),
        _ => text,
    })
}

/// Whether a word, within braces, stands where a field has its name.
fn is_field_name(tokens: &[Token], id: usize) -> bool {
    let before = id.checked_sub(1).map(|id| tokens[id].text.as_str());
    let after = tokens.get(id + 1).map(|token| token.text.as_str());
    matches!(before, Some("{" | ",")) && matches!(after, Some(":" | "::" | ":::" | "+" | "("))
}
