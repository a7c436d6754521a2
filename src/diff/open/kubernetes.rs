//! Kubernetes objects, and what is wrapped in them.

use serde_json::{Map, Value};

use super::{Form, Opened, Origin, Step, Unit, read_inner, sniff};
use crate::text::base64;

impl Opened {
    /// Opens an object; `kind` is for items of a typed list, which may leave
    /// theirs out.
    pub(super) fn object(&mut self, mut value: Value, kind: Option<&str>, origin: Origin) {
        let kind = match (value["kind"].as_str(), kind) {
            (Some(kind), _) | (None, Some(kind)) => kind.to_owned(),
            (None, None) => "object".to_owned(),
        };
        if kind.ends_with("List") && value["items"].is_array() {
            let Value::Array(items) = value["items"].take() else {
                return;
            };
            let kind = kind.strip_suffix("List").filter(|kind| !kind.is_empty());
            for (at, item) in items.into_iter().enumerate() {
                let origin = origin.keys(&["items"]).item(at);
                if item.is_object() {
                    self.object(item, kind, origin);
                } else {
                    let key = format!("{} items[{at}]", origin.file);
                    self.push(Form::Data, &key, "", origin, item);
                }
            }
            return;
        }
        let label = format!("{kind} {}", name_of(&value, &origin));
        let before = self.units.len();
        match kind.as_str() {
            // The latter two are Loki's.
            "PrometheusRule" | "AlertingRule" | "RecordingRule" => {
                self.part(&mut value, &["spec"], Form::Rules, &label, &origin);
            }
            "AlertmanagerConfig" => {
                self.part(&mut value, &["spec"], Form::Alertmanager, &label, &origin);
            }
            "Dashboard" if of_group(&value, "dashboard.grafana.app") => {
                let name = value["metadata"]["name"].clone();
                if let Some(spec) = value.get_mut("spec").and_then(Value::as_object_mut) {
                    spec.entry("uid").or_insert(name);
                }
                self.part(&mut value, &["spec"], Form::Dashboard, &label, &origin);
            }
            "ConfigMap" => {
                if let Some(data) = value.get_mut("data") {
                    self.texts(data, &label, &origin.keys(&["data"]));
                }
            }
            "Secret" => self.secret(&mut value, &label, &origin),
            "GrafanaDashboard" => self.dashboard_resource(&mut value, &label, &origin),
            "HelmRelease" if sniff::is_chart_values("", &value["spec"]["values"]) => {
                let origin = origin.keys(&["spec", "values"]);
                self.values(value["spec"]["values"].take(), &label, &label, origin);
            }
            _ => {}
        }
        let parts = self.units.len() - before;
        self.units.push(Unit {
            form: Form::Object,
            key: label.clone(),
            label,
            origin,
            value,
            parts,
        });
    }

    /// Takes what lies at `path` out of an object, to be a unit of its own.
    fn part(
        &mut self,
        object: &mut Value,
        path: &[&str],
        form: Form,
        label: &str,
        origin: &Origin,
    ) {
        let mut at = object;
        for key in path {
            match at.get_mut(*key) {
                Some(inner) => at = inner,
                None => return,
            }
        }
        if at.is_object() {
            self.push(form, label, label, origin.keys(path), at.take());
        }
    }

    /// Takes the texts that hold something known out of a map of texts.
    fn texts(&mut self, data: &mut Value, label: &str, origin: &Origin) {
        let Some(data) = data.as_object_mut() else {
            return;
        };
        let names: Vec<String> = data.keys().cloned().collect();
        for name in names {
            let Some(text) = data[&name].as_str() else {
                continue;
            };
            let Some((form, value)) = known_text(&name, text) else {
                continue;
            };
            let origin = origin.keys(&[&name]).step(Step::Text);
            let key = format!("{label} {name}");
            self.known(form, &key, label, value, origin);
            data.remove(&name);
        }
    }

    /// A Secret: what is encoded is decoded, so that `data` and `stringData`
    /// say the same, and known texts are taken out.
    fn secret(&mut self, value: &mut Value, label: &str, origin: &Origin) {
        let mut all = Map::new();
        let mut origins = Vec::new();
        for field in ["data", "stringData"] {
            let Some(Value::Object(entries)) = value.get_mut(field).map(Value::take) else {
                continue;
            };
            for (name, text) in entries {
                let encoded = field == "data";
                let decoded = text
                    .as_str()
                    .filter(|_| encoded)
                    .and_then(base64)
                    .and_then(|bytes| String::from_utf8(bytes).ok());
                let step = if encoded { Step::Code } else { Step::Text };
                origins.push((name.clone(), origin.keys(&[field, &name]).step(step)));
                all.insert(name, decoded.map_or(text, Value::String));
            }
        }
        if let Some(object) = value.as_object_mut() {
            object.remove("data");
            object.remove("stringData");
        }
        for (name, origin) in origins {
            if let Some(text) = all.get(&name).and_then(Value::as_str)
                && let Some((form, value)) = known_text(&name, text)
            {
                let key = format!("{label} {name}");
                self.known(form, &key, label, value, origin);
                all.remove(&name);
            }
        }
        if !all.is_empty() {
            value["data"] = Value::Object(all);
        }
    }

    /// grafana-operator's resource with the dashboard as a text.
    fn dashboard_resource(&mut self, value: &mut Value, label: &str, origin: &Origin) {
        let Some(text) = value["spec"]["json"].as_str() else {
            return;
        };
        let Some((Form::Dashboard, dashboard)) = known_text(".json", text) else {
            return;
        };
        let at = origin.keys(&["spec", "json"]).step(Step::Text);
        self.known(Form::Dashboard, label, label, dashboard, at);
        if let Some(spec) = value["spec"].as_object_mut() {
            spec.remove("json");
        }
    }
}

/// What a text holds, where its name promises it and its content tells.
fn known_text(name: &str, text: &str) -> Option<(Form, Value)> {
    let promising = [".json", ".yaml", ".yml", ".rules"];
    if !promising.iter().any(|end| name.ends_with(end)) {
        return None;
    }
    let value = read_inner(name, text)?;
    Some((sniff::form(&value)?, value))
}

/// Whether an object is of an API group.
fn of_group(value: &Value, group: &str) -> bool {
    let version = value["apiVersion"].as_str().unwrap_or_default();
    version.split_once('/').is_some_and(|(own, _)| own == group)
}

/// `namespace/name` of an object; where it has no name, its file's.
fn name_of(value: &Value, origin: &Origin) -> String {
    let metadata = &value["metadata"];
    let name = match (&metadata["name"], &metadata["generateName"]) {
        (Value::String(name), _) => name.clone(),
        (_, Value::String(name)) => format!("{name}*"),
        _ => return origin.file.to_string(),
    };
    match &metadata["namespace"] {
        Value::String(namespace) => format!("{namespace}/{name}"),
        _ => name,
    }
}
