//! YAML scalars: plain where no reader of YAML 1.1 or 1.2 takes the text for
//! something else, a literal block for several lines, else quotes.
//!
//! Single quotes where nothing needs an escape; double quotes for control
//! characters, for what does not show (line separators, byte order marks,
//! bidirectional controls) and where they spare doubling a `'`.

use memchr::memchr;
use serde_json::Value;

use super::super::number;

const CONTROL: u8 = 1;
const NEWLINE: u8 = 2;
const TAB: u8 = 4;
const NOT_ASCII: u8 = 8;
/// `:` or `#`, which end a plain scalar beside a space.
const INDICATOR: u8 = 16;
const SINGLE_QUOTE: u8 = 32;
/// What needs an escape inside double quotes.
const DOUBLE_QUOTED_ESCAPE: u8 = 64;

static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte < 0x20 || byte == 0x7f {
            table[byte] = CONTROL;
        } else if byte >= 0x80 {
            table[byte] = NOT_ASCII;
        }
        byte += 1;
    }
    table[b'\n' as usize] = NEWLINE;
    table[b'\t' as usize] = TAB;
    table[b':' as usize] = INDICATOR;
    table[b'#' as usize] = INDICATOR;
    table[b'\'' as usize] = SINGLE_QUOTE;
    table[b'"' as usize] = DOUBLE_QUOTED_ESCAPE;
    table[b'\\' as usize] = DOUBLE_QUOTED_ESCAPE;
    table
};

/// Where a scalar stands.
#[derive(Clone, Copy)]
pub(super) enum Room {
    /// It is the document.
    Top,
    /// It follows `key: ` or `- `; the lines of a block stand at this indent,
    /// two more than the key or dash.
    Indent(usize),
}

/// Appends a scalar or an empty collection, and the newline after it.
pub(super) fn write(value: &Value, room: Room, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => number::write(number, out),
        Value::Array(_) => out.extend_from_slice(b"[]"),
        Value::Object(_) => out.extend_from_slice(b"{}"),
        Value::String(text) => {
            let class = classify(text.as_bytes());
            if class & NEWLINE != 0 && block(text, class, room, out) {
                return;
            }
            one_line(text, class, out);
        }
    }
    out.push(b'\n');
}

/// Appends a mapping's key, on one line.
pub(super) fn key(text: &str, out: &mut Vec<u8>) {
    one_line(text, classify(text.as_bytes()), out);
}

fn classify(bytes: &[u8]) -> u8 {
    bytes
        .iter()
        .fold(0, |class, &byte| class | CLASS[usize::from(byte)])
}

fn one_line(text: &str, class: u8, out: &mut Vec<u8>) {
    let (escapes, quotes) = if class & NOT_ASCII == 0 {
        (false, false)
    } else {
        (
            text.chars().any(needs_escape),
            text.chars().any(looks_like_space),
        )
    };
    if escapes || class & (CONTROL | NEWLINE | TAB) != 0 {
        double_quoted(text, out);
    } else if !quotes && is_plain(text.as_bytes(), class) {
        out.extend_from_slice(text.as_bytes());
    } else if class & SINGLE_QUOTE != 0 && class & DOUBLE_QUOTED_ESCAPE == 0 {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        single_quoted(text.as_bytes(), class, out);
    }
}

/// Whether `text`, which holds no control character, is read as this very
/// text without quotes, as a value and as a key, by YAML 1.1 and 1.2.
fn is_plain(text: &[u8], class: u8) -> bool {
    let (Some(&first), Some(&last)) = (text.first(), text.last()) else {
        return false;
    };
    if last == b' ' {
        return false;
    }
    let starts_well = match first {
        b'a'..=b'z' | b'A'..=b'Z' => !is_word(text),
        b'/' | b'(' | b')' | b'$' | b'^' | b';' | b'\\' | 0x80.. => true,
        b'0'..=b'9' => !looks_like_number(text),
        b'_' => text.iter().any(u8::is_ascii_alphabetic),
        b'-' => {
            let dashes = if text.get(1) == Some(&b'-') { 2 } else { 1 };
            text.get(dashes).is_some_and(u8::is_ascii_alphabetic)
        }
        _ => false,
    };
    if !starts_well {
        return false;
    }
    class & INDICATOR == 0
        || (last != b':'
            && !text
                .windows(2)
                .any(|pair| matches!(pair, [b':', b' '] | [b' ', b'#'])))
}

