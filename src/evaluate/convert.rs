//! Evaluated values as JSON values.

use jrsonnet_evaluator::{
    Error, ObjValue, ResultExt as _, StackTraceElement, Val,
    error::{ErrorKind, Result},
    stack::check_depth,
};
use serde_json::{Map, Number, Value};

/// A frame whose description begins so holds one step of the path to a value:
/// `.key` or `[index]`.
pub(super) const STEP: &str = "\u{1}step ";

/// Evaluates all of a value. Assertions of objects run; a function anywhere is
/// an error; the error's trace tells the path to the culprit.
pub(super) fn value(val: &Val) -> Result<Value> {
    Ok(match val {
        Val::Null => Value::Null,
        Val::Bool(bool) => Value::Bool(*bool),
        Val::Num(number) => Value::Number(self::number(number.get())),
        Val::Str(string) => Value::String(string.to_string()),
        Val::Arr(array) => {
            let _depth = check_depth()?;
            let mut items = Vec::with_capacity(array.len() as usize);
            for (index, item) in array.iter().enumerate() {
                let item = item.and_then(|item| value(&item));
                items.push(item.map_err(|error| step(error, &format!("[{index}]")))?);
            }
            Value::Array(items)
        }
        Val::Obj(object) => {
            let _depth = check_depth()?;
            object.run_assertions()?;
            let mut map = Map::new();
            for (key, field) in object.iter() {
                let field = field.and_then(|field| value(&field));
                let field = field.map_err(|error| step(error, &format!(".{key}")))?;
                map.insert(key.to_string(), field);
            }
            Value::Object(map)
        }
        Val::Func(_) => {
            return Err(ErrorKind::RuntimeError(
                "this is a function: call it, or hide the field with `::`".into(),
            )
            .into());
        }
    })
}

/// Whole numbers that an `i64` holds become integers, so that nothing prints
/// `1.0`.
fn number(number: f64) -> Number {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let negative_zero = number.is_sign_negative() && number == 0.0;
    if number.fract() == 0.0 && number.abs() < LIMIT && !negative_zero {
        #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
        return (number as i64).into();
    }
    Number::from_f64(number).expect("the evaluator refuses infinities and NaN")
}

fn step(mut error: Error, step: &str) -> Error {
    error.trace_mut().0.push(StackTraceElement {
        location: None,
        desc: format!("{STEP}{step}"),
    });
    error
}

/// A visible or hidden field of an object, evaluated to JSON; `None` when it is
/// absent.
pub(super) fn field(object: &ObjValue, name: &str) -> Result<Option<Value>> {
    object
        .get(name.into())
        .with_description(|| format!("field `{name}`"))?
        .map(|field| value(&field))
        .transpose()
}
