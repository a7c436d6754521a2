//! From a project to trees, in memory: nothing is written here.

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::json;

use crate::{
    closure::Closure,
    evaluate::{
        Argument, Credential, Document, Failure, Needs, Place, Problem, Request, Root, Task,
    },
    limits::Limits,
    names::{Clash, EnvironmentName, NameError, OutputPath},
    project::Project,
    tree::{File, Tree},
    worker::{self, Evaluation, WorkerError},
};

/// The program that a build evaluates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// The project's own file, and which of its environments; none for all.
    Project(PathBuf, Vec<String>),
    /// Any Jsonnet that evaluates to documents by path.
    File(PathBuf),
    /// No file at all: one environment of the embedded library.
    Quick(Quick),
}

/// An environment that is described on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quick {
    /// The platform; the environment has its name.
    pub platform: String,
    /// None for the default of the quick build.
    pub components: Vec<String>,
    /// Addons by name.
    pub addons: Vec<String>,
    /// `--set PATH=VALUE`: the keys of the path, and the text of the value,
    /// whose type the library knows.
    pub set: Vec<(Vec<String>, String)>,
}

/// Everything else that an evaluation depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// `std.extVar` by name.
    pub external: BTreeMap<String, Argument>,
    /// Top-level arguments by name.
    pub top_level: BTreeMap<String, Argument>,
    /// `-J` folders in the order given.
    pub jpath: Vec<PathBuf>,
    /// The target of all environments, for this run; none where each says its
    /// own.
    pub target: Option<String>,
    /// When to give up.
    pub limits: Limits,
    /// Threads at most, at least one.
    pub threads: usize,
}

/// What a build made.
#[derive(Debug)]
pub struct Built {
    /// One tree for each environment, sorted by name.
    pub trees: Vec<Tree>,
    /// Whether the program knows environments; if not there is one tree,
    /// named after the file.
    pub environments: Option<Vec<String>>,
    /// What the library warns of.
    pub warnings: Vec<Problem>,
    /// What the project allows until a day.
    pub expiries: Vec<Problem>,
    /// What environments need that their trees do not bring.
    pub needs: Vec<Needs>,
    /// Lines of `std.trace`.
    pub traces: Vec<String>,
    /// What was read.
    pub closure: Closure,
}

/// Why there are no trees.
#[derive(Debug)]
pub enum BuildError {
    /// The worker could not finish.
    Worker(WorkerError),
    /// The library refuses the project: its problems and its warnings; and
    /// whether the project was described by flags.
    Problems(Vec<Problem>, bool),
    /// The program is wrong.
    Failures(Vec<Failure>),
    /// Environments that the project does not have, and those that it has.
    UnknownEnvironments(Vec<String>, Vec<String>),
    /// Environments were asked for of a program that has none.
    NoEnvironments(Vec<String>),
    /// Paths or environments that are not written, with the environment.
    Names(Vec<(Option<String>, NameError)>),
    /// Two paths of one tree that one folder cannot hold everywhere.
    Clashes(Option<String>, Vec<Clash>),
    /// Two keys that become one path.
    SamePath(Place, String),
    /// Literal credentials in the output.
    Credentials(Vec<Credential>),
}

/// Builds the trees of a program. `on_begin` hears of each document.
///
/// # Errors
/// All of one kind at once, sorted; see [`BuildError`].
pub fn build(
    project: &Project,
    program: &Program,
    inputs: &Inputs,
    on_begin: impl FnMut(&Place),
) -> Result<Built, BuildError> {
    attempt(project, program, inputs, on_begin).0
}

/// The same, with what was read even where there are no trees: none only where
/// the worker could not finish.
pub fn attempt(
    project: &Project,
    program: &Program,
    inputs: &Inputs,
    on_begin: impl FnMut(&Place),
) -> (Result<Built, BuildError>, Option<Closure>) {
    let request = request(project, program, inputs);
    match worker::run(&request, on_begin) {
        Err(error) => (Err(BuildError::Worker(error)), None),
        Ok(evaluation) => {
            let closure = evaluation.closure.clone();
            (finish(project, program, evaluation), Some(closure))
        }
    }
}

fn finish(
    project: &Project,
    program: &Program,
    evaluation: Evaluation,
) -> Result<Built, BuildError> {
    let evaluation = accept(program, evaluation)?;
    let allowed = &project.settings.allowed_secrets;
    let mut credentials = evaluation.credentials;
    credentials.retain(|credential| !allowed.contains(&credential.fingerprint));
    if !credentials.is_empty() {
        return Err(BuildError::Credentials(credentials));
    }
    let stem = match program {
        Program::File(path) | Program::Project(path, _) => stem(path),
        Program::Quick(quick) => quick.platform.clone(),
    };
    let trees = trees(
        evaluation.documents,
        evaluation.names.as_deref(),
        program,
        &stem,
    )?;
    let (expiries, warnings) = evaluation
        .problems
        .into_iter()
        .partition(|problem| problem.until().is_some());
    Ok(Built {
        trees,
        environments: evaluation.names,
        warnings,
        expiries,
        needs: evaluation.needs,
        traces: evaluation.traces,
        closure: evaluation.closure,
    })
}

