//! Values of kube-prometheus-stack, alone or within those of another chart.

use serde_json::Value;

use super::{Form, Opened, Origin, Step, Unit, read_inner, sniff};

impl Opened {
    /// Opens the values of a chart; what is left in them is a unit too.
    pub(super) fn values(&mut self, mut value: Value, key: &str, label: &str, origin: Origin) {
        let before = self.units.len();
        if sniff::is_stack(&value) {
            self.stack(&mut value, key, label, &origin);
        } else if let Some(entries) = value.as_object_mut() {
            for (name, inner) in entries {
                if sniff::is_stack(inner) {
                    let key = format!("{key} {name}");
                    self.stack(inner, &key, label, &origin.keys(&[name]));
                }
            }
        }
        let parts = self.units.len() - before;
        self.units.push(Unit {
            form: Form::Values,
            key: key.to_owned(),
            label: label.to_owned(),
            origin,
            value,
            parts,
        });
    }

    fn stack(&mut self, value: &mut Value, key: &str, label: &str, origin: &Origin) {
        let within = |name: String| match label {
            "" => name,
            label => format!("{label} {name}"),
        };
        if let Some(map) =
            at(value, &["additionalPrometheusRulesMap"]).and_then(Value::as_object_mut)
        {
            for (name, rules) in map {
                if sniff::form(rules) == Some(Form::Rules) {
                    let own = format!("additionalPrometheusRulesMap.{name}");
                    let at = origin.keys(&["additionalPrometheusRulesMap", name]);
                    let groups = serde_json::json!({ "groups": rules["groups"].take() });
                    self.push(
                        Form::Rules,
                        &format!("{key} {own}"),
                        &within(own),
                        at,
                        groups,
                    );
                }
            }
        }
        if let Some(list) = at(value, &["additionalPrometheusRules"]).and_then(Value::as_array_mut)
        {
            for (place, rules) in list.iter_mut().enumerate() {
                if sniff::form(rules) == Some(Form::Rules) {
                    let name = rules["name"].as_str().unwrap_or_default();
                    let own = format!("additionalPrometheusRules {name}");
                    let at = origin.keys(&["additionalPrometheusRules"]).item(place);
                    let groups = serde_json::json!({ "groups": rules["groups"].take() });
                    self.push(
                        Form::Rules,
                        &format!("{key} {own}"),
                        &within(own),
                        at,
                        groups,
                    );
                }
            }
        }
        if sniff::form(&value["alertmanager"]["config"]) == Some(Form::Alertmanager) {
            let own = "alertmanager.config";
            let at = origin.keys(&["alertmanager", "config"]);
            let config = value["alertmanager"]["config"].take();
            let name = format!("{key} {own}");
            self.push(
                Form::Alertmanager,
                &name,
                &within(own.to_owned()),
                at,
                config,
            );
        }
        self.chart_dashboards(&mut value["grafana"]["dashboards"], key, &within, origin);
        self.extra(&mut value["extraManifests"], origin);
    }

    /// `grafana.dashboards.<provider>.<name>.json`, a text.
    fn chart_dashboards(
        &mut self,
        value: &mut Value,
        key: &str,
        within: &dyn Fn(String) -> String,
        origin: &Origin,
    ) {
        let Some(providers) = value.as_object_mut() else {
            return;
        };
        for (provider, dashboards) in providers {
            let Some(dashboards) = dashboards.as_object_mut() else {
                continue;
            };
            for (name, dashboard) in dashboards {
                let text = dashboard["json"].as_str();
                let Some(value) = text.and_then(|text| read_inner(".json", text)) else {
                    continue;
                };
                if sniff::form(&value) != Some(Form::Dashboard) {
                    continue;
                }
                let own = format!("grafana.dashboards.{provider}.{name}");
                let at = origin
                    .keys(&["grafana", "dashboards", provider, name, "json"])
                    .step(Step::Text);
                let key = format!("{key} {own}");
                self.known(Form::Dashboard, &key, &within(own), value, at);
                dashboard["json"].take();
            }
        }
    }

    /// Whole objects among the values.
    fn extra(&mut self, value: &mut Value, origin: &Origin) {
        let origin = origin.keys(&["extraManifests"]);
        match value {
            Value::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    if sniff::is_object(item) {
                        self.object(item.take(), None, origin.item(at));
                    }
                }
                items.retain(|item| !item.is_null());
            }
            Value::Object(entries) => {
                for (name, item) in entries {
                    if sniff::is_object(item) {
                        self.object(item.take(), None, origin.keys(&[name]));
                    }
                }
            }
            _ => {}
        }
    }
}

/// What lies at a path, if it is there.
fn at<'a>(value: &'a mut Value, path: &[&str]) -> Option<&'a mut Value> {
    path.iter()
        .try_fold(value, |value, key| value.get_mut(*key))
}
