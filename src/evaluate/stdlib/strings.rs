//! Functions on strings.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::fmt::Write as _;

use jrsonnet_evaluator::{
    Either, IBytes, IStr, ObjValueBuilder, Result, Val,
    function::builtin,
    typed::{Either2, FromUntyped},
    val::{ArrValue, IndexableVal, equals},
};

use super::{INFALLIBLE, failure};

/// Replaces what differs from go-jsonnet.
pub(super) fn extend(library: &mut ObjValueBuilder) {
    library
        .method("base64", builtin_base64 {})
        .method("base64Decode", builtin_base64_decode {})
        .method("char", builtin_char_from {})
        .method("contains", builtin_contains {})
        .method("decodeUTF8", builtin_decode_utf8 {})
        .method("endsWith", builtin_ends_with {})
        .method("equalsIgnoreCase", builtin_equals_ignore_case {})
        .method("escapeStringBash", builtin_escape_string_bash {})
        .method("escapeStringDollars", builtin_escape_string_dollars {})
        .method("escapeStringJson", builtin_escape_string_json {})
        .method("escapeStringPython", builtin_escape_string_python {})
        .method("escapeStringXML", builtin_escape_string_xml {})
        .method("isNull", builtin_is_null {})
        .method("member", builtin_member {})
        .method("parseInt", builtin_parse_int {})
        .method("repeat", builtin_repeat {})
        .method("sha1", builtin_sha1 {})
        .method("sha256", builtin_sha256 {})
        .method("sha3", builtin_sha3 {})
        .method("sha512", builtin_sha512 {})
        .method("split", builtin_split {})
        .method("splitLimit", builtin_split_limit {})
        .method("splitLimitR", builtin_split_limit_r {})
        .method("startsWith", builtin_starts_with {})
        .method("trim", builtin_trim {});
}

#[builtin]
fn builtin_base64(input: Either![IStr, IBytes]) -> Result<String> {
    if let Either2::A(text) = &input
        && let Some(beyond) = text.chars().find(|&c| u32::from(c) > 255)
    {
        return Err(failure(format!(
            "`std.base64` takes code points up to 255, got {}; use `std.base64(std.encodeUTF8(…))`",
            u32::from(beyond),
        )));
    }
    Ok(jrsonnet_stdlib::builtin_base64(input))
}

#[builtin]
fn builtin_base64_decode(str: IStr) -> Result<String> {
    Ok(replace_invalid(
        jrsonnet_stdlib::builtin_base64_decode_bytes(str)?.as_slice(),
    ))
}

#[builtin]
fn builtin_decode_utf8(arr: IBytes) -> String {
    replace_invalid(arr.as_slice())
}

/// Decodes UTF-8, each byte that is no part of a character as U+FFFD.
fn replace_invalid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

