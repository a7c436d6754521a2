//! Queries with errors, variables and thresholds, and queries to compare.

pub(super) const ERRORS: &[(&str, &str)] = &[
    ("", "1:1: there is no expression"),
    ("  # nothing\n ", "1:1: there is no expression"),
    ("a b", "1:3: unexpected `b`, expected an operator"),
    ("sum(a", "1:4: `(` is never closed"),
    ("sum(a}", "1:6: unexpected `}`, expected an operator"),
    ("a)", "1:2: unexpected `)`, expected an operator"),
    ("a, b", "1:2: unexpected `,`, expected an operator"),
    ("a +", "1:4: unexpected end, expected an expression"),
    ("a + * b", "1:5: unexpected `*`, expected an expression"),
    ("a\n+\n  ]", "3:3: unexpected `]`, expected an expression"),
    ("a{", "1:2: `{` is never closed"),
    (
        "a{x}",
        "1:4: unexpected `}`, expected `=`, `!=`, `=~` or `!~`",
    ),
    ("a{x=y}", "1:5: unexpected `y`, expected a string"),
    ("a{,}", "1:3: unexpected `,`, expected a matcher"),
    ("a{x=\"y\" z=\"1\"}", "1:9: unexpected `z`, expected `}`"),
    (
        "a{x=\"y\" or z=\"1\"}",
        "1:9: Prometheus has no `or` between matchers",
    ),
    ("a{x=\"y}", "1:5: the string that \" begins has no end"),
    ("a{x=\"y\n\"}", "1:5: the string that \" begins has no end"),
    ("a{x=\"\\q\"}", "1:5: bad escape sequence in a string"),
    ("a{x=\"\\xff\"}", "1:5: bad escape sequence in a string"),
    ("a[5x]", "1:3: `5x` is neither a number nor a duration"),
    ("a[1m1h]", "1:3: `1m1h` is neither a number nor a duration"),
    ("a[]", "1:3: unexpected `]`, expected a duration"),
    (
        "sum by (inf) (b)",
        "1:9: unexpected `inf`, expected a label",
    ),
    ("a[0s]", "1:3: `0s` is no length of time"),
    ("max_over_time(a[5m:0])", "1:20: `0` is no length of time"),
    ("a[5m", "1:2: `[` is never closed"),
    ("a[1e300]", "1:3: `1e300` is no length of time"),
    ("a offset inf", "1:10: `inf` is no length of time"),
    ("a offset NaN", "1:10: `NaN` is no length of time"),
    ("a offset b", "1:10: unexpected `b`, expected a duration"),
    ("a @ b", "1:5: unexpected `b`, expected a time"),
    ("a @ start", "1:10: unexpected end, expected `(`"),
    ("a ~ b", "1:3: unexpected character `~`"),
    (
        "a > 1.2.3",
        "1:5: `1.2.3` is neither a number nor a duration",
    ),
    ("rate(a[$__rate_interval])", "1:8: unexpected character `$`"),
    ("sum by a (b)", "1:5: unexpected `by`, expected an operator"),
    ("sum by (1) (b)", "1:9: unexpected `1`, expected a label"),
    (
        "a + on (x) group_left group_left b",
        "1:23: unexpected `group_left`, expected an expression",
    ),
    ("a + by (x)", "1:5: this is no PromQL"),
    (
        "1 + rate(a)",
        "1:5: expected type matrix in call to function 'rate', got vector",
    ),
    ("1 + foo(a)", "1:5: unknown function with name 'foo'"),
    (
        "a + (1 > 2)",
        "1:5: comparisons between scalars must use BOOL modifier",
    ),
    (
        "a and {x=~\".*\"}",
        "1:7: vector selector must contain at least one non-empty matcher",
    ),
];

