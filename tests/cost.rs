//! Whatever is dropped, no rule and no dashboard reads it: for environments
//! of many shapes, held against the files that a build writes.

#[path = "support/sandbox.rs"]
mod sandbox;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use promql_parser::{
    label::{MatchOp, Matcher},
    parser::{Expr, VectorSelector, parse},
};
use regex::Regex;
use sandbox::Sandbox;
use serde_json::Value;

/// Environments that are made up.
const ENVIRONMENTS: usize = 8;

const COMPONENTS: [&str; 12] = [
    "alertmanager",
    "cert-manager",
    "cockroachdb",
    "coredns",
    "deployments",
    "etcd",
    "kubernetes",
    "loki",
    "nats",
    "node-exporter",
    "prometheus",
    "tempo",
];
const TARGETS: [&str; 4] = ["crd", "plain", "rhob", "helm"];

#[test]
fn nothing_that_is_read_is_dropped() {
    let sandbox = Sandbox::new();
    let project = sandbox.work().join("mixgen.jsonnet");
    fs::write(project, made_up()).expect("the sandbox can be written to");
    let mut command = sandbox.command("mixgen");
    command.args(["build", "--quiet", "--no-cache"]);
    let seen = sandbox::run(command);
    let said = [seen.stdout, seen.stderr].concat();
    assert_eq!(seen.exit, Some(0), "{}", String::from_utf8_lossy(&said));
    let (mut dropping, mut reading) = (0, 0);
    for index in 0..ENVIRONMENTS {
        let tree = sandbox.work().join(format!("out/e{index}"));
        let mut found = Found::default();
        for file in sandbox::files(&tree) {
            let path = tree.join(&file);
            let text = fs::read_to_string(&path).expect("output is UTF-8");
            let name = file.display().to_string();
            found.file(&name, &text);
        }
        assert!(!found.selectors.is_empty(), "e{index} reads nothing");
        for drop in &found.drops {
            for selector in &found.selectors {
                reading += 1;
                assert!(
                    !drop.takes(selector),
                    "e{index}: {drop:?} takes what is read by {selector:?}"
                );
            }
        }
        dropping += found.drops.len();
    }
    assert!(
        dropping > 30 && reading > 10_000,
        "{dropping} drops, {reading} comparisons"
    );
}

/// Environments of components and targets that a small generator chooses, the
/// same each time.
fn made_up() -> String {
    let mut state = 20_261_121_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut project =
        "local mixgen = import 'mixgen/main.libsonnet';\nmixgen.environments({\n".to_owned();
    for index in 0..ENVIRONMENTS {
        let components: BTreeSet<&str> = (0..4)
            .map(|_| COMPONENTS[random(COMPONENTS.len())])
            .collect();
        let components: Vec<String> = components.iter().map(|name| format!("'{name}'")).collect();
        let drop = ["known", "unread"][random(2)];
        let platform = ["'k3d'", "'kubeadm'", "null"][random(3)];
        writeln!(
            project,
            "  e{index}: {{
    target: '{}',
    mode: 'install',
    platform: {platform},
    components: [{}],
    addons: ['low-cost'],
    values: {{ 'low-cost': {{ drop: '{drop}' }} }},
  }},",
            TARGETS[index % TARGETS.len()],
            components.join(", ")
        )
        .expect("a String takes any text");
    }
    project + "})\n"
}

/// A relabelling of the series of one target.
#[derive(Debug)]
struct Drop {
    /// What all its series have, where that is known.
    labels: BTreeMap<&'static str, String>,
    keep: bool,
    regex: Regex,
    bounds: bool,
}

