//! What a document is, by its content.

use serde_json::Value;

use super::{Form, Origin};

/// Whether it is a Kubernetes object.
pub(super) fn is_object(value: &Value) -> bool {
    value["apiVersion"].is_string() && value["kind"].is_string()
}

/// The form of a document that is no Kubernetes object, where its content
/// tells.
pub(super) fn form(value: &Value) -> Option<Form> {
    if is_rules(value) {
        Some(Form::Rules)
    } else if value["route"].is_object() && value["receivers"].is_array() {
        Some(Form::Alertmanager)
    } else if value["scrape_configs"].is_array() {
        Some(Form::Prometheus)
    } else if is_dashboard(value) || is_dashboard(&value["dashboard"]) {
        Some(Form::Dashboard)
    } else {
        None
    }
}

fn is_rules(value: &Value) -> bool {
    let group = |group: &Value| group["name"].is_string() && group.get("rules").is_some();
    value["groups"]
        .as_array()
        .is_some_and(|groups| !groups.is_empty() && groups.iter().all(group))
}

fn is_dashboard(value: &Value) -> bool {
    let panels = value["panels"].is_array() || value["rows"].is_array();
    let elements = value["elements"].is_object() && value["layout"].is_object();
    value["title"].is_string() && (panels || elements)
}

/// A dashboard without the envelope of Grafana's API.
pub(super) fn unwrap_dashboard(mut value: Value, origin: Origin) -> (Value, Origin) {
    if is_dashboard(&value) {
        (value, origin)
    } else {
        (value["dashboard"].take(), origin.keys(&["dashboard"]))
    }
}

/// Whether it is a file of values for a Helm chart of monitoring.
pub(super) fn is_chart_values(file: &str, value: &Value) -> bool {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    value.is_object() && (name.starts_with("values") || is_stack(value) || is_umbrella(value))
}

/// Whether these are values of kube-prometheus-stack.
pub(super) fn is_stack(value: &Value) -> bool {
    value["additionalPrometheusRulesMap"].is_object()
        || value["additionalPrometheusRules"].is_array()
        || value["defaultRules"].is_object()
        || value["alertmanager"]["config"].is_object()
        || value["alertmanager"]["alertmanagerSpec"].is_object()
        || value["prometheus"]["prometheusSpec"].is_object()
        || value["grafana"]["dashboards"].is_object()
        || value["grafana"]["sidecar"].is_object()
}

/// Whether one of its entries holds the values of kube-prometheus-stack.
fn is_umbrella(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|entries| entries.values().any(is_stack))
}
