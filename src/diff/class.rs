//! What a change does to people and programs: the facts that decide it.

use serde_json::Value;

use super::{
    equal,
    found::Grade,
    model::{Class, Field},
    queries,
};

/// How loud an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loudness {
    /// Not meant for people, as `none` of Watchdog.
    None,
    Info,
    Warning,
    High,
    /// Wakes people.
    Pages,
}

/// What the label `severity` says, by the words that are in use; an alert
/// without it, or with another word, is taken for a warning.
pub(super) fn loudness(severity: Option<&str>) -> Loudness {
    let severity = severity.unwrap_or_default().to_ascii_lowercase();
    match severity.as_str() {
        "critical" | "page" | "pager" | "emergency" | "fatal" | "disaster" | "p0" | "p1"
        | "sev0" | "sev1" => Loudness::Pages,
        "error" | "major" | "high" | "p2" | "sev2" => Loudness::High,
        "none" => Loudness::None,
        "info" | "notice" | "low" | "p4" | "p5" => Loudness::Info,
        _ => Loudness::Warning,
    }
}

/// Receivers that wake people; all others of Alertmanager's are read when
/// somebody looks. A webhook may lead anywhere: it is not taken for a pager.
pub(super) fn is_pager(integration: &str) -> bool {
    matches!(
        integration.to_ascii_lowercase().replace('_', "").as_str(),
        "pagerdutyconfigs"
            | "opsgenieconfigs"
            | "victoropsconfigs"
            | "pushoverconfigs"
            | "incidentioconfigs"
            | "snsconfigs"
    )
}

/// What a new or a removed alert does.
pub(super) fn alert(rule: &Value, added: bool) -> Grade {
    let severity = rule["labels"]["severity"].as_str();
    let because = severity.map_or_else(String::new, |severity| format!("severity {severity}"));
    match (loudness(severity), added) {
        (Loudness::Pages, true) => Grade::new(Class::Pages, because),
        (Loudness::Pages, false) => Grade::new(Class::Silences, because),
        _ => Grade::new(Class::Notifies, because),
    }
}

/// What the change of one field of an alert does; `from` and `to` are the whole
/// rules.
pub(super) fn alert_field(field: &Field, from: &Value, to: &Value) -> Grade {
    let loud = |rule: &Value| loudness(rule["labels"]["severity"].as_str());
    let (before, after) = (loud(from), loud(to));
    let pages = before == Loudness::Pages && after == Loudness::Pages;
    let directed = |sooner: bool, because: &str| match (pages, sooner) {
        (true, true) => Grade::new(Class::Pages, because),
        (true, false) => Grade::new(Class::Silences, because),
        (false, _) => Grade::new(Class::Notifies, because),
    };
    match field.name.as_str() {
        "labels.severity" => match (before, after) {
            (_, Loudness::Pages) if before != after => Grade::new(Class::Pages, "higher severity"),
            (Loudness::Pages, _) if before != after => {
                Grade::new(Class::Silences, "lower severity")
            }
            _ if after > before => Grade::new(Class::Notifies, "higher severity"),
            _ if after < before => Grade::new(Class::Notifies, "lower severity"),
            _ => Grade::plain(Class::Notifies),
        },
        "for" => match (length(field.from.as_ref()), length(field.to.as_ref())) {
            (Some(from), Some(to)) if to < from => directed(true, "fires sooner"),
            (Some(from), Some(to)) if to > from => directed(false, "fires later"),
            _ => Grade::plain(Class::Notifies),
        },
        "keep_firing_for" => Grade::plain(Class::Notifies),
        "expr" => {
            let text =
                |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
            let direction = text(&field.from)
                .zip(text(&field.to))
                .and_then(|(from, to)| queries::fires_sooner(&from, &to));
            match direction {
                Some(true) => directed(true, "the threshold is reached sooner"),
                Some(false) => directed(false, "the threshold is reached later"),
                None => Grade::plain(Class::Queries),
            }
        }
        name if name.starts_with("labels") => {
            Grade::new(Class::Notifies, "labels decide its route")
        }
        name if name.starts_with("annotations") => Grade::cosmetic(),
        _ => Grade::plain(Class::Queries),
    }
}

/// Milliseconds of `for`, which is zero where it is absent.
fn length(value: Option<&Value>) -> Option<u64> {
    match value {
        None => Some(0),
        Some(Value::String(text)) => equal::duration(text),
        Some(Value::Number(number)) => (number.as_f64() == Some(0.0)).then_some(0),
        Some(_) => None,
    }
}

