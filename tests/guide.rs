//! What keeps alerts quiet until something is wrong, where a machine can tell:
//! windows and `for` long enough for the interval, counters read by their
//! increase, ratios judged only where there is traffic.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use mixgen::promql;
use promql_parser::parser::{Expr, parse, token};
use serde::Deserialize;

/// Seconds between two samples unless somebody says otherwise.
const INTERVAL: f64 = 30.0;

/// Alerts that may do what the guide forbids, each with the reason.
const EXCEPTIONS: &[(Check, &[&str], &str)] = &[
    (
        Check::For,
        &["ProbeFailed"],
        "it averages five minutes: ten probes are behind it before `for` begins",
    ),
    (
        Check::Guard,
        &["KubeAPITerminatedRequests"],
        "an API server is never idle: kubelets and controllers ask all the time",
    ),
    (
        Check::Guard,
        &["KubeStateMetricsListErrors", "KubeStateMetricsWatchErrors"],
        "lists and watches are few, and what one that fails was to bring is missing from metrics",
    ),
    (
        Check::Guard,
        &[
            "PrometheusErrorSendingAlertsToAnyAlertmanager",
            "PrometheusErrorSendingAlertsToSomeAlertmanagers",
        ],
        "an alert that is not sent is not heard, however few there are",
    ),
    (
        Check::Guard,
        &[
            "PrometheusRemoteStorageFailures",
            "TempoSpanMetricsNotWritten",
        ],
        "what is not written is lost, and is written all the time",
    ),
    (
        Check::Guard,
        &[
            "PrometheusOperatorListErrors",
            "PrometheusOperatorReconcileErrors",
            "PrometheusOperatorStatusUpdateErrors",
            "PrometheusOperatorWatchErrors",
        ],
        "operations are few, and one that fails again and again leaves an object undone",
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Check {
    /// A window holds four samples.
    Window,
    /// `for` lasts three samples.
    For,
    /// `delta` is for gauges.
    Delta,
    /// What a counter has reached says nothing.
    Raw,
    /// One failure of two requests is no ratio.
    Guard,
}

#[derive(Deserialize)]
struct Rule {
    mixin: String,
    alert: Option<String>,
    record: Option<String>,
    expr: String,
    #[serde(rename = "for")]
    pending: Option<String>,
}

#[test]
fn alerts_follow_the_guide() {
    let mut wrong: BTreeMap<(Check, String), Vec<String>> = BTreeMap::new();
    let rules = rules();
    assert!(rules.len() > 100, "only {} rules were found", rules.len());
    for rule in &rules {
        let name = rule.alert.as_ref().or(rule.record.as_ref());
        let name = name.expect("a rule alerts or records").clone();
        for (check, what) in faults(rule) {
            let place = format!("{}: {name}: {what}", rule.mixin);
            wrong.entry((check, name.clone())).or_default().push(place);
        }
    }
    let excused = |check: Check, name: &str| {
        EXCEPTIONS
            .iter()
            .any(|(excused, alerts, _)| *excused == check && alerts.contains(&name))
    };
    let unused: Vec<&str> = EXCEPTIONS
        .iter()
        .flat_map(|(check, alerts, _)| alerts.iter().map(move |alert| (*check, *alert)))
        .filter(|(check, alert)| !wrong.contains_key(&(*check, (*alert).to_owned())))
        .map(|(_, alert)| alert)
        .collect();
    assert!(unused.is_empty(), "need no exception: {unused:?}");
    wrong.retain(|(check, name), _| !excused(*check, name));
    let told: Vec<String> = wrong.into_values().flatten().collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn each_fault_is_found() {
    let fault = |expr: &str, pending: Option<&str>| {
        let rule = Rule {
            mixin: String::new(),
            alert: Some("A".to_owned()),
            record: None,
            expr: expr.to_owned(),
            pending: pending.map(str::to_owned),
        };
        let found: Vec<Check> = faults(&rule).into_iter().map(|(check, _)| check).collect();
        found
    };
    assert_eq!(fault("rate(a_total[1m]) > 0", None), [Check::Window]);
    assert_eq!(fault("rate(a_total[2m]) > 0", None), []);
    assert_eq!(fault("up == 0", Some("1m")), [Check::For]);
    assert_eq!(fault("up == 0", Some("90s")), []);
    assert_eq!(fault("delta(a_total[5m]) > 0", None), [Check::Delta]);
    assert_eq!(fault("delta(a_bytes[5m]) > 0", None), []);
    assert_eq!(fault("sum by (x) (a_total) > 3", None), [Check::Raw]);
    assert_eq!(fault("3 < (a_total)", None), [Check::Raw]);
    assert_eq!(fault("increase(a_total[5m]) > 3", None), []);
    let ratio = "rate(a_total[5m]) / rate(b_total[5m]) > 0.1";
    assert_eq!(fault(ratio, None), [Check::Guard]);
    assert_eq!(
        fault(&format!("{ratio} and rate(b_total[5m]) > 1"), None),
        []
    );
    assert_eq!(
        fault("rate(a_total[5m]) / (rate(b_total[5m]) > 1) > 0.1", None),
        []
    );
    assert_eq!(
        fault("rate(s_sum[5m]) / rate(s_count[5m]) > 0.1", None),
        [Check::Guard]
    );
}

fn faults(rule: &Rule) -> Vec<(Check, String)> {
    let query = promql::parse(&rule.expr).expect("shipped rules are queries");
    let tree = parse(&rule.expr).expect("shipped rules are queries");
    let windows = query.windows().expect("shipped rules are queries");
    let mut faults: Vec<(Check, String)> = windows
        .iter()
        .filter(|window| window.seconds < 4.0 * INTERVAL)
        .map(|window| {
            (
                Check::Window,
                format!("a window of {}s in `{}`", window.seconds, window.function),
            )
        })
        .collect();
    if rule.alert.is_none() {
        return faults;
    }
    if let Some(pending) = &rule.pending {
        let seconds = seconds(pending);
        if seconds > 0.0 && seconds < 3.0 * INTERVAL {
            faults.push((
                Check::For,
                format!("`for: {pending}` is less than three samples"),
            ));
        }
    }
    each(&tree, &mut |node| {
        if let Expr::Call(call) = node
            && ["delta", "idelta"].contains(&call.func.name)
            && call
                .args
                .args
                .iter()
                .any(|argument| selects(argument, &is_counter))
        {
            faults.push((Check::Delta, format!("`{}` of a counter", call.func.name)));
        }
        if let Expr::Binary(binary) = node
            && binary.op.is_comparison_operator()
        {
            let raw = [&binary.lhs, &binary.rhs]
                .into_iter()
                .any(|side| raw_counter(side));
            if raw {
                faults.push((Check::Raw, "compares what a counter has reached".to_owned()));
            }
        }
    });
    if has_ratio(&tree) && !is_guarded(&tree) {
        faults.push((
            Check::Guard,
            "a ratio without a least amount of traffic".to_owned(),
        ));
    }
    faults
}

fn is_counter(name: &str) -> bool {
    ["_total", "_count", "_sum", "_bucket"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// Calls `act` with every node.
fn each<'a>(node: &'a Expr, act: &mut impl FnMut(&'a Expr)) {
    act(node);
    for child in children(node) {
        each(child, act);
    }
}

fn children(node: &Expr) -> Vec<&Expr> {
    match node {
        Expr::Aggregate(node) => vec![&node.expr],
        Expr::Unary(node) => vec![&node.expr],
        Expr::Binary(node) => vec![&node.lhs, &node.rhs],
        Expr::Paren(node) => vec![&node.expr],
        Expr::Subquery(node) => vec![&node.expr],
        Expr::Call(node) => node.args.args.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    }
}

fn selects(node: &Expr, wanted: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    each(node, &mut |node| {
        let name = match node {
            Expr::VectorSelector(selector) => selector.name.as_deref(),
            Expr::MatrixSelector(range) => range.vs.name.as_deref(),
            _ => None,
        };
        found |= name.is_some_and(wanted);
    });
    found
}

/// Whether a side of a comparison is a counter, added up or not.
fn raw_counter(node: &Expr) -> bool {
    match node {
        Expr::VectorSelector(selector) => selector
            .name
            .as_deref()
            .is_some_and(|name| name.ends_with("_total")),
        Expr::Paren(inner) => raw_counter(&inner.expr),
        Expr::Aggregate(inner) => {
            // Whether there is one at all is a fair question.
            !["count", "group"].contains(&inner.op.to_string().as_str()) && raw_counter(&inner.expr)
        }
        _ => false,
    }
}

const COUNTED: [&str; 3] = ["rate", "irate", "increase"];

fn counts(node: &Expr) -> bool {
    let mut found = false;
    each(node, &mut |node| {
        found |= matches!(node, Expr::Call(call) if COUNTED.contains(&call.func.name));
    });
    found
}

/// Whether something is divided by what was counted.
fn has_ratio(tree: &Expr) -> bool {
    let mut found = false;
    each(tree, &mut |node| {
        found |= matches!(node, Expr::Binary(binary)
            if binary.op.id() == token::T_DIV && counts(&binary.lhs) && counts(&binary.rhs));
    });
    found
}

/// Whether what was counted is compared, in an `and` or where it divides.
fn is_guarded(tree: &Expr) -> bool {
    let compares = |node: &Expr| {
        let mut found = false;
        each(node, &mut |node| {
            found |= matches!(node, Expr::Binary(binary)
                if binary.op.is_comparison_operator() && !has_ratio(node)
                    && (counts(&binary.lhs) || counts(&binary.rhs)));
        });
        found
    };
    let mut found = false;
    each(tree, &mut |node| {
        if let Expr::Binary(binary) = node {
            let id = binary.op.id();
            found |= [token::T_LAND, token::T_LUNLESS].contains(&id)
                && (compares(&binary.lhs) || compares(&binary.rhs));
            found |= id == token::T_DIV && compares(&binary.rhs);
        }
    });
    found
}

/// A duration of one unit or several.
fn seconds(text: &str) -> f64 {
    let mut total = 0.0;
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let number: f64 = digits.parse().expect("a number comes before its unit");
        digits.clear();
        total += number
            * match c {
                's' => 1.0,
                'm' => 60.0,
                'h' => 3_600.0,
                'd' => 86_400.0,
                other => panic!("`for: {text}` has the unit {other}"),
            };
    }
    total
}

/// The rules of all mixins that are shipped.
fn rules() -> Vec<Rule> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = fs::read_dir(root.join("lib/mixins"))
        .expect("there are mixins")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.join("mixin.libsonnet").is_file())
        .map(|path| {
            path.file_name()
                .expect("it has a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    let mixins: Vec<String> = names
        .iter()
        .map(|name| format!("'{name}': import 'mixgen/lib/mixins/{name}/mixin.libsonnet'"))
        .collect();
    let program = format!(
        "local mixins = {{ {} }};
         [
           {{
             mixin: name,
             alert: std.get(rule, 'alert'),
             record: std.get(rule, 'record'),
             expr: rule.expr,
             'for': std.get(rule, 'for'),
           }}
           for name in std.objectFields(mixins)
           for field in ['prometheusAlerts', 'prometheusRules']
           for group in std.get(std.get(mixins[name], field, {{}}), 'groups', [])
           for rule in group.rules
         ]",
        mixins.join(", ")
    );
    let output = Command::new(env!("CARGO_BIN_EXE_mixgen"))
        .args(["eval", "-e", &program])
        .output()
        .expect("mixgen can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}
