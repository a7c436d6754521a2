//! Opens files: from bytes to the things in them that are compared, however
//! deep they are wrapped.

mod chart;
mod elide;
mod kubernetes;
mod sniff;

use std::sync::Arc;

use serde_json::Value;

use super::model::{At, Files, Note, Side};
use crate::{
    names::INDEX_NAME,
    yaml::{self, Dialect},
};

/// What one side holds.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) units: Vec<Unit>,
}

/// One thing that is compared as a whole, or by its parts.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) form: Form,
    /// What makes it the same thing on both sides, among those of its form.
    pub(super) key: String,
    /// What it is or lies in, in words: `PrometheusRule monitoring/rules`;
    /// empty for a file of its own.
    pub(super) label: String,
    pub(super) origin: Origin,
    pub(super) value: Value,
    /// Things that were opened out of it, and are units of their own.
    pub(super) parts: usize,
}

/// What a unit is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A Kubernetes object, without what was opened out of it.
    Object,
    /// `{groups: […]}`.
    Rules,
    /// alertmanager.yml, or the spec of an `AlertmanagerConfig`.
    Alertmanager,
    /// prometheus.yml.
    Prometheus,
    /// A Grafana dashboard.
    Dashboard,
    /// Values of a Helm chart.
    Values,
    /// Other YAML or JSON.
    Data,
    /// Lines; the value is a string, or the number of bytes where they are no
    /// text.
    Text,
}

/// Where a thing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) file: Arc<str>,
    /// The place of its document in the file.
    pub(super) document: usize,
    /// The way from the document to it.
    pub(super) path: Vec<Step>,
}

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list.
    Item(usize),
    /// Into a string that is itself YAML or JSON.
    Text,
    /// Into a string that cannot be followed: encoded text.
    Code,
}

impl Origin {
    fn new(file: &Arc<str>, document: usize) -> Self {
        Self {
            file: Arc::clone(file),
            document,
            path: Vec::new(),
        }
    }

    /// One step further.
    pub(super) fn step(&self, step: Step) -> Self {
        let mut further = self.clone();
        further.path.push(step);
        further
    }

    /// Through keys.
    pub(super) fn keys(&self, keys: &[&str]) -> Self {
        let mut further = self.clone();
        further
            .path
            .extend(keys.iter().map(|&key| Step::Key(key.to_owned())));
        further
    }

    /// To an item of a list.
    pub(super) fn item(&self, at: usize) -> Self {
        self.step(Step::Item(at))
    }
}

/// Opens what differs between two sides: files of equal bytes are passed by.
pub(super) fn open(from: &Files, to: &Files) -> (Opened, Opened, Vec<Note>) {
    let mut sides = (Opened::default(), Opened::default());
    let mut notes = Vec::new();
    let mut paths: Vec<&String> = from.keys().chain(to.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        let (left, right) = (from.get(path), to.get(path));
        let name = path
            .rsplit_once('/')
            .map_or(path.as_str(), |(_, name)| name);
        if left == right || name == INDEX_NAME {
            continue;
        }
        let file: Arc<str> = Arc::from(path.as_str());
        open_file(&file, left, right, &mut sides, &mut notes);
    }
    (sides.0, sides.1, notes)
}

fn open_file(
    file: &Arc<str>,
    from: Option<&Vec<u8>>,
    to: Option<&Vec<u8>>,
    sides: &mut (Opened, Opened),
    notes: &mut Vec<Note>,
) {
    let (left, right) = (text(from), text(to));
    let short = left
        .zip(right)
        .and_then(|(left, right)| elide::definitions(left, right));
    let (left, right) = match &short {
        Some((left, right)) => (Some(left.as_str()), Some(right.as_str())),
        None => (left, right),
    };
    let mut documents = [None, None];
    let both = [(Side::From, from, left), (Side::To, to, right)];
    for (place, (side, bytes, text)) in both.into_iter().enumerate() {
        if bytes.is_none() {
            continue;
        }
        match text.map_or(Ok(None), |text| read(file, text)) {
            Ok(read) => documents[place] = read,
            Err((line, problem)) => notes.push(Note {
                at: At {
                    file: Arc::clone(file),
                    line: Some(line),
                },
                side,
                problem,
                environments: vec![0],
            }),
        }
    }
    let [left, right] = documents;
    let broken = from.is_some() && left.is_none() || to.is_some() && right.is_none();
    for (bytes, documents, side) in [(from, left, &mut sides.0), (to, right, &mut sides.1)] {
        let Some(bytes) = bytes else { continue };
        match documents {
            Some(documents) if !broken => {
                for (place, document) in documents.into_iter().enumerate() {
                    side.document(document, Origin::new(file, place));
                }
            }
            _ => side.push(Form::Text, file, "", Origin::new(file, 0), lines(bytes)),
        }
    }
}

