//! Sets: the evaluator's functions take arrays only, go-jsonnet's take strings
//! as arrays of characters, too.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use jrsonnet_evaluator::{
    ObjValueBuilder, Result, Thunk, Val,
    function::{CallLocation, builtin, builtin::Builtin as _},
    val::{IndexableVal, equals},
};

/// Replaces what differs from go-jsonnet.
pub(super) fn extend(library: &mut ObjValueBuilder) {
    library
        .method("equals", builtin_equal {})
        .method("setInter", builtin_set_inter {})
        .method("setMember", builtin_set_member {})
        .method("uniq", builtin_uniq {});
}

fn array(of: IndexableVal) -> Thunk<Val> {
    Thunk::evaluated(Val::Arr(of.to_array()))
}

#[builtin]
#[allow(non_snake_case, reason = "the names of Jsonnet")]
fn builtin_set_inter(a: IndexableVal, b: IndexableVal, keyF: Option<Thunk<Val>>) -> Result<Val> {
    jrsonnet_stdlib::builtin_set_inter {}.call(
        CallLocation::native(),
        &[Some(array(a)), Some(array(b)), keyF],
    )
}

#[builtin]
#[allow(non_snake_case, reason = "the names of Jsonnet")]
fn builtin_set_member(x: Thunk<Val>, arr: IndexableVal, keyF: Option<Thunk<Val>>) -> Result<Val> {
    jrsonnet_stdlib::builtin_set_member {}
        .call(CallLocation::native(), &[Some(x), Some(array(arr)), keyF])
}

#[builtin]
#[allow(non_snake_case, reason = "the names of Jsonnet")]
fn builtin_uniq(arr: IndexableVal, keyF: Option<Thunk<Val>>) -> Result<Val> {
    jrsonnet_stdlib::builtin_uniq {}.call(CallLocation::native(), &[Some(array(arr)), keyF])
}

#[builtin]
fn builtin_equal(x: Val, y: Val) -> Result<bool> {
    equals(&x, &y)
}
