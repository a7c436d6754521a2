//! Tests in Jsonnet.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use super::{
    Finding, Test,
    differences::{differences, lacks},
    line_of,
};
use crate::{
    build::Inputs,
    evaluate::{Failure, Request, Root, Task},
    project::Project,
    text::did_you_mean,
    worker::{self, WorkerError},
};

/// How the program that imports the tests is named; nobody sees it.
const PROGRAM: &str = "<tests>";

/// What a test may say.
const KEYS: [&str; 5] = ["actual", "expected", "contains", "that", "because"];

/// How the tests ended, and the lines of `std.trace`.
#[derive(Debug, Default)]
pub struct Ended {
    /// By file, then by name.
    pub tests: Vec<Test>,
    /// In order.
    pub traces: Vec<String>,
}

/// Evaluates files of tests, given relative to the project's root.
///
/// # Errors
/// When the worker cannot finish.
pub fn run(project: &Project, files: &[PathBuf], inputs: &Inputs) -> Result<Ended, WorkerError> {
    if files.is_empty() {
        return Ok(Ended::default());
    }
    let mut scope = project.scope(&inputs.jpath);
    scope.current.clone_from(&project.root);
    let request = Request {
        scope,
        root: Root::Code {
            name: PROGRAM.to_owned(),
            code: program(files),
        },
        external: inputs.external.clone(),
        top_level: BTreeMap::new(),
        task: Task::Build(Vec::new()),
        limits: inputs.limits.clone(),
        threads: inputs.threads,
        target: None,
    };
    let evaluation = worker::run(&request, |_| {})?;
    let mut tests = Vec::new();
    for failure in evaluation.failures {
        tests.push(failed(failure));
    }
    for document in evaluation.documents {
        let file = document.environment.unwrap_or_default();
        let (name, last) = names(&document.path);
        let value = serde_json::from_slice(&document.contents);
        let value = value.expect("a test comes as an object in a `.json` document");
        tests.push(Test {
            file,
            line: None,
            name,
            environment: None,
            findings: judge(&value, &last).into_iter().collect(),
        });
    }
    for test in &mut tests {
        let text = fs::read_to_string(project.root.join(&test.file)).unwrap_or_default();
        // A test on the line of its group has that line.
        test.line = test
            .name
            .rsplit(" > ")
            .find_map(|name| line_of(&text, |line| names_key(line, name)));
    }
    tests.sort_by(|a, b| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
    Ok(Ended {
        tests,
        traces: evaluation.traces,
    })
}

/// One environment for each file, one document for each test.
fn program(files: &[PathBuf]) -> String {
    let mut code = "local testing = import 'mixgen/lib/testing.libsonnet';\n{\n  mixgen:: { version: 1, problems: [], warnings: [] },\n".to_owned();
    for file in files {
        // JSON is Jsonnet.
        let name = Value::from(slashed(file));
        let _ = writeln!(code, "  {name}: testing.collect(import {name}),");
    }
    code.push_str("}\n");
    code
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The name that a document's path stands for, and its last part.
fn names(path: &str) -> (String, String) {
    let keys = path.strip_suffix(".json").unwrap_or(path);
    let keys: Vec<String> = serde_json::from_str(keys).unwrap_or_default();
    let last = keys.last().cloned().unwrap_or_default();
    (keys.join(" > "), last)
}

/// Whether a line of Jsonnet begins the field `key`.
fn names_key(line: &str, key: &str) -> bool {
    let line = line.trim_start();
    let rest = ["'", "\"", ""].into_iter().find_map(|quote| {
        line.strip_prefix(quote)?
            .strip_prefix(key)?
            .strip_prefix(quote)
    });
    !key.is_empty() && rest.is_some_and(|rest| rest.trim_start().starts_with([':', '+']))
}

fn failed(mut failure: Failure) -> Test {
    let place = std::mem::take(&mut failure.place);
    let (name, _) = names(place.document.as_deref().unwrap_or_default());
    failure.frames.retain(|frame| frame.file != PROGRAM);
    Test {
        file: place.environment.unwrap_or_default(),
        line: None,
        name,
        environment: None,
        findings: vec![Finding::Failed(Box::new(failure))],
    }
}

/// What a test must be, in words.
const FORMS: &str = "a test has `actual` and `expected`, `actual` and `contains`, or `that`";

fn judge(test: &Map<String, Value>, last: &str) -> Option<Finding> {
    let no_test = |words: String| Some(Finding::NoTest(words));
    // What is no test comes as its type.
    if let (Some(Value::String(kind)), 1) = (test.get("type"), test.len()) {
        let near = did_you_mean(last, KEYS);
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let what = match kind.as_str() {
            "object" | "array" => format!("an {kind}"),
            kind => format!("a {kind}"),
        };
        return no_test(format!("{FORMS}, and this is {what}{near}"));
    }
    if let Some(unknown) = test.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let near = did_you_mean(unknown, KEYS);
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return no_test(format!("it has an unknown field `{unknown}`{near}"));
    }
    let get = |key| test.get(key);
    match (get("actual"), get("expected"), get("contains"), get("that")) {
        (Some(actual), Some(expected), None, None) => {
            let found = differences(expected, actual);
            (!found.is_empty()).then_some(Finding::Different(found))
        }
        (Some(actual), None, Some(part), None) => {
            let found = lacks(part, actual);
            (!found.is_empty()).then_some(Finding::Different(found))
        }
        (None, None, None, Some(Value::Bool(true))) => None,
        (None, None, None, Some(Value::Bool(false))) => {
            let because = test.get("because").and_then(Value::as_str);
            Some(Finding::False(because.map(str::to_owned)))
        }
        (None, None, None, Some(_)) => no_test("`that` is neither true nor false".to_owned()),
        _ => no_test(FORMS.to_owned()),
    }
}
