//! The standard library against recorded values.
//!
//! `tests/stdlib/cases.json` holds what go-jsonnet 0.22 says of an expression
//! (`tests/stdlib/compare` checks that), and where we differ on purpose, our
//! value beside it with the reason. `tests/stdlib/natives.json` holds what the
//! Go libraries say that Tanka's native functions call.

use std::{cell::RefCell, fs, rc::Rc};

use jrsonnet_evaluator::{Result, SourcePath, State};

use super::{Settings, context_initializer};
use crate::evaluate::{convert::value as to_json, natives::Writers};
use serde_json::{Value, json};

/// Evaluates in a fresh state.
fn state(settings: Settings) -> State {
    let mut builder = State::builder();
    builder.context_initializer(context_initializer(settings));
    builder.build()
}

fn evaluate(state: &State, code: &str) -> Result<Value> {
    state
        .evaluate_snippet("case.jsonnet", code)
        .and_then(|value| to_json(&value))
}

fn evaluate_fresh(code: &str) -> std::result::Result<Value, String> {
    let state = state(Settings::default());
    let _entered = state.enter();
    evaluate(&state, code).map_err(|error| error.error().to_string())
}

fn read(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/stdlib/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).expect("the table is there");
    serde_json::from_str(&text).expect("the table is JSON")
}

/// Numbers compare as floats: a table may write `1.0` or `1`.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| same(a, b))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, a)| right.get(key).is_some_and(|b| same(a, b)))
        }
        _ => left == right,
    }
}

/// The last digits of a logarithm are the system's.
fn near(left: &Value, right: &Value) -> bool {
    let (Some(left), Some(right)) = (left.as_f64(), right.as_f64()) else {
        return false;
    };
    (left - right).abs() <= left.abs() * 4.0 * f64::EPSILON
}

/// Compares `got` with the `value` of a case, or expects the error that its
/// `error` asks for.
fn judge(case: &Value, got: &std::result::Result<Value, String>) -> Option<String> {
    let fine = match (case.get("value"), got) {
        (Some(expected), Ok(got)) if case["near"] == json!(true) => near(expected, got),
        (Some(expected), Ok(got)) => same(expected, got),
        (None, Err(_)) => case["error"] == json!(true),
        _ => false,
    };
    (!fine).then(|| format!("{case}\n  got {got:?}"))
}

