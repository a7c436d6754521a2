//! What a YAML scalar means to Go's readers.

use super::yaml::Dialect;

/// A resolved scalar.
#[derive(Debug, PartialEq)]
pub(super) enum Scalar {
    /// `~`, `null`, nothing.
    Null,
    /// `true`, and `yes` in the older dialect.
    Bool(bool),
    /// Any number, in every base.
    Number(f64),
    /// `<<` without quotes.
    Merge,
    /// Everything else.
    Text,
}

/// Resolves `text`, a scalar without quotes and without a tag. Infinities and
/// NaN come back as numbers.
pub(super) fn resolve(text: &str, dialect: Dialect) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        "<<" => return Scalar::Merge,
        ".nan" | ".NaN" | ".NAN" => return Scalar::Number(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Scalar::Number(f64::INFINITY);
        }
        "-.inf" | "-.Inf" | "-.INF" => return Scalar::Number(f64::NEG_INFINITY),
        _ => {}
    }
    if dialect == Dialect::Kubernetes {
        match text {
            "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return Scalar::Bool(true),
            "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => return Scalar::Bool(false),
            _ => {}
        }
    }
    number(text).map_or(Scalar::Text, Scalar::Number)
}

/// Octal with a leading zero, underscores, `0x`, `0o`, `0b`, and floats.
fn number(text: &str) -> Option<f64> {
    match text.bytes().next()? {
        b'.' => float(text),
        b'+' | b'-' | b'0'..=b'9' => {
            let digits = text.replace('_', "");
            integer(&digits).or_else(|| float(&digits))
        }
        _ => None,
    }
}

fn integer(text: &str) -> Option<f64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let lower = digits.get(..2).map(str::to_ascii_lowercase);
    let (digits, radix) = match lower.as_deref() {
        Some("0x") => (&digits[2..], 16),
        Some("0o") => (&digits[2..], 8),
        Some("0b") => (&digits[2..], 2),
        Some(two) if two.starts_with('0') => (&digits[1..], 8),
        _ => (digits, 10),
    };
    if !digits.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    if negative && magnitude > 1 << 63 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "Jsonnet numbers are floats")]
    let magnitude = magnitude as f64;
    // Minus nothing is nothing, as for an integer.
    Some(if negative && magnitude > 0.0 {
        -magnitude
    } else {
        magnitude
    })
}

/// A decimal float that fits; `1e400` is text.
fn float(text: &str) -> Option<f64> {
    let decimal = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    if !text.chars().all(decimal) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Whether `text` looks like a date or a time stamp, which Tanka's reader turns
/// into RFC 3339: the text it makes of it, dates at midnight UTC.
pub(super) fn timestamp(text: &str) -> Option<String> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some((text.as_bytes()[at], &text[at + 1..]))),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = parts.next().filter(|part| part.len() == 4)?;
    let month = two_digits(parts.next()?, 1, 12)?;
    let day = two_digits(parts.next()?, 1, 31)?;
    if parts.next().is_some() || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if day.parse::<u32>().ok()? > days(year.parse().ok()?, month.parse().ok()?) {
        return None;
    }
    let clock = match time {
        None => "00:00:00Z".to_owned(),
        Some((b' ', time)) => clock(time)? + "Z",
        Some((_, time)) => {
            let at = time.find(['Z', '+', '-'])?;
            let zone = &time[at..];
            clock(&time[..at])? + zone_offset(zone)?
        }
    };
    Some(format!("{year}-{month}-{day}T{clock}"))
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn zone_offset(zone: &str) -> Option<&str> {
    match zone {
        "Z" | "+00:00" | "-00:00" => Some("Z"),
        _ => {
            let (hours, minutes) = zone[1..].split_once(':')?;
            let fits = hours.len() == 2 && minutes.len() == 2;
            two_digits(hours, 0, 23).filter(|_| fits)?;
            two_digits(minutes, 0, 59)?;
            Some(zone)
        }
    }
}

fn clock(time: &str) -> Option<String> {
    let (whole, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = whole.split(':');
    let hours = two_digits(parts.next()?, 0, 23)?;
    let minutes = two_digits(parts.next()?, 0, 59)?;
    let seconds = two_digits(parts.next()?, 0, 59)?;
    let digits = fraction.len() <= 9 && fraction.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !digits {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{hours}:{minutes}:{seconds}{point}{fraction}"))
}

/// One or two digits within the bounds, as two.
fn two_digits(text: &str, least: u8, most: u8) -> Option<String> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let value: u8 = text.parse().ok()?;
    (digits && (least..=most).contains(&value)).then(|| format!("{value:02}"))
}
