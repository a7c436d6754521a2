//! The number that an alert's query compares with.

use std::ops::Range;

use promql_parser::parser::Expr;

use super::{Error, Problem, Query, literal, parse, visit};

/// The number literal that the only comparison of a query compares with.
///
/// # Errors
/// As for [`parse`]; no comparison, more than one, or one without a literal: a
/// product of numbers is none.
pub fn threshold(text: &str) -> Result<f64, Error> {
    let query = parse(text)?;
    query.threshold().map(|literal| literal.value)
}

/// The query with `number` in the place of its threshold, and nothing else
/// changed.
///
/// # Errors
/// As for [`threshold`]; infinities and NaN.
pub fn with_threshold(text: &str, number: f64) -> Result<String, Error> {
    let query = parse(text)?;
    let literal = query.threshold()?;
    if !number.is_finite() {
        return Err(Error::nowhere(Problem::NotFinite(number)));
    }
    let mut edited = text.to_owned();
    edited.replace_range(literal.span, &literal::write_number(number));
    let mut tree = query.tree.clone();
    let mut index = 0;
    replace(&mut tree, &mut index, literal.index, number);
    query.confirm(&edited, &tree)?;
    Ok(edited)
}

struct Literal {
    value: f64,
    /// Which of the query's literals it is.
    index: usize,
    /// In bytes of the text, with its sign.
    span: Range<usize>,
}

impl Query {
    fn threshold(&self) -> Result<Literal, Error> {
        let mut comparisons = Vec::new();
        let mut literals = 0;
        visit::nodes(&self.tree, &mut |node| match node {
            Expr::Binary(binary) if binary.op.is_comparison_operator() => comparisons.push(binary),
            Expr::NumberLiteral(_) => literals += 1,
            _ => {}
        });
        if literals != self.scan.numbers.len() {
            return Err(Error::nowhere(Problem::Unfaithful));
        }
        let side = |side| match without_parentheses(side) {
            Expr::NumberLiteral(number) => Some(number),
            _ => None,
        };
        let compared = |index: usize| {
            let binary = comparisons.get(index)?;
            side(&binary.lhs).or_else(|| side(&binary.rhs))
        };
        if comparisons.len() > 1 {
            let numbers = (0..comparisons.len())
                .filter_map(compared)
                .map(|number| number.val);
            return Err(Error::nowhere(Problem::Comparisons(numbers.collect())));
        }
        if comparisons.is_empty() {
            return Err(Error::nowhere(Problem::NoComparison));
        }
        let found = compared(0).ok_or_else(|| Error::nowhere(Problem::NoLiteral))?;
        let (mut index, mut place) = (0, None);
        visit::nodes(&self.tree, &mut |node| {
            if let Expr::NumberLiteral(number) = node {
                if std::ptr::eq(number, found) {
                    place = Some(index);
                }
                index += 1;
            }
        });
        let index = place.expect("the literal is in the tree");
        Ok(Literal {
            value: found.val,
            index,
            span: self.scan.numbers[index].clone(),
        })
    }
}

fn without_parentheses(mut node: &Expr) -> &Expr {
    while let Expr::Paren(inner) = node {
        node = &inner.expr;
    }
    node
}

fn replace(node: &mut Expr, index: &mut usize, wanted: usize, value: f64) {
    if let Expr::NumberLiteral(number) = node {
        if *index == wanted {
            number.val = value;
        }
        *index += 1;
    }
    for child in visit::children_mut(node) {
        replace(child, index, wanted, value);
    }
}