pub(super) const SAME: &[(&str, &str)] = &[
    ("a", " a # x"),
    ("a{x=\"1\",y=\"2\"}", "a { y='2' , x=`1`, }"),
    ("a > 1000", "a > 1e3"),
    ("a > 16", "a>0x10"),
    ("rate(a[60s])", "rate(a[1m])"),
    ("rate(a[90m] offset 24h)", "rate(a[1h30m] offset 1d)"),
    ("sum by (x, y) (a)", "sum(a) by (y,x)"),
    ("sum by () (a)", "sum(a)"),
    (
        "a * on (x, y) group_left (p, q) b",
        "a * on(y,x) group_left(q,p) b",
    ),
    ("a + ignoring () b", "a + b"),
    ("(a) + ((b))", "a + b"),
    ("(a * b) + c", "a * b + c"),
    ("a > (-1)", "a > -1"),
    ("a > -(1)", "a > -1"),
    ("{__name__=\"a\",x=\"1\"}", "a{x=\"1\"}"),
    ("{\"a\"}", "a"),
    ("a{x=\"1\",x=\"1\"}", "a{x=\"1\"}"),
    ("SUM(a)", "sum(a)"),
    ("a AND b", "a and b"),
    ("a > Inf", "a > +inf"),
    ("a{x=\"\\u00e4\"}", "a{x=\"ä\"}"),
    ("rate(a[$__rate_interval])", "rate(a[ ${__rate_interval} ])"),
    (
        "sum(a{job=~\"$job\"}) by ($group)",
        "sum by ([[group]]) (a{job=~\"${job}\"})",
    ),
    ("no query (", "no query ("),
];

pub(super) const DIFFERENT: &[(&str, &str)] = &[
    ("a", "b"),
    ("a > 1", "a >= 1"),
    ("a > 1", "a > 1.0000001"),
    ("(a + b) * c", "a + b * c"),
    ("a - (b - c)", "a - b - c"),
    ("rate(a[1m])", "rate(a[2m])"),
    ("a{x=\"1\"}", "a{x=~\"1\"}"),
    ("a{x=\"1\"}", "a{x!=\"1\"}"),
    ("sum by (x) (a)", "sum without (x) (a)"),
    ("a + on () b", "a + b"),
    ("a offset 5m", "a offset -5m"),
    ("a @ start()", "a @ end()"),
    ("a > b", "a > bool b"),
    ("a or b", "b or a"),
    ("rate(a[$x])", "rate(a[$y])"),
    ("rate(a[$x])", "rate(a[5m])"),
    ("$f(a)", "sum(a)"),
    ("a{x=\"$y\"}", "a{x=\"$z\"}"),
    ("no query (", "no query  ("),
];

