//! What is wrong with the objects of one tree, taken together.

#[path = "pods.rs"]
mod pods;
#[path = "values.rs"]
mod values;

use std::collections::{BTreeMap, BTreeSet};

use pods::{custom, secrets, workload};
use serde_json::Value;
use values::{list, matches, nulls, text};

/// Documents by path.
pub type Tree = BTreeMap<String, Value>;

const CLUSTER_SCOPED: [&str; 4] = [
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "Namespace",
];

/// Services of the cluster itself or of the operator, by a label that selects
/// them and the ports that they have.
const SERVICES_OF_OTHERS: [(&str, &str, &[&str]); 3] = [
    ("component", "apiserver", &["https"]),
    ("k8s-app", "kube-dns", &["metrics"]),
    ("app.kubernetes.io/name", "kubelet", &["https-metrics"]),
];

/// Findings, each with the path it is about.
pub fn check(tree: &Tree) -> Vec<String> {
    let objects: Vec<Object> = tree.iter().filter_map(Object::of).collect();
    let mut findings = Findings(Vec::new());
    identities(&objects, &mut findings);
    for object in &objects {
        for at in nulls(object.value, String::new()) {
            findings.add(object, format!("null at {at}"));
        }
        metadata(object, &mut findings);
        twice(object.value, object, &mut findings);
    }
    let cluster = Cluster::of(&objects, tree);
    for object in &objects {
        match object.kind {
            "DaemonSet" | "Deployment" | "StatefulSet" => workload(object, &cluster, &mut findings),
            "Service" => service(object, &cluster, &mut findings),
            "ServiceMonitor" => monitor(object, &cluster, &mut findings),
            "NetworkPolicy" => network_policy(object, &cluster, &mut findings),
            "PodDisruptionBudget" => budget(object, &cluster, &mut findings),
            "RoleBinding" | "ClusterRoleBinding" => binding(object, &cluster, &mut findings),
            "Prometheus" | "Alertmanager" => custom(object, &cluster, &mut findings),
            "AlertmanagerConfig" => secrets(object.value, object, &cluster, &mut findings),
            _ => {}
        }
    }
    listed(tree, &objects, &mut findings);
    findings.0
}

struct Findings(Vec<String>);

impl Findings {
    fn add(&mut self, object: &Object, text: impl std::fmt::Display) {
        self.0.push(format!("{}: {text}", object.path));
    }
}

struct Object<'a> {
    path: &'a str,
    kind: &'a str,
    value: &'a Value,
}

impl<'a> Object<'a> {
    fn of((path, value): (&'a String, &'a Value)) -> Option<Self> {
        let kind = value["kind"]
            .as_str()
            .filter(|kind| *kind != "Kustomization")?;
        value["apiVersion"].as_str()?;
        Some(Self { path, kind, value })
    }

    fn name(&self) -> &'a str {
        self.value["metadata"]["name"].as_str().unwrap_or_default()
    }

    fn namespace(&self) -> &'a str {
        self.value["metadata"]["namespace"]
            .as_str()
            .unwrap_or_default()
    }

    fn labels(&self) -> &'a Value {
        &self.value["metadata"]["labels"]
    }

    fn spec(&self) -> &'a Value {
        &self.value["spec"]
    }
}

/// Pods that something in the tree makes.
struct Pods<'a> {
    namespace: &'a str,
    labels: &'a Value,
    ports: BTreeSet<String>,
}

struct Cluster<'a> {
    objects: BTreeSet<(&'a str, &'a str, &'a str)>,
    pods: Vec<Pods<'a>>,
    services: Vec<&'a Object<'a>>,
    /// Whether the tree brings the stack, and so all that it refers to.
    installs: bool,
    readme: &'a str,
}

