//! Functions on arrays and objects: lazy where go-jsonnet is, so that a value
//! nobody needs is not evaluated.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the attribute `builtin` hands over owned arguments"
)]

use std::fmt::Write as _;

use jrsonnet_evaluator::{
    Either, IStr, ObjValue, ObjValueBuilder, Result, Thunk, Val,
    function::{NativeFn, builtin},
    typed::{Either2, FromUntyped},
    val::{ArrValue, IndexableVal, StrValue, equals},
};

use super::{INFALLIBLE, failure};

/// Replaces what differs from go-jsonnet.
pub(super) fn extend(library: &mut ObjValueBuilder) {
    library
        .method("flatMap", builtin_flat_map {})
        .method("foldl", builtin_foldl {})
        .method("foldr", builtin_foldr {})
        .method("makeArray", builtin_make_array {})
        .method("mapWithKey", builtin_map_with_key {})
        .method("remove", builtin_remove {})
        .method("removeAt", builtin_remove_at {});
}

#[builtin]
fn builtin_flat_map(func: NativeFn!((Thunk<Val>) -> Val), arr: IndexableVal) -> Result<Val> {
    match arr {
        IndexableVal::Str(text) => {
            let mut out = String::new();
            for c in text.chars() {
                let piece = StrValue::from_untyped(func.call(character(c))?)?;
                write!(out, "{piece}").expect(INFALLIBLE);
            }
            Ok(Val::string(out))
        }
        IndexableVal::Arr(items) => {
            let mut out = Vec::with_capacity(items.len() as usize);
            for item in items.iter_lazy() {
                out.extend(ArrValue::from_untyped(func.call(item)?)?.iter_lazy());
            }
            Ok(Val::arr(out))
        }
    }
}

fn character(c: char) -> Thunk<Val> {
    Thunk::evaluated(Val::string(c.to_string()))
}

#[builtin]
fn builtin_foldl(
    func: NativeFn!((Val, Thunk<Val>) -> Val),
    arr: Either![ArrValue, IStr],
    init: Val,
) -> Result<Val> {
    match arr {
        Either2::A(items) => items
            .iter_lazy()
            .try_fold(init, |folded, item| func.call(folded, item)),
        Either2::B(text) => text
            .chars()
            .try_fold(init, |folded, c| func.call(folded, character(c))),
    }
}

#[builtin]
fn builtin_foldr(
    func: NativeFn!((Thunk<Val>, Val) -> Val),
    arr: Either![ArrValue, IStr],
    init: Val,
) -> Result<Val> {
    match arr {
        Either2::A(items) => items
            .iter_lazy()
            .rev()
            .try_fold(init, |folded, item| func.call(item, folded)),
        Either2::B(text) => text
            .chars()
            .rev()
            .try_fold(init, |folded, c| func.call(character(c), folded)),
    }
}

#[builtin]
fn builtin_make_array(sz: i32, func: NativeFn!((u32) -> Val)) -> Result<ArrValue> {
    jrsonnet_stdlib::builtin_make_array(sz.max(0).unsigned_abs(), func)
}

#[builtin]
fn builtin_map_with_key(func: NativeFn!((IStr, Thunk<Val>) -> Val), obj: ObjValue) -> ObjValue {
    let keys = obj.fields();
    let mut out = ObjValueBuilder::with_capacity(keys.len());
    for key in keys {
        let value = obj.get_lazy_or_bail(key.clone());
        let (func, name) = (func.clone(), key.clone());
        out.field(key).thunk(jrsonnet_evaluator::val::Thunk!(
            move || func.call(name, value)
        ));
    }
    out.build()
}

#[builtin]
fn builtin_remove(arr: ArrValue, elem: Val) -> Result<ArrValue> {
    for (index, item) in arr.iter().enumerate() {
        if equals(&item?, &elem)? {
            return Ok(without(&arr, index));
        }
    }
    Ok(arr)
}

#[builtin]
fn builtin_remove_at(arr: ArrValue, at: i32) -> Result<ArrValue> {
    match usize::try_from(at) {
        Ok(index) if index < arr.len() as usize => Ok(without(&arr, index)),
        _ => Err(failure(format!(
            "`std.removeAt`: index {at} is outside of an array of {} items",
            arr.len()
        ))),
    }
}

fn without(items: &ArrValue, index: usize) -> ArrValue {
    items
        .iter_lazy()
        .enumerate()
        .filter(|&(at, _)| at != index)
        .map(|(_, item)| item)
        .collect()
}
