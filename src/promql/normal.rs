//! Whether two queries mean the same.

use promql_parser::{
    label::{Labels, METRIC_NAME, MatchOp, Matcher},
    parser::{
        BinModifier, Expr, LabelModifier, NumberLiteral, VectorMatchCardinality, VectorSelector,
    },
};

use super::{Names, Query, read, visit};

/// Whether two queries, of rules or of dashboards, are equal but for white
/// space, comments, redundant parentheses, quotes, the way numbers, durations
/// and variables are written, and the order of matchers and labels. Text that is
/// no query equals itself only.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    // One memory for both, so that equal variables have equal stand-ins.
    let mut names = Names::of_dashboard(&std::collections::BTreeSet::new());
    match (read(a, &mut names), read(b, &mut names)) {
        (Ok(a), Ok(b)) => a.same(&b),
        _ => false,
    }
}

impl Query {
    fn same(&self, other: &Self) -> bool {
        self.scan.variables == other.scan.variables && normal(&self.tree) == normal(&other.tree)
    }
}

/// A tree that is equal for queries that mean the same.
pub(super) fn normal(tree: &Expr) -> Expr {
    let mut tree = tree.clone();
    normalise(&mut tree);
    tree
}

fn normalise(node: &mut Expr) {
    while let Expr::Paren(inner) = node {
        let inner = std::mem::replace(
            &mut *inner.expr,
            Expr::NumberLiteral(NumberLiteral::new(0.0)),
        );
        *node = inner;
    }
    for child in visit::children_mut(node) {
        normalise(child);
    }
    match node {
        Expr::Unary(unary) => {
            if let Expr::NumberLiteral(number) = &*unary.expr {
                *node = Expr::NumberLiteral(NumberLiteral::new(-number.val));
            }
        }
        Expr::VectorSelector(selector) => self::selector(selector),
        Expr::MatrixSelector(range) => selector(&mut range.vs),
        Expr::Aggregate(aggregate) => {
            if let Some(LabelModifier::Include(list) | LabelModifier::Exclude(list)) =
                &mut aggregate.modifier
            {
                labels(list);
            }
            if matches!(&aggregate.modifier, Some(LabelModifier::Include(list)) if list.is_empty())
            {
                aggregate.modifier = None;
            }
        }
        Expr::Binary(binary) => {
            if let Some(modifier) = &mut binary.modifier {
                matching(modifier);
            }
            if binary.modifier == Some(BinModifier::default()) {
                binary.modifier = None;
            }
        }
        _ => {}
    }
}

fn selector(selector: &mut VectorSelector) {
    let matchers = &mut selector.matchers.matchers;
    matchers.sort_by_cached_key(sort_key);
    matchers.dedup();
    let is_name = |matcher: &Matcher| matcher.name == METRIC_NAME;
    let mut named = matchers.iter().filter(|matcher| is_name(matcher));
    if let (
        Some(Matcher {
            op: MatchOp::Equal,
            value,
            ..
        }),
        None,
    ) = (named.next(), named.next())
    {
        selector.name = Some(value.clone());
        matchers.retain(|matcher| !is_name(matcher));
    }
}

pub(super) fn sort_key(matcher: &Matcher) -> (String, String, String) {
    (
        matcher.name.clone(),
        matcher.op.to_string(),
        matcher.value.clone(),
    )
}

fn labels(labels: &mut Labels) {
    labels.labels.sort_unstable();
    labels.labels.dedup();
}

fn matching(modifier: &mut BinModifier) {
    if let VectorMatchCardinality::ManyToOne(list) | VectorMatchCardinality::OneToMany(list) =
        &mut modifier.card
    {
        labels(list);
    }
    if let Some(LabelModifier::Include(list) | LabelModifier::Exclude(list)) =
        &mut modifier.matching
    {
        labels(list);
    }
    if matches!(&modifier.matching, Some(LabelModifier::Exclude(list)) if list.is_empty()) {
        modifier.matching = None;
    }
}