impl Drop {
    /// Whether a series goes that a selector asks for.
    fn takes(&self, selector: &VectorSelector) -> bool {
        let Some(name) = selector.name.as_deref() else {
            return true;
        };
        // What is recorded is scraped by nobody, and what Prometheus adds
        // comes after relabelling.
        let own = name == "up" || name == "ALERTS" || name.starts_with("scrape_");
        let elsewhere = selector.matchers.matchers.iter().any(|matcher| {
            let value = self.labels.get(matcher.name.as_str());
            value.is_some_and(|value| !matcher.is_match(value) && !matcher.value.contains('$'))
        });
        if own || elsewhere || name.contains(':') {
            return false;
        }
        if !self.bounds {
            return self.regex.is_match(name) != self.keep;
        }
        // A bound that is asked for by name.
        let bounds: Vec<&Matcher> = selector
            .matchers
            .matchers
            .iter()
            .filter(|matcher| matcher.name == "le")
            .collect();
        let asked = |bound: &str| {
            bounds.iter().all(|matcher| {
                matches!(matcher.op, MatchOp::Equal | MatchOp::Re(_)) && matcher.is_match(bound)
            })
        };
        !bounds.is_empty()
            && BOUNDS
                .iter()
                .any(|bound| asked(bound) && self.regex.is_match(&format!("{name};{bound}")))
    }
}

const BOUNDS: [&str; 12] = [
    "0.005", "0.05", "0.1", "0.5", "1", "1.0", "5", "5.0", "10", "30", "30.0", "+Inf",
];

#[derive(Default)]
struct Found {
    selectors: Vec<VectorSelector>,
    drops: Vec<Drop>,
}

impl Found {
    fn file(&mut self, name: &str, text: &str) {
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("json") => {
                let value = serde_json::from_str(text).expect("dashboards are JSON");
                self.queries(&value);
            }
            Some("yaml" | "yml") => {
                for value in mixgen::yaml::parse(text).expect("output is YAML") {
                    self.queries(&value);
                    self.relabelings(&value, &BTreeMap::new());
                }
            }
            _ => {}
        }
    }

    /// Everything that is called `expr` or `query` and is a query.
    fn queries(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(text) if key == "expr" => self.query(text),
                        // A variable's query may be the name of a data source.
                        Value::String(text) if key == "query" && text.contains(['(', '{']) => {
                            self.query(text);
                        }
                        Value::String(text)
                            if Path::new(key).extension() == Some("json".as_ref()) =>
                        {
                            if let Ok(inner) = serde_json::from_str(text) {
                                self.queries(&inner);
                            }
                        }
                        value => self.queries(value),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.queries(item)),
            _ => {}
        }
    }

    fn query(&mut self, text: &str) {
        let mut plain = text.to_owned();
        for variable in ["$__rate_interval", "$__range", "$__interval", "$interval"] {
            plain = plain.replace(variable, "5m");
        }
        if let Ok(tree) = parse(&plain) {
            self.tree(&tree);
        }
    }

    fn tree(&mut self, node: &Expr) {
        match node {
            Expr::VectorSelector(selector) => self.selectors.push(selector.clone()),
            Expr::MatrixSelector(range) => self.selectors.push(range.vs.clone()),
            Expr::Aggregate(node) => self.tree(&node.expr),
            Expr::Unary(node) => self.tree(&node.expr),
            Expr::Paren(node) => self.tree(&node.expr),
            Expr::Subquery(node) => self.tree(&node.expr),
            Expr::Binary(node) => {
                self.tree(&node.lhs);
                self.tree(&node.rhs);
            }
            Expr::Call(node) => node.args.args.iter().for_each(|node| self.tree(node)),
            _ => {}
        }
    }

    /// Relabelings wherever they are, with the labels that those around them
    /// give.
    fn relabelings(&mut self, value: &Value, labels: &BTreeMap<&'static str, String>) {
        match value {
            Value::Object(fields) => {
                let mut labels = labels.clone();
                labels.extend(job_of(value).map(|job| ("job", job)));
                labels.extend(path_of(value).map(|path| ("metrics_path", path)));
                for (key, value) in fields {
                    let mut labels = labels.clone();
                    labels.extend(of_chart(key));
                    let key = key.to_ascii_lowercase().replace('_', "");
                    let dropping =
                        key.ends_with("metricrelabelings") || key == "metricrelabelconfigs";
                    match value.as_array() {
                        Some(items) if dropping => {
                            let drops = items.iter().filter_map(|item| drop_of(item, &labels));
                            self.drops.extend(drops);
                        }
                        _ => self.relabelings(value, &labels),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.relabelings(item, labels)),
            _ => {}
        }
    }
}

/// What the chart gives the series of its own targets, by the key of a value.
fn of_chart(key: &str) -> Option<(&'static str, String)> {
    let (label, value) = match key {
        "coreDns" => ("job", "coredns"),
        "kubeApiServer" => ("job", "apiserver"),
        "kubeControllerManager" => ("job", "kube-controller-manager"),
        "kubeProxy" => ("job", "kube-proxy"),
        "kubeScheduler" => ("job", "kube-scheduler"),
        "kubelet" => ("job", "kubelet"),
        "prometheus-node-exporter" => ("job", "node-exporter"),
        "cAdvisorMetricRelabelings" => ("metrics_path", "/metrics/cadvisor"),
        _ => return None,
    };
    Some((label, value.to_owned()))
}

/// What a relabelling puts into a label; none where there is no such.
fn relabelled<'a>(value: &'a Value, label: &str) -> Option<&'a Value> {
    let all = value["relabelings"].as_array()?;
    all.iter().find(|one| one["targetLabel"] == label)
}