/// Queries of dashboards, where `$limit` is known to be a number.
pub(super) const DASHBOARDS: &[(&str, &str)] = &[
    (
        "rate(a[$__rate_interval])",
        r#"rate(a{namespace="team-a"}[$__rate_interval])"#,
    ),
    (
        "rate(a[${__interval}] offset $off)",
        r#"rate(a{namespace="team-a"}[${__interval}] offset $off)"#,
    ),
    (
        "rate(a[[[interval]]])",
        r#"rate(a{namespace="team-a"}[[[interval]]])"#,
    ),
    (
        "max_over_time(a[$__range:$step])",
        r#"max_over_time(a{namespace="team-a"}[$__range:$step])"#,
    ),
    ("rate(a[${n}m])", r#"rate(a{namespace="team-a"}[${n}m])"#),
    (r#"a{job=~"$job"}"#, r#"a{job=~"$job", namespace="team-a"}"#),
    (
        r#"a{job=~"${job:regex}", namespace="$namespace"}"#,
        r#"a{job=~"${job:regex}", namespace="$namespace", namespace="team-a"}"#,
    ),
    (
        r#"a{job=~"[[job]]|x"}"#,
        r#"a{job=~"[[job]]|x", namespace="team-a"}"#,
    ),
    (
        "a{job=${job:doublequote}}",
        r#"a{job=${job:doublequote}, namespace="team-a"}"#,
    ),
    (r#"a{$label=~"x"}"#, r#"a{$label=~"x", namespace="team-a"}"#),
    ("a{$filter}", r#"a{$filter, namespace="team-a"}"#),
    (
        "sum by ($group) (a)",
        r#"sum by ($group) (a{namespace="team-a"})"#,
    ),
    (
        "sum(a) by (x, ${group:csv})",
        r#"sum(a{namespace="team-a"}) by (x, ${group:csv})"#,
    ),
    ("topk($n, a)", r#"topk($n, a{namespace="team-a"})"#),
    (
        "histogram_quantile($q, sum by (le) (rate(a_bucket[5m])))",
        r#"histogram_quantile($q, sum by (le) (rate(a_bucket{namespace="team-a"}[5m])))"#,
    ),
    ("a > $limit", r#"a{namespace="team-a"} > $limit"#),
    ("a / $__range_s", r#"a{namespace="team-a"} / $__range_s"#),
    (
        "a * $__interval_ms / 1000",
        r#"a{namespace="team-a"} * $__interval_ms / 1000"#,
    ),
    ("$metric{}", r#"$metric{namespace="team-a"}"#),
    ("sum($metric)", r#"sum($metric{namespace="team-a"})"#),
    (
        "rate(${metric}_total[5m])",
        r#"rate(${metric}_total{namespace="team-a"}[5m])"#,
    ),
    (
        r#"node_${x}_bytes{a="b"}"#,
        r#"node_${x}_bytes{a="b", namespace="team-a"}"#,
    ),
    ("job:$x:sum", r#"job:$x:sum{namespace="team-a"}"#),
    (
        "$agg(rate(a[5m]))",
        r#"$agg(rate(a{namespace="team-a"}[5m]))"#,
    ),
    ("$fn(a[5m])", r#"$fn(a{namespace="team-a"}[5m])"#),
    (
        "${agg} by (x) (a)",
        r#"${agg} by (x) (a{namespace="team-a"})"#,
    ),
    ("$agg(a) by (x)", r#"$agg(a{namespace="team-a"}) by (x)"#),
    (
        r#"{__name__=~"$metric"}"#,
        r#"{__name__=~"$metric", namespace="team-a"}"#,
    ),
    (
        "a @ ${__to:date:seconds}",
        r#"a{namespace="team-a"} @ ${__to:date:seconds}"#,
    ),
];

pub(super) const DASHBOARD_ERRORS: &[(&str, &str)] = &[
    (
        "a > $x",
        "the variable `${x}` may be a number or a metric, so it cannot be said whether matchers belong behind it",
    ),
    (
        "$query",
        "the variable `${query}` may be a number or a metric, so it cannot be said whether matchers belong behind it",
    ),
    ("a $op b", "1:3: unexpected `$op`, expected an operator"),
    ("a[$x", "1:2: `[` is never closed"),
];

/// A query, its threshold, and the query with 0.25 in its place.
pub(super) const THRESHOLDS: &[(&str, f64, &str)] = &[
    ("a > 5", 5.0, "a > 0.25"),
    ("5 < a", 5.0, "0.25 < a"),
    ("a > -5", -5.0, "a > 0.25"),
    ("a > - 5 # five", -5.0, "a > 0.25 # five"),
    (
        "(sum(rate(a{x=\"5\"}[5m] offset 5m)) by (x)) > (5)",
        5.0,
        "(sum(rate(a{x=\"5\"}[5m] offset 5m)) by (x)) > (0.25)",
    ),
    ("topk(5, a) >= 5", 5.0, "topk(5, a) >= 0.25"),
    ("a * 100 > bool 5e1", 50.0, "a * 100 > bool 0.25"),
    ("a > 5m", 300.0, "a > 0.25"),
    ("a > 0x10 and b", 16.0, "a > 0.25 and b"),
    (
        "absent(up{job=\"x\"} == 1)",
        1.0,
        "absent(up{job=\"x\"} == 0.25)",
    ),
    (
        "predict_linear(a[6h], 4*24*3600) < 0",
        0.0,
        "predict_linear(a[6h], 4*24*3600) < 0.25",
    ),
    ("a @ 5 > 5", 5.0, "a @ 5 > 0.25"),
    (
        "max_over_time(a[5:5]) != 5",
        5.0,
        "max_over_time(a[5:5]) != 0.25",
    ),
];

pub(super) const NO_THRESHOLD: &[(&str, &str)] = &[
    ("a", "it compares nothing"),
    ("absent(a)", "it compares nothing"),
    ("a > b", "what it compares with is no single number"),
    ("a > 5 * 60", "what it compares with is no single number"),
    ("a > -(5)", "what it compares with is no single number"),
    (
        "a > 0.5 and b > 3",
        "it has more than one comparison, with 0.5 and 3",
    ),
    (
        "a > 1 unless b == c",
        "it has more than one comparison, with 1",
    ),
    ("a > b > c", "it has more than one comparison"),
    ("a >", "1:4: unexpected end, expected an expression"),
];
