//! Text that came from somewhere else, made fit for a person's terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `c` moves the cursor, hides itself or reorders its neighbours:
/// C0 and C1 controls, line and paragraph separators, bidirectional marks,
/// embeddings and isolates, zero-width and tag characters.
#[must_use]
pub fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// `text` with every deceptive character written as an escape (`\n`, `\t`,
/// `\r`, otherwise `\u{202e}`); borrowed when there is none.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_deceptive) else {
        return Cow::Borrowed(text);
    };
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(&text[..first]);
    for c in text[first..].chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if is_deceptive(c) => {
                write!(shown, "\\u{{{:x}}}", u32::from(c)).expect("a String takes any text");
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// `text` escaped and, when it is longer than `most` characters, cut there
/// with an ellipsis and its full length in bytes.
#[must_use]
pub fn escape_short(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => escape(text),
        Some((end, _)) => Cow::Owned(format!("{}… ({} bytes)", escape(&text[..end]), text.len())),
    }
}

/// The known name that `name` was most likely meant to be: the nearest one
/// by edits (case does not count), if a third of the letters or fewer differ.
/// Of equally near ones, the first.
#[must_use]
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let allowed = (name.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The bytes that standard base64 stands for, white space ignored; `None` when
/// `text` is none.
#[must_use]
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end().trim_end_matches('=').bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'\n' | b'\r' | b' ' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

/// `bytes` in standard base64, padded.
#[must_use]
pub fn to_base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, did_you_mean, escape, escape_short, to_base64};

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["", "KubePodNotReady", "größer 日本 \\u{202e}"] {
            assert!(matches!(escape(text), std::borrow::Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn what_moves_a_cursor_or_hides_is_shown() {
        assert_eq!(
            escape("a\n\x1b[2Jb\u{202e}c\u{feff}\u{85}"),
            "a\\n\\u{1b}[2Jb\\u{202e}c\\u{feff}\\u{85}"
        );
        assert_eq!(escape_short("abcdef", 3), "abc… (6 bytes)");
        assert_eq!(escape_short("abc", 3), "abc");
    }

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        let known = ["discord", "email", "opsgenie"];
        assert_eq!(did_you_mean("dicsord", known), Some("discord"));
        assert_eq!(did_you_mean("OpsGenie", known), Some("opsgenie"));
        assert_eq!(did_you_mean("slack", known), None);
        assert_eq!(did_you_mean("x", []), None);
    }

    #[test]
    fn base64_is_decoded() {
        let read = |text| base64(text).and_then(|bytes| String::from_utf8(bytes).ok());
        for (text, bytes) in [
            ("", ""),
            ("YQ==", "a"),
            ("YWI=", "ab"),
            ("YWI", "ab"),
            ("YWJj", "abc"),
            ("YWJj\nZGVm\n", "abcdef"),
            ("w6kKfj8+", "é\n~?>"),
        ] {
            assert_eq!(read(text).as_deref(), Some(bytes), "{text}");
        }
        assert_eq!(base64("a-b"), None);
        for bytes in [&b""[..], b"a", b"ab", b"abc", b"\xff\xfe\xfd\xfc"] {
            let text = to_base64(bytes);
            assert_eq!(text.len() % 4, 0);
            assert_eq!(base64(&text).as_deref(), Some(bytes));
        }
    }
}
