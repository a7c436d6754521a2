use serde_json::json;

use super::{complaints, parse, with_rule_files};

#[test]
fn rule_files_are_replaced_and_nothing_else() {
    let rules = ["/a b".to_owned(), "/c".to_owned()];
    let table = [
        "rule_files: [k3d]\ntests: []\n",
        "# x\nrule_files:\n  - k3d\n  # y\n  - b\n\nevaluation_interval: 1m\ntests: []",
        "---\ntests:\n- name: a\n  interval: .5\nrule_files:\n- k3d\n",
        "rule_files: [\n  k3d,\n]\ntests: [{promql_expr_test: [{value: .nan}]}]",
    ];
    for text in table {
        let document = parse(text).expect("it is YAML");
        let new = with_rule_files(text, &document, &rules).expect("it can be replaced");
        let mut seen = parse(&new).expect("it is YAML");
        assert_eq!(seen["rule_files"], json!(rules), "{text}");
        seen["rule_files"] = document["rule_files"].clone();
        assert_eq!(seen, document, "{text}");
    }
    for text in [
        "{rule_files: [a], tests: []}",
        "\"rule_files\": [a]",
        "a: |\n rule_files: [a]\nrule_files: &x\n- b\nc: *x\n",
    ] {
        let document = parse(text).expect("it is YAML");
        assert_eq!(with_rule_files(text, &document, &rules), None, "{text}");
    }
}

#[test]
fn complaints_are_told_apart() {
    let words = "    name: one,\n    alertname: A, time: 1m, \n        exp:[], \n        got:[\n            ]\n    expr: \"up\", time: 3m,\n        exp: 1\n";
    let found = complaints(words);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("    name: one,\n    alertname: A"));
    assert!(found[0].ends_with(']'));
    assert!(found[1].starts_with("    expr: \"up\""));
}