/// The name of the tree of a plain file.
fn stem(path: &std::path::Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The worker's task.
#[must_use]
pub fn request(project: &Project, program: &Program, inputs: &Inputs) -> Request {
    let (root, names) = match program {
        Program::Project(path, names) => (Root::File(path.clone()), names.clone()),
        Program::File(path) => (Root::File(path.clone()), Vec::new()),
        Program::Quick(quick) => (quick_root(quick), Vec::new()),
    };
    Request {
        scope: project.scope(&inputs.jpath),
        root,
        external: inputs.external.clone(),
        top_level: inputs.top_level.clone(),
        target: inputs.target.clone(),
        task: Task::Build(names),
        limits: inputs.limits.clone(),
        threads: inputs.threads,
    }
}

fn quick_root(quick: &Quick) -> Root {
    let set = |(path, text): &(Vec<String>, String)| {
        let mut value = json!({ "path": path, "text": text });
        if let Ok(json) = serde_json::from_str::<serde_json::Value>(text) {
            value["json"] = json;
        }
        value
    };
    let set: Vec<_> = quick.set.iter().map(set).collect();
    let arguments = json!({
        "platform": quick.platform,
        "components": quick.components,
        "addons": quick.addons,
        "set": set,
    });
    // JSON is Jsonnet.
    let code = format!(
        "local a = {arguments};\n(import 'mixgen/lib/quick.libsonnet')(a.platform, a.components, a.addons, a.set)"
    );
    Root::Code {
        name: "<command line>".to_owned(),
        code,
    }
}

/// What the worker sent is whole and without complaint, or an error.
///
/// # Errors
/// As for [`build`].
pub fn accept(program: &Program, mut evaluation: Evaluation) -> Result<Evaluation, BuildError> {
    if evaluation.problems.iter().any(|problem| !problem.warning) {
        let quick = matches!(program, Program::Quick(_));
        return Err(BuildError::Problems(evaluation.problems, quick));
    }
    if let Program::Project(_, wanted) = program
        && !wanted.is_empty()
    {
        match &evaluation.names {
            None if evaluation.failures.is_empty() => {
                return Err(BuildError::NoEnvironments(wanted.clone()));
            }
            Some(known) => {
                let unknown: Vec<String> = wanted
                    .iter()
                    .filter(|name| !known.contains(name))
                    .cloned()
                    .collect();
                if !unknown.is_empty() {
                    return Err(BuildError::UnknownEnvironments(unknown, known.clone()));
                }
            }
            None => {}
        }
    }
    if !evaluation.failures.is_empty() {
        return Err(BuildError::Failures(std::mem::take(
            &mut evaluation.failures,
        )));
    }
    Ok(evaluation)
}

fn trees(
    documents: Vec<Document>,
    environments: Option<&[String]>,
    program: &Program,
    stem: &str,
) -> Result<Vec<Tree>, BuildError> {
    let mut names = Vec::new();
    let mut by_environment: BTreeMap<String, BTreeMap<OutputPath, File>> = BTreeMap::new();
    // An environment without documents is a tree without files.
    let wanted = match program {
        Program::Project(_, wanted) if !wanted.is_empty() => wanted.as_slice(),
        _ => environments.unwrap_or_default(),
    };
    for name in wanted {
        by_environment.entry(name.clone()).or_default();
    }
    if environments.is_none() {
        by_environment.entry(stem.to_owned()).or_default();
    }
    for Document {
        environment,
        path,
        made_by,
        contents,
    } in documents
    {
        let files = by_environment
            .entry(environment.clone().unwrap_or_else(|| stem.to_owned()))
            .or_default();
        match OutputPath::new(path) {
            Err(error) => names.push((environment, error)),
            Ok(path) => {
                let shown = path.as_str().to_owned();
                if files.insert(path, File::new(contents, made_by)).is_some() {
                    let place = Place {
                        environment,
                        document: None,
                    };
                    return Err(BuildError::SamePath(place, shown));
                }
            }
        }
    }
    let mut trees = Vec::new();
    for (environment, files) in by_environment {
        match EnvironmentName::new(environment.as_str()) {
            Err(error) => names.push((None, error)),
            Ok(name) => {
                trees.push(Tree::new(name, files).map_err(|clashes| {
                    let environment = environments.is_some().then_some(environment);
                    BuildError::Clashes(environment, clashes)
                })?);
            }
        }
    }
    if names.is_empty() {
        return Ok(trees);
    }
    names.sort_by(|a, b| (&a.0, &a.1.name).cmp(&(&b.0, &b.1.name)));
    Err(BuildError::Names(names))
}