/// Words that are booleans, nulls or numbers to some reader, in any case.
fn is_word(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 12] = [
        b"y",
        b"n",
        b"yes",
        b"no",
        b"on",
        b"off",
        b"true",
        b"false",
        b"null",
        b"nan",
        b"inf",
        b"infinity",
    ];
    text.len() <= 8 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether `text`, which begins with a digit, might be an integer (decimal,
/// octal, hexadecimal, binary, base 60, with underscores), a float, a date or
/// a time to some reader. Says yes too often rather than too seldom.
fn looks_like_number(text: &[u8]) -> bool {
    if let [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..] = text {
        return true;
    }
    text.iter().all(|byte| {
        matches!(
            byte,
            b'0'..=b'9'
                | b'.'
                | b'_'
                | b'+'
                | b'-'
                | b':'
                | b' '
                | b'e'
                | b'E'
                | b't'
                | b'T'
                | b'z'
                | b'Z'
        )
    })
}

/// Characters that YAML forbids or folds into a line break, and those that
/// make a reviewer see another text than the reader gets.
fn needs_escape(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{feff}'
    ) || u32::from(character) & 0xfffe == 0xfffe
}

fn looks_like_space(character: char) -> bool {
    !character.is_ascii() && (character.is_whitespace() || character == '\u{200b}')
}

fn single_quoted(text: &[u8], class: u8, out: &mut Vec<u8>) {
    out.push(b'\'');
    if class & SINGLE_QUOTE == 0 {
        out.extend_from_slice(text);
    } else {
        for &byte in text {
            if byte == b'\'' {
                out.push(b'\'');
            }
            out.push(byte);
        }
    }
    out.push(b'\'');
}

fn double_quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut copied = 0;
    for (index, character) in text.char_indices() {
        let short: &[u8] = match character {
            '"' => b"\\\"",
            '\\' => b"\\\\",
            '\n' => b"\\n",
            '\r' => b"\\r",
            '\t' => b"\\t",
            '\0' => b"\\0",
            '\u{1}'..='\u{1f}' | '\u{7f}' => b"",
            character if character.is_ascii() || !needs_escape(character) => continue,
            _ => b"",
        };
        out.extend_from_slice(&text.as_bytes()[copied..index]);
        copied = index + character.len_utf8();
        if short.is_empty() {
            let code = u32::from(character);
            let (letter, digits) = if code > 0xffff { (b'U', 8) } else { (b'u', 4) };
            out.extend_from_slice(&[b'\\', letter]);
            for digit in (0..digits).rev() {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.push(HEX[(code >> (4 * digit)) as usize & 15]);
            }
        } else {
            out.extend_from_slice(short);
        }
    }
    out.extend_from_slice(&text.as_bytes()[copied..]);
    out.push(b'"');
}

/// Appends `text` as a literal block with its last newline, if a block keeps
/// every byte of it; else appends nothing and returns false.
fn block(text: &str, class: u8, room: Room, out: &mut Vec<u8>) -> bool {
    let bytes = text.as_bytes();
    if class & CONTROL != 0 || (class & NOT_ASCII != 0 && text.chars().any(needs_escape)) {
        return false;
    }
    let body = text.trim_end_matches('\n').len();
    if bytes[..body].iter().all(|byte| b" \t\n".contains(byte)) {
        return false;
    }
    // Readers guess the indent by the first line, so it is said where that
    // line begins with white space; at the top they disagree on what the
    // number counts from.
    let guessed = !matches!(bytes[0], b' ' | b'\t' | b'\n');
    let indent = match room {
        Room::Indent(indent) => indent,
        Room::Top if guessed => 2,
        Room::Top => return false,
    };
    out.push(b'|');
    if !guessed {
        out.push(b'2');
    }
    match bytes.len() - body {
        0 => out.push(b'-'),
        1 => {}
        _ => out.push(b'+'),
    }
    out.push(b'\n');
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        if end > 0 {
            out.resize(out.len() + indent, b' ');
            out.extend_from_slice(&rest[..end]);
        }
        out.push(b'\n');
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    true
}
