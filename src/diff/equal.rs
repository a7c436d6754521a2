//! Whether two scalars mean the same, by the field they stand in.

use serde_json::Value;

use super::queries;
use crate::yaml;

/// Whether the values of the field at `path` (its names, outermost first)
/// mean the same to their reader: durations by their length, quantities by
/// their amount, `PromQL` by what it asks, numbers by value, prose without
/// regard to white space at its end.
pub(super) fn same(path: &[String], from: &Value, to: &Value) -> bool {
    if from == to {
        return true;
    }
    let key = path.last().map_or("", String::as_str);
    match (from, to) {
        (Value::String(from), Value::String(to)) => same_text(path, key, from, to),
        (Value::Number(_), Value::Number(_)) => yaml::same(from, to),
        (Value::Number(_), Value::String(_)) | (Value::String(_), Value::Number(_)) => {
            is_quantity(path) && amount_of(from).is_some_and(|from| Some(from) == amount_of(to))
        }
        _ => false,
    }
}

fn same_text(path: &[String], key: &str, from: &str, to: &str) -> bool {
    if is_query(key) {
        return queries::same(from, to);
    }
    if from.trim_end() == to.trim_end() {
        return true;
    }
    if is_duration(key) {
        let length = duration(from);
        return length.is_some() && length == duration(to);
    }
    if is_quantity(path) {
        let from = quantity(from);
        return from.is_some() && from == quantity(to);
    }
    from.contains('\r') && from.replace("\r\n", "\n").trim_end() == to.trim_end()
        || to.contains('\r') && to.replace("\r\n", "\n").trim_end() == from.trim_end()
}

/// Whether a field of this name holds `PromQL`.
pub(super) fn is_query(key: &str) -> bool {
    key == "expr"
}

/// Whether a field of this name holds a duration as Prometheus writes it.
fn is_duration(key: &str) -> bool {
    matches!(
        key,
        "for"
            | "keep_firing_for"
            | "interval"
            | "query_offset"
            | "scrape_interval"
            | "scrape_timeout"
            | "scrapeInterval"
            | "scrapeTimeout"
            | "evaluation_interval"
            | "evaluationInterval"
            | "retention"
            | "group_wait"
            | "group_interval"
            | "repeat_interval"
            | "groupWait"
            | "groupInterval"
            | "repeatInterval"
            | "resolve_timeout"
    )
}

/// Milliseconds of a duration such as `1h30m`; `None` if it is none.
pub(super) fn duration(text: &str) -> Option<u64> {
    let mut rest = text.trim();
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total = 0_u64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: u64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let end = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 7 * 86_400_000,
            "y" => 365 * 86_400_000,
            _ => return None,
        };
        total = total.checked_add(count.checked_mul(unit)?)?;
        rest = &rest[end..];
    }
    Some(total)
}

/// Whether Kubernetes reads the field at `path` as a quantity.
fn is_quantity(path: &[String]) -> bool {
    let key = path.last().map_or("", String::as_str);
    let parent = path.len().checked_sub(2).map_or("", |at| path[at].as_str());
    matches!(parent, "limits" | "requests" | "hard" | "capacity")
        || matches!(key, "sizeLimit" | "divisor")
}

fn amount_of(value: &Value) -> Option<(i128, i32)> {
    match value {
        Value::String(text) => quantity(text),
        Value::Number(number) => quantity(&number.to_string()),
        _ => None,
    }
}

/// A quantity such as `500m`, `1.5Gi` or `1e3` as digits and a power of ten,
/// in one form for equal amounts; `None` if it is none, or too large to tell.
pub(super) fn quantity(text: &str) -> Option<(i128, i32)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '+' | '-')))
        .unwrap_or(text.len());
    let (digits, suffix) = text.split_at(end);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() > 18 {
        return None;
    }
    let mut number: i128 = format!("{whole}{fraction}").parse().ok()?;
    let mut power = -i32::try_from(fraction.len()).ok()?;
    match suffix {
        "" => {}
        "n" => power -= 9,
        "u" => power -= 6,
        "m" => power -= 3,
        "k" => power += 3,
        "M" => power += 6,
        "G" => power += 9,
        "T" => power += 12,
        "P" => power += 15,
        "E" => power += 18,
        "Ki" => number <<= 10,
        "Mi" => number <<= 20,
        "Gi" => number <<= 30,
        "Ti" => number <<= 40,
        "Pi" => number <<= 50,
        "Ei" => number <<= 60,
        exponent => {
            let exponent: i32 = exponent.strip_prefix(['e', 'E'])?.parse().ok()?;
            power = power.checked_add(exponent)?;
        }
    }
    while number != 0 && number % 10 == 0 {
        number /= 10;
        power += 1;
    }
    Some(if number == 0 { (0, 0) } else { (number, power) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{duration, quantity, same};

    #[test]
    fn durations_are_equal_by_length() {
        assert_eq!(duration("1h30m"), duration("90m"));
        assert_eq!(duration("300s"), Some(300_000));
        assert_eq!(duration("1d"), duration("24h"));
        for none in ["", "5", "m", "5x", "5 m", "99999999999999999999y"] {
            assert_eq!(duration(none), None, "{none}");
        }
    }

    #[test]
    fn quantities_are_equal_by_amount() {
        for (left, right) in [
            ("1000m", "1"),
            ("1Gi", "1024Mi"),
            ("1e3", "1k"),
            ("0.5", "500m"),
            ("0", "0Mi"),
            ("1.50", "1.5"),
        ] {
            assert_eq!(quantity(left), quantity(right), "{left} {right}");
            assert!(quantity(left).is_some());
        }
        assert_ne!(quantity("1G"), quantity("1Gi"));
        for none in ["", "m", "1x", "e", "1e", "1e99999999999"] {
            assert_eq!(quantity(none), None, "{none}");
        }
    }

    #[test]
    fn a_quantity_is_one_only_in_its_field() {
        let path = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        let limits = path(&["resources", "limits", "cpu"]);
        assert!(same(&limits, &json!("1000m"), &json!(1)));
        assert!(!same(&path(&["data", "cpu"]), &json!("1000m"), &json!("1")));
        assert!(!same(&path(&["data", "x"]), &json!("1"), &json!(1)));
        assert!(same(&path(&["for"]), &json!("5m"), &json!("300s")));
        assert!(!same(&path(&["summary"]), &json!("5m"), &json!("300s")));
    }
}
