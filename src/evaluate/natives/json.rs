//! Values of the evaluator as JSON.

use std::fmt::Write as _;

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, ResultExt as _, Val, ensure_sufficient_stack, in_description_frame,
    val::ArrValue,
};
use serde_json::{Map, Number, Value};

use crate::evaluate::stdlib::{INFALLIBLE, failure};

/// One step of the path to a value.
enum Step {
    Field(IStr),
    Item(usize),
}

/// Evaluates `value` to the end: visible fields, assertions of every object.
/// Whole numbers below 2^63 become integers.
///
/// # Errors
/// Whatever evaluation fails with, and a function anywhere, with its path.
pub fn to_json(value: &Val) -> Result<Value> {
    walk(value, &mut Vec::new())
}

fn walk(value: &Val, path: &mut Vec<Step>) -> Result<Value> {
    Ok(match value {
        Val::Null => Value::Null,
        Val::Bool(truth) => Value::Bool(*truth),
        Val::Num(number) => Value::Number(to_number(number.get())),
        Val::Str(text) => Value::String(text.into_flat().as_str().to_owned()),
        Val::Arr(items) => ensure_sufficient_stack(|| array(items, path))?,
        Val::Obj(object) => ensure_sufficient_stack(|| map(object, path))?,
        Val::Func(_) => {
            return Err(failure(match describe(path) {
                path if path.is_empty() => "the value is a function".to_owned(),
                path => format!("`{path}` is a function; call it, or hide the field with `::`"),
            }));
        }
    })
}

fn array(items: &ArrValue, path: &mut Vec<Step>) -> Result<Value> {
    let mut array = Vec::with_capacity(items.len() as usize);
    for (index, item) in items.iter().enumerate() {
        path.push(Step::Item(index));
        let frame = || format!("item {index}");
        let item = item.with_description(frame)?;
        array.push(in_description_frame(frame, || walk(&item, path))?);
        path.pop();
    }
    Ok(Value::Array(array))
}

fn map(object: &ObjValue, path: &mut Vec<Step>) -> Result<Value> {
    object.run_assertions()?;
    let mut map = Map::new();
    for (key, field) in object.iter() {
        path.push(Step::Field(key.clone()));
        let frame = || format!("field `{key}`");
        let field = field.with_description(frame)?;
        let json = in_description_frame(frame, || walk(&field, path))?;
        path.pop();
        map.insert(key.as_str().to_owned(), json);
    }
    Ok(Value::Object(map))
}

fn to_number(number: f64) -> Number {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let negative_zero = number == 0.0 && number.is_sign_negative();
    if number.fract() == 0.0 && number.abs() < LIMIT && !negative_zero {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within i64")]
        return Number::from(number as i64);
    }
    Number::from_f64(number).expect("Jsonnet numbers are finite")
}

/// `spec.groups[0]['a b']`.
fn describe(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Item(index) => write!(out, "[{index}]").expect(INFALLIBLE),
            Step::Field(name) => {
                let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                if !plain {
                    write!(out, "['{}']", name.escape_debug()).expect(INFALLIBLE);
                } else if out.is_empty() {
                    out.push_str(name);
                } else {
                    write!(out, ".{name}").expect(INFALLIBLE);
                }
            }
        }
    }
    out
}
