//! Input that is made to hurt ends soon, and with a comparison.

use mixgen::{
    diff::{Comparison, Files, Kind, diff},
    review::text,
};

fn file(path: &str, text: impl Into<Vec<u8>>) -> Files {
    Files::from([(path.to_owned(), text.into())])
}

/// Pieces of a text, one after another.
fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// Compares there and back, and shows it.
fn compared(path: &str, from: &str, to: &str) -> Comparison {
    let (from, to) = (file(path, from), file(path, to));
    let back = diff(&to, &from);
    assert!(!text::report(&back, &text::Options::default()).is_empty());
    let comparison = diff(&from, &to);
    let shown = text::report(&comparison, &text::Options::default());
    let escapes = anstream::adapter::strip_str(&shown).to_string();
    assert!(
        escapes.chars().all(|c| c == '\n' || !c.is_control()),
        "{escapes:?}"
    );
    comparison
}

#[test]
fn broken_and_deep_files_are_compared_as_text() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let block: String = many(2_000, |depth| format!("{}a:\n", " ".repeat(depth)));
    let cyclic = "a: &a [*a]\n";
    let bomb = "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: [*f, *f, *f, *f, *f, *f, *f, *f, *f]\n";
    for text in [
        deep.as_str(),
        &block,
        cyclic,
        bomb,
        "a: [",
        "a: 1\na: 2\n",
        "{",
        "%YAML 9",
    ] {
        let comparison = compared("x.yaml", text, "a: 1\n");
        assert_eq!(comparison.changes.len(), 1, "{text:.40}");
        assert_eq!(comparison.notes.len(), 1, "{text:.40}");
    }
    let comparison = compared("x.json", &deep, "{}");
    assert_eq!(comparison.notes.len(), 1);
}

#[test]
fn long_lists_end_soon() {
    let list = |offset: usize| -> String {
        let item = |n: usize| format!("- {{a: {}, b: [x{}]}}\n", n + offset, n * 7 + offset);
        (0..20_000).map(item).collect()
    };
    assert!(!compared("x.yaml", &list(0), &list(1)).is_empty());
    let words = |offset: usize| -> String { many(100_000, |n| format!("- w{}\n", n + offset)) };
    let comparison = compared("x.yaml", &words(0), &words(3));
    assert_eq!(comparison.changes.len(), 1);
    let lines =
        |offset: usize| -> String { many(100_000, |n| format!("line {}\n", n * 2 + offset)) };
    assert!(!compared("x.txt", &lines(0), &lines(1)).is_empty());
}

#[test]
fn many_rules_of_one_name_end_soon() {
    let rules = |offset: usize| -> String {
        let rule = |n: usize| {
            format!(
                "  - {{alert: A, expr: 'm{} > 1', labels: {{severity: critical, n: '{n}'}}}}\n",
                n + offset
            )
        };
        let rules: String = (0..2_000).map(rule).collect();
        format!("groups:\n- name: g\n  rules:\n{rules}")
    };
    let comparison = compared("x.yaml", &rules(0), &rules(1));
    assert!(
        comparison
            .changes
            .iter()
            .all(|change| change.kind == Kind::Modified)
    );
    let renamed = |offset: usize| -> String {
        let rule = |n: usize| format!("  - {{alert: A{}, expr: 'm{n} > 1'}}\n", n + offset);
        let rules: String = (0..2_000).map(rule).collect();
        format!("groups:\n- name: g\n  rules:\n{rules}")
    };
    assert!(!compared("x.yaml", &renamed(0), &renamed(1_000_000)).is_empty());
}

#[test]
fn many_routes_end_soon() {
    let config = |receiver: &str| -> String {
        let route = |n: usize| {
            format!(
                "  - {{matchers: ['a=\"{n}\"', 'b=~\"(x+x+)+y|{n}\"'], receiver: {receiver}}}\n"
            )
        };
        let routes: String = (0..1_000).map(route).collect();
        format!(
            "route:\n  receiver: a\n  routes:\n{routes}receivers:\n- {{name: a}}\n- {{name: b, pagerduty_configs: [{{}}]}}\n"
        )
    };
    assert!(!compared("x.yaml", &config("a"), &config("b")).is_empty());
}

#[test]
fn long_and_deep_queries_end_soon() {
    let rule =
        |expr: &str| format!("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: '{expr}'\n");
    for hostile in [
        format!("{}a{}", "(".repeat(20_000), ")".repeat(20_000)),
        format!("a{}", " + a".repeat(50_000)),
        format!("a{}", " + a".repeat(2_400)),
        format!("{}1", "-".repeat(9_000)),
        format!("sum{}", "(sum".repeat(9_000)),
        "{a=\"".repeat(3_000),
        "a > ".repeat(2_000),
    ] {
        let comparison = compared("x.yaml", &rule(&hostile), &rule("up == 0"));
        assert_eq!(comparison.changes.len(), 1);
        let other = hostile.replacen('a', "b", 1);
        compared("x.yaml", &rule(&hostile), &rule(&other));
    }
}

#[test]
fn things_without_names_or_with_strange_ones_are_told() {
    let strange = "\\e[31m\\u202e\\n\\\"<b>";
    for (path, from, to) in [
        (
            "x.yaml",
            "groups: [{name: a, rules: [1, null, {}, [x]]}]",
            "groups: [{name: a, rules: [{}, 2]}]",
        ),
        (
            "x.yaml",
            "route: {}\nreceivers: [{}, 1, null]\n",
            "route: {routes: [1, {}]}\nreceivers: []\n",
        ),
        (
            "x.json",
            r#"{"title": "x", "panels": [1, {}, {"panels": [{"panels": [{}]}]}]}"#,
            r#"{"title": "x", "panels": [{"gridPos": {"x": 1e99}}]}"#,
        ),
        (
            "x.yaml",
            "apiVersion: v1\nkind: Deployment\nspec: {template: {spec: {containers: [1, {}]}}}\n",
            "apiVersion: v1\nkind: Deployment\nspec: {template: 7}\n",
        ),
        (
            "x.yaml",
            "apiVersion: v1\nkind: List\nitems: [1, {kind: List, items: [{}]}]\n",
            "apiVersion: v1\nkind: List\nitems: []\n",
        ),
        (
            "x.yaml",
            "apiVersion: v1\nkind: Secret\ndata: [1]\nmetadata: 3\n",
            "apiVersion: v1\nkind: Secret\ndata: {a: '%%%', b: 1}\n",
        ),
        (
            "x.yaml",
            "additionalPrometheusRulesMap: {a: 1, b: {groups: 1}}\n",
            "additionalPrometheusRulesMap: {a: {groups: [{name: x, rules: []}]}}\n",
        ),
    ] {
        assert!(!compared(path, from, to).is_empty(), "{from}");
    }
    let rule = format!(
        "groups:\n- name: \"{strange}\"\n  rules:\n  - alert: \"{strange}\"\n    expr: \"{strange}\"\n    annotations: {{\"{strange}\": \"{strange}\"}}\n"
    );
    compared("x.yaml", &rule, &rule.replace("31m", "32m"));
    compared(&format!("{}.yaml", "a\u{202e}\n"), &rule, "a: [");
}
