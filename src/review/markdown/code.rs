//! Text from anywhere as code, which is the one thing in Markdown that nothing
//! in it can leave.

use std::fmt::Write as _;

use crate::text::{escape, escape_short};

/// Lines of a block at most.
const LINES: usize = 40;

/// Characters of a line of a block at most.
const WIDTH: usize = 1_000;

/// Text as code in a line; what hides or reorders is shown as escapes.
pub(super) fn code(text: &str) -> String {
    span(&escape(text))
}

/// The same, and long text cut with its length.
pub(super) fn short(text: &str, most: usize) -> String {
    span(&escape_short(text, most))
}

/// The same for the cell of a table, whose bars count even in code.
pub(super) fn in_table(text: &str) -> String {
    code(text).replace('|', "\\|")
}

fn span(text: &str) -> String {
    if text.is_empty() {
        return "_empty_".to_owned();
    }
    let fence = "`".repeat(longest_run(text) + 1);
    // A reader takes one space from each end, unless there is nothing else.
    let blank = text.trim_matches(' ').is_empty();
    let ends = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if ends && !blank { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Lines with a sign before each (`-`, `+`, a space) as a block that readers
/// colour.
pub(super) fn block(lines: &[(char, &str)]) -> String {
    let shown: Vec<String> = lines
        .iter()
        .take(LINES)
        .map(|(sign, line)| {
            format!(
                "{sign} {}",
                escape_short(&line.replace('\t', "    "), WIDTH)
            )
        })
        .collect();
    let longest = shown.iter().map(|line| longest_run(line)).max();
    let fence = "`".repeat((longest.unwrap_or_default() + 1).max(3));
    let mut out = format!("{fence}diff\n");
    for line in &shown {
        out += line.trim_end();
        out.push('\n');
    }
    if lines.len() > LINES {
        let _ = writeln!(out, "  … and {} more lines", lines.len() - LINES);
    }
    out + &fence + "\n"
}

/// How many backticks follow each other at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{block, code, in_table};

    #[test]
    fn nothing_leaves_code() {
        assert_eq!(code("@me #1 <b> | https://x"), "`@me #1 <b> | https://x`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(code(" "), "` `");
        assert_eq!(code("a\n\u{202e}"), "`a\\n\\u{202e}`");
        assert_eq!(code(""), "_empty_");
        assert_eq!(in_table("a|b"), "`a\\|b`");
    }

    #[test]
    fn a_block_has_a_longer_fence_than_anything_in_it() {
        assert_eq!(
            block(&[('-', "```"), ('+', "x\t")]),
            "````diff\n- ```\n+ x\n````\n"
        );
    }
}
