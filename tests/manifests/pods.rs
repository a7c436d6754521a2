//! What is wrong with one workload and its pods.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Cluster, Findings, Object,
    values::{list, matches, text},
};

pub fn workload(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    let template = &object.spec()["template"];
    if !matches(
        &object.spec()["selector"]["matchLabels"],
        &template["metadata"]["labels"],
    ) {
        findings.add(object, "does not select its own pods");
    }
    let pod = &template["spec"];
    let account = text(&pod["serviceAccountName"]);
    if !cluster.has("ServiceAccount", object.namespace(), &account) {
        findings.add(
            object,
            format!("the ServiceAccount `{account}` is not there"),
        );
    }
    pod_security(object, &pod["securityContext"], findings);
    let claimed =
        list(&object.spec()["volumeClaimTemplates"]).map(|it| text(&it["metadata"]["name"]));
    let volumes: BTreeSet<String> = list(&pod["volumes"])
        .map(|it| text(&it["name"]))
        .chain(claimed)
        .collect();
    for container in list(&pod["containers"]) {
        container_of(object, container, &volumes, findings);
    }
    for name in config_maps(&pod["volumes"]) {
        if !cluster.has("ConfigMap", object.namespace(), &name) {
            findings.add(object, format!("the ConfigMap `{name}` is not there"));
        }
    }
    for claim in list(&pod["volumes"]).map(|it| text(&it["persistentVolumeClaim"]["claimName"])) {
        if !claim.is_empty() && !cluster.has("PersistentVolumeClaim", object.namespace(), &claim) {
            findings.add(
                object,
                format!("the PersistentVolumeClaim `{claim}` is not there"),
            );
        }
    }
    secrets(pod, object, cluster, findings);
}

fn pod_security(object: &Object, context: &Value, findings: &mut Findings) {
    if context["runAsNonRoot"] != true || context["seccompProfile"]["type"] != "RuntimeDefault" {
        findings.add(object, "its pods need runAsNonRoot and a seccompProfile");
    }
}

fn container_of(
    object: &Object,
    container: &Value,
    volumes: &BTreeSet<String>,
    findings: &mut Findings,
) {
    let security = &container["securityContext"];
    if security["readOnlyRootFilesystem"] != true
        || security["allowPrivilegeEscalation"] != false
        || security["capabilities"]["drop"] != serde_json::json!(["ALL"])
    {
        findings.add(
            object,
            "a container needs readOnlyRootFilesystem, no escalation and no capabilities",
        );
    }
    if ["cpu", "memory"]
        .iter()
        .any(|it| container["resources"]["requests"][it].is_null())
    {
        findings.add(object, "a container without requests");
    }
    let image = text(&container["image"]);
    if image
        .rsplit('/')
        .next()
        .is_none_or(|last| !last.contains(':'))
        || image.ends_with(":latest")
    {
        findings.add(object, format!("the image `{image}` names no version"));
    }
    let ports: BTreeSet<String> = list(&container["ports"])
        .map(|it| text(&it["name"]))
        .collect();
    // Not all probe their own container: kube-state-metrics has two ports.
    for probe in ["livenessProbe", "readinessProbe"] {
        let port = &container[probe]["httpGet"]["port"];
        if let Some(port) = port.as_str().filter(|port| !ports.contains(*port)) {
            findings.add(
                object,
                format!("{probe} asks the port `{port}`, which the container does not have"),
            );
        }
    }
    for mount in list(&container["volumeMounts"]) {
        let name = text(&mount["name"]);
        if !volumes.contains(&name) {
            findings.add(
                object,
                format!("mounts the volume `{name}`, which is not there"),
            );
        }
    }
}

/// What volumes refer to as a `ConfigMap`; one is in every namespace.
fn config_maps(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, inner)| match key.as_str() {
                "configMap" => vec![text(&inner["name"])],
                _ => config_maps(inner),
            })
            .filter(|name| name != "kube-root-ca.crt")
            .collect(),
        Value::Array(items) => items.iter().flat_map(config_maps).collect(),
        _ => Vec::new(),
    }
}

/// Secrets are nobody's but the reader's: the README tells of them.
pub fn secrets(value: &Value, object: &Object, cluster: &Cluster, findings: &mut Findings) {
    match value {
        Value::Object(fields) => {
            let reference =
                fields.len() == 2 && fields.contains_key("name") && fields.contains_key("key");
            if let (true, Some(name)) = (reference, value["name"].as_str()) {
                let row = format!(
                    "| `{}` | `{name}` | `{}` |",
                    object.namespace(),
                    text(&value["key"])
                );
                if cluster.installs && !cluster.readme.contains(&row) {
                    findings.add(
                        object,
                        format!("README.md does not ask for the Secret `{name}`"),
                    );
                }
            }
            fields
                .values()
                .for_each(|inner| secrets(inner, object, cluster, findings));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|inner| secrets(inner, object, cluster, findings)),
        _ => {}
    }
}

pub fn custom(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    let spec = object.spec();
    pod_security(object, &spec["securityContext"], findings);
    let account = text(&spec["serviceAccountName"]);
    if !cluster.has("ServiceAccount", object.namespace(), &account) {
        findings.add(
            object,
            format!("the ServiceAccount `{account}` is not there"),
        );
    }
    if ["cpu", "memory"]
        .iter()
        .any(|it| spec["resources"]["requests"][it].is_null())
    {
        findings.add(object, "no requests");
    }
    for peer in list(&spec["alerting"]["alertmanagers"]) {
        let name = text(&peer["name"]);
        if !cluster.has("Service", &text(&peer["namespace"]), &name) {
            findings.add(object, format!("the Service `{name}` is not there"));
        }
    }
}
