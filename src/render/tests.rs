use super::*;
use crate::yaml as reader;
use proptest::prelude::*;
use serde_json::json;

#[path = "../../tests/real/yaml/hard.rs"]
mod hard;

fn yaml_text(value: &Value) -> String {
    let mut out = Vec::new();
    yaml(value, &mut out);
    String::from_utf8(out).expect("YAML is text")
}

fn json_text(value: &Value) -> String {
    let mut out = Vec::new();
    json(value, &mut out);
    String::from_utf8(out).expect("JSON is text")
}

/// Reads `text` back, both ways, and compares.
fn assert_reads_back(value: &Value, text: &str) {
    for dialect in [reader::Dialect::Prometheus, reader::Dialect::Kubectl] {
        let read = reader::read(text, dialect).unwrap_or_else(|error| panic!("{error}: {text:?}"));
        let read = read.documents;
        assert_eq!(read.len(), 1, "{text:?}");
        assert!(
            reader::same(value, &read[0]),
            "{value:?} became {:?}: {text:?}",
            read[0]
        );
    }
}

#[test]
fn hard_values_read_back_equal() {
    let mut values: Vec<Value> = hard::texts().into_iter().map(Value::from).collect();
    values.extend(hard::others());
    for value in &values {
        let mut documents = hard::places(value);
        if let Some(text) = value.as_str() {
            documents.extend(hard::key_places(text));
        }
        for document in documents {
            let text = yaml_text(&document);
            assert!(text.ends_with('\n'));
            assert_reads_back(&document, &text);
            let read: Value = serde_json::from_str(&json_text(&document)).expect("JSON");
            assert!(reader::same(&document, &read), "{document:?}");
        }
    }
}

#[test]
fn scalars_stay_plain_where_that_is_safe() {
    for text in [
        "up",
        "a b",
        "5m",
        "1d",
        "100m",
        "1.5Gi",
        "10.0.0.0/8",
        "--web.port=9090",
        "-Xmx2g",
        "__meta_a",
        "a:b",
        "http://a/b?c#d",
        "a#b",
        "sum(up) > 0",
        "(a)",
        "$(A)",
        "^a$",
        "\\d+",
        "it's",
        "a, b",
        "a{b}",
        "é",
        "日本語",
        "99.9%",
        "yesterday",
        "0 */6 * * *",
        "a - b",
        "a ? b",
    ] {
        assert_eq!(yaml_text(&json!({"k": text})), format!("k: {text}\n"));
    }
}

#[test]
fn scalars_are_quoted_where_a_reader_could_err() {
    for (text, quoted) in [
        ("", "''"),
        ("yes", "'yes'"),
        ("Off", "'Off'"),
        ("~", "'~'"),
        ("1", "'1'"),
        ("1e3", "'1e3'"),
        ("1:30", "'1:30'"),
        ("2001-12-14", "'2001-12-14'"),
        ("0x1F", "'0x1F'"),
        ("1_000", "'1_000'"),
        ("10.0.0.1", "'10.0.0.1'"),
        ("a: b", "'a: b'"),
        ("a:", "'a:'"),
        ("a #b", "'a #b'"),
        (" a", "' a'"),
        ("a ", "'a '"),
        ("{{ $value }}", "'{{ $value }}'"),
        ("'a'", "\"'a'\""),
        ("'\"", "'''\"'"),
        ("\"a\"", "'\"a\"'"),
        ("a\tb", "\"a\\tb\""),
        ("\u{202e}a\u{7}", "\"\\u202ea\\u0007\""),
        ("\u{1fffe}", "\"\\U0001fffe\""),
        ("\u{a0}", "'\u{a0}'"),
        ("\n", "\"\\n\""),
        ("a\r\nb", "\"a\\r\\nb\""),
    ] {
        assert_eq!(yaml_text(&json!({"k": text})), format!("k: {quoted}\n"));
    }
}

#[test]
fn lines_become_literal_blocks() {
    for (text, block) in [
        ("a\nb", "|-\n  a\n  b\n"),
        ("a\n", "|\n  a\n"),
        ("a\n\n\n", "|+\n  a\n\n\n"),
        ("a\n\n  b \n", "|\n  a\n\n    b \n"),
        ("  a\nb\n", "|2\n    a\n  b\n"),
        ("\na\n", "|2\n\n  a\n"),
        ("\ta\n\tb", "|2-\n  \ta\n  \tb\n"),
    ] {
        assert_eq!(yaml_text(&json!({"k": text})), format!("k: {block}"));
    }
}

