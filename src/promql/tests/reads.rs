//! What may be dropped, how far back queries look, and windows that grow.

use super::*;

fn reads(queries: &[&str], target: &[(&str, &str)]) -> Reads {
    let mut reads = Reads::default();
    for query in queries {
        let query = parse_dashboard(query).expect(query);
        reads.add(&query, &labels(target));
    }
    reads
}

#[test]
fn what_is_read_is_not_spared() {
    let reads = reads(
        &[
            "sum(rate(a_total[5m])) / b",
            r#"{__name__=~"c_.*_seconds"}"#,
            r#"{__name__="d"}"#,
            r#"{__name__=~"e|f"}"#,
            "g_${kind}_total",
        ],
        &[],
    );
    for names in [
        "a_total",
        "a_.+",
        ".+",
        "b",
        "b|x",
        "c_x_seconds",
        "c_.+",
        "c_x_.+",
        "d",
        "e",
        "f.*",
        "g_x",
        "g_.+",
        "g_x_total",
        "[",
    ] {
        assert!(!reads.spares(names), "{names}");
    }
    for names in ["a", "a_total_x", "c_x_bytes", "h", "h_.+", "ee", "cc_.+"] {
        assert!(reads.spares(names), "{names}");
    }
}

#[test]
fn other_targets_are_read_elsewhere() {
    let queries = [r#"a{job="x"}"#, r#"b{job!="x"}"#, r#"c{job=~"$job"}"#, "d"];
    let of_y = reads(&queries, &[("job", "y")]);
    assert!(of_y.spares("a"));
    for name in ["b", "c", "d"] {
        assert!(!of_y.spares(name), "{name}");
    }
    let of_x = reads(&queries, &[("job", "x")]);
    assert!(!of_x.spares("a"));
    assert!(of_x.spares("b"));
}

#[test]
fn a_selector_without_a_name_reads_everything_of_its_target() {
    let queries = [r#"count({job="x"})"#];
    assert!(reads(&queries, &[("job", "x")]).everything());
    assert!(!reads(&queries, &[("job", "x")]).spares("a"));
    assert!(reads(&queries, &[("job", "y")]).spares("a"));
    let mut unreadable = Reads::default();
    unreadable.add_unreadable();
    assert!(!unreadable.spares("a") && !unreadable.spares_bucket("a_bucket", "1"));
}

#[test]
fn buckets_that_are_asked_for_stay() {
    let reads = reads(
        &[
            "histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m])))",
            r#"rate(a_bucket{le=~"1(\\.0)?"}[5m])"#,
            r#"b_bucket{le="0.5"}"#,
            "sum by (le) (c_bucket)",
            r#"d_bucket{le="$le"}"#,
            r#"histogram_quantile(0.9, e_bucket{le!="4"})"#,
        ],
        &[],
    );
    for (metric, bound) in [
        ("a_bucket", "1"),
        ("a_bucket", "+Inf"),
        ("b_bucket", "0.5"),
        ("c_bucket", "1"),
        ("d_bucket", "1"),
        ("e_bucket", "1"),
    ] {
        assert!(!reads.spares_bucket(metric, bound), "{metric} {bound}");
    }
    for (metric, bound) in [("a_bucket", "2"), ("b_bucket", "1"), ("x_bucket", "1")] {
        assert!(reads.spares_bucket(metric, bound), "{metric} {bound}");
    }
}

#[test]
fn look_back_adds_up_within_a_query() {
    for (query, wanted) in [
        ("up == 0", 0.0),
        ("rate(a[5m])", 300.0),
        ("a offset 1h + rate(b[5m] offset 10m)", 3_600.0),
        ("max_over_time(rate(a[5m] offset 1m)[1h:1m])", 3_960.0),
        ("max_over_time(a[1h:] offset 1d)", 90_000.0),
        ("predict_linear(a[6h], 4 * 24 * 3600) < 0", 21_600.0),
        ("a offset -1h", 0.0),
        ("rate(a[$__rate_interval])", 0.0),
        ("rate(a[$__range] offset 1h)", 3_600.0),
    ] {
        let query = parse_dashboard(query).expect(query);
        assert!((query.lookback() - wanted).abs() < 1e-9, "{}", query.text());
    }
}

#[test]
fn windows_grow_where_something_is_counted() {
    for (query, wanted) in [
        ("rate(a[1m]) > 1 # [1m]", "rate(a[4m]) > 1 # [1m]"),
        (
            "increase( a{b=\"[1m]\"} [ 90s ] )",
            "increase( a{b=\"[1m]\"} [ 4m ] )",
        ),
        ("rate(a[5m])", "rate(a[5m])"),
        ("max_over_time(a[1m])", "max_over_time(a[1m])"),
        (
            "max_over_time(rate(a[1m])[2m:])",
            "max_over_time(rate(a[4m])[2m:])",
        ),
        (
            "rate(a[1m]) / avg_over_time(b[1m]) + rate((c[2m]))",
            "rate(a[4m]) / avg_over_time(b[1m]) + rate((c[4m]))",
        ),
        ("rate(a[$__rate_interval])", "rate(a[$__rate_interval])"),
        ("rate(a[1m30s] offset 1m)", "rate(a[4m] offset 1m)"),
    ] {
        let read = parse_dashboard(query).expect(query);
        assert_eq!(read.widened(240.0).expect(query), wanted);
    }
    let query = parse("rate(a[1s])").expect("a query");
    assert_eq!(query.widened(1.5).expect("a length"), "rate(a[1500ms])");
    assert_eq!(query.widened(5400.0).expect("a length"), "rate(a[90m])");
    assert!(query.widened(f64::NAN).is_err());
}

#[test]
fn all_queries_of_a_dashboard_are_read() {
    let dashboard = serde_json::json!({
        "panels": [
            {"targets": [{"expr": "a"}], "panels": [{"targets": [{"expr": "rate(b[1d])"}]}]},
            {"datasource": {"type": "loki"}, "targets": [{"expr": "{app=\"x\"} |= \"y\""}]},
            {"title": "broken", "targets": [{"expr": "a +"}]}
        ],
        "annotations": {"list": [{"name": "n", "expr": "c"}]},
        "templating": {"list": [
            {"type": "query", "name": "v", "query": "label_values(d{x=\"y\"}, z)"},
            {"type": "query", "name": "w", "query": {"query": "label_values(z)"}},
            {"type": "query", "name": "u", "query": "metrics(node_)"},
            {"type": "query", "name": "q", "query": "query_result(max(e))"}
        ]}
    });
    let mut reads = Reads::default();
    let mut unreadable = 0;
    for query in dashboard_queries(&dashboard) {
        match query {
            Some(query) => reads.add(&query, &labels(&[])),
            None => unreadable += 1,
        }
    }
    assert_eq!(unreadable, 1);
    assert_eq!(reads.names().collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
    assert_eq!(reads.patterns().collect::<Vec<_>>(), [".*(?:node_).*"]);
    assert!(!reads.everything());
    let found = panels(&dashboard);
    let looks: Vec<f64> = found
        .iter()
        .flat_map(|panel| panel.queries.iter().map(Query::lookback))
        .collect();
    assert_eq!(looks, [0.0, 86_400.0]);
    let library = serde_json::json!({"panels": [{"libraryPanel": {"uid": "x"}}]});
    assert!(dashboard_queries(&library).iter().any(Option::is_none));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Whatever a query names is not dropped, however the drop is written.
    #[test]
    fn no_name_that_is_read_is_dropped(
        name in "[a-c]{1,4}(_[a-c]{1,3})?",
        other in "[a-c]{1,4}",
        drop in "[a-c]{0,2}(\\.\\+|\\.\\*|[a-c]{1,2}|\\[ab\\]|b\\?)?(\\|[a-c]{1,3})?",
    ) {
        let exact = reads(&[&format!("rate({name}[5m])"), &other], &[]);
        let pattern = reads(&[&format!("{{__name__=~\"{name}\"}}"), &format!("{{__name__=~\"{other}.*\"}}")], &[]);
        let compiled = regex::Regex::new(&format!("^(?s:{drop})$")).expect("a pattern");
        for read in [&name, &other] {
            if compiled.is_match(read) {
                prop_assert!(!exact.spares(&drop));
                prop_assert!(!pattern.spares(&drop));
            }
        }
        if !compiled.is_match(&name) && !compiled.is_match(&other) {
            prop_assert!(exact.spares(&drop));
        }
    }
}
