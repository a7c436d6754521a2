//! What every edit promises, on nasty expressions of our own.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

mod looks;

mod nasty;

mod reads;

fn labels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn team() -> BTreeMap<String, String> {
    labels(&[("namespace", "team-a")])
}

fn problem(text: &str) -> String {
    parse(text).expect_err(text).to_string()
}

#[test]
fn matchers_go_into_every_selector() {
    for (text, wanted) in nasty::INJECTED {
        let edited = inject(text, &team()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(edited, *wanted, "from {text}");
        let again = inject(&edited, &team()).expect("edited text is a query");
        assert_eq!(again, edited, "a second time changes nothing");
    }
}

#[test]
fn what_is_added_is_all_that_changes() {
    for (text, _) in nasty::INJECTED {
        let edited = inject(text, &team()).expect("it is a query");
        let spans = difference(text, &edited);
        let kept = side(&spans, Change::Added);
        let blank = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(blank(&kept), blank(text));
        assert!(
            spans.iter().all(|span| span.change != Change::Removed),
            "{text}"
        );
    }
}

#[test]
fn values_are_escaped() {
    for value in [
        "a\"b",
        "a\\b",
        "a\nb",
        "}",
        "{x=\"y\"}",
        "$x",
        "${x:regex}",
        "ä\u{202e}",
        "\u{1}",
        "`'",
        "",
    ] {
        let edited =
            inject("sum(up{job='x'})", &labels(&[("team", value)])).expect("any value fits");
        let query = parse(&edited).expect("edited text is a query");
        let promql_parser::parser::Expr::Aggregate(sum) = &query.tree else {
            panic!("the sum is gone");
        };
        let promql_parser::parser::Expr::VectorSelector(selector) = &*sum.expr else {
            panic!("the selector is gone");
        };
        assert_eq!(selector.matchers.find_matchers("team")[0].value, value);
    }
}

#[test]
fn names_of_labels_are_checked_or_quoted() {
    let add = |name| inject("up", &labels(&[(name, "x")])).map_err(|error| error.to_string());
    assert_eq!(add("or").as_deref(), Ok("up{or=\"x\"}"));
    assert_eq!(add("by").as_deref(), Ok("up{by=\"x\"}"));
    assert_eq!(add("k8s.ns").as_deref(), Ok("up{\"k8s.ns\"=\"x\"}"));
    assert_eq!(
        add("").unwrap_err(),
        "`` cannot be the name of a matcher's label"
    );
    assert_eq!(
        add("__name__").unwrap_err(),
        "`__name__` cannot be the name of a matcher's label"
    );
    let two = labels(&[("b", "2"), ("a", "1")]);
    assert_eq!(inject("up{}", &two).as_deref(), Ok("up{a=\"1\", b=\"2\"}"));
    assert_eq!(
        inject("up{a=\"1\"}", &two).as_deref(),
        Ok("up{a=\"1\", b=\"2\"}")
    );
    assert_eq!(inject("up", &labels(&[])).as_deref(), Ok("up"));
}

#[test]
fn an_error_says_where() {
    for (text, wanted) in looks::ERRORS {
        assert_eq!(problem(text), *wanted, "of {text}");
    }
}

#[test]
fn queries_are_the_same_but_for_their_looks() {
    for (a, b) in looks::SAME {
        assert!(same(a, b), "{a}\n{b}");
        assert!(same(b, a), "{b}\n{a}");
    }
    for (a, b) in looks::DIFFERENT {
        assert!(!same(a, b), "{a}\n{b}");
        assert!(!same(b, a), "{b}\n{a}");
    }
}

#[test]
fn dashboards_have_variables() {
    let numbers = BTreeSet::from(["limit".to_owned()]);
    for (text, wanted) in looks::DASHBOARDS {
        let edited = inject_dashboard(text, &team(), &numbers);
        let edited = edited.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(edited, *wanted, "from {text}");
        assert!(same(text, text));
        let again = inject_dashboard(&edited, &team(), &numbers).expect("edited text is a query");
        assert_eq!(again, edited);
    }
    for (text, wanted) in looks::DASHBOARD_ERRORS {
        let error = inject_dashboard(text, &team(), &numbers).expect_err(text);
        assert_eq!(error.to_string(), *wanted, "of {text}");
    }
}

#[test]
fn metrics_are_found() {
    let found = metrics(
        "sum(rate(a_total[5m])) / on() {__name__=\"b\"} + {\"c.d\"} and job:e:sum offset 5m
         unless {__name__=~\"f.*\"} or {job=\"x\"}",
    )
    .expect("it is a query");
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        found,
        Metrics {
            names: set(&["a_total", "b", "c.d", "job:e:sum"]),
            patterns: set(&["f.*"]),
            unnamed: true,
        }
    );
    assert_eq!(
        metrics("vector(time()) > 5").expect("a query"),
        Metrics::default()
    );
    let found = metrics_dashboard("rate(node_${dev}_total{a=\"$x\"}[$__rate_interval]) + $m{}");
    assert_eq!(
        found.expect("it is a query").patterns,
        set(&["node_${dev}_total", "${m}"])
    );
}

#[test]
fn the_one_number_of_a_comparison_is_the_threshold() {
    for (text, number, edited) in looks::THRESHOLDS {
        assert_eq!(
            threshold(text).map_err(|error| error.to_string()),
            Ok(*number),
            "{text}"
        );
        let changed = with_threshold(text, 0.25).map_err(|error| error.to_string());
        assert_eq!(changed.as_deref(), Ok(*edited));
        assert_eq!(threshold(edited), Ok(0.25));
    }
    for (text, wanted) in looks::NO_THRESHOLD {
        assert_eq!(
            threshold(text).expect_err(text).to_string(),
            *wanted,
            "of {text}"
        );
        assert!(with_threshold(text, 1.0).is_err());
    }
    assert_eq!(with_threshold("a > 1", -2.0).as_deref(), Ok("a > -2"));
    assert_eq!(
        with_threshold("a >1", 1e-9).as_deref(),
        Ok("a >0.000000001")
    );
    assert_eq!(
        with_threshold("a > 1", f64::NAN).unwrap_err().to_string(),
        "NaN is no threshold"
    );
}

#[test]
fn a_difference_is_shown_by_tokens() {
    let spans = difference(
        "sum(rate(x{a=\"b\"}[5m])) > 0.5",
        "sum (rate(x{a=\"b\"}[1h])) >= 0.5",
    );
    let shown: Vec<(Change, &str)> = spans
        .iter()
        .map(|span| (span.change, span.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (Change::Equal, "sum (rate(x{a=\"b\"}["),
            (Change::Removed, "5m"),
            (Change::Added, "1h"),
            (Change::Equal, "]))"),
            (Change::Removed, " >"),
            (Change::Added, " >="),
            (Change::Equal, " 0.5"),
        ]
    );
    assert_eq!(difference("", ""), []);
}

#[test]
fn what_would_exhaust_the_stack_is_refused() {
    let chain = |count: usize| vec!["a"; count].join(" + ");
    assert!(inject(&chain(900), &team()).is_ok());
    assert!(inject(&("-".repeat(990) + "a"), &team()).is_ok());
    assert!(inject(&vec!["a"; 900].join(" ^ "), &team()).is_ok());
    let calls = |count: usize| "abs(".repeat(count) + "a" + &")".repeat(count);
    assert!(inject(&calls(90), &team()).is_ok());
    assert!(problem(&chain(5_000)).contains("more than 1000"));
    let nested = |count: usize| "(".repeat(count) + "a" + &")".repeat(count);
    assert!(same(&nested(90), "a"));
    assert!(problem(&nested(200)).contains("more than 100"));
    assert!(problem(&("-".repeat(20_000) + "a")).contains("more than 1000"));
    assert!(problem(&"(".repeat(100_000)).contains("more than 100"));
}

/// Expressions made at random, with the same expression and matchers in it.
fn expression() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![
        Just("up"),
        Just("a:b:c"),
        Just("sum"),
        Just("or"),
        Just("offset"),
        Just("start")
    ];
    let value = "[a-z{}\"\\\\ ,\\]\\[#$()\u{e4}]{0,6}";
    let matcher = (prop_oneof![Just("job"), Just("on"), Just("by")], value)
        .prop_map(|(label, value)| format!("{label}!={}", literal::quote(&value)));
    let selector = (name, prop::collection::vec(matcher, 0..3), any::<bool>()).prop_map(
        |(name, matchers, braces)| {
            let inside = matchers.join(",");
            let comma = if matchers.is_empty() { "" } else { ", " };
            let plain = if matchers.is_empty() && !braces {
                name.to_owned()
            } else {
                format!("{name}{{{inside}}}")
            };
            (
                plain,
                format!("{name}{{{inside}{comma}namespace=\"team-a\"}}"),
            )
        },
    );
    let both = |form: fn(&str) -> String| move |(a, b): (String, String)| (form(&a), form(&b));
    selector.prop_recursive(5, 24, 2, move |inner| {
        prop_oneof![
            inner.clone().prop_map(both(|x| format!("( {x} )"))),
            inner.clone().prop_map(both(|x| format!("-{x}"))),
            inner
                .clone()
                .prop_map(both(|x| format!("sum by (on, by) ({x})"))),
            inner
                .clone()
                .prop_map(both(|x| format!("topk without(job)(3, {x})"))),
            inner
                .clone()
                .prop_map(both(|x| format!("({x})[5m:1m] offset -1h"))),
            inner
                .clone()
                .prop_map(both(|x| format!("absent({x}) # {{x}}\n"))),
            inner
                .clone()
                .prop_map(both(|x| format!("max_over_time(({x})[1h:] @ end())"))),
            (inner.clone(), inner).prop_map(|(a, b)| {
                let form = |a: &str, b: &str| format!("{a} / on (job) group_left (by) {b}");
                (form(&a.0, &b.0), form(&a.1, &b.1))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn injecting_keeps_all_else((text, wanted) in expression()) {
        if parse(&text).is_ok() {
            let edited = inject(&text, &team());
            prop_assert_eq!(edited.as_deref(), Ok(wanted.as_str()));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-z0-9 (){}\\[\\]=~!<>+*^@,:;.$\"'`\\\\#_-]{0,40}") {
        let _ = inject(&text, &team());
        let _ = inject_dashboard(&text, &team(), &BTreeSet::new());
        let _ = (metrics_dashboard(&text), threshold(&text), same(&text, "up"));
    }

    #[test]
    fn a_difference_holds_both((a, b) in (expression(), expression())) {
        let (a, b) = (a.0, b.1);
        let spans = difference(&a, &b);
        prop_assert_eq!(side(&spans, Change::Removed), b);
        let bare = |text: &str| text.replace("# {x}\n", "").split_whitespace().collect::<String>();
        prop_assert_eq!(bare(&side(&spans, Change::Added)), bare(&a));
    }

    #[test]
    fn any_text_has_a_difference(a in "\\PC{0,30}", b in "\\PC{0,30}") {
        prop_assert_eq!(side(&difference(&a, &b), Change::Removed), b);
    }
}

/// A difference without what is in one side only.
fn side(spans: &[Span], gone: Change) -> String {
    let kept = spans.iter().filter(|span| span.change != gone);
    kept.map(|span| span.text.as_str()).collect()
}