#[test]
fn every_function_gives_the_recorded_value() {
    let state = state(Settings::default());
    let _entered = state.enter();
    let wrong: Vec<String> = read("cases.json")
        .iter()
        .filter_map(|case| {
            let code = case["expression"].as_str().expect("a case has code");
            let got = evaluate(&state, code).map_err(|error| error.error().to_string());
            judge(case, &got)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_native_function_gives_the_recorded_value() {
    let state = state(Settings::default());
    let _entered = state.enter();
    let wrong: Vec<String> = read("natives.json")
        .iter()
        .filter_map(|case| {
            let arguments: Vec<String> = case["arguments"]
                .as_array()
                .expect("a case has arguments")
                .iter()
                .map(Value::to_string)
                .collect();
            let code = format!("std.native({})({})", case["call"], arguments.join(", "));
            let got = evaluate(&state, &code).map_err(|error| error.error().to_string());
            judge(case, &got)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_unknown_native_function_is_null() {
    assert_eq!(evaluate_fresh("std.native('nope')"), Ok(Value::Null));
}

#[test]
fn errors_of_natives_name_the_function_and_the_reason() {
    for (code, expected) in [
        (
            "std.native('regexMatch')('(a', 'x')",
            "runtime error: `regexMatch`: the pattern `(a` is invalid: unclosed group",
        ),
        (
            "std.native('regexSubst')('a\\\\', 'x', '')",
            "runtime error: `regexSubst`: the pattern `a\\` is invalid: trailing backslash at end of expression",
        ),
        (
            "std.native('parseYaml')('a: 1\\na: 2')",
            "runtime error: `parseYaml`: line 2: key `a` stands twice in one mapping",
        ),
        (
            "std.native('parseJson')('[1,')",
            "runtime error: `parseJson`: EOF while parsing a value at line 1 column 3",
        ),
        (
            "std.native('manifestJsonFromJson')('{}', -1)",
            "runtime error: `manifestJsonFromJson`: the indent must be from 0 to 64 spaces, got -1",
        ),
        (
            "std.base64('日')",
            "runtime error: `std.base64` takes code points up to 255, got 26085; use `std.base64(std.encodeUTF8(…))`",
        ),
        (
            "std.removeAt([1], 1)",
            "runtime error: `std.removeAt`: index 1 is outside of an array of 1 items",
        ),
    ] {
        assert_eq!(evaluate_fresh(code), Err(expected.to_owned()), "{code}");
    }
}

#[test]
fn assertions_of_every_object_run() {
    let error = evaluate_fresh("{ a: { assert false : 'no' } }").expect_err("it fails");
    assert_eq!(error, "assert failed: no");
}

#[test]
fn once_evaluates_the_first_value_only() {
    let code = "local once = std.native('once');
        [once('a', 1), once('a', error 'evaluated'), once('b', { c: 2 })]";
    assert_eq!(evaluate_fresh(code), Ok(json!([1, 1, { "c": 2 }])));
}

#[test]
fn once_lasts_as_long_as_its_state() {
    let first = state(Settings::default());
    let entered = first.enter();
    let code = |value| format!("std.native('once')('key', {value})");
    assert_eq!(evaluate(&first, &code(1)).ok(), Some(json!(1)));
    assert_eq!(evaluate(&first, &code(2)).ok(), Some(json!(1)));
    drop(entered);
    assert_eq!(evaluate_fresh(&code(2)), Ok(json!(2)));
}

#[test]
fn once_inside_itself_is_an_infinite_recursion() {
    let code = "local f() = std.native('once')('a', f()); f()";
    let error = evaluate_fresh(code).expect_err("it has no end");
    assert!(error.contains("infinite recursion"), "{error}");
}

#[test]
fn json_text_is_sorted_and_has_no_newline_at_the_end() {
    let code = "local o = { b: [1, []], a: {}, h:: 1 }, text = std.native('jsonText');
        [text(o), text(o + { a: 2 }), text(o)]";
    let plain = "{\n  \"a\": {},\n  \"b\": [\n    1,\n    []\n  ]\n}";
    let changed = plain.replace("{},", "2,");
    assert_eq!(evaluate_fresh(code), Ok(json!([plain, changed, plain])));
}

#[test]
fn documents_of_natives_go_through_the_writers() {
    let settings = Settings {
        writers: Writers {
            json: |value| Ok(format!("json {value}\n")),
            yaml: |value| Ok(format!("yaml {value}\n")),
        },
        ..Settings::default()
    };
    let state = state(settings);
    let _entered = state.enter();
    let code = "[std.native('jsonText')([1]), std.native('manifestYamlFromJson')('[2]')]";
    assert_eq!(
        evaluate(&state, code).ok(),
        Some(json!(["json [1]", "yaml [2]\n"]))
    );
}

#[test]
fn fingerprints_are_equal_when_values_are() {
    let code = "local f = std.native('fingerprint');
        [f({ a: 1, b: 2 }) == f({ b: 2 } + { a: 1 }), f({ a: 1 }) == f({ a: 2 }),
         f('x') == f(['x']), std.length(f(null))]";
    assert_eq!(evaluate_fresh(code), Ok(json!([true, false, false, 16])));
}

#[test]
fn text_of_objects_that_are_gone_is_not_given_to_new_ones() {
    let code = "local text = std.native('jsonText'), print = std.native('fingerprint');
        std.all([
          text({ a: i }) == '{\n  \"a\": %d\n}' % i && print({ a: i }) == print({ a: i })
          for i in std.range(1, 3000)
        ])";
    assert_eq!(evaluate_fresh(code), Ok(json!(true)));
}

#[test]
fn deep_yaml_is_an_error_and_no_overflow() {
    let code = "std.parseYaml(std.repeat('[', 5000) + std.repeat(']', 5000))";
    let error = evaluate_fresh(code).expect_err("it is too deep");
    assert!(error.contains("`std.parseYaml`"), "{error}");
}

#[test]
fn trace_goes_to_the_sink_with_its_file() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let sink = seen.clone();
    let settings = Settings {
        source_name: Rc::new(|_: &SourcePath| "named".to_owned()),
        trace: Rc::new(move |file, text| {
            sink.borrow_mut().push(format!("{file}: {text}"));
        }),
        ..Settings::default()
    };
    let state = state(settings);
    let _entered = state.enter();
    let code = "{\n  a: std.trace('hello', std.thisFile),\n}";
    assert_eq!(evaluate(&state, code).ok(), Some(json!({ "a": "named" })));
    assert_eq!(*seen.borrow(), ["named: hello"]);
}
