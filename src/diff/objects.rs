//! Compares Kubernetes objects.

use serde_json::{Value, json};

use super::{
    class,
    found::{Found, Grade, Graded, Sides, all, fact},
    matching::{self, Taken},
    model::{Class, Field, Kind, Language, Was, What},
    open::{Origin, Unit, read_inner},
    values::{self, Null},
};

/// What a cluster adds to an object by itself.
const SERVER_FIELDS: [&str; 5] = [
    "creationTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
];

const APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Lists of containers in the spec of a pod.
const CONTAINERS: [&str; 2] = ["initContainers", "containers"];

/// What changed in an object.
pub(super) fn compare(from: &Unit, to: &Unit) -> Vec<Found> {
    if from.value == to.value {
        return Vec::new();
    }
    let kind = kind_of(to);
    let (mut left, mut right) = (bare(&from.value), bare(&to.value));
    let mut found = Vec::new();
    let pod = pod_spec(kind);
    if let Some(pod) = pod {
        for list in CONTAINERS {
            let old = take(&mut left, pod, list);
            let new = take(&mut right, pod, list);
            found.extend(containers(from, to, pod, list, &old, &new));
        }
    }
    let mut fields = values::compare(&left, &right, Null::Absent);
    let renamed = name_of(from) != name_of(to);
    fields.retain(|field| {
        !(renamed && matches!(field.name.as_str(), "metadata.name" | "metadata.namespace"))
    });
    match kind {
        "ConfigMap" => fields = fields.into_iter().flat_map(inner).collect(),
        "Secret" => fields.iter_mut().for_each(hide),
        _ => {}
    }
    if !fields.is_empty() || renamed {
        let change = if renamed {
            Kind::Renamed
        } else {
            Kind::Modified
        };
        let sides = Sides {
            within: Vec::new(),
            from: Some(&from.origin),
            to: Some(&to.origin),
        };
        let graded = |field: Field| Graded {
            grade: class::object_field(kind, &field.name),
            field,
        };
        let mut whole = Found::new(change, What::Object(kind.to_owned()), name_of(to), sides)
            .with(fields.into_iter().map(graded).collect());
        if renamed {
            whole.was = Some(Was {
                name: Some(name_of(from).to_owned()),
                within: None,
            });
            if class::is_workload(kind) {
                whole.grade = Grade::plain(Class::Restarts);
            }
        }
        found.insert(0, whole);
    }
    let component = component(&to.value);
    for change in &mut found {
        change.component.clone_from(&component);
    }
    found
}

/// An object that is on one side only.
pub(super) fn lone(unit: &Unit, kind: Kind) -> Found {
    let origin = Some(&unit.origin);
    let sides = Sides {
        within: Vec::new(),
        from: origin.filter(|_| kind == Kind::Removed),
        to: origin.filter(|_| kind == Kind::Added),
    };
    let sort = kind_of(unit);
    let images: Vec<Value> = pod_spec(sort)
        .and_then(|pod| unit.value.pointer(&format!("{pod}/containers")))
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|container| container.get("image").cloned())
        .collect();
    let images = if images.is_empty() {
        Value::Null
    } else {
        Value::Array(images)
    };
    Found::new(kind, What::Object(sort.to_owned()), name_of(unit), sides)
        .graded(class::object(sort, kind == Kind::Added))
        .with(
            fact("images", Language::Items, kind, &images)
                .into_iter()
                .collect(),
        )
}

/// The kind in a label such as `Deployment monitoring/grafana`.
fn kind_of(unit: &Unit) -> &str {
    unit.label.split_once(' ').map_or("", |(kind, _)| kind)
}

fn name_of(unit: &Unit) -> &str {
    unit.label.split_once(' ').map_or("", |(_, name)| name)
}

/// The component that an object says it is of.
fn component(value: &Value) -> Option<String> {
    let labels = &value["metadata"]["labels"];
    let name = ["app.kubernetes.io/name", "app"]
        .into_iter()
        .find_map(|name| labels[name].as_str());
    name.map(str::to_owned)
}

/// An object without what a cluster adds by itself.
fn bare(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(object) = value.as_object_mut() {
        object.remove("status");
    }
    if let Some(metadata) = value.get_mut("metadata").and_then(Value::as_object_mut) {
        for name in SERVER_FIELDS {
            metadata.remove(name);
        }
        if let Some(annotations) = metadata
            .get_mut("annotations")
            .and_then(Value::as_object_mut)
        {
            annotations.remove(APPLIED);
        }
    }
    value
}