impl<'a> Cluster<'a> {
    fn of(objects: &'a [Object<'a>], tree: &'a Tree) -> Self {
        Self {
            objects: objects
                .iter()
                .map(|it| (it.kind, it.namespace(), it.name()))
                .collect(),
            pods: objects.iter().filter_map(pods).collect(),
            services: objects.iter().filter(|it| it.kind == "Service").collect(),
            installs: objects.iter().any(|it| it.kind == "Prometheus"),
            readme: tree
                .get("README.md")
                .and_then(Value::as_str)
                .unwrap_or_default(),
        }
    }

    fn has(&self, kind: &str, namespace: &str, name: &str) -> bool {
        self.objects.contains(&(kind, namespace, name))
    }

    fn selected(&self, namespace: &str, selector: &Value) -> Vec<&Pods<'a>> {
        let fits = |pods: &&Pods| pods.namespace == namespace && matches(selector, pods.labels);
        self.pods.iter().filter(fits).collect()
    }
}

fn pods<'a>(object: &'a Object<'a>) -> Option<Pods<'a>> {
    let namespace = object.namespace();
    let owned = |ports: &[&str]| ports.iter().map(|&port| port.to_owned()).collect();
    match object.kind {
        "DaemonSet" | "Deployment" | "StatefulSet" => {
            let template = &object.spec()["template"];
            let ports = list(&template["spec"]["containers"])
                .flat_map(|container| list(&container["ports"]))
                .flat_map(|port| [text(&port["name"]), port["containerPort"].to_string()])
                .collect();
            Some(Pods {
                namespace,
                labels: &template["metadata"]["labels"],
                ports,
            })
        }
        // The operator labels them so, too.
        "Prometheus" | "Alertmanager" => Some(Pods {
            namespace,
            labels: &object.spec()["podMetadata"]["labels"],
            ports: owned(&["web", "reloader-web"]),
        }),
        _ => None,
    }
}

fn identities(objects: &[Object], findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for object in objects {
        let group = text(&object.value["apiVersion"]);
        let group = group.split('/').next().unwrap_or_default().to_owned();
        let identity = (group, object.kind, object.namespace(), object.name());
        if let Some(other) = seen.insert(identity, object.path) {
            findings.add(object, format!("the same object as in {other}"));
        }
    }
}

fn metadata(object: &Object, findings: &mut Findings) {
    let name = object.name();
    // A Service becomes a name in DNS, and the names of pods come from those
    // of what makes them.
    let longest = if object.kind == "Service" { 63 } else { 253 };
    let legal = |part: &str| {
        let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        part.starts_with(inside)
            && part.ends_with(inside)
            && part.chars().all(|c| inside(c) || c == '-')
    };
    if name.len() > longest || !name.split('.').all(legal) {
        findings.add(object, format!("metadata.name `{name}` is not legal"));
    }
    let scoped = CLUSTER_SCOPED.contains(&object.kind);
    match object.namespace() {
        "" if !scoped => findings.add(object, "no namespace"),
        "" => {}
        _ if scoped => findings.add(object, "a namespace, and its kind has none"),
        namespace if !legal(namespace) || namespace.len() > 63 => {
            findings.add(object, "an illegal namespace");
        }
        _ => {}
    }
    for (key, value) in object.labels().as_object().into_iter().flatten() {
        let (prefix, own) = key.rsplit_once('/').unwrap_or(("", key));
        let prefix_legal = prefix.is_empty() || prefix.len() <= 253 && prefix.split('.').all(legal);
        let value = value.as_str().unwrap_or("not text!");
        if !prefix_legal || !word(own) || own.is_empty() || !word(value) {
            findings.add(object, format!("the label `{key}: {value}` is not legal"));
        }
    }
}

/// Whether a text can be the value of a label.
fn word(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric();
    text.is_empty()
        || text.len() <= 63
            && text.starts_with(inside)
            && text.ends_with(inside)
            && text.chars().all(|c| inside(c) || "-_.".contains(c))
}

