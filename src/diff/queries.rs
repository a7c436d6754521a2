//! What the comparison asks of `PromQL`.

use promql_parser::parser::{
    self, Expr,
    token::{T_GTE, T_GTR, T_LAND, T_LOR, T_LSS, T_LTE, T_LUNLESS, TokenType},
};

use crate::promql;

/// Longer queries, and queries with deeper brackets, are compared word by word.
const LONG: usize = 10_000;
const DEEP: usize = 60;

/// Whether two queries ask the same.
pub(super) fn same(from: &str, to: &str) -> bool {
    from == to
        || words(from).eq(words(to))
        || is_modest(from) && is_modest(to) && promql::same(from, to)
}

/// Whether a parser that recurses may read it.
fn is_modest(text: &str) -> bool {
    let (mut depth, mut signs, mut most) = (0_usize, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'-' | b'+' => signs += 1,
            b' ' | b'\n' | b'\t' => {}
            _ => signs = 0,
        }
        most = most.max(depth).max(signs);
    }
    text.len() <= LONG && most <= DEEP
}

/// The text without the white space around its words; strings are words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let start = at;
        let &first = bytes.get(at)?;
        at += 1;
        if matches!(first, b'"' | b'\'' | b'`') {
            while let Some(&byte) = bytes.get(at) {
                at += 1;
                if byte == b'\\' && first != b'`' && at < bytes.len() {
                    at += 1;
                } else if byte == first {
                    break;
                }
            }
            while !text.is_char_boundary(at) {
                at += 1;
            }
        } else if is_word(first) {
            while bytes.get(at).copied().is_some_and(is_word) {
                at += 1;
            }
        }
        Some(&text[start..at])
    })
}

/// Whether the second of two alerts' queries is true sooner than the first,
/// where nothing but thresholds differ, and all in one direction.
pub(super) fn fires_sooner(from: &str, to: &str) -> Option<bool> {
    if !is_modest(from) || !is_modest(to) {
        return None;
    }
    let is_number = |text: &str| text.trim().trim_start_matches('-').parse::<f64>().is_ok();
    let spans = promql::difference(from, to);
    let differs = |span: &&promql::Span| span.change != promql::Change::Equal;
    if !spans
        .iter()
        .filter(differs)
        .all(|span| is_number(&span.text))
    {
        return None;
    }
    let (left, right) = (thresholds(from)?, thresholds(to)?);
    if left.len() != right.len() {
        return None;
    }
    let mut sooner = None;
    for ((a, rises), (b, also)) in left.into_iter().zip(right) {
        if a.to_bits() == b.to_bits() {
            continue;
        }
        let this = (b < a) == rises?;
        if rises != also || sooner.is_some_and(|other| other != this) {
            return None;
        }
        sooner = Some(this);
    }
    sooner
}

/// All numbers of a query, and of each that is a threshold whether what is
/// compared must rise to it.
fn thresholds(text: &str) -> Option<Vec<(f64, Option<bool>)>> {
    let tree = parser::parse(text).ok()?;
    let mut numbers = Vec::new();
    walk(&tree, Some(true), &mut numbers);
    Some(numbers)
}

/// `straight`: whether the node being true makes the whole true, if that is
/// known.
fn walk(node: &Expr, straight: Option<bool>, numbers: &mut Vec<(f64, Option<bool>)>) {
    match node {
        Expr::NumberLiteral(number) => numbers.push((number.val, None)),
        Expr::Paren(inner) => walk(&inner.expr, straight, numbers),
        Expr::Binary(binary) if binary.op.is_comparison_operator() => {
            let rises = straight.zip(rises(binary.op)).map(|(a, b)| a == b);
            side(&binary.lhs, rises.map(|rises| !rises), numbers);
            side(&binary.rhs, rises, numbers);
        }
        Expr::Binary(binary) => {
            let (left, right) = match binary.op.id() {
                T_LAND | T_LOR => (straight, straight),
                T_LUNLESS => (straight, straight.map(|straight| !straight)),
                _ => (None, None),
            };
            walk(&binary.lhs, left, numbers);
            walk(&binary.rhs, right, numbers);
        }
        Expr::Aggregate(aggregate) => {
            walk(&aggregate.expr, None, numbers);
            if let Some(parameter) = &aggregate.param {
                walk(parameter, None, numbers);
            }
        }
        Expr::Call(call) => {
            for argument in &call.args.args {
                walk(argument, None, numbers);
            }
        }
        Expr::Unary(unary) => walk(&unary.expr, None, numbers),
        Expr::Subquery(subquery) => walk(&subquery.expr, None, numbers),
        Expr::StringLiteral(_)
        | Expr::VectorSelector(_)
        | Expr::MatrixSelector(_)
        | Expr::Extension(_) => {}
    }
}

/// One side of a comparison; a number is a threshold, which the other side
/// `rises` to or falls to.
fn side(node: &Expr, rises: Option<bool>, numbers: &mut Vec<(f64, Option<bool>)>) {
    match node {
        Expr::NumberLiteral(number) => numbers.push((number.val, rises)),
        Expr::Paren(inner) => side(&inner.expr, rises, numbers),
        Expr::Unary(unary) if matches!(*unary.expr, Expr::NumberLiteral(_)) => {
            let at = numbers.len();
            side(&unary.expr, rises, numbers);
            numbers[at].0 = -numbers[at].0;
        }
        other => walk(other, None, numbers),
    }
}

/// Whether a comparison is true of what lies above its right side.
fn rises(operator: TokenType) -> Option<bool> {
    match operator.id() {
        T_GTR | T_GTE => Some(true),
        T_LSS | T_LTE => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{fires_sooner, same};

    #[test]
    fn thresholds_have_a_direction() {
        for (from, to, expected) in [
            ("up > 5", "up > 3", Some(true)),
            ("up > 5", "up > 7", Some(false)),
            ("up < 5", "up < 7", Some(true)),
            ("5 < up", "7 < up", Some(false)),
            ("up > -5", "up > -7", Some(true)),
            ("a > 1 unless b > 5", "a > 1 unless b > 3", Some(false)),
            ("a > 1 and b < 5", "a > 0.5 and b < 6", Some(true)),
            ("a > 1 and b < 5", "a > 0.5 and b < 4", None),
            ("sum(a > 5) > 1", "sum(a > 4) > 1", None),
            ("a > 5", "b > 3", None),
            ("a * 2 > 5", "a * 3 > 5", None),
            ("rate(a[5m]) > 1", "rate(a[10m]) > 1", None),
            ("a == 5", "a == 4", None),
            ("a > 5", "a > 5", None),
        ] {
            assert_eq!(fires_sooner(from, to), expected, "{from} → {to}");
        }
    }

    #[test]
    fn what_is_not_asked_does_not_count() {
        assert!(same("sum( a{x=\"1\",y=\"2\"} )", "sum(a{y='2', x=\"1\"})"));
        assert!(same("(a)", "a"));
        assert!(!same("a{x=\"b c\"}", "a{x=\"b  c\"}"));
        assert!(!same("a b", "ab"));
        assert!(!same("'\\", "'\\'"));
        let deep = format!("{}a{}", "(".repeat(9_000), ")".repeat(9_000));
        assert!(!same(&deep, "a"));
    }
}
