//! Walks over a query's tree in the order of its text.

use promql_parser::parser::{Expr, VectorSelector};

/// The operands of a node, in the order of the text.
pub(super) fn children(node: &Expr) -> Vec<&Expr> {
    match node {
        Expr::Aggregate(node) => node
            .param
            .iter()
            .map(AsRef::as_ref)
            .chain([&*node.expr])
            .collect(),
        Expr::Unary(node) => vec![&node.expr],
        Expr::Binary(node) => vec![&node.lhs, &node.rhs],
        Expr::Paren(node) => vec![&node.expr],
        Expr::Subquery(node) => vec![&node.expr],
        Expr::Call(node) => node.args.args.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    }
}

/// The same, to be changed.
pub(super) fn children_mut(node: &mut Expr) -> Vec<&mut Expr> {
    match node {
        Expr::Aggregate(node) => {
            let param = node.param.iter_mut().map(AsMut::as_mut);
            param.chain([&mut *node.expr]).collect()
        }
        Expr::Unary(node) => vec![&mut node.expr],
        Expr::Binary(node) => vec![&mut node.lhs, &mut node.rhs],
        Expr::Paren(node) => vec![&mut node.expr],
        Expr::Subquery(node) => vec![&mut node.expr],
        Expr::Call(node) => node.args.args.iter_mut().map(AsMut::as_mut).collect(),
        _ => Vec::new(),
    }
}

/// Calls `act` with every node, those above first.
pub(super) fn nodes<'a>(tree: &'a Expr, act: &mut impl FnMut(&'a Expr)) {
    act(tree);
    for child in children(tree) {
        nodes(child, act);
    }
}

/// Calls `act` with every selector.
pub(super) fn selectors_mut(tree: &mut Expr, act: &mut impl FnMut(&mut VectorSelector)) {
    match tree {
        Expr::VectorSelector(selector) => act(selector),
        Expr::MatrixSelector(range) => act(&mut range.vs),
        _ => {
            for child in children_mut(tree) {
                selectors_mut(child, act);
            }
        }
    }
}