#[test]
fn numbers_have_one_spelling() {
    for (number, text) in [
        (json!(0), "0"),
        (json!(0.0), "0"),
        (json!(-0.0), "-0.0"),
        (json!(1.0), "1"),
        (json!(-1.5), "-1.5"),
        (json!(0.1), "0.1"),
        (json!(99.9), "99.9"),
        (json!(1e15), "1000000000000000"),
        (json!(1e18), "1000000000000000000"),
        (json!(1e19), "1.0e+19"),
        (json!(1e21), "1.0e+21"),
        (json!(1.5e300), "1.5e+300"),
        (json!(1e-6), "0.000001"),
        (json!(1e-7), "1.0e-7"),
        (json!(-1.25e-9), "-1.25e-9"),
        (json!(i64::MIN), "-9223372036854775808"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!(9_007_199_254_740_993_u64), "9007199254740993"),
    ] {
        assert_eq!(yaml_text(&number), format!("{text}\n"));
        assert_eq!(json_text(&number), format!("{text}\n"));
    }
}

#[test]
fn long_keys_are_explicit_and_long_lines_stay_whole() {
    let key = "k".repeat(1001);
    let text = yaml_text(&json!({&*key: {"a": [1]}, "l": [2]}));
    assert_eq!(text, format!("? {key}\n:\n  a:\n  - 1\nl:\n- 2\n"));
    let long = "word ".repeat(2000);
    assert_eq!(yaml_text(&json!([long])), format!("- '{long}'\n"));
}

#[test]
fn a_path_says_what_its_file_holds() {
    let value = json!({"b": 1, "a": []});
    let text = |path: &str, value: &Value| {
        document(path, value).map(|bytes| String::from_utf8(bytes).expect("text"))
    };
    assert_eq!(
        text("x.json", &value).unwrap(),
        "{\n  \"a\": [],\n  \"b\": 1\n}\n"
    );
    assert_eq!(text("x.yaml", &value).unwrap(), "a: []\nb: 1\n");
    assert_eq!(
        text("x.yml", &json!([{"a": 1}, [2]])).unwrap(),
        "a: 1\n---\n- 2\n"
    );
    assert_eq!(text("x.json", &json!([1])).unwrap(), "[\n  1\n]\n");
    assert_eq!(text("x.yaml", &json!([])).unwrap(), "");
    assert_eq!(text("x.yaml", &json!("as: it is")).unwrap(), "as: it is");
    assert_eq!(text("x.json", &json!("{}\n\n")).unwrap(), "{}\n\n");
    let refusals = [
        text("a/x.txt", &value),
        text("x", &value),
        text("x.yaml", &json!(null)),
        text("x.json", &json!(null)),
        text("x.yaml", &json!([1, null])),
    ];
    let texts = refusals.map(|refusal| refusal.unwrap_err().to_string());
    insta::assert_snapshot!(texts.join("\n"), @r"
    `a/x.txt` must end in `.yaml`, `.yml` or `.json`
    `x` must end in `.yaml`, `.yml` or `.json`
    document `x.yaml` is null
    document `x.json` is null
    document 1 of the stream `x.yaml` is null
    ");
}

#[test]
fn the_first_null_is_found_with_its_path() {
    assert_eq!(find_null(&json!({"a": [1, {"b": ""}]})), None);
    assert_eq!(find_null(&json!(null)).as_deref(), Some("."));
    assert_eq!(
        find_null(&json!({"spec": {"a": 1, "groups": [{"x.y": {"z": null}}]}})).as_deref(),
        Some("spec.groups[0][\"x.y\"].z")
    );
}

#[test]
fn a_rule_manifest_reads_well() {
    let text = yaml_text(&json!({
        "spec": {"groups": [{
            "rules": [
                {
                    "labels": {"severity": "warning"},
                    "for": "5m",
                    "expr": "sum by (job) (\n  rate(errors_total{code=~\"5..\"}[5m])\n)\n> 0.05\n",
                    "annotations": {
                        "summary": "{{ $labels.job }} fails.",
                        "description": "{{ $value | humanizePercentage }} of requests: errors.",
                    },
                    "alert": "JobFails",
                    "keep_firing_for": "10m",
                },
                {"record": "job:up:sum", "expr": "sum by (job) (up)"},
            ],
            "interval": "30s",
            "name": "jobs",
        }]},
        "metadata": {
            "labels": {"name": "z", "app": "a"},
            "annotations": {"on": "yes"},
            "namespace": "monitoring",
            "name": "jobs",
        },
        "kind": "PrometheusRule",
        "apiVersion": "monitoring.coreos.com/v1",
    }));
    insta::assert_snapshot!(text);
}

#[test]
fn a_receiver_manifest_reads_well() {
    let text = yaml_text(&json!({
        "apiVersion": "monitoring.coreos.com/v1alpha1",
        "kind": "AlertmanagerConfig",
        "metadata": {"name": "discord", "namespace": "monitoring"},
        "spec": {
            "route": {"receiver": "discord", "groupBy": ["alertname", "cluster"], "matchers": [
                {"value": "critical|warning", "name": "severity", "matchType": "=~"},
            ], "routes": []},
            "receivers": [{"discordConfigs": [{
                "sendResolved": true,
                "apiURL": {"key": "url", "name": "discord", "optional": false},
                "message": "{{ range .Alerts }}\n{{ .Labels.alertname }}\n{{ end }}",
            }], "name": "discord"}],
        },
        "status": {"conditions": []},
    }));
    insta::assert_snapshot!(text);
}

#[test]
fn a_dashboard_reads_well() {
    let dashboard = json!({
        "uid": "jobs",
        "title": "Jobs",
        "schemaVersion": 42,
        "panels": [{"id": 1, "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8.0}, "targets": [{"expr": "up{job=\"a\"}"}]}],
        "templating": {"list": []},
        "refresh": "1m",
        "thresholds": [{"value": null}, {"value": 0.5}],
    });
    insta::assert_snapshot!(json_text(&dashboard));
    let text = yaml_text(&json!({
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "dashboard-jobs", "labels": {"grafana_dashboard": "1"}},
        "data": {"jobs.json": json_text(&dashboard)},
    }));
    insta::assert_snapshot!(text);
}

fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "[-+.0-9_eExXobt:TZ ]{0,8}",
        "[a \n\t:#'\"\\-]{0,8}",
        "(a|b| |\n){0,40}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        let key = prop_oneof![
            text.clone(),
            prop::sample::select(vec![
                "name",
                "kind",
                "apiVersion",
                "metadata",
                "expr",
                "alert",
                "rules",
                "status"
            ])
            .prop_map(str::to_owned),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_value_reads_back_equal(value in any_value()) {
        let text = yaml_text(&value);
        assert_reads_back(&value, &text);
        let read: Value = serde_json::from_str(&json_text(&value)).expect("JSON");
        prop_assert!(reader::same(&value, &read));
        let again = reader::parse(&text).expect("YAML").remove(0);
        prop_assert_eq!(yaml_text(&again), text);
        prop_assert_eq!(json_text(&again), json_text(&value));
    }

    #[test]
    fn any_stream_reads_back_equal(values in prop::collection::vec(any_value(), 0..5)) {
        let text = String::from_utf8(yaml_stream(&values)).expect("text");
        let read = reader::parse(&text).expect("YAML");
        prop_assert_eq!(values.len(), read.len());
        for (value, read) in values.iter().zip(&read) {
            prop_assert!(reader::same(value, read));
        }
    }

    #[test]
    fn the_order_of_insertion_does_not_show(
        entries in prop::collection::btree_map("[a-z]{1,3}|name|kind|expr|alert", any_value(), 0..8),
        seed in any::<prop::sample::Index>(),
    ) {
        let forward: Value = entries.clone().into_iter().collect::<serde_json::Map<_, _>>().into();
        let mut entries: Vec<_> = entries.into_iter().collect();
        if !entries.is_empty() {
            let middle = seed.index(entries.len());
            entries.rotate_left(middle);
        }
        entries.reverse();
        let backward: Value = entries.into_iter().collect::<serde_json::Map<_, _>>().into();
        prop_assert_eq!(yaml_text(&forward), yaml_text(&backward));
    }
}
