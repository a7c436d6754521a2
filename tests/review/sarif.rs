//! The form for code scanning, held to the structure of SARIF 2.1.0.

use std::{collections::BTreeSet, sync::Arc};

use mixgen::{
    diff::Comparison,
    review::{Labels, sarif::report},
};
use serde_json::Value;

use crate::sample::{HOSTILE, hostile, labels, many, sample};

fn read(comparison: &Comparison) -> Value {
    serde_json::from_str(&report(comparison, &labels())).expect("it is JSON")
}

fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    let list = value.pointer(path).and_then(Value::as_array);
    list.unwrap_or_else(|| panic!("{path} is a list"))
}

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    let text = value.pointer(path).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("{path} is a text"))
}

/// Holds a report to what its readers demand.
fn check(report: &Value) {
    assert_eq!(text(report, "/version"), "2.1.0");
    assert!(text(report, "/$schema").contains("sarif-2.1.0"));
    let runs = list(report, "/runs");
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    assert_eq!(text(run, "/tool/driver/name"), "mixgen");
    let rules = list(run, "/tool/driver/rules");
    let ids: BTreeSet<&str> = rules.iter().map(|rule| text(rule, "/id")).collect();
    assert_eq!(ids.len(), rules.len(), "no rule is there twice");
    for rule in rules {
        assert!(!text(rule, "/shortDescription/text").is_empty());
        assert!(text(rule, "/fullDescription/text").ends_with('.'));
        assert!(["error", "warning", "note"].contains(&text(rule, "/defaultConfiguration/level")));
    }
    let mut names = BTreeSet::new();
    for result in list(run, "/results") {
        let index = result["ruleIndex"].as_u64().expect("a rule has a number");
        let index = usize::try_from(index).expect("it is small");
        assert_eq!(result["ruleId"], rules[index]["id"]);
        assert_eq!(
            result["level"],
            rules[index]["defaultConfiguration"]["level"]
        );
        let message = text(result, "/message/text");
        assert!(!message.is_empty());
        assert!(!message.contains("]("), "a link: {message}");
        assert!(!message.chars().any(char::is_control), "{message:?}");
        assert!(names.insert(text(result, "/partialFingerprints/mixgenChange~1v1")));
        let locations = list(result, "/locations");
        assert_eq!(locations.len(), 1);
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in locations.iter().chain(related) {
            let uri = text(location, "/physicalLocation/artifactLocation/uri");
            assert!(is_relative(uri), "{uri}");
            assert!(location["physicalLocation"]["region"]["startLine"].as_u64() >= Some(1));
        }
    }
}

/// A relative reference without a scheme, a host, a query or a fragment.
fn is_relative(uri: &str) -> bool {
    !uri.is_empty()
        && !uri.starts_with('/')
        && uri
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte))
}

#[test]
fn it_has_the_structure_that_readers_demand() {
    check(&read(&Comparison::default()));
    check(&read(&sample()));
    check(&read(&many(50)));
    for text in HOSTILE {
        check(&read(&hostile(text)));
    }
}

#[test]
fn a_finding_is_at_its_file_and_line_on_the_side_where_it_is() {
    let report = read(&sample());
    let at = |number: usize| {
        let location = &list(&report, "/runs/0/results")[number]["locations"][0];
        let physical = &location["physicalLocation"];
        format!(
            "{}:{} {}",
            text(physical, "/artifactLocation/uri"),
            physical["region"]["startLine"],
            text(location, "/message/text")
        )
    };
    let within = "PrometheusRule monitoring/rules › group kubernetes-apps ›";
    assert_eq!(
        at(0),
        format!("out/k3d/rules/kubernetes.yaml:12 {within} KubePodNotReady (after)")
    );
    assert_eq!(
        at(1),
        format!("out/gke/rules/kubernetes.yaml:10 {within} etcdNoLeader (before)")
    );
    let labels = Labels {
        folders: Vec::new(),
        ..labels()
    };
    assert!(
        mixgen::review::sarif::report(&sample(), &labels)
            .contains("\"uri\": \"rules/kubernetes.yaml\"")
    );
}

#[test]
fn fingerprints_do_not_depend_on_lines_or_on_other_changes() {
    let names = |comparison: &Comparison| -> Vec<String> {
        let report = read(comparison);
        let results = list(&report, "/runs/0/results").iter();
        results
            .map(|result| text(result, "/partialFingerprints/mixgenChange~1v1").to_owned())
            .collect()
    };
    let before = names(&sample());
    let mut other = sample();
    other.changes.remove(0);
    for change in &mut other.changes {
        change.environments = vec![0];
        for place in &mut change.places {
            for at in [&mut place.from, &mut place.to].into_iter().flatten() {
                at.line = Some(999);
            }
        }
    }
    assert_eq!(names(&other), before[1..]);
    let mut other = sample();
    other.changes[0].fields.remove(0);
    other.changes[1].places[0]
        .from
        .as_mut()
        .expect("it was there")
        .file = Arc::from("elsewhere.yaml");
    let after = names(&other);
    assert_ne!(after[0], before[0]);
    assert_ne!(after[1], before[1]);
    assert_eq!(after[2..], before[2..]);
}

#[test]
fn it_reads_well() {
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    insta::assert_snapshot!(report(&sample(), &labels()).replace(version, "\"version\": \"…\""));
}
