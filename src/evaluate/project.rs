//! From the program's value to rendered documents.

use std::sync::atomic::Ordering;

use jrsonnet_evaluator::{
    ObjValue, Source, Span, State, Val,
    error::{ErrorKind, Result},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{Events, Frame, Place, Shared, convert, finish, import, locate, trace};

/// A rendered document of a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The environment; none for a program that knows none.
    pub environment: Option<String>,
    /// The path in the tree, with its extension.
    pub path: String,
    /// The parts that made it, such as `component etcd`.
    pub made_by: Vec<String>,
    /// Its bytes.
    pub contents: Vec<u8>,
}

/// A literal credential in a rendered document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Credential {
    /// The document.
    pub place: Place,
    /// Where in it.
    pub at: String,
    /// What it looks like.
    pub rule: String,
    /// A few characters of it.
    pub masked: String,
    /// Allows it in mixgen.toml.
    pub fingerprint: String,
    /// What to write instead.
    pub instead: String,
}

/// What an environment needs that its output does not bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// The environment.
    pub environment: String,
    /// What the stack must be given.
    pub notes: Vec<Note>,
    /// Secrets that must exist.
    pub secrets: Vec<SecretKey>,
}

/// What a stack must be given for something to have an effect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The stack, such as `kube-prometheus`.
    pub stack: String,
    /// For what, such as `channels`.
    pub about: String,
    /// What it needs.
    pub text: String,
}

/// A key of a Secret that the output refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SecretKey {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The key in it.
    pub key: String,
}

/// Something that the library says about a project, as data; put into words by
/// the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// A warning does not stop the build.
    pub warning: bool,
    /// The fields of the library's `problems` contract.
    pub data: Map<String, Value>,
    /// The line in the project's file that it is about, where it can be found.
    pub frame: Option<Frame>,
}

impl Problem {
    /// The day, `YYYY-MM-DD`, until which the project lets something be; none
    /// where it is no matter of time.
    #[must_use]
    pub fn until(&self) -> Option<&str> {
        match self.data.get("code")?.as_str()? {
            "expiry" => self.data.get("until")?.as_str(),
            _ => None,
        }
    }

    /// The environments that it is about.
    pub fn environments(&self) -> impl Iterator<Item = &str> {
        let all = self.data.get("environments").and_then(Value::as_array);
        all.into_iter().flatten().filter_map(Value::as_str)
    }
}

/// What building needs besides the value.
pub(super) struct Work<'a> {
    pub(super) thread: usize,
    pub(super) shared: &'a Shared,
    pub(super) state: &'a State,
    pub(super) events: &'static dyn Events,
    /// Of one file, in MiB.
    pub(super) limit: usize,
    /// The project's own file.
    pub(super) source: Option<Source>,
}

/// Evaluates and renders the wanted environments, or the one tree of a program
/// without environments. An error in one document does not hide those of
/// others.
pub(super) fn build(root: &Val, wanted: &[String], work: &Work<'_>) -> Result<()> {
    let root = object(root)?;
    let Some(about) = about(&root)? else {
        tree(None, &root, &Map::new(), work);
        return Ok(());
    };
    let names: Vec<String> = root.fields().iter().map(ToString::to_string).collect();
    let built: Vec<&String> = names
        .iter()
        .filter(|name| wanted.is_empty() || wanted.contains(name))
        .collect();
    if work.thread == 0 {
        work.events.names(names.clone());
        let problems = Reporter {
            state: work.state,
            events: work.events,
            source: work.source.clone(),
        };
        if report(&about, &problems)? {
            return Ok(());
        }
        work.shared.announce(built.len());
    }
    loop {
        let index = work.shared.next.fetch_add(1, Ordering::Relaxed);
        let Some(name) = built.get(index) else {
            return Ok(());
        };
        let place = Place {
            environment: Some((*name).clone()),
            document: None,
        };
        work.events.begin(work.thread, &place);
        if let Err(error) = environment(&root, name, &about, work) {
            work.events.failure(trace::failure(
                work.state,
                &error,
                place,
                work.source.as_ref(),
            ));
        }
    }
}

fn environment(root: &ObjValue, name: &str, about: &ObjValue, work: &Work<'_>) -> Result<()> {
    let documents = object(&root.get(name.into())?.expect("the name was listed"))?;
    let made_by = about.get("made_by".into())?.and_then(|all| all.as_obj());
    let made_by = made_by
        .map(|all| convert::field(&all, name))
        .transpose()?
        .flatten();
    let made_by = match made_by {
        Some(Value::Object(made_by)) => made_by,
        _ => Map::new(),
    };
    tree(Some(name), &documents, &made_by, work);
    work.events.needs(Needs {
        environment: name.to_owned(),
        notes: listed(about, "notes", name)?,
        secrets: listed(about, "secrets", name)?,
    });
    Ok(())
}

/// `mixgen.<field>.<environment>`, a list; empty where the library has none, or
/// says it in a way that this mixgen does not know.
fn listed<T: DeserializeOwned>(about: &ObjValue, field: &str, environment: &str) -> Result<Vec<T>> {
    let all = about.get(field.into())?.and_then(|all| all.as_obj());
    let list = all
        .map(|all| convert::field(&all, environment))
        .transpose()?;
    Ok(list
        .flatten()
        .and_then(|list| serde_json::from_value(list).ok())
        .unwrap_or_default())
}

