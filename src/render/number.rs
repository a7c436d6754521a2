//! Numbers: one spelling each, the same in YAML and JSON, that every reader
//! takes for the number it is.

use std::io::Write;

use serde_json::Number;

/// 2^63: whole floats below it are written as integers, as Jsonnet prints
/// them; they fit `int64`, and reading them as a float gives them back.
const INTEGER_LIMIT: f64 = 9_223_372_036_854_775_808.0;
/// Below this a fraction is written with an exponent, as JavaScript does.
const SMALLEST_POSITIONAL: f64 = 1e-6;

/// Appends `number`: integers as digits, other floats in the shortest form
/// that reads back equal. A float always has a point, and a signed exponent if
/// any: YAML 1.1 takes `1e21` for text.
pub(super) fn write(number: &Number, out: &mut Vec<u8>) {
    const TO_VEC: &str = "writing to a Vec never fails";
    if let Some(integer) = number.as_i64() {
        integer_digits(integer.unsigned_abs(), integer < 0, out);
        return;
    }
    if let Some(integer) = number.as_u64() {
        integer_digits(integer, false, out);
        return;
    }
    let float = number
        .as_f64()
        .expect("a number that is no integer is a float without `arbitrary_precision`");
    let magnitude = float.abs();
    if float == 0.0 {
        let text: &[u8] = if float.is_sign_negative() {
            b"-0.0"
        } else {
            b"0"
        };
        out.extend_from_slice(text);
    } else if magnitude < INTEGER_LIMIT && float.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        integer_digits(magnitude as u64, float < 0.0, out);
    } else if (SMALLEST_POSITIONAL..INTEGER_LIMIT).contains(&magnitude) {
        write!(out, "{float}").expect(TO_VEC);
    } else {
        let start = out.len();
        write!(out, "{float:e}").expect(TO_VEC);
        let e = out[start..]
            .iter()
            .position(|&byte| byte == b'e')
            .expect("`{:e}` writes an exponent")
            + start;
        if out[e + 1] != b'-' {
            out.insert(e + 1, b'+');
        }
        if !out[start..e].contains(&b'.') {
            out.splice(e..e, *b".0");
        }
    }
}

fn integer_digits(mut magnitude: u64, negative: bool, out: &mut Vec<u8>) {
    let mut buffer = [0; 20];
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = b'0' + u8::try_from(magnitude % 10).expect("a digit");
        magnitude /= 10;
        if magnitude == 0 {
            break;
        }
    }
    if negative {
        out.push(b'-');
    }
    out.extend_from_slice(&buffer[start..]);
}