/// What the series of a monitor or a scrape configuration have as job.
fn job_of(value: &Value) -> Option<String> {
    let named = value["job_name"].as_str();
    let replaced = relabelled(value, "job").and_then(|one| one["replacement"].as_str());
    let labelled = (value["spec"]["jobLabel"] == "app.kubernetes.io/name")
        .then(|| value["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"].as_str())
        .flatten();
    named.or(replaced).or(labelled).map(str::to_owned)
}

/// The path of an endpoint whose series say it.
fn path_of(value: &Value) -> Option<String> {
    relabelled(value, "metrics_path")?;
    Some(value["path"].as_str().unwrap_or("/metrics").to_owned())
}

/// What looks at names, and bounds, alone.
fn drop_of(item: &Value, labels: &BTreeMap<&'static str, String>) -> Option<Drop> {
    let target = labels.clone();
    let labels = item
        .get("sourceLabels")
        .or_else(|| item.get("source_labels"))?;
    let labels: Vec<&str> = labels
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let bounds = match labels.as_slice() {
        ["__name__"] => false,
        ["__name__", "le"] => true,
        _ => return None,
    };
    let regex = item["regex"].as_str()?;
    // In one process every port shows all families, and each is taken from one.
    if regex.contains("kubeproxy|machine|pleg") || regex.contains("aggregator|apiextensions") {
        return None;
    }
    Some(Drop {
        labels: target,
        keep: item["action"] == "keep",
        regex: Regex::new(&format!("^(?s:{regex})$")).expect("the emitted expression is one"),
        bounds,
    })
}

#[test]
fn a_drop_that_takes_something_is_found() {
    let mut found = Found::default();
    found.file(
        "a.yaml",
        "expr: rate(a_total{job=\"x\"}[5m]) + b_bucket{le=\"1\"} + c\n",
    );
    let drop = |regex: &str, keep: bool, bounds: bool| Drop {
        labels: BTreeMap::from([("job", "x".to_owned())]),
        keep,
        regex: Regex::new(&format!("^(?s:{regex})$")).expect("a pattern"),
        bounds,
    };
    let taken: BTreeMap<&str, usize> = [
        ("a_.+", drop("a_.+", false, false)),
        ("d", drop("d", false, false)),
        ("keep a", drop("a_total|b_bucket", true, false)),
        ("1", drop(r"b_bucket;(1|2)(\.0)?", false, true)),
        ("2", drop(r"b_bucket;(2)(\.0)?", false, true)),
    ]
    .into_iter()
    .map(|(name, drop)| {
        (
            name,
            found
                .selectors
                .iter()
                .filter(|selector| drop.takes(selector))
                .count(),
        )
    })
    .collect();
    assert_eq!(
        taken,
        BTreeMap::from([("1", 1), ("2", 0), ("a_.+", 1), ("d", 0), ("keep a", 1)])
    );
    let elsewhere = Drop {
        labels: BTreeMap::from([("job", "y".to_owned())]),
        ..drop("a_.+", false, false)
    };
    assert!(
        !found
            .selectors
            .iter()
            .any(|selector| elsewhere.takes(selector))
    );
}
