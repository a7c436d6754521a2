//! Strings and numbers: from their text as Go reads it, and back.

use super::error::Problem;

/// The value of a quoted string, quotes included.
pub(super) fn unquote(quoted: &str) -> Result<String, Problem> {
    let inner = &quoted[1..quoted.len() - 1];
    if quoted.starts_with('`') || !inner.contains('\\') {
        return Ok(inner.to_owned());
    }
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = rest[at + 1..].chars().next().ok_or(Problem::Escape)?;
        rest = &rest[at + 1 + escape.len_utf8()..];
        let mut digits = |count: usize, radix| {
            let digits = rest.get(..count).ok_or(Problem::Escape)?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, radix).ok().filter(|_| plain);
            rest = &rest[count..];
            code.ok_or(Problem::Escape)
        };
        match escape {
            'a' => bytes.push(0x07),
            'b' => bytes.push(0x08),
            'f' => bytes.push(0x0c),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'v' => bytes.push(0x0b),
            '\\' => bytes.push(b'\\'),
            quote @ ('"' | '\'') if quoted.starts_with(quote) => bytes.push(quote as u8),
            'x' => bytes.push(u8::try_from(digits(2, 16)?).expect("two digits make a byte")),
            'u' | 'U' => {
                let code = digits(if escape == 'u' { 4 } else { 8 }, 16)?;
                let c = char::from_u32(code).ok_or(Problem::Escape)?;
                bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            first @ '0'..='7' => {
                let code = (first as u32 - '0' as u32) << 6 | digits(2, 8)?;
                bytes.push(u8::try_from(code).map_err(|_| Problem::Escape)?);
            }
            _ => return Err(Problem::Escape),
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).map_err(|_| Problem::Escape)
}

/// A string between double quotes that means `value`.
pub(super) fn quote(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for c in value.chars() {
        match c {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The matcher `name="value"`.
pub(super) fn matcher(name: &str, value: &str) -> String {
    let value = quote(value);
    if is_label(name) {
        format!("{name}={value}")
    } else {
        format!("{}={value}", quote(name))
    }
}

/// Whether `name` can stand before a match operator without quotes.
pub(super) fn is_label(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The value of a number: whole ones may be hexadecimal or, after a zero,
/// octal; `_` may part digits.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.replace('_', "").to_ascii_lowercase();
    if let Some(digits) = plain.strip_prefix("0x") {
        return whole(digits, 16);
    }
    let octal = plain
        .strip_prefix('0')
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()));
    octal
        .and_then(|digits| whole(digits, 8))
        .or_else(|| plain.parse().ok())
}

#[expect(clippy::cast_precision_loss, reason = "Go rounds here, too")]
fn whole(digits: &str, radix: u32) -> Option<f64> {
    let unsigned = digits.starts_with(|c: char| c.is_ascii_hexdigit());
    let value = i64::from_str_radix(digits, radix).ok()?;
    unsigned.then_some(value as f64)
}

/// A number as text that `PromQL` reads back.
pub(super) fn write_number(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Inf" } else { "-Inf" }.to_owned()
    } else {
        number.to_string()
    }
}

/// Units of durations in the order in which they may follow each other, in
/// milliseconds.
const UNITS: [(&str, u64); 7] = [
    ("y", 365 * 86_400_000),
    ("w", 7 * 86_400_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// Seconds of a duration such as `1h30m`; `None` when it is none.
pub(super) fn duration(text: &str) -> Option<f64> {
    let (mut rest, mut total, mut next) = (text, 0_u64, 0);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let letters = rest[digits..]
            .bytes()
            .take_while(u8::is_ascii_lowercase)
            .count();
        let unit = &rest[digits..digits + letters];
        let place = UNITS.iter().position(|(name, _)| *name == unit)?;
        if place < next || digits == 0 {
            return None;
        }
        next = place + 1;
        let count: u64 = rest[..digits].parse().ok()?;
        total = total.checked_add(count.checked_mul(UNITS[place].1)?)?;
        rest = &rest[digits + letters..];
    }
    #[expect(clippy::cast_precision_loss, reason = "the longest is far below 2^53")]
    let seconds = total as f64 / 1e3;
    (next > 0 && seconds <= LONGEST).then_some(seconds)
}

/// Seconds that Go's durations hold at most.
pub(super) const LONGEST: f64 = 9_223_372_036.854;
