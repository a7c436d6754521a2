//! Nasty expressions, and what becomes of them.

/// A query, and the query with `namespace="team-a"`.
pub(super) const INJECTED: &[(&str, &str)] = &[
    // Selectors.
    ("up", r#"up{namespace="team-a"}"#),
    ("up{}", r#"up{namespace="team-a"}"#),
    ("up { }", r#"up {namespace="team-a" }"#),
    (r#"up{job="x"}"#, r#"up{job="x", namespace="team-a"}"#),
    (r#"up{job="x",}"#, r#"up{job="x", namespace="team-a"}"#),
    (
        r#"up { job = "x" , }"#,
        r#"up { job = "x" , namespace="team-a" }"#,
    ),
    (r#"{job="x"}"#, r#"{job="x", namespace="team-a"}"#),
    (
        r#"{__name__="up"}"#,
        r#"{__name__="up", namespace="team-a"}"#,
    ),
    (
        r#"{__name__=~"up|down"}"#,
        r#"{__name__=~"up|down", namespace="team-a"}"#,
    ),
    (r#"{"up"}"#, r#"{"up", namespace="team-a"}"#),
    (
        r#"{"http.requests", job="x"}"#,
        r#"{"http.requests", job="x", namespace="team-a"}"#,
    ),
    (
        r#"{"k8s.pod"="x", "up"}"#,
        r#"{"k8s.pod"="x", "up", namespace="team-a"}"#,
    ),
    (r"{'up'}", r#"{'up', namespace="team-a"}"#),
    ("job:up:sum", r#"job:up:sum{namespace="team-a"}"#),
    (":up", r#":up{namespace="team-a"}"#),
    ("up:", r#"up:{namespace="team-a"}"#),
    // The same label already.
    (r#"up{namespace="team-a"}"#, r#"up{namespace="team-a"}"#),
    (r"up{namespace='team-a'}", r"up{namespace='team-a'}"),
    ("up{namespace=`team-a`}", "up{namespace=`team-a`}"),
    (
        r#"up{namespace="\x74eam-a"}"#,
        r#"up{namespace="\x74eam-a"}"#,
    ),
    (
        r#"up{namespace="other"}"#,
        r#"up{namespace="other", namespace="team-a"}"#,
    ),
    (
        r#"up{namespace!="kube-system"}"#,
        r#"up{namespace!="kube-system", namespace="team-a"}"#,
    ),
    (
        r#"up{namespace=~"team-.*"}"#,
        r#"up{namespace=~"team-.*", namespace="team-a"}"#,
    ),
    (
        r#"up{namespace!~"team-a"}"#,
        r#"up{namespace!~"team-a", namespace="team-a"}"#,
    ),
    (
        r#"up{namespace=""}"#,
        r#"up{namespace="", namespace="team-a"}"#,
    ),
    (
        r#"up{exported_namespace="team-a"}"#,
        r#"up{exported_namespace="team-a", namespace="team-a"}"#,
    ),
    (
        r#"a{namespace="team-a"} + b"#,
        r#"a{namespace="team-a"} + b{namespace="team-a"}"#,
    ),
    // Ranges, subqueries, offsets, `@`.
    ("rate(x[5m])", r#"rate(x{namespace="team-a"}[5m])"#),
    ("rate(x [ 5m ])", r#"rate(x{namespace="team-a"} [ 5m ])"#),
    (
        r#"rate(x{a="b"}[5m] offset 1h)"#,
        r#"rate(x{a="b", namespace="team-a"}[5m] offset 1h)"#,
    ),
    ("x offset 5m", r#"x{namespace="team-a"} offset 5m"#),
    ("x offset 0s", r#"x{namespace="team-a"} offset 0s"#),
    ("x offset -5m", r#"x{namespace="team-a"} offset -5m"#),
    (
        "x OFFSET + 1h30m",
        r#"x{namespace="team-a"} OFFSET + 1h30m"#,
    ),
    ("x @ 1609746000", r#"x{namespace="team-a"} @ 1609746000"#),
    (
        "x @ 1609746000 offset 5m",
        r#"x{namespace="team-a"} @ 1609746000 offset 5m"#,
    ),
    (
        "x offset 5m @ start()",
        r#"x{namespace="team-a"} offset 5m @ start()"#,
    ),
    ("x @ -5", r#"x{namespace="team-a"} @ -5"#),
    (
        "rate(x[5m] @ end())",
        r#"rate(x{namespace="team-a"}[5m] @ end())"#,
    ),
    (
        "max_over_time(rate(x[5m])[1h:1m])",
        r#"max_over_time(rate(x{namespace="team-a"}[5m])[1h:1m])"#,
    ),
    (
        "max_over_time(x[1h:])",
        r#"max_over_time(x{namespace="team-a"}[1h:])"#,
    ),
    (
        "max_over_time((a or b)[1h:30s] @ start() offset 1d)",
        r#"max_over_time((a{namespace="team-a"} or b{namespace="team-a"})[1h:30s] @ start() offset 1d)"#,
    ),
    (
        "min_over_time(max_over_time(rate(x[5m])[10m:])[1h:5m])",
        r#"min_over_time(max_over_time(rate(x{namespace="team-a"}[5m])[10m:])[1h:5m])"#,
    ),
    ("x[5m]", r#"x{namespace="team-a"}[5m]"#),
    ("x[300]", r#"x{namespace="team-a"}[300]"#),
    (
        "rate(job:x:rate5m[1d2h])",
        r#"rate(job:x:rate5m{namespace="team-a"}[1d2h])"#,
    ),
    // Binary operators and vector matching.
    ("a + b", r#"a{namespace="team-a"} + b{namespace="team-a"}"#),
    ("a+b", r#"a{namespace="team-a"}+b{namespace="team-a"}"#),
    ("a-b", r#"a{namespace="team-a"}-b{namespace="team-a"}"#),
    (
        "a / on (namespace) b",
        r#"a{namespace="team-a"} / on (namespace) b{namespace="team-a"}"#,
    ),
    (
        "a / on() b",
        r#"a{namespace="team-a"} / on() b{namespace="team-a"}"#,
    ),
    (
        "a * on (x, y) group_left (z) b",
        r#"a{namespace="team-a"} * on (x, y) group_left (z) b{namespace="team-a"}"#,
    ),
    (
        "a * on (x) group_left b",
        r#"a{namespace="team-a"} * on (x) group_left b{namespace="team-a"}"#,
    ),
    (
        "a * on (x) group_left () (b)",
        r#"a{namespace="team-a"} * on (x) group_left () (b{namespace="team-a"})"#,
    ),
    (
        "a * ignoring (x) group_right sum(b) by (y)",
        r#"a{namespace="team-a"} * ignoring (x) group_right sum(b{namespace="team-a"}) by (y)"#,
    ),
    (
        "a * on (by, on, sum, offset, bool) b",
        r#"a{namespace="team-a"} * on (by, on, sum, offset, bool) b{namespace="team-a"}"#,
    ),
    (
        "a * ON (x) GROUP_LEFT (y) b",
        r#"a{namespace="team-a"} * ON (x) GROUP_LEFT (y) b{namespace="team-a"}"#,
    ),
    (
        "a * on (\"k8s.ns\") b",
        r#"a{namespace="team-a"} * on ("k8s.ns") b{namespace="team-a"}"#,
    ),
    (
        "a > bool b",
        r#"a{namespace="team-a"} > bool b{namespace="team-a"}"#,
    ),
    (
        "a == bool on (x) b",
        r#"a{namespace="team-a"} == bool on (x) b{namespace="team-a"}"#,
    ),
    ("a > bool 1", r#"a{namespace="team-a"} > bool 1"#),
    (
        "a and b",
        r#"a{namespace="team-a"} and b{namespace="team-a"}"#,
    ),
    (
        "a and on () b",
        r#"a{namespace="team-a"} and on () b{namespace="team-a"}"#,
    ),
    (
        "a unless ignoring (x) b or c",
        r#"a{namespace="team-a"} unless ignoring (x) b{namespace="team-a"} or c{namespace="team-a"}"#,
    ),
    (
        "a AND b OR c",
        r#"a{namespace="team-a"} AND b{namespace="team-a"} OR c{namespace="team-a"}"#,
    ),
    (
        "a ^ b ^ c",
        r#"a{namespace="team-a"} ^ b{namespace="team-a"} ^ c{namespace="team-a"}"#,
    ),
    (
        "a atan2 b",
        r#"a{namespace="team-a"} atan2 b{namespace="team-a"}"#,
    ),
    ("-a", r#"-a{namespace="team-a"}"#),
    ("- - +a", r#"- - +a{namespace="team-a"}"#),
    (
        "a - -b",
        r#"a{namespace="team-a"} - -b{namespace="team-a"}"#,
    ),
    ("-(a) ^ 2", r#"-(a{namespace="team-a"}) ^ 2"#),
    ("1 - a", r#"1 - a{namespace="team-a"}"#),
    ("0x1F * a", r#"0x1F * a{namespace="team-a"}"#),
    ("1e3 < a < Inf", r#"1e3 < a{namespace="team-a"} < Inf"#),
    (
        "a > +inf or a < -INF or a != NaN",
        r#"a{namespace="team-a"} > +inf or a{namespace="team-a"} < -INF or a{namespace="team-a"} != NaN"#,
    ),
    ("a > 1_000", r#"a{namespace="team-a"} > 1_000"#),
    ("a > 0e1", r#"a{namespace="team-a"} > 0e1"#),
    ("a > 5m", r#"a{namespace="team-a"} > 5m"#),
    ("a > .5", r#"a{namespace="team-a"} > .5"#),
    // Aggregations.
    ("sum(a)", r#"sum(a{namespace="team-a"})"#),
    ("sum by (x) (a)", r#"sum by (x) (a{namespace="team-a"})"#),
    ("sum(a) by (x)", r#"sum(a{namespace="team-a"}) by (x)"#),
    (
        "sum without () (a)",
        r#"sum without () (a{namespace="team-a"})"#,
    ),
    ("SUM BY (x,) (a)", r#"SUM BY (x,) (a{namespace="team-a"})"#),
    (
        "sum by (sum, by, on, group_left) (a)",
        r#"sum by (sum, by, on, group_left) (a{namespace="team-a"})"#,
    ),
    ("topk(5, a)", r#"topk(5, a{namespace="team-a"})"#),
    (
        "topk by (x) (scalar(b), a)",
        r#"topk by (x) (scalar(b{namespace="team-a"}), a{namespace="team-a"})"#,
    ),
    (
        r#"count_values("version", a)"#,
        r#"count_values("version", a{namespace="team-a"})"#,
    ),
    (
        "quantile(0.9, a) without (pod)",
        r#"quantile(0.9, a{namespace="team-a"}) without (pod)"#,
    ),
    ("limitk(2, a)", r#"limitk(2, a{namespace="team-a"})"#),
    (
        "sum(max(min(avg(group(stddev(stdvar(count(bottomk(1, a)))))))))",
        r#"sum(max(min(avg(group(stddev(stdvar(count(bottomk(1, a{namespace="team-a"})))))))))"#,
    ),
    // Functions.
    ("absent(a)", r#"absent(a{namespace="team-a"})"#),
    (
        r#"absent(a{job="x"} == 1)"#,
        r#"absent(a{job="x", namespace="team-a"} == 1)"#,
    ),
    (
        "absent_over_time(a[1h])",
        r#"absent_over_time(a{namespace="team-a"}[1h])"#,
    ),
    (
        "histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))",
        r#"histogram_quantile(0.99, sum by (le) (rate(a_bucket{namespace="team-a"}[5m])))"#,
    ),
    (
        r#"label_replace(a, "x", "$1", "y", "(.*)")"#,
        r#"label_replace(a{namespace="team-a"}, "x", "$1", "y", "(.*)")"#,
    ),
    (
        r#"label_join(a, "x", "-", "{", "}")"#,
        r#"label_join(a{namespace="team-a"}, "x", "-", "{", "}")"#,
    ),
    ("time() - a", r#"time() - a{namespace="team-a"}"#),
    ("vector(1)", "vector(1)"),
    ("vector(time())", "vector(time())"),
    ("1 + 2 * 3", "1 + 2 * 3"),
    (r#""text""#, r#""text""#),
    ("day_of_week()", "day_of_week()"),
    ("hour(a)", r#"hour(a{namespace="team-a"})"#),
    (
        "predict_linear(a[1h], 4 * 3600) < 0",
        r#"predict_linear(a{namespace="team-a"}[1h], 4 * 3600) < 0"#,
    ),
    (
        "clamp_max(a, scalar(b))",
        r#"clamp_max(a{namespace="team-a"}, scalar(b{namespace="team-a"}))"#,
    ),
    ("sort_desc ( a )", r#"sort_desc ( a{namespace="team-a"} )"#),
    // Keywords as names.
    ("sum", r#"sum{namespace="team-a"}"#),
    (r#"sum{by="x"}"#, r#"sum{by="x", namespace="team-a"}"#),
    (
        "sum + count",
        r#"sum{namespace="team-a"} + count{namespace="team-a"}"#,
    ),
    ("sum(sum)", r#"sum(sum{namespace="team-a"})"#),
    (
        "sum by (sum) (sum)",
        r#"sum by (sum) (sum{namespace="team-a"})"#,
    ),
    (
        "or or or",
        r#"or{namespace="team-a"} or or{namespace="team-a"}"#,
    ),
    (
        "and and unless unless or",
        r#"and{namespace="team-a"} and unless{namespace="team-a"} unless or{namespace="team-a"}"#,
    ),
    (
        "offset offset 5m",
        r#"offset{namespace="team-a"} offset 5m"#,
    ),
    ("by", r#"by{namespace="team-a"}"#),
    ("without > 1", r#"without{namespace="team-a"} > 1"#),
    (
        "start + end",
        r#"start{namespace="team-a"} + end{namespace="team-a"}"#,
    ),
    ("start @ start()", r#"start{namespace="team-a"} @ start()"#),
    ("rate(max[5m])", r#"rate(max{namespace="team-a"}[5m])"#),
    ("topk", r#"topk{namespace="team-a"}"#),
    ("Sum", r#"Sum{namespace="team-a"}"#),
    ("rate", r#"rate{namespace="team-a"}"#),
    (
        "infinity + nano",
        r#"infinity{namespace="team-a"} + nano{namespace="team-a"}"#,
    ),
    (
        r#"a{on="x", by="y", or="z", and="1", inf="2", bool="3"}"#,
        r#"a{on="x", by="y", or="z", and="1", inf="2", bool="3", namespace="team-a"}"#,
    ),
    (r#"a{or ="z"}"#, r#"a{or ="z", namespace="team-a"}"#),
    // Strings.
    (r#"a{x="}"}"#, r#"a{x="}", namespace="team-a"}"#),
    (
        r#"a{x="{b}"} + c"#,
        r#"a{x="{b}", namespace="team-a"} + c{namespace="team-a"}"#,
    ),
    (r#"a{x="\"}"}"#, r#"a{x="\"}", namespace="team-a"}"#),
    (r#"a{x="\\"}"#, r#"a{x="\\", namespace="team-a"}"#),
    (
        r#"a{x='it\'s "}'}"#,
        r#"a{x='it\'s "}', namespace="team-a"}"#,
    ),
    ("a{x=`\\`}", "a{x=`\\`, namespace=\"team-a\"}"),
    ("a{x=`}\n\"{`}", "a{x=`}\n\"{`, namespace=\"team-a\"}"),
    (
        r#"a{x="ü\u00e4\n"}"#,
        r#"a{x="ü\u00e4\n", namespace="team-a"}"#,
    ),
    (r##"a{x="# b"}"##, r##"a{x="# b", namespace="team-a"}"##),
    (
        r#"a{x=~"b{2,3}c{d}"}"#,
        r#"a{x=~"b{2,3}c{d}", namespace="team-a"}"#,
    ),
    (
        r#"a{x="$y", z=~"[[:alpha:]]"}"#,
        r#"a{x="$y", z=~"[[:alpha:]]", namespace="team-a"}"#,
    ),
    // Comments and white space.
    (
        "a # {b}\n+ c",
        "a{namespace=\"team-a\"} # {b}\n+ c{namespace=\"team-a\"}",
    ),
    (
        "# only a comment\na",
        "# only a comment\na{namespace=\"team-a\"}",
    ),
    ("a # (", "a{namespace=\"team-a\"} # ("),
    ("a{x=\"y\" # z\n}", "a{x=\"y\", namespace=\"team-a\" # z\n}"),
    (
        "a{x=\"y\", # z\n}",
        "a{x=\"y\", namespace=\"team-a\" # z\n}",
    ),
    ("a{ # z\n}", "a{namespace=\"team-a\" # z\n}"),
    ("sum( # \"\n a )", "sum( # \"\n a{namespace=\"team-a\"} )"),
    ("\n\n  a\n\n", "\n\n  a{namespace=\"team-a\"}\n\n"),
    (
        "a\t{\n\tx = \"y\"\n}",
        "a\t{\n\tx = \"y\", namespace=\"team-a\"\n}",
    ),
    ("(((a)))", r#"(((a{namespace="team-a"})))"#),
];
