//! The form for comments of pull requests.

use mixgen::{
    diff::{Class, Comparison},
    review::markdown::{LONGEST, report},
};

use crate::sample::{HOSTILE, hostile, labels, many, sample};

/// What GitHub takes.
const GITHUB: usize = 65_536;

#[test]
fn it_reads_well() {
    insta::assert_snapshot!(report(&sample(), &labels()));
}

#[test]
fn nothing_changed_is_said() {
    insta::assert_snapshot!(report(&Comparison::default(), &labels()), @"
    ## Nothing changed

    `git:main` → `a fresh build`
    ");
}

#[test]
fn a_comment_is_never_too_long_and_what_is_left_out_is_counted() {
    for number in [1, 10, 200, 400, 700, 3_000] {
        let comment = report(&many(number), &labels());
        let breaks = comment.matches('\n').count();
        assert!(
            comment.encode_utf16().count() + breaks <= LONGEST,
            "{number}"
        );
        assert!(comment.chars().count() < GITHUB);
        let told = comment.matches("alert **`Alert").count();
        assert!(told > 0, "{number}");
        if told < number {
            let rest = format!(
                "… and {} more, run `mixgen diff --from git:main`",
                number - told
            );
            assert!(comment.contains(&rest), "{number}: {rest}");
        }
        assert_eq!(told == number, !comment.contains("… and "), "{number}");
    }
}

#[test]
fn the_gravest_are_kept_and_the_order_is_theirs() {
    let comparison = many(3_000);
    let comment = report(&comparison, &labels());
    let told: Vec<usize> = comment
        .split("alert **`Alert")
        .skip(1)
        .map(|rest| {
            rest.split('`')
                .next()
                .and_then(|number| number.parse().ok())
                .expect("a number")
        })
        .collect();
    assert_eq!(told, (0..told.len()).collect::<Vec<_>>());
    let pages = comparison
        .changes
        .iter()
        .filter(|change| change.class == Class::Pages)
        .count();
    assert!(told.len() >= pages, "{} of {pages}", told.len());
}

#[test]
fn folds_and_fences_are_closed_whatever_is_left_out() {
    for number in [1, 300, 3_000] {
        let comment = report(&many(number), &labels());
        assert_eq!(
            comment.matches("<details>").count(),
            comment.matches("</details>").count()
        );
        assert_eq!(
            comment
                .lines()
                .filter(|line| line.starts_with("```"))
                .count()
                % 2,
            0
        );
    }
}

#[test]
fn nothing_from_a_file_is_markup_a_mention_or_a_link() {
    for text in HOSTILE {
        let comment = report(&hostile(text), &labels());
        assert!(
            !comment.chars().any(|c| c.is_control() && c != '\n'),
            "{comment:?}"
        );
        let outside = without_code(&comment);
        let mut rest = outside.clone();
        for ours in [
            "<details>",
            "</details>",
            "<summary>",
            "</summary>",
            "<b>",
            "</b>",
            "<sub>",
            "</sub>",
        ] {
            rest = rest.replace(ours, "");
        }
        for sign in [
            "<",
            ">",
            "@",
            "http",
            "www",
            "javascript",
            "GH-",
            "[",
            "]",
            "\\",
            "0123",
        ] {
            assert!(!rest.contains(sign), "{sign} of {text:?} in {rest}");
        }
        assert!(!rest.contains("#1") && !rest.contains("#8"), "{rest}");
        let headings = rest.lines().filter(|line| line.starts_with('#'));
        assert!(headings.clone().count() <= 4, "{rest}");
        let tables = rest.lines().filter(|line| line.starts_with("|---"));
        assert_eq!(tables.count(), 1, "{rest}");
    }
}

/// A comment without its code, as `CommonMark` finds code: blocks between
/// fences, then spans between equal runs of backticks.
fn without_code(comment: &str) -> String {
    let mut kept = String::new();
    let mut fence: Option<usize> = None;
    for line in comment.lines() {
        let run = line.bytes().take_while(|byte| *byte == b'`').count();
        match fence {
            None if run >= 3 && !line[run..].contains('`') => fence = Some(run),
            None => {
                kept += line;
                kept.push('\n');
            }
            Some(open) if run >= open && line[run..].trim().is_empty() => fence = None,
            Some(_) => {}
        }
    }
    assert_eq!(fence, None, "a fence is open: {comment}");
    let mut out = String::new();
    for line in kept.lines() {
        out += &without_spans(line);
        out.push('\n');
    }
    out
}

fn without_spans(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        out += &rest[..start];
        let run = rest[start..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let inner = &rest[start + run..];
        let mut at = 0;
        let end = loop {
            let Some(next) = inner[at..].find('`') else {
                panic!("code is open: {line}");
            };
            let close = inner[at + next..]
                .bytes()
                .take_while(|byte| *byte == b'`')
                .count();
            if close == run {
                break at + next + close;
            }
            at += next + close;
        };
        out += "CODE";
        rest = &inner[end..];
    }
    out + rest
}