/// Entries of one list that mean the same thing.
fn twice(value: &Value, object: &Object, findings: &mut Findings) {
    match value {
        Value::Object(fields) => {
            for (field, inner) in fields {
                let key = match field.as_str() {
                    "containers" | "volumes" | "env" | "ports" | "receivers" | "groups"
                    | "scrapeClasses" => "name",
                    "volumeMounts" => "mountPath",
                    _ => "",
                };
                let mut seen = BTreeSet::new();
                for item in list(inner).filter(|_| !key.is_empty()) {
                    let identity = text(&item[key]);
                    if !identity.is_empty() && !seen.insert(identity.clone()) {
                        findings.add(object, format!("`{field}` has `{identity}` twice"));
                    }
                }
                twice(inner, object, findings);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| twice(item, object, findings)),
        _ => {}
    }
}

fn service(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    let selector = &object.spec()["selector"];
    // Those in kube-system find pods of the cluster itself.
    if object.namespace() == "kube-system" {
        return;
    }
    let selected = cluster.selected(object.namespace(), selector);
    if selected.is_empty() {
        findings.add(object, "selects no pod");
    }
    for port in list(&object.spec()["ports"]) {
        let target = text(&port["targetPort"]);
        if !selected.is_empty() && !selected.iter().all(|pods| pods.ports.contains(&target)) {
            findings.add(object, format!("no container has the port `{target}`"));
        }
    }
}

fn monitor(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    if !cluster.installs {
        return;
    }
    let spec = object.spec();
    let selector = &spec["selector"]["matchLabels"];
    let namespaces: BTreeSet<String> = list(&spec["namespaceSelector"]["matchNames"])
        .map(text)
        .collect();
    let looks_in = |namespace: &str| {
        if namespaces.is_empty() {
            namespace == object.namespace()
        } else {
            namespaces.contains(namespace)
        }
    };
    let found: Vec<BTreeSet<String>> = cluster
        .services
        .iter()
        .filter(|it| looks_in(it.namespace()) && matches(selector, it.labels()))
        .map(|it| {
            list(&it.spec()["ports"])
                .map(|port| text(&port["name"]))
                .collect()
        })
        .chain(
            SERVICES_OF_OTHERS
                .iter()
                .filter(|(key, value, _)| selector[key] == *value)
                .map(|(_, _, ports)| ports.iter().map(|&port| port.to_owned()).collect()),
        )
        .collect();
    for endpoint in list(&spec["endpoints"]) {
        let port = text(&endpoint["port"]);
        let by_number = endpoint["targetPort"].is_number();
        if !by_number && !found.iter().any(|ports| ports.contains(&port)) {
            findings.add(
                object,
                format!("no Service that it selects has the port `{port}`"),
            );
        }
    }
}

fn network_policy(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    let namespace = object.namespace();
    let mut find = |selector: &Value| {
        if cluster
            .selected(namespace, &selector["matchLabels"])
            .is_empty()
        {
            findings.add(object, format!("selects no pod by {selector}"));
        }
    };
    find(&object.spec()["podSelector"]);
    for rule in list(&object.spec()["ingress"]) {
        list(&rule["from"])
            .filter(|peer| peer["namespaceSelector"].is_null())
            .for_each(|peer| find(&peer["podSelector"]));
    }
}

fn budget(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    let selector = &object.spec()["selector"]["matchLabels"];
    if cluster.selected(object.namespace(), selector).is_empty() {
        findings.add(object, "selects no pod");
    }
}

fn binding(object: &Object, cluster: &Cluster, findings: &mut Findings) {
    let role = &object.value["roleRef"];
    let (kind, name) = (text(&role["kind"]), text(&role["name"]));
    let namespace = if kind == "Role" {
        object.namespace()
    } else {
        ""
    };
    if !cluster.has(&kind, namespace, &name) {
        findings.add(object, format!("the {kind} `{name}` is not there"));
    }
    for subject in list(&object.value["subjects"]).filter(|_| cluster.installs) {
        let (namespace, name) = (text(&subject["namespace"]), text(&subject["name"]));
        if !cluster.has("ServiceAccount", &namespace, &name) {
            findings.add(
                object,
                format!("the ServiceAccount `{namespace}/{name}` is not there"),
            );
        }
    }
}

fn listed(tree: &Tree, objects: &[Object], findings: &mut Findings) {
    let Some(kustomization) = tree.get("kustomization.yaml") else {
        return;
    };
    let listed: BTreeSet<String> = list(&kustomization["resources"]).map(text).collect();
    for object in objects.iter().filter(|it| !listed.contains(it.path)) {
        findings.add(object, "not listed in kustomization.yaml");
    }
    for path in listed.iter().filter(|path| !tree.contains_key(*path)) {
        findings
            .0
            .push(format!("kustomization.yaml: {path} is not there"));
    }
}