/// Objects whose pods are made anew when what they say of them changes.
pub(super) fn is_workload(kind: &str) -> bool {
    matches!(
        kind,
        "Deployment"
            | "StatefulSet"
            | "DaemonSet"
            | "ReplicaSet"
            | "ReplicationController"
            | "Job"
            | "CronJob"
            | "Pod"
    ) || is_operated(kind)
}

/// Objects that an operator makes pods of.
pub(super) fn is_operated(kind: &str) -> bool {
    matches!(
        kind,
        "Prometheus"
            | "PrometheusAgent"
            | "Alertmanager"
            | "ThanosRuler"
            | "MonitoringStack"
            | "Grafana"
    )
}

/// Objects that say what is scraped.
pub(super) fn is_scrape(kind: &str) -> bool {
    matches!(
        kind,
        "ServiceMonitor" | "PodMonitor" | "Probe" | "ScrapeConfig"
    )
}

/// Objects that another program picks by their labels.
pub(super) fn is_selected(kind: &str) -> bool {
    is_scrape(kind) || matches!(kind, "PrometheusRule" | "AlertmanagerConfig")
}

/// Labels that say who made an object and what version it is of: no selector
/// goes by them.
pub(super) fn is_bookkeeping(label: &str) -> bool {
    matches!(
        label,
        "app.kubernetes.io/version"
            | "app.kubernetes.io/managed-by"
            | "helm.sh/chart"
            | "chart"
            | "heritage"
    )
}

/// What a whole object does by being added or removed.
pub(super) fn object(kind: &str, added: bool) -> Grade {
    if !added && matches!(kind, "Prometheus" | "Alertmanager" | "MonitoringStack") {
        return Grade::new(Class::Silences, "no alert comes from it any more");
    }
    if !added && kind == "PrometheusRule" {
        return Grade::plain(Class::Queries);
    }
    if is_workload(kind) {
        Grade::plain(Class::Restarts)
    } else if is_scrape(kind) {
        Grade::plain(Class::Queries)
    } else {
        Grade::cosmetic()
    }
}

/// What the change of one field of an object does.
pub(super) fn object_field(kind: &str, field: &str) -> Grade {
    let within = |prefix: &str| {
        field == prefix
            || field
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    if let Some(label) = field.strip_prefix("metadata.labels") {
        let label = label.trim_start_matches('.');
        return if is_selected(kind) && !is_bookkeeping(label) {
            Grade::new(Class::Queries, "labels decide who selects it")
        } else {
            Grade::cosmetic()
        };
    }
    if !within("spec") {
        return Grade::cosmetic();
    }
    if is_scrape(kind) {
        return Grade::plain(Class::Queries);
    }
    if is_operated(kind) {
        return match field {
            _ if field.contains("elector") && !field.contains("nodeSelector") => {
                Grade::new(Class::Queries, "selectors decide what is read")
            }
            _ => Grade::plain(Class::Restarts),
        };
    }
    match kind {
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController"
            if within("spec.template") || within("spec.replicas") =>
        {
            Grade::plain(Class::Restarts)
        }
        "Pod" | "Job" | "CronJob" => Grade::plain(Class::Restarts),
        _ => Grade::cosmetic(),
    }
}

/// What the change of one value of a chart does, by kube-prometheus-stack's
/// names.
pub(super) fn chart_value(name: &str, field: &Field) -> Grade {
    let is = |value: &Option<Value>, wanted: bool| {
        value.as_ref().and_then(Value::as_bool) == Some(wanted)
    };
    if name.contains("defaultRules.rules.") {
        return match (is(&field.from, false), is(&field.to, false)) {
            (false, true) => Grade::new(Class::Silences, "shipped alerts are switched off"),
            (true, false) => Grade::new(Class::Pages, "shipped alerts are switched on"),
            _ => Grade::plain(Class::Notifies),
        };
    }
    if name.contains("defaultRules.disabled.") {
        return match (is(&field.from, true), is(&field.to, true)) {
            (false, true) => Grade::new(Class::Silences, "a shipped alert is switched off"),
            (true, false) => Grade::new(Class::Pages, "a shipped alert is switched on"),
            _ => Grade::plain(Class::Notifies),
        };
    }
    if name.contains("customRules.") {
        return Grade::new(Class::Notifies, "a shipped alert is changed");
    }
    let runs = [
        "prometheusSpec.",
        "alertmanagerSpec.",
        ".image.",
        "resources.",
    ];
    if runs.iter().any(|part| name.contains(part)) || name.starts_with("image.") {
        return Grade::plain(Class::Restarts);
    }
    Grade::cosmetic()
}