/// The bytes as text, if they are.
fn text(bytes: Option<&Vec<u8>>) -> Option<&str> {
    let text = std::str::from_utf8(bytes?).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The value of a unit of text.
fn lines(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Value::String(text.to_owned()),
        _ => Value::from(bytes.len()),
    }
}

/// The documents of a file whose name promises some; what is wrong with it,
/// and in which line, where it does not keep that promise.
fn read(path: &str, text: &str) -> Result<Option<Vec<Value>>, (usize, String)> {
    match extension(path) {
        "json" => match serde_json::from_str(text) {
            Ok(value) => Ok(Some(vec![value])),
            Err(error) => Err((error.line(), error.to_string())),
        },
        "yaml" | "yml" | "rules" => match read_yaml(text) {
            Ok(documents) => Ok(Some(documents)),
            Err(error) => Err((error.line, error.problem)),
        },
        _ => Ok(None),
    }
}

/// What a name ends with, behind its last dot.
pub(super) fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Reads a stream as the readers of its documents do: Kubernetes' where they
/// are its objects, Prometheus' otherwise.
fn read_yaml(text: &str) -> Result<Vec<Value>, yaml::YamlError> {
    let stream = yaml::read(text, Dialect::Kubectl)?;
    if stream.ambiguous && !stream.documents.iter().any(sniff::is_object) {
        return Ok(yaml::read(text, Dialect::Prometheus)?.documents);
    }
    Ok(stream.documents)
}

/// What a text inside a document holds, if it is one document of YAML or JSON.
pub(super) fn read_inner(name: &str, text: &str) -> Option<Value> {
    let yaml = matches!(extension(name), "yaml" | "yml");
    if text.trim_start().starts_with('{') && !yaml {
        return serde_json::from_str(text).ok();
    }
    let mut documents = read_yaml(text).ok()?;
    documents.retain(|document| !document.is_null());
    let document = documents.pop()?;
    documents.is_empty().then_some(document)
}

impl Opened {
    fn push(&mut self, form: Form, key: &str, label: &str, origin: Origin, value: Value) {
        self.units.push(Unit {
            form,
            key: key.to_owned(),
            label: label.to_owned(),
            origin,
            value,
            parts: 0,
        });
    }

    /// Opens one document of a file.
    fn document(&mut self, value: Value, origin: Origin) {
        if value.is_null() {
            return;
        }
        if sniff::is_object(&value) {
            self.object(value, None, origin);
            return;
        }
        let key = match origin.document {
            0 => origin.file.to_string(),
            more => format!("{}#{more}", origin.file),
        };
        match sniff::form(&value) {
            Some(form) => self.known(form, &key, "", value, origin),
            None if sniff::is_chart_values(&origin.file, &value) => {
                self.values(value, &key, "", origin);
            }
            None => self.push(Form::Data, &key, "", origin, value),
        }
    }

    /// A document of a form that is told by its content.
    fn known(&mut self, form: Form, key: &str, label: &str, value: Value, origin: Origin) {
        if form == Form::Dashboard {
            let (value, origin) = sniff::unwrap_dashboard(value, origin);
            self.push(form, key, label, origin, value);
        } else {
            self.push(form, key, label, origin, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Files, Form, open};

    fn forms(path: &str, text: &str) -> Vec<(Form, String)> {
        let files = Files::from([(path.to_owned(), text.as_bytes().to_vec())]);
        let (_, to, _) = open(&Files::new(), &files);
        let unit = |unit: super::Unit| (unit.form, unit.label);
        to.units.into_iter().map(unit).collect()
    }

    #[test]
    fn what_is_wrapped_is_opened() {
        let dashboard = json!({ "title": "T", "panels": [], "uid": "u" }).to_string();
        let list = json!({ "apiVersion": "v1", "kind": "ConfigMapList", "items": [
            { "metadata": { "name": "d" }, "data": { "d.json": dashboard } },
        ]});
        assert_eq!(
            forms("a.json", &list.to_string()),
            [
                (Form::Dashboard, "ConfigMap d".to_owned()),
                (Form::Object, "ConfigMap d".to_owned()),
            ]
        );
        let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: am, namespace: m}\n\
                      data: {alertmanager.yaml: cm91dGU6IHtyZWNlaXZlcjogYX0KcmVjZWl2ZXJzOiBbe25hbWU6IGF9XQo=}\n";
        assert_eq!(
            forms("s.yaml", secret),
            [
                (Form::Alertmanager, "Secret m/am".to_owned()),
                (Form::Object, "Secret m/am".to_owned()),
            ]
        );
        assert_eq!(
            forms("r.yml", "groups: [{name: a, rules: []}]"),
            [(Form::Rules, String::new())]
        );
        assert_eq!(forms("x.txt", "hello"), [(Form::Text, String::new())]);
        assert_eq!(forms("x.yaml", "a: ["), [(Form::Text, String::new())]);
        assert_eq!(forms("x.yaml", "a: 1"), [(Form::Data, String::new())]);
    }
}
