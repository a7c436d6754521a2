//! The form for programs.

use mixgen::{diff::Comparison, review::json::report};
use serde_json::Value;

use crate::{
    sample::{HOSTILE, hostile, labels, many, sample},
    schema::problems,
};

fn read(comparison: &Comparison) -> Value {
    serde_json::from_str(&report(comparison, &labels())).expect("it is JSON")
}

fn schema() -> Value {
    let text = include_str!("../../docs/diff.schema.json");
    serde_json::from_str(text).expect("the schema is JSON")
}

#[test]
fn it_is_as_documented() {
    let schema = schema();
    let mut all = vec![Comparison::default(), sample(), many(100)];
    all.extend(HOSTILE.map(hostile));
    for comparison in all {
        assert_eq!(problems(&schema, &read(&comparison)), [""; 0]);
    }
}

/// Makes a report wrong.
type Spoil = fn(&mut Value);

#[test]
fn the_schema_finds_what_is_wrong() {
    let schema = schema();
    let spoilt: [(Spoil, &str); 6] = [
        (|it| it["version"] = 2.into(), ".version: const"),
        (
            |it| it["changes"][0]["class"] = "grave".into(),
            ".changes[0].class: enum",
        ),
        (
            |it| it["changes"][0]["more"] = 1.into(),
            ".changes[0]: additionalProperties",
        ),
        (
            |it| it["changes"][0]["places"] = Value::Array(vec![]),
            ".changes[0].places: minItems",
        ),
        (
            |it| it["changes"][0]["places"][0]["to"]["line"] = 0.into(),
            ".changes[0].places[0].to.line: minimum",
        ),
        (|it| it["counts"] = Value::Null, ".counts: required"),
    ];
    for (spoil, problem) in spoilt {
        let mut value = read(&sample());
        spoil(&mut value);
        let found = problems(&schema, &value);
        assert!(
            found.iter().any(|found| found == problem),
            "{problem}: {found:?}"
        );
    }
}

#[test]
fn it_reads_well() {
    insta::assert_snapshot!(report(&sample(), &labels()));
}

#[test]
fn texts_are_whole_and_secrets_are_not_there() {
    for text in HOSTILE {
        assert_eq!(read(&hostile(text))["changes"][0]["name"], *text);
    }
    assert!(!report(&sample(), &labels()).contains("***"));
}
