//! Leaves out what two large definitions of resources have in common, before
//! they are parsed: their schemas are megabytes of which a few lines differ.

use std::collections::{BTreeMap, BTreeSet};

/// Texts shorter than this are parsed as they are.
const LARGE: usize = 32 * 1024;

/// Two `CustomResourceDefinition`s without the entries of mappings that are
/// the same in both, to the byte. `None` where they are small, or are more
/// than plain mappings in block style.
pub(super) fn definitions(from: &str, to: &str) -> Option<(String, String)> {
    if from.len().min(to.len()) < LARGE || !is_plain(from) || !is_plain(to) {
        return None;
    }
    let mut short = (String::new(), String::new());
    let left: Vec<&str> = from.split_inclusive('\n').collect();
    let right: Vec<&str> = to.split_inclusive('\n').collect();
    mapping(&left, &right, 0, &mut short)?;
    Some(short)
}

/// Whether a text is one definition, in a form that lines tell: no anchors, no
/// tabs, one document.
fn is_plain(text: &str) -> bool {
    let mut kind = false;
    for (at, line) in text.lines().enumerate() {
        kind |= line == "kind: CustomResourceDefinition";
        let marker = line.starts_with("---") || line.starts_with("...");
        if marker && at > 0 || line.contains('\t') || line.starts_with('%') {
            return false;
        }
        let value = line.split_once(": ").map_or("", |(_, value)| value);
        if value.starts_with(['&', '*', '!']) || line.trim_start().starts_with("<<") {
            return false;
        }
    }
    kind
}

/// Appends the entries of two mappings that differ. `None` where the lines are
/// no mapping of this indentation.
fn mapping(from: &[&str], to: &[&str], indent: usize, short: &mut (String, String)) -> Option<()> {
    let left = entries(from, indent)?;
    let right = entries(to, indent)?;
    let by_key: BTreeMap<&str, &[&str]> = right.iter().copied().collect();
    if by_key.len() != right.len() {
        return None;
    }
    let mut seen = BTreeSet::new();
    for (key, lines) in left {
        if !seen.insert(key) {
            return None;
        }
        match by_key.get(key) {
            // A short one may be a name, which others are told by.
            Some(other) if *other == lines && lines.len() > 1 && indent > 0 => {}
            Some(other) if indent == 0 && key != "spec" => whole(lines, other, short),
            Some(other) => both(lines, other, short),
            None => short.0.extend(lines.iter().copied()),
        }
    }
    for (key, lines) in right {
        if !seen.contains(key) {
            short.1.extend(lines.iter().copied());
        }
    }
    Some(())
}

fn whole(left: &[&str], right: &[&str], short: &mut (String, String)) {
    short.0.extend(left.iter().copied());
    short.1.extend(right.iter().copied());
}

/// Appends an entry that is in both, in short where its value is a mapping, or
/// the list of versions.
fn both(left: &[&str], right: &[&str], short: &mut (String, String)) {
    let mark = (short.0.len(), short.1.len());
    let done = left != right && inside(left, right, short).is_some();
    let head = |lines: &[&str]| lines.first().map_or(0, |line| line.len());
    let empty = short.0.len() <= mark.0 + head(left) || short.1.len() <= mark.1 + head(right);
    if !done || empty {
        short.0.truncate(mark.0);
        short.1.truncate(mark.1);
        whole(left, right, short);
    }
}

fn inside(left: &[&str], right: &[&str], short: &mut (String, String)) -> Option<()> {
    let (first, second) = (left.first()?, right.first()?);
    if !first.trim_end().ends_with(':') || !second.trim_end().ends_with(':') {
        return None;
    }
    let (left, right) = (&left[1..], &right[1..]);
    let indent = width(left.first()?);
    if width(right.first()?) != indent {
        return None;
    }
    short.0.push_str(first);
    short.1.push_str(second);
    if first.trim() != "versions:" {
        return mapping(left, right, indent, short);
    }
    let (left, right) = (items(left, indent)?, items(right, indent)?);
    if left.len() != right.len() {
        return None;
    }
    for (a, b) in left.iter().zip(&right) {
        let mark = (short.0.len() + indent, short.1.len() + indent);
        let (first, second) = (a[0].replacen("- ", "  ", 1), b[0].replacen("- ", "  ", 1));
        let a: Vec<&str> = [first.as_str()]
            .into_iter()
            .chain(a[1..].iter().copied())
            .collect();
        let b: Vec<&str> = [second.as_str()]
            .into_iter()
            .chain(b[1..].iter().copied())
            .collect();
        mapping(&a, &b, indent + 2, short)?;
        for (text, at) in [(&mut short.0, mark.0), (&mut short.1, mark.1)] {
            if text.get(at..at + 2)? != "  " {
                return None;
            }
            text.replace_range(at..at + 2, "- ");
        }
    }
    Some(())
}

