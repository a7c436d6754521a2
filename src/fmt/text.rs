//! Strings: how they are written, and what they are worth.

/// A text block taken apart.
pub(super) struct Block<'a> {
    /// Whether it has no newline at its end (`|||-`).
    pub(super) chomps: bool,
    /// Its lines as they are in its value.
    pub(super) lines: Vec<&'a str>,
    /// The number of the line whose indentation is that of the block.
    pub(super) measure: usize,
}

/// Takes a text block apart.
pub(super) fn block(text: &str) -> Block<'_> {
    let mut lines: Vec<&str> = text.split('\n').skip(1).collect();
    lines.pop();
    let measure = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let indent = lines.get(measure).map_or(0, |line| {
        line.len() - line.trim_start_matches([' ', '\t']).len()
    });
    for line in &mut lines {
        *line = line.get(indent..).unwrap_or("");
    }
    Block {
        chomps: text.starts_with("|||-"),
        lines,
        measure,
    }
}

/// A string in double quotes, in single quotes; in double quotes after all if
/// that saves escapes. Verbatim strings and text blocks stay.
pub(super) fn requote(text: &str) -> String {
    let Some(quote @ ('"' | '\'')) = text.chars().next() else {
        return text.to_owned();
    };
    let inside = &text[1..text.len() - 1];
    let has = |wanted| plain_quotes(inside).any(|found| found == wanted);
    let wanted = match (has('\''), has('"')) {
        (true, false) => '"',
        (true, true) => quote,
        _ => '\'',
    };
    let mut out = String::with_capacity(text.len());
    out.push(wanted);
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(escaped @ ('"' | '\'')) if escaped != wanted => out.push(escaped),
                escaped => {
                    out.push('\\');
                    out.extend(escaped);
                }
            },
            c => out.push(c),
        }
    }
    out.push(wanted);
    out
}

/// The quotes in the value of a string.
fn plain_quotes(inside: &str) -> impl Iterator<Item = char> {
    inside.chars().filter(|c| matches!(c, '"' | '\''))
}

/// What a string in quotes is without them, with its quotes unescaped; what
/// other escapes stand for is left open.
pub(super) fn bare(text: &str) -> String {
    let inside = &text[1..text.len() - 1];
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some(quote @ ('"' | '\'')) => out.push(quote),
            other => {
                out.push('\\');
                out.extend(other);
            }
        }
    }
    out
}

/// Whether a field may be named `text` without quotes.
pub(super) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !super::parse::KEYWORDS.contains(&text)
}