/// Where the spec of a workload's pod is, as a JSON pointer.
fn pod_spec(kind: &str) -> Option<&'static str> {
    match kind {
        "CronJob" => Some("/spec/jobTemplate/spec/template/spec"),
        "Pod" => Some("/spec"),
        kind if class::is_workload(kind) && !class::is_operated(kind) => {
            Some("/spec/template/spec")
        }
        _ => None,
    }
}

fn take(object: &mut Value, pod: &str, list: &str) -> Vec<Value> {
    let spec = object.pointer_mut(pod).and_then(Value::as_object_mut);
    match spec.and_then(|spec| spec.remove(list)) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Containers, by name.
fn containers(
    from: &Unit,
    to: &Unit,
    pod: &str,
    list: &str,
    old: &[Value],
    new: &[Value],
) -> Vec<Found> {
    let names = |items: &[Value]| -> Vec<_> {
        items
            .iter()
            .map(|item| item["name"].as_str().map(str::to_owned))
            .collect()
    };
    let mut taken = Taken::none(old.len(), new.len());
    let pairs = matching::by_key(&names(old), &names(new), &mut taken);
    let place = |unit: &Unit, at: usize| -> Origin {
        let steps: Vec<&str> = pod.split('/').skip(1).chain([list]).collect();
        unit.origin.keys(&steps).item(at)
    };
    let restarts = Grade::plain(Class::Restarts);
    let shown = |item: &Value| {
        let name = item["name"].as_str().unwrap_or_default().to_owned();
        if list == "initContainers" {
            format!("{name} (init)")
        } else {
            name
        }
    };
    let mut found = Vec::new();
    let jumped = matching::out_of_order(&pairs);
    for (a, b) in pairs {
        let fields = values::compare(&old[a], &new[b], Null::Absent);
        let moved = list == "initContainers" && jumped.contains(&(a, b));
        if fields.is_empty() && !moved {
            continue;
        }
        let (left, right) = (place(from, a), place(to, b));
        let sides = Sides {
            within: vec![to.label.clone()],
            from: Some(&left),
            to: Some(&right),
        };
        let kind = if moved { Kind::Moved } else { Kind::Modified };
        let mut change = Found::new(kind, What::Container, shown(&new[b]), sides)
            .graded(restarts.clone())
            .with(all(fields, &restarts));
        change.was = moved.then(|| Was {
            name: None,
            within: Some("another place in the order".to_owned()),
        });
        found.push(change);
    }
    let lone = |unit: &Unit, item: &Value, at: usize, kind: Kind| {
        let origin = place(unit, at);
        let sides = Sides {
            within: vec![unit.label.clone()],
            from: Some(&origin).filter(|_| kind == Kind::Removed),
            to: Some(&origin).filter(|_| kind == Kind::Added),
        };
        Found::new(kind, What::Container, shown(item), sides)
            .graded(restarts.clone())
            .with(
                fact("image", Language::Data, kind, &item["image"])
                    .into_iter()
                    .collect(),
            )
    };
    for at in taken.left_from() {
        found.push(lone(from, &old[at], at, Kind::Removed));
    }
    for at in taken.left_to() {
        found.push(lone(to, &new[at], at, Kind::Added));
    }
    found
}

/// A text of a `ConfigMap` that is YAML or JSON on both sides, field by field.
fn inner(field: Field) -> Vec<Field> {
    let promising = [".json", ".yaml", ".yml"]
        .iter()
        .any(|end| field.name.ends_with(end));
    let texts = field
        .from
        .as_ref()
        .and_then(Value::as_str)
        .zip(field.to.as_ref().and_then(Value::as_str));
    let Some((from, to)) = texts.filter(|_| promising && field.name.starts_with("data.")) else {
        return vec![field];
    };
    let (Some(left), Some(right)) = (read_inner(&field.name, from), read_inner(&field.name, to))
    else {
        return vec![field];
    };
    if !left.is_object() && !left.is_array() {
        return vec![field];
    }
    let mut fields = values::compare(&left, &right, Null::Value);
    for inner in &mut fields {
        inner.name = match inner.name.as_str() {
            "" => field.name.clone(),
            name => format!("{} {name}", field.name),
        };
    }
    fields
}

/// Takes the values out of a field of a Secret.
fn hide(field: &mut Field) {
    if !field.name.starts_with("data") {
        return;
    }
    field.language = Language::Secret;
    for value in [&mut field.from, &mut field.to].into_iter().flatten() {
        *value = json!("***");
    }
}
