//! The dashboards and rules of all mixins, as they are and with each variant.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use serde_json::Value;

/// Evaluates each mixin as it is, with several clusters, and with its variants.
const PROGRAM: &str = "
    local variants = (import 'rules/variants.jsonnet') + (import 'dashboards/variants.jsonnet');
    local shown(mixin) = {
      dashboards: std.get(mixin, 'grafanaDashboards', {}),
      rules: std.flattenArrays([
        group.rules
        for part in ['prometheusRules', 'prometheusAlerts']
        for group in std.get(mixin, part, { groups: [] }).groups
      ]),
    };
    { [name]: shown(mixins[name]) + { mixin: name } for name in std.objectFields(mixins) }
    + {
      [name + '-clusters']: shown(mixins[name] + { _config+:: { multiCluster: true } }) + { mixin: name }
      for name in std.objectFields(mixins)
    }
    + {
      [name]: shown(mixins[variants[name].mixin] + { _config+:: variants[name].config }) + { mixin: variants[name].mixin }
      for name in std.objectFields(variants)
    }
";

/// A mixin, or a variant of one.
pub struct Shipped {
    /// The mixin's name, or the variant's.
    pub name: String,
    /// The mixin that it is of.
    pub mixin: String,
    /// Its dashboards.
    pub boards: Vec<Board>,
    /// Alerts and recording rules.
    pub rules: Vec<Value>,
}

/// A dashboard.
pub struct Board {
    /// Its file.
    pub file: String,
    /// All of it.
    pub json: Value,
    /// Its panels and rows, also those in rows that are folded.
    pub panels: Vec<Panel>,
}

/// A panel.
pub struct Panel {
    /// All of it.
    pub json: &'static Value,
    /// The folded row that it is in.
    pub folded_in: String,
}

/// What a panel asks.
pub struct Query<'a> {
    /// The query.
    pub text: &'a str,
    /// Its number among the panel's.
    pub index: usize,
    /// The type of its data source, or of its panel's.
    pub source: &'a str,
}

impl Query<'_> {
    /// Whether Prometheus is asked.
    pub fn is_promql(&self) -> bool {
        self.source == "prometheus"
    }
}

impl Panel {
    pub fn title(&self) -> &'static str {
        text(self.json, "title")
    }

    pub fn queries(&self) -> impl Iterator<Item = Query<'static>> {
        let own = text(&self.json["datasource"], "type");
        let targets = self.json["targets"].as_array().into_iter().flatten();
        targets.enumerate().map(move |(index, target)| {
            let source = match text(&target["datasource"], "type") {
                "" => own,
                source => source,
            };
            let key = if target["expr"].is_string() {
                "expr"
            } else {
                "query"
            };
            Query {
                text: text(target, key),
                index,
                source,
            }
        })
    }
}

impl Board {
    pub fn uid(&self) -> &str {
        text(&self.json, "uid")
    }

    pub fn variables(&self) -> impl Iterator<Item = &Value> {
        self.json["templating"]["list"]
            .as_array()
            .into_iter()
            .flatten()
    }

    /// The queries in the variables that ask Prometheus, by the variables' names.
    pub fn variable_queries(&self) -> impl Iterator<Item = (&str, String)> {
        self.variables()
            .filter(|variable| variable["type"] == "query")
            .filter(|variable| variable["datasource"]["type"] == "prometheus")
            .filter_map(|variable| {
                let query = variable["query"].as_str();
                let query = query.or_else(|| variable["query"]["query"].as_str())?;
                Some((text(variable, "name"), series(query)?))
            })
    }
}

/// What is asked for in `label_values(SERIES, LABEL)` or `query_result(QUERY)`.
fn series(query: &str) -> Option<String> {
    let (function, rest) = query.split_once('(')?;
    let inner = rest.trim_end().strip_suffix(')')?;
    match function.trim() {
        "label_values" => Some(inner.rsplit_once(',')?.0.to_owned()),
        "query_result" => Some(inner.to_owned()),
        _ => None,
    }
}

/// All that is shipped, evaluated once.
pub fn shipped() -> &'static [Shipped] {
    static SHIPPED: OnceLock<Vec<Shipped>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let Value::Object(all) = evaluate() else {
            panic!("the program gives an object")
        };
        all.into_iter()
            .map(|(name, value)| of(name, value))
            .collect()
    })
}

fn of(name: String, value: Value) -> Shipped {
    // It lives as long as the tests.
    let value: &'static Value = Box::leak(Box::new(value));
    let boards = value["dashboards"].as_object().into_iter().flatten();
    Shipped {
        name,
        mixin: text(value, "mixin").to_owned(),
        boards: boards
            .map(|(file, json)| Board {
                file: file.clone(),
                json: json.clone(),
                panels: panels(json),
            })
            .collect(),
        rules: value["rules"].as_array().cloned().unwrap_or_default(),
    }
}

fn panels(json: &'static Value) -> Vec<Panel> {
    let mut all = Vec::new();
    for panel in json["panels"].as_array().into_iter().flatten() {
        all.push(Panel {
            json: panel,
            folded_in: String::new(),
        });
        let folded = panel["panels"].as_array().into_iter().flatten();
        all.extend(folded.map(|inner| Panel {
            json: inner,
            folded_in: text(panel, "title").to_owned(),
        }));
    }
    all
}

fn evaluate() -> Value {
    let mut names: Vec<String> = fs::read_dir(root().join("lib/mixins"))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.join("mixin.libsonnet").exists())
        .map(|path| {
            path.file_name()
                .expect("a folder has a name")
                .display()
                .to_string()
        })
        .collect();
    names.sort();
    let imports: Vec<String> = names
        .iter()
        .map(|name| format!("'{name}': import 'mixgen/lib/mixins/{name}/mixin.libsonnet',"))
        .collect();
    let program = format!("local mixins = {{ {} }};\n{PROGRAM}", imports.join("\n"));
    let output = Command::new(env!("CARGO_BIN_EXE_mixgen"))
        .args(["eval", "-e", &program])
        .current_dir(root().join("tests"))
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A field that is a text, else nothing.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
