//! The difference between two texts of one field, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A part of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// In both.
    Same(&'a str),
    /// In the first alone.
    Removed(&'a str),
    /// In the second alone.
    Added(&'a str),
}

/// Words, or else lines, of both texts together up to which they are compared:
/// the work grows with the square of what differs.
const MOST: usize = 4_000;

/// The difference in reading order. White space counts as equal to any other
/// white space and is shown as in `to`. Texts that have little in common, or
/// are huge, are told apart as a whole.
#[must_use]
pub fn parts<'a>(from: &'a str, to: &'a str) -> Vec<Part<'a>> {
    let whole = || {
        let mut parts = Vec::new();
        if !from.is_empty() {
            parts.push(Part::Removed(from));
        }
        if !to.is_empty() {
            parts.push(Part::Added(to));
        }
        parts
    };
    let (mut old, mut new) = (words(from), words(to));
    if old.len() + new.len() > MOST {
        let lines = |text: &'a str| text.split_inclusive('\n').collect();
        (old, new) = (lines(from), lines(to));
    }
    if old.len() + new.len() > MOST {
        return whole();
    }
    let keys = |words: &[&'a str]| -> Vec<&'a str> {
        let key = |word: &&'a str| if is_space(word) { " " } else { *word };
        words.iter().map(key).collect()
    };
    let differences = capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new));
    let ends = |words: &[&str]| -> Vec<usize> {
        let mut end = 0;
        let lengths = words.iter().map(|word| {
            end += word.len();
            end
        });
        std::iter::once(0).chain(lengths).collect()
    };
    let (old_at, new_at) = (ends(&old), ends(&new));
    // Runs of equal or different words, as byte ranges of both texts.
    let mut runs: Vec<(bool, [usize; 4])> = Vec::new();
    let mut same = 0;
    for difference in differences {
        let (tag, left, right) = difference.as_tag_tuple();
        let range = [
            old_at[left.start],
            old_at[left.end],
            new_at[right.start],
            new_at[right.end],
        ];
        let text = &to[range[2]..range[3]];
        let mut equal = tag == DiffTag::Equal;
        if equal {
            same += text.chars().filter(|c| !c.is_whitespace()).count();
            // A lone sign between two differences makes both harder to read.
            let inner = right.start > 0 && right.end < new.len();
            equal = !inner || text.chars().count() > 2 || text.contains(char::is_alphanumeric);
        }
        if let Some((previous, last)) = runs.last_mut()
            && *previous == equal
        {
            last[1] = range[1];
            last[3] = range[3];
        } else {
            runs.push((equal, range));
        }
    }
    let longest = from.chars().count().max(to.chars().count());
    if same * 4 < longest {
        return whole();
    }
    let mut parts = Vec::new();
    for (equal, [a, b, c, d]) in runs {
        if equal {
            parts.push(Part::Same(&to[c..d]));
            continue;
        }
        if a < b {
            parts.push(Part::Removed(&from[a..b]));
        }
        if c < d {
            parts.push(Part::Added(&to[c..d]));
        }
    }
    parts
}

fn is_space(word: &str) -> bool {
    word.starts_with(char::is_whitespace)
}

/// Names and numbers, runs of white space, and all else sign by sign.
fn words(text: &str) -> Vec<&str> {
    let sort = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$') => 1,
        _ => 2,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let now = sort(c);
        if last.is_some_and(|last| last != now || now == 2) {
            words.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    /// `[-removed-]{+added+}` around what is the same.
    fn told(from: &str, to: &str) -> String {
        let told = parts(from, to).into_iter().map(|part| match part {
            Part::Same(text) => text.to_owned(),
            Part::Removed(text) => format!("[-{text}-]"),
            Part::Added(text) => format!("{{+{text}+}}"),
        });
        told.collect()
    }

    #[test]
    fn a_number_or_a_name_is_the_difference() {
        assert_eq!(
            told("rate(a[5m]) > 0.1", "rate(a[5m]) > 0.25"),
            "rate(a[5m]) > [-0.1-]{+0.25+}"
        );
        assert_eq!(
            told(
                "sum by (pod) (x{job=\"a\"})",
                "sum by (pod, node) (x{job=\"a\"})"
            ),
            "sum by (pod{+, node+}) (x{job=\"a\"})"
        );
    }

    #[test]
    fn white_space_is_no_difference() {
        assert_eq!(told("a  +\n b", "a + b"), "a + b");
    }

    #[test]
    fn texts_with_little_in_common_are_told_as_a_whole() {
        assert_eq!(
            told("up == 0", "absent(kube_pod_info)"),
            "[-up == 0-]{+absent(kube_pod_info)+}"
        );
        assert_eq!(told("", "x"), "{+x+}");
    }

    #[test]
    fn long_texts_are_compared_by_lines_and_huge_ones_as_a_whole() {
        let lines = |number: usize| -> Vec<String> {
            (0..number)
                .map(|at| format!("line {at} of many\n"))
                .collect()
        };
        let mut long = lines(1_000);
        let from = long.concat();
        long[500] = "another\n".to_owned();
        let to = long.concat();
        let told = told(&from, &to);
        assert!(
            told.contains("[-line 500 of many\n-]{+another\n+}line 501"),
            "{told}"
        );
        let huge = lines(5_000).concat();
        assert_eq!(parts(&huge, &from).len(), 2);
    }

    #[test]
    fn nothing_of_either_text_is_lost() {
        for (from, to) in [("a b c", "a x c"), ("é(ü)", "é(ß)"), ("a", "a"), ("", "")] {
            let (mut left, mut right) = (String::new(), String::new());
            for part in parts(from, to) {
                match part {
                    Part::Same(text) => {
                        left += text;
                        right += text;
                    }
                    Part::Removed(text) => left += text,
                    Part::Added(text) => right += text,
                }
            }
            assert_eq!((left.as_str(), right.as_str()), (from, to));
        }
    }
}