/// `mixgen.estimates` of the wanted environments. None where there are no
/// environments, or problems.
pub(super) fn estimates(
    root: &Val,
    wanted: &[String],
    state: &State,
    events: &'static dyn Events,
    source: Option<Source>,
) -> Result<Option<Value>> {
    let root = object(root)?;
    let Some(about) = about(&root)? else {
        return Ok(None);
    };
    let names: Vec<String> = root.fields().iter().map(ToString::to_string).collect();
    events.names(names.clone());
    let problems = Reporter {
        state,
        events,
        source,
    };
    if report(&about, &problems)? {
        return Ok(None);
    }
    let all = about.get("estimates".into())?.and_then(|all| all.as_obj());
    let mut plans = Map::new();
    for name in names {
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        let plan = all.as_ref().map(|all| convert::field(all, &name));
        plans.extend(plan.transpose()?.flatten().map(|plan| (name, plan)));
    }
    Ok(Some(Value::Object(plans)))
}

/// The names of a project's environments; none for a plain program.
pub(super) fn names(root: &Val) -> Result<Vec<String>> {
    let root = object(root)?;
    Ok(match about(&root)? {
        Some(_) => root.fields().iter().map(ToString::to_string).collect(),
        None => Vec::new(),
    })
}

fn object(value: &Val) -> Result<ObjValue> {
    match value {
        Val::Obj(object) => Ok(object.clone()),
        Val::Func(_) => Err(ErrorKind::RuntimeError(
            "the program is a function with parameters: give them with --tla-str or --tla-code"
                .into(),
        )
        .into()),
        other => Err(ErrorKind::RuntimeError(
            format!(
                "a build needs an object of documents by path, got {}",
                other.value_type()
            )
            .into(),
        )
        .into()),
    }
}

/// The hidden `mixgen` of what `environments({…})` returns.
fn about(root: &ObjValue) -> Result<Option<ObjValue>> {
    if root.has_field("mixgen".into()) || !root.has_field_include_hidden("mixgen".into()) {
        return Ok(None);
    }
    Ok(root.get("mixgen".into())?.and_then(|about| about.as_obj()))
}

/// What telling of problems needs.
struct Reporter<'a> {
    state: &'a State,
    events: &'static dyn Events,
    source: Option<Source>,
}

/// Sends problems, warnings and what is allowed for a time on; true when there
/// are problems.
fn report(about: &ObjValue, work: &Reporter<'_>) -> Result<bool> {
    let mut stop = false;
    for (field, warning) in [("problems", false), ("warnings", true), ("expiries", true)] {
        if stop {
            break;
        }
        let Some(Value::Array(problems)) = convert::field(about, field)? else {
            continue;
        };
        for problem in problems {
            let Value::Object(data) = problem else {
                continue;
            };
            stop |= !warning;
            let frame = work.source.as_ref().and_then(|source| {
                let span = span_of(source, &data)?;
                Some(trace::frame(import::of(work.state), &span, ""))
            });
            work.events.problem(Problem {
                warning,
                data,
                frame,
            });
        }
    }
    Ok(stop)
}

/// Where a problem is written: the value that its path leads to, else the name
/// of the part that complains, else as much of the path as there is.
fn span_of(source: &Source, data: &Map<String, Value>) -> Option<Span> {
    let environment = || data.get("environment").and_then(Value::as_str).into_iter();
    let path = data.get("path").and_then(Value::as_array);
    let keys = path.into_iter().flatten().map_while(Value::as_str);
    let path: Vec<String> = environment().chain(keys).map(str::to_owned).collect();
    let value = locate::locate(source, &path, word(data));
    if let Some(found) = &value
        && found.whole
    {
        return Some(found.span.clone());
    }
    let part = data.get("part").and_then(Value::as_str);
    let named = part.and_then(|part| {
        let (kind, name) = part.split_once(' ')?;
        let key = if kind == "platform" {
            kind.to_owned()
        } else {
            format!("{kind}s")
        };
        let path: Vec<String> = environment().map(str::to_owned).chain([key]).collect();
        locate::locate(source, &path, Some(name)).filter(|found| found.named)
    });
    named.or(value).map(|found| found.span)
}

/// What is wrong at that place, when it is a string there.
fn word(data: &Map<String, Value>) -> Option<&str> {
    data.get("name").or_else(|| data.get("value"))?.as_str()
}

fn tree(
    environment: Option<&str>,
    documents: &ObjValue,
    made_by: &Map<String, Value>,
    work: &Work<'_>,
) {
    for name in documents.fields() {
        let name = name.to_string();
        let place = Place {
            environment: environment.map(str::to_owned),
            document: Some(name.clone()),
        };
        work.events.begin(work.thread, &place);
        let value = documents
            .get(name.as_str().into())
            .and_then(|document| convert::value(&document.expect("the field was listed")));
        let value = match value {
            Ok(value) => value,
            Err(error) => {
                work.events.failure(trace::failure(
                    work.state,
                    &error,
                    place,
                    work.source.as_ref(),
                ));
                continue;
            }
        };
        let made_by = made_by.get(&name).and_then(Value::as_array);
        let made_by = made_by.into_iter().flatten().filter_map(Value::as_str);
        let made_by = made_by.map(str::to_owned).collect();
        let path = path(&name, &value, environment.is_some());
        finish::document(place, path, made_by, value, work.limit, work.events);
    }
}

/// A path that ends in no encoder's extension gets `.yaml`; a text of the
/// library's own trees (a README, a template) keeps the extension that it has.
fn path(name: &str, value: &Value, in_environment: bool) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let extension = file.rsplit_once('.').map(|(_, extension)| extension);
    let text = in_environment && value.is_string() && extension.is_some();
    match extension {
        Some("yaml" | "yml" | "json") => name.to_owned(),
        _ if text => name.to_owned(),
        _ => format!("{name}.yaml"),
    }
}
