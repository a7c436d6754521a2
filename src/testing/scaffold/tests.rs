use serde_json::{Map, Value, json};

use super::{minutes, scaffold, series, shown};

fn guessed(expr: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let series = series(expr).expect("it is PromQL");
    let told = series.into_iter();
    told.map(|it| (shown(&it), it.fires, it.silent)).collect()
}

#[test]
fn series_are_guessed_from_the_query() {
    let some = |text: &str| Some(text.to_owned());
    let table = [
        (
            "up{job=\"a\"} == 0",
            vec![("up{job=\"a\"}", some("0"), some("1"))],
        ),
        (
            "sum by (namespace) (rate(x_total{code=~\"5..\"}[5m])) > 0.1",
            vec![(
                "x_total{code=\"500\", namespace=\"a\"}",
                some("0+9"),
                some("0+6"),
            )],
        ),
        (
            "absent(up{job=\"a\"})",
            vec![("up{job=\"a\"}", None, some("0"))],
        ),
        (
            "a > 5 unless on (pod) b",
            vec![
                ("a{pod=\"a\"}", some("6"), some("5")),
                ("b{pod=\"a\"}", None, some("0")),
            ],
        ),
        (
            "1 < x{a!=\"\", b=\"\", c!~\"q\"}",
            vec![("x{a=\"a\"}", some("2"), some("1"))],
        ),
        (
            "{__name__=\"y\"} >= 3 and z",
            vec![("y", some("3"), some("2")), ("z", some("1"), some("0"))],
        ),
        ("a / a < 2", vec![("a", some("1"), some("0"))]),
    ];
    for (expr, expected) in table {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, fires, silent)| (name.to_owned(), fires, silent))
            .collect();
        assert_eq!(guessed(expr), expected, "{expr}");
    }
    assert!(series("a >").is_err());
}

#[test]
fn durations_are_rounded_up_to_minutes() {
    let table = [
        ("0s", 0),
        ("1m", 1),
        ("90s", 2),
        ("1h30m", 90),
        ("500ms", 0),
        ("1d", 1440),
    ];
    for (text, expected) in table {
        assert_eq!(minutes(text), expected, "{text}");
    }
}

#[test]
fn a_draft_is_yaml() {
    let rule = json!({
        "alert": "A", "expr": "up == 0\n# x\n", "for": "5m",
        "labels": { "severity": "critical" },
        "annotations": { "summary": "it's {{ $labels.severity }} {{ $labels.job }} {{ or $labels.pod $labels.severity }}", "description": "two\nlines" },
    });
    let Value::Object(rule) = rule else {
        unreachable!("it is one")
    };
    let rules: Vec<Map<String, Value>> = vec![rule];
    let text = scaffold("A", &rules, "k3d").expect("it is PromQL");
    let document = crate::yaml::parse(&text).expect("it is YAML").remove(0);
    assert_eq!(document["rule_files"], json!(["k3d"]));
    let fires = &document["tests"][0];
    assert_eq!(
        fires["input_series"],
        json!([{ "series": "up", "values": "0x65" }])
    );
    let alert = &fires["alert_rule_test"][0];
    assert_eq!(
        alert["exp_alerts"][0]["exp_annotations"]["description"],
        "two\nlines"
    );
    assert_eq!(
        document["tests"][1]["alert_rule_test"][0]["exp_alerts"],
        json!([])
    );
}
