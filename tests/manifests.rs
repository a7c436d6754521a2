//! What a cluster would say of the objects of every platform, in both modes:
//! names and labels are legal, nothing is there twice or not at all, selectors
//! find pods, ports have their containers, pods ask for no more than they need.
//! Unknown fields and wrong types are found by `tests/real/run manifests`.
//!
//! The second half breaks objects on purpose: each check finds its fault.

#[path = "manifests/check.rs"]
mod check;
#[path = "support/sandbox.rs"]
mod sandbox;

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use check::{Tree, check};
use sandbox::Sandbox;
use serde_json::{Value, json};

#[test]
fn every_environment_is_sound() {
    let mut findings = Vec::new();
    for (environment, tree) in trees() {
        for finding in check(tree) {
            findings.push(format!("{environment}: {finding}"));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn what_mode_install_brings_is_not_in_mode_join() {
    // What a component is asked to bring itself comes in `bring-…`.
    let stack = [
        "Prometheus",
        "Alertmanager",
        "Deployment",
        "DaemonSet",
        "Namespace",
        "ClusterRole",
        "ClusterRoleBinding",
        "ServiceAccount",
        "CustomResourceDefinition",
    ];
    for (environment, tree) in trees() {
        let kinds: Vec<&str> = tree
            .values()
            .filter_map(|it| it["kind"].as_str())
            .filter(|kind| stack.contains(kind))
            .collect();
        if environment.starts_with("join-") {
            assert!(kinds.is_empty(), "{environment} brings {kinds:?}");
        } else if !environment.starts_with("bring-") {
            assert!(kinds.contains(&"Prometheus"), "{environment} has none");
        }
    }
}

/// A path, a change to the document there, and a word of the finding.
type Fault = (&'static str, fn(&mut Value), &'static str);

const FAULTS: [Fault; 24] = [
    (
        "grafana/service.yaml",
        |it| it["metadata"]["name"] = json!("A_b"),
        "metadata.name",
    ),
    (
        "grafana/service.yaml",
        |it| it["metadata"]["labels"]["x"] = json!("no space"),
        "label",
    ),
    (
        "grafana/service.yaml",
        |it| it["metadata"]["labels"]["-x/y"] = json!(""),
        "label",
    ),
    (
        "grafana/service.yaml",
        |it| it["spec"]["selector"]["app"] = json!("other"),
        "selects no pod",
    ),
    (
        "grafana/service.yaml",
        |it| it["spec"]["ports"][0]["targetPort"] = json!("web"),
        "no container has the port `web`",
    ),
    (
        "grafana/service.yaml",
        |it| it["spec"]["ports"] = json!([{"name": "http", "port": 1, "targetPort": "http"}, {"name": "http", "port": 2, "targetPort": "http"}]),
        "`http` twice",
    ),
    (
        "grafana/service.yaml",
        |it| it["spec"]["clusterIP"] = json!(null),
        "null",
    ),
    (
        "grafana/service-monitor.yaml",
        |it| it["spec"]["endpoints"][0]["port"] = json!("web"),
        "no Service",
    ),
    (
        "grafana/service-monitor.yaml",
        |it| it["spec"]["selector"]["matchLabels"]["x"] = json!("y"),
        "no Service",
    ),
    (
        "grafana/network-policy.yaml",
        |it| it["spec"]["podSelector"]["matchLabels"]["x"] = json!("y"),
        "selects no pod",
    ),
    (
        "grafana/deployment.yaml",
        |it| it["spec"]["selector"]["matchLabels"]["x"] = json!("y"),
        "its own pods",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["serviceAccountName"] = json!("x"),
        "ServiceAccount",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["volumes"][0]["configMap"]["name"] = json!("x"),
        "ConfigMap",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["containers"][0]["volumeMounts"][0]["name"] = json!("x"),
        "volume `x`",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["containers"][0]["env"][0]["valueFrom"]["secretKeyRef"]["name"] = json!("x"),
        "README.md",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["containers"][0]["readinessProbe"]["httpGet"]["port"] = json!("x"),
        "port `x`",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["containers"][0]["securityContext"] = json!({}),
        "readOnlyRootFilesystem",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["containers"][0]["image"] = json!("grafana/grafana"),
        "version",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["containers"][0]["resources"] = json!({}),
        "requests",
    ),
    (
        "grafana/deployment.yaml",
        |it| pod(it)["securityContext"]["runAsNonRoot"] = json!(false),
        "runAsNonRoot",
    ),
    (
        "prometheus/cluster-role.yaml",
        |it| it["metadata"]["namespace"] = json!("x"),
        "namespace",
    ),
    (
        "prometheus/prometheus.yaml",
        |it| {
            it["metadata"]
                .as_object_mut()
                .expect("an object")
                .remove("namespace");
        },
        "namespace",
    ),
    (
        "prometheus-operator/role.yaml",
        |it| it["metadata"]["name"] = json!("x"),
        "Role",
    ),
    (
        "kustomization.yaml",
        |it| {
            it["resources"].as_array_mut().expect("a list").pop();
        },
        "not listed",
    ),
];

fn pod(workload: &mut Value) -> &mut Value {
    &mut workload["spec"]["template"]["spec"]
}

#[test]
fn each_fault_is_found() {
    let sound = &trees()["install-everything"];
    for (path, break_it, word) in FAULTS {
        let mut tree = sound.clone();
        break_it(tree.get_mut(path).unwrap_or_else(|| panic!("no {path}")));
        let findings = check(&tree);
        assert!(
            findings.iter().any(|finding| finding.contains(word)),
            "{path}: nothing says {word:?}: {findings:?}"
        );
    }
    let mut tree = sound.clone();
    tree.insert("copy.yaml".into(), sound["grafana/service.yaml"].clone());
    assert!(check(&tree).iter().any(|it| it.contains("the same object")));
}

/// The documents of each environment.
fn trees() -> &'static BTreeMap<String, Tree> {
    static TREES: OnceLock<BTreeMap<String, Tree>> = OnceLock::new();
    TREES.get_or_init(|| {
        let sandbox = Sandbox::new();
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manifests");
        sandbox::copy(&project, &sandbox.work());
        let mut command = sandbox.command("mixgen");
        command.args(["eval", "project.jsonnet"]);
        let seen = sandbox::run(command);
        let said = String::from_utf8_lossy(&seen.stderr).into_owned();
        assert_eq!(seen.exit, Some(0), "{said}");
        serde_json::from_slice(&seen.stdout).expect("it prints JSON")
    })
}