/// The items of a sequence of mappings.
fn items<'a, 'b>(lines: &'b [&'a str], indent: usize) -> Option<Vec<&'b [&'a str]>> {
    let begins = |line: &&str| width(line) == indent && line[indent..].starts_with("- ");
    if !lines.first().is_some_and(begins) {
        return None;
    }
    let starts = (0..lines.len()).filter(|&at| begins(&lines[at]));
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    Some(
        starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| &lines[start..end])
            .collect(),
    )
}

/// The entries of a mapping: key, and all lines of each.
fn entries<'a, 'b>(lines: &'b [&'a str], indent: usize) -> Option<Vec<(&'a str, &'b [&'a str])>> {
    let mut starts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // Most lines lie deeper.
        let width = width(line);
        if width > indent {
            continue;
        }
        let text = line.trim_end();
        if text.is_empty() || (at == 0 && text == "---") {
            continue;
        }
        if width < indent {
            return None;
        }
        let body = &text[indent..];
        // A sequence may stand as far left as the key it belongs to.
        if body.starts_with("- ") || body == "-" {
            if starts.is_empty() {
                return None;
            }
            continue;
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '$');
        let end = body.find(|c| !plain(c))?;
        let after = &body[end..];
        if end == 0 || !(after == ":" || after.starts_with(": ")) {
            return None;
        }
        starts.push((at, &body[..end]));
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    let ends: Vec<usize> = ends.chain([lines.len()]).collect();
    let entry = |(&(at, key), &end): (&(usize, &'a str), &usize)| (key, &lines[at..end]);
    Some(starts.iter().zip(&ends).map(entry).collect())
}

fn width(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::yaml;

    use super::definitions;

    fn schema(names: &[&str], minimum: usize) -> String {
        let mut text = "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: shops.example.com\nspec:\n  versions:\n  - name: v1\n    schema:\n      properties:\n        spec:\n          properties:\n".to_owned();
        for name in names {
            let words = "What it is for, at length. ".repeat(40);
            let _ = write!(
                text,
                "            {name}:\n              description: |-\n                {words}\n                key: value\n              minimum: {minimum}\n              enum:\n              - a\n              - b\n"
            );
        }
        text + "    served: true\n  - name: v2\n    served: false\n"
    }

    #[test]
    fn what_is_the_same_is_left_out_and_nothing_else() {
        let names: Vec<String> = (0..40).map(|number| format!("field{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let from = schema(&names, 1);
        let mut to = schema(&names[1..], 1);
        to = to.replacen("minimum: 1", "minimum: 2", 1);
        let (short_from, short_to) = definitions(&from, &to).expect("they are large and plain");
        assert!(
            short_from.len() + short_to.len() < 8_000,
            "{short_from}\n{short_to}"
        );
        for (short, long) in [(&short_from, &from), (&short_to, &to)] {
            let (short, long) = (yaml::parse(short), yaml::parse(long));
            let (short, long) = (short.expect("it is YAML"), long.expect("it is YAML"));
            assert_eq!(short[0]["metadata"], long[0]["metadata"]);
            let fields = "/spec/versions/0/schema/properties/spec/properties";
            let field = |name: &str| format!("{fields}/{name}");
            assert!(short[0].pointer(&field("field20")).is_none());
            let one = short[0].pointer(&field("field1")).expect("it differs");
            assert_eq!(
                one["minimum"],
                long[0].pointer(&field("field1")).expect("it is there")["minimum"]
            );
            assert_eq!(
                short[0]["spec"]["versions"][1],
                long[0]["spec"]["versions"][1]
            );
        }
        let gone = "/spec/versions/0/schema/properties/spec/properties/field0";
        assert!(
            yaml::parse(&short_from).expect("it is YAML")[0]
                .pointer(gone)
                .is_some()
        );
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        let plain = schema(&["a"; 40], 1);
        // Equal keys are for the parser to refuse.
        let other = schema(&["a"; 40], 2);
        let (short, _) = definitions(&plain, &other).expect("the outer mappings are plain");
        assert_eq!(
            short.trim_start_matches("---\n"),
            plain.trim_start_matches("---\n")
        );
        let small = schema(&["a"], 1);
        assert!(definitions(&small, &small).is_none());
        let names: Vec<String> = (0..40).map(|number| format!("f{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let anchored = schema(&names, 1).replace("minimum: 1", "minimum: &x 1");
        assert!(definitions(&anchored, &anchored).is_none());
        let two = format!("{0}---\n{0}", schema(&names, 1));
        assert!(definitions(&two, &two).is_none());
    }
}