#[builtin]
fn builtin_char_from(n: f64) -> Result<char> {
    if !(0.0..=f64::from(u32::from(char::MAX))).contains(&n) {
        return Err(failure(format!("{n} is no Unicode code point")));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(char::from_u32(n as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[builtin]
fn builtin_contains(arr: ArrValue, elem: Val) -> Result<bool> {
    holds(&arr, &elem)
}

#[builtin]
fn builtin_member(arr: IndexableVal, x: Val) -> Result<bool> {
    match arr {
        IndexableVal::Str(text) => Ok(text.contains(&*IStr::from_untyped(x)?)),
        IndexableVal::Arr(items) => holds(&items, &x),
    }
}

fn holds(items: &ArrValue, wanted: &Val) -> Result<bool> {
    for item in items.iter() {
        if equals(&item?, wanted)? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[builtin]
fn builtin_starts_with(a: Either![IStr, ArrValue], b: Either![IStr, ArrValue]) -> Result<bool> {
    match (&a, &b) {
        (Either2::A(_), Either2::A(_)) | (Either2::B(_), Either2::B(_)) => {
            jrsonnet_stdlib::builtin_starts_with(a, b)
        }
        _ => Ok(false),
    }
}

#[builtin]
fn builtin_ends_with(a: Either![IStr, ArrValue], b: Either![IStr, ArrValue]) -> Result<bool> {
    match (&a, &b) {
        (Either2::A(_), Either2::A(_)) | (Either2::B(_), Either2::B(_)) => {
            jrsonnet_stdlib::builtin_ends_with(a, b)
        }
        _ => Ok(false),
    }
}

#[builtin]
fn builtin_equals_ignore_case(str1: IStr, str2: IStr) -> bool {
    str1.chars().map(fold).eq(str2.chars().map(fold))
}

/// Folds the case of one character to one character.
fn fold(c: char) -> char {
    fn single(mut mapped: impl Iterator<Item = char>, c: char) -> char {
        match (mapped.next(), mapped.next()) {
            (Some(only), None) => only,
            _ => c,
        }
    }
    let upper = single(c.to_uppercase(), c);
    single(upper.to_lowercase(), upper)
}

#[builtin]
fn builtin_escape_string_bash(str_: Val) -> Result<String> {
    Ok(jrsonnet_stdlib::builtin_escape_string_bash(
        str_.to_string()?.to_string(),
    ))
}

#[builtin]
fn builtin_escape_string_dollars(str_: Val) -> Result<String> {
    Ok(str_.to_string()?.replace('$', "$$"))
}

#[builtin]
fn builtin_escape_string_json(str_: Val) -> Result<String> {
    Ok(quoted(&str_.to_string()?))
}

#[builtin]
fn builtin_escape_string_python(str: Val) -> Result<String> {
    Ok(quoted(&str.to_string()?))
}

#[builtin]
fn builtin_escape_string_xml(str_: Val) -> Result<String> {
    Ok(jrsonnet_stdlib::builtin_escape_string_xml(
        str_.to_string()?.to_string(),
    ))
}

/// `text` in double quotes, control characters escaped (C1 and U+007F too).
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                write!(out, "\\u{:04x}", u32::from(c)).expect(INFALLIBLE);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[builtin]
fn builtin_is_null(x: Val) -> bool {
    matches!(x, Val::Null)
}

#[builtin]
fn builtin_parse_int(str: IStr) -> Result<f64> {
    let number: i64 = str
        .parse()
        .map_err(|_| failure(format!("`{str}` is not a base 10 integer")))?;
    #[expect(clippy::cast_precision_loss, reason = "Jsonnet numbers are floats")]
    Ok(number as f64)
}

#[builtin]
fn builtin_repeat(what: Either![IStr, ArrValue], count: i32) -> Result<Val> {
    jrsonnet_stdlib::builtin_repeat(what, count.max(0).unsigned_abs())
}

#[builtin]
fn builtin_sha1(s: IStr) -> String {
    jrsonnet_stdlib::builtin_sha1(s)
}

#[builtin]
fn builtin_sha256(s: IStr) -> String {
    jrsonnet_stdlib::builtin_sha256(s)
}

#[builtin]
fn builtin_sha3(s: IStr) -> String {
    jrsonnet_stdlib::builtin_sha3(s)
}

#[builtin]
fn builtin_sha512(s: IStr) -> String {
    jrsonnet_stdlib::builtin_sha512(s)
}

#[builtin]
fn builtin_split(str: IStr, c: IStr) -> Result<ArrValue> {
    separator("split", &c)?;
    Ok(str.split(c.as_str()).map(Val::string).collect())
}

#[builtin]
fn builtin_split_limit(str: IStr, c: IStr, maxsplits: i32) -> Result<ArrValue> {
    separator("splitLimit", &c)?;
    let c = c.as_str();
    Ok(match pieces("splitLimit", maxsplits)? {
        None => str.split(c).map(Val::string).collect(),
        Some(pieces) => str.splitn(pieces, c).map(Val::string).collect(),
    })
}

#[builtin]
fn builtin_split_limit_r(str: IStr, c: IStr, maxsplits: i32) -> Result<ArrValue> {
    separator("splitLimitR", &c)?;
    let pieces = pieces("splitLimitR", maxsplits)?.unwrap_or(usize::MAX);
    let mut parts: Vec<Val> = str.rsplitn(pieces, c.as_str()).map(Val::string).collect();
    parts.reverse();
    Ok(parts.into())
}

fn separator(function: &str, c: &str) -> Result<()> {
    if c.is_empty() {
        return Err(failure(format!("`std.{function}`: the separator is empty")));
    }
    Ok(())
}

/// How many pieces `maxsplits` allows; `None` for any number.
fn pieces(function: &str, maxsplits: i32) -> Result<Option<usize>> {
    match maxsplits {
        -1 => Ok(None),
        0.. => Ok(Some(maxsplits.unsigned_abs() as usize + 1)),
        _ => Err(failure(format!(
            "`std.{function}`: `maxsplits` must be -1 or more, got {maxsplits}"
        ))),
    }
}

#[builtin]
fn builtin_trim(str: IStr) -> String {
    str.trim().to_owned()
}
