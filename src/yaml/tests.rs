use super::*;
use serde_json::json;

fn one(text: &str) -> Value {
    let mut documents = parse(text).expect("the text is YAML");
    assert_eq!(documents.len(), 1, "{text:?}");
    documents.remove(0)
}

fn documents(text: &str, dialect: Dialect) -> Vec<Value> {
    read(text, dialect).expect("the text is YAML").documents
}

fn problem(text: &str) -> String {
    parse(text).expect_err("the text is refused").to_string()
}

#[test]
fn streams_are_split_into_documents() {
    assert_eq!(parse("").unwrap(), Vec::<Value>::new());
    assert_eq!(parse("# nothing\n").unwrap(), Vec::<Value>::new());
    assert_eq!(
        parse("---\na: 1\n---\n- b\n...\n").unwrap(),
        [json!({"a": 1}), json!(["b"])]
    );
    assert_eq!(parse("---\n---\na\n").unwrap(), [json!(null), json!("a")]);
    assert_eq!(one("\u{feff}a: 1\n"), json!({"a": 1}));
}

#[test]
fn scalars_mean_what_they_mean_to_go() {
    for (text, value) in [
        ("~", json!(null)),
        ("Null", json!(null)),
        ("nUll", json!("nUll")),
        ("True", json!(true)),
        ("yes", json!("yes")),
        ("0o17", json!(15)),
        ("017", json!(15)),
        ("0x1F", json!(31)),
        ("-0x1F", json!(-31)),
        ("0b101", json!(5)),
        ("1_000", json!(1000)),
        ("09", json!(9.0)),
        ("+12", json!(12)),
        ("1e3", json!(1000.0)),
        (".5", json!(0.5)),
        ("1.", json!(1.0)),
        ("-0.0", json!(-0.0)),
        ("1:30", json!("1:30")),
        ("2001-12-14", json!("2001-12-14")),
        ("9223372036854775807", json!(i64::MAX)),
        ("18446744073709551615", json!(u64::MAX)),
        ("-9223372036854775808", json!(i64::MIN)),
        (
            "123456789012345678901234567890",
            json!(123_456_789_012_345_678_901_234_567_890.0),
        ),
        ("1e400", json!("1e400")),
        ("'1'", json!("1")),
        ("!!str 1", json!("1")),
        ("! 1", json!("1")),
        ("!!float 1", json!(1.0)),
        ("!!int '1'", json!(1)),
        ("-", json!([null])),
        ("+", json!("+")),
        ("1d", json!("1d")),
        ("0x", json!("0x")),
        ("--1", json!("--1")),
        ("0-1", json!("0-1")),
    ] {
        assert_eq!(one(text), value, "{text}");
    }
}

#[test]
fn yes_and_on_are_booleans_on_request() {
    for (text, value) in [("yes", true), ("On", true), ("n", false), ("OFF", false)] {
        assert_eq!(documents(text, Dialect::Kubectl), [json!(value)]);
        assert_eq!(documents(text, Dialect::Prometheus), [json!(text)]);
    }
    assert_eq!(documents("yEs", Dialect::Kubectl), [json!("yEs")]);
    assert_eq!(documents("'yes'", Dialect::Kubectl), [json!("yes")]);
}

#[test]
fn anchors_and_merge_keys_are_applied() {
    assert_eq!(
        one("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\ne: [*x, *x]\n"),
        json!({"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 3}, "e": [{"b": 1, "c": 2}, {"b": 1, "c": 2}]})
    );
    assert_eq!(
        one("- &x {a: 1}\n- &y {a: 2, b: 2}\n- <<: [*x, *y]\n"),
        json!([{"a": 1}, {"a": 2, "b": 2}, {"a": 1, "b": 2}])
    );
    assert_eq!(one("'<<': 1\n"), json!({"<<": 1}));
    assert_eq!(
        one("1: a\ntrue: b\n1.5: c\n"),
        json!({"1": "a", "true": "b", "1.5": "c"})
    );
}

#[test]
fn what_json_cannot_hold_is_an_error() {
    insta::assert_snapshot!(
        [
            "a: 1\nb: 2\na: 3\n",
            "1: a\n'1': b\n",
            "[a]: b\n",
            "~: b\n",
            "a: .inf\n",
            "a: !secret x\n",
            "a: !!int x\n",
            "a: &x [*x]\n",
            "a: *x\n",
            "<<: 1\n",
            "a: [\n",
            "a: b: c\n",
        ]
        .map(problem)
        .join("\n"),
        @r"
    3:1: key `a` stands twice in one mapping
    2:1: key `1` stands twice in one mapping
    1:3: a key is a collection
    1:1: a key is null
    1:4: JSON has no number `.inf`
    1:12: tag `!secret` is not known
    1:10: `x` is no `!!int`
    1:8: an alias stands inside its own anchor
    1:4: while parsing node, found unknown anchor
    2:1: `<<` needs a mapping or a sequence of mappings
    1:4: unclosed bracket '['
    1:5: mapping values are not allowed in this context
    "
    );
}

#[test]
fn alias_bombs_end_in_an_error() {
    let level = |level: usize| match level {
        0 => format!("a0: &a0 [{}]\n", ["x"; 9].join(", ")),
        level => {
            let below = format!("*a{}", level - 1);
            format!("a{level}: &a{level} [{}]\n", vec![below; 9].join(", "))
        }
    };
    let bomb: String = (0..20).map(level).collect();
    assert!(problem(&bomb).contains("too large"));
    let text = "x".repeat(1 << 20);
    let aliases = vec!["*a"; 1000].join(", ");
    assert!(problem(&format!("- &a {text}\n- [{aliases}]\n")).contains("too large"));
}

#[test]
fn deep_nesting_ends_in_an_error() {
    assert!(parse(&format!("{}{}", "[".repeat(400), "]".repeat(400))).is_ok());
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{a: ".repeat(100_000),
    ] {
        assert!(parse(&text).is_err());
    }
}

#[test]
fn meaning_is_compared_not_text() {
    let same = |path, old: &str, new: &str| same_meaning(path, old.as_bytes(), new.as_bytes());
    assert!(same("a.yaml", "{b: 1.0, a: [x]}", "a:\n- \"x\"\nb: 1\n"));
    assert!(same("a.yaml", "---\n# c\na: 1\n---\n", "a: 1\n"));
    assert!(same("a.yml", "mode: 0644\n", "mode: 420\n"));
    assert!(same("a.json", "{\"a\": 1e3}", "{\n\"a\": 1000}"));
    assert!(!same("a.json", "a: 1", "{\"a\": 1}"));
    assert!(!same("a.yaml", "a: 1", "a: '1'"));
    assert!(!same(
        "a.yaml",
        "a: 9007199254740993",
        "a: 9007199254740992.0"
    ));
    assert!(!same("a.yaml", "a: [1, 2]", "a: [2, 1]"));
    assert!(!same("a.yaml", "a: b: c", "a: 'b: c'"));
    assert!(same("a.yaml", "a: b: c", "a: b: c"));
    assert!(!same("a.sh", "a: 1", "a:  1"));
}

#[test]
fn a_word_that_readers_disagree_on_equals_only_itself() {
    let same = |old: &str, new: &str| same_meaning("a.yaml", old.as_bytes(), new.as_bytes());
    assert!(!same("a: on", "a: 'on'"));
    assert!(!same("a: on", "a: true"));
    assert!(same("a: on", "{a: on}"));
}
