//! What a scalar of YAML means to Go's readers.
//!
//! Plain scalars only: `~` and `null`; booleans; integers in base 2, 8 (`0o7`
//! and `07`), 10 and 16, with underscores; floats. Base 60 is text to them, and
//! so are dates to most. Seen in gopkg.in/yaml.v2, yaml.v3 and sigs.k8s.io/yaml.

use granit_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

use super::{Dialect, time};
use crate::text::base64;

/// Where tags such as `!!int` are at home.
const NAMESPACE: &str = "tag:yaml.org,2002:";

/// A scalar's meaning.
pub(super) struct Scalar {
    pub(super) value: Value,
    /// It is a word that is a boolean to some readers and text to others.
    pub(super) ambiguous: bool,
    /// It is a plain `<<`.
    pub(super) merge: bool,
}

/// Decides what `text` is.
pub(super) fn resolve(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    dialect: Dialect,
) -> Result<Scalar, String> {
    let mut scalar = Scalar {
        value: Value::Null,
        ambiguous: false,
        merge: false,
    };
    let wanted = match tag {
        None if style == ScalarStyle::Plain => None,
        None => Some("str"),
        Some(tag) => meant(tag, dialect)?,
    };
    scalar.value = match wanted {
        None => {
            scalar.merge = tag.is_none() && text == "<<";
            scalar.ambiguous = boolean_in_yaml_1_1(text).is_some();
            plain(text, dialect)?
        }
        Some("str") => Value::String(text.to_owned()),
        Some("binary") => {
            let bytes = base64(text).ok_or("`!!binary` holds no base64")?;
            Value::String(String::from_utf8_lossy(&bytes).into_owned())
        }
        Some(wanted) => of_type(wanted, text, dialect)?,
    };
    Ok(scalar)
}

/// What a tag says of a scalar: a type; nothing where it is as if without.
fn meant(tag: &Tag, dialect: Dialect) -> Result<Option<&str>, String> {
    if let Some(known) = tag.core_suffix() {
        return Ok(Some(known));
    }
    if tag.original() == "!" {
        return Ok(Some("str"));
    }
    if !dialect.ignores_tags() {
        return Err(format!("tag `{}` is not known", tag.original()));
    }
    Ok(match tag.suffix_in_namespace(NAMESPACE).as_deref() {
        Some("binary") => Some("binary"),
        Some("timestamp") if dialect.dates_are_times() => None,
        _ => Some("str"),
    })
}

/// The value of a scalar whose tag says its type.
fn of_type(wanted: &str, text: &str, dialect: Dialect) -> Result<Value, String> {
    let value = match resolved(text, dialect)? {
        Value::Number(number) if wanted == "float" => float(number.as_f64().unwrap_or_default())?,
        value => value,
    };
    let fits = match &value {
        Value::Null => wanted == "null",
        Value::Bool(_) => wanted == "bool",
        Value::Number(number) => wanted == if number.is_f64() { "float" } else { "int" },
        Value::String(_) | Value::Array(_) | Value::Object(_) => false,
    };
    if fits {
        Ok(value)
    } else {
        Err(format!("`{text}` is no `!!{wanted}`"))
    }
}

/// The value of a scalar without quotes and tag.
fn plain(text: &str, dialect: Dialect) -> Result<Value, String> {
    if dialect.dates_are_times()
        && let Some(time) = time::stamp(text)
    {
        return Ok(Value::String(time));
    }
    resolved(text, dialect)
}

fn resolved(text: &str, dialect: Dialect) -> Result<Value, String> {
    let Some(&first) = text.as_bytes().first() else {
        return Ok(Value::Null);
    };
    let known = match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text)?,
        b'~' | b'n' | b'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Some(Value::Null),
        b't' | b'T' if matches!(text, "true" | "True" | "TRUE") => Some(Value::Bool(true)),
        b'f' | b'F' if matches!(text, "false" | "False" | "FALSE") => Some(Value::Bool(false)),
        _ if dialect.words_are_booleans() => boolean_in_yaml_1_1(text).map(Value::Bool),
        _ => None,
    };
    Ok(known.unwrap_or_else(|| Value::String(text.to_owned())))
}

fn boolean_in_yaml_1_1(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// The number that `text` is, `None` if it is text.
fn number(text: &str) -> Result<Option<Value>, String> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_special = |words: [&str; 3]| words.contains(&unsigned);
    if is_special([".inf", ".Inf", ".INF"])
        || (unsigned.len() == text.len() && is_special([".nan", ".NaN", ".NAN"]))
    {
        return Err(format!("JSON has no number `{text}`"));
    }
    if text.starts_with('.') {
        return Ok(if is_float(text) { finite(text) } else { None });
    }
    if looks_like_date(text) {
        return Ok(None);
    }
    let digits = text.replace('_', "");
    if let Some(integer) = integer(&digits) {
        return Ok(Some(integer));
    }
    Ok(if is_float(&digits) {
        finite(&digits)
    } else {
        None
    })
}

/// A float in decimal digits; `None` if it is too large for one.
fn finite(text: &str) -> Option<Value> {
    let float: f64 = text.parse().ok()?;
    Number::from_f64(float).map(Value::Number)
}

fn float(float: f64) -> Result<Value, String> {
    Number::from_f64(float)
        .map(Value::Number)
        .ok_or_else(|| "the number is too large".to_owned())
}

/// `[-+]?` digits in base 10, or in another after `0x`, `0o`, `0b` or `0`,
/// that fit 64 bits (a sign leaves 63).
fn integer(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (base, digits) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &unsigned[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &unsigned[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &unsigned[2..]),
        [b'0', _, ..] => (8, &unsigned[1..]),
        _ => (10, unsigned),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, base).ok()?;
    if unsigned.len() == text.len() {
        return Some(Value::from(magnitude));
    }
    let magnitude = i128::from(magnitude);
    let value = if text.starts_with('-') {
        -magnitude
    } else {
        magnitude
    };
    i64::try_from(value).ok().map(Value::from)
}

/// `[-+]? (digits [. digits] | . digits) [e [-+]? digits]`.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_fits =
        all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    mantissa_fits
        && exponent.is_none_or(|exponent| {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !digits.is_empty() && all_digits(digits)
        })
}

/// Four digits and a `-`, as every date begins; no number does.
fn looks_like_date(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, c, d, b'-', ..] if [a, b, c, d].into_iter().all(u8::is_ascii_digit))
}
