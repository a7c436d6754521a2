//! `mixgen test`: a project's own tests.

mod covered;
mod draft;
mod show;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use clap::{Args, ValueEnum};

use super::{CommandError, CommandResult, Exit, arguments, build::project_around, output, vendor};
use crate::{
    build::{self, BuildError, Inputs, Program},
    diff::Files,
    evaluate::Task,
    project::Project,
    report::Diagnostic,
    side,
    testing::{
        self, FOLDER, FindError, Test, evaluated,
        promtool::{Promtool, RuleTestError, RuleTests},
    },
    tree::Tree,
    worker,
};

/// Run the project's tests
///
/// `tests/**/*_test.jsonnet` state what the output should be; `*_test.yaml`
/// are promtool's tests of rules, run on the rules of a fresh build of the
/// environments that their `rule_files` name.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Files and folders of tests [default: tests]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Run only tests whose name holds TEXT
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["coverage", "scaffold"])]
    filter: Option<String>,
    /// Name the tests that passed too
    #[arg(short, long)]
    verbose: bool,
    /// How to show the results
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Write to FILE rather than print
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    file: Option<PathBuf>,
    /// Run nothing; show which alerts no test makes fire
    #[arg(long, conflicts_with = "scaffold")]
    coverage: bool,
    /// With --coverage: exit with 1 when tests make less than this fire
    #[arg(long, value_name = "PERCENT", requires = "coverage", value_parser = clap::value_parser!(u8).range(0..=100))]
    min: Option<u8>,
    /// Run nothing; write a draft of an alert's tests: one in which it fires,
    /// one in which it is silent
    #[arg(long, value_name = "ALERT")]
    scaffold: Option<String>,
    #[command(flatten)]
    jsonnet: arguments::Jsonnet,
    #[command(flatten)]
    limits: arguments::LimitFlags,
}

const EXAMPLES: &str = "\
Examples:
  mixgen test                                 all tests below tests/
  mixgen test tests/etcd_test.yaml            one file
  mixgen test --filter etcd --verbose         those that speak of etcd, and all of their names
  mixgen test --format junit --output junit.xml
  mixgen test --coverage --min 80             which alerts have no test
  mixgen test --scaffold etcdNoLeader      begin the tests of an alert

A test in Jsonnet, tests/k3d_test.jsonnet:
  local testing = import 'mixgen/lib/testing.libsonnet';
  local project = import 'mixgen.jsonnet';
  {
    'a missing leader is told at once': {
      actual: testing.alert(project.k3d, 'etcdNoLeader')['for'],
      expected: '1m',
    },
  }

Rule tests need promtool, in PATH or named by PROMTOOL.";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
    Junit,
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let project = project_around(None)?;
    let inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &project)?;
    if arguments.coverage && arguments.format == Format::Junit {
        return Err(CommandError::input(
            "`--coverage` has no form `junit`: it is of alerts, not of tests",
        ));
    }
    if let Some(alert) = &arguments.scaffold {
        return draft::run(&project, &inputs, alert, arguments.file.as_deref());
    }
    let found = find(&project, &arguments.paths, arguments.coverage)?;
    let rules = read(&project, &found.rules)?;
    if arguments.coverage {
        return covered::run(arguments, &project, &inputs, &rules);
    }
    let files: Vec<PathBuf> = found
        .jsonnet
        .iter()
        .map(|path| PathBuf::from(below(&project, path)))
        .collect();
    let ended = evaluated::run(&project, &files, &inputs).map_err(BuildError::Worker)?;
    output::traces(&ended.traces);
    let mut tests = ended.tests;
    let known = known(&project, &inputs, &rules)?;
    let trees = trees(&project, &inputs, &wanted(&rules, &known)?)?;
    let tool = Promtool::find(inputs.limits.time);
    let (judged, mut missing) = judge(&rules, &trees, &known, &tool, &inputs);
    tests.extend(judged);
    if let Some(filter) = &arguments.filter {
        tests.retain(|test| test.name.contains(filter.as_str()) || test.name.is_empty());
        if tests.is_empty() {
            return Err(CommandError::input(format!(
                "no test has `{filter}` in its name"
            )));
        }
    }
    if tests.is_empty()
        && let Some(error) = missing.take()
    {
        return Err(error.into());
    }
    let failed = tests.iter().any(|test| !test.findings.is_empty());
    let text = match arguments.format {
        Format::Text => show::text(&tests, arguments.verbose),
        Format::Json => show::json(&tests),
        Format::Junit => show::junit(&tests),
    };
    write(arguments, &text)?;
    // What could not be run is told after what could.
    if let Some(error) = missing {
        return Err(error.into());
    }
    Ok(if failed { Exit::Findings } else { Exit::Fine })
}

/// Prints, or writes to the file that was asked for.
fn write(arguments: &Arguments, text: &str) -> CommandResult {
    let Some(path) = &arguments.file else {
        return output::print(text);
    };
    let text = anstream::adapter::strip_str(text).to_string();
    std::fs::write(path, text).map_err(|error| {
        let message = format!("can't write `{}`: {error}", path.display());
        CommandError::one(Exit::Io, Diagnostic::error(message))
    })?;
    Ok(Exit::Fine)
}

/// The tests that were asked for; none at all is an error, unless only their
/// coverage is wanted.
fn find(
    project: &Project,
    paths: &[PathBuf],
    may_be_none: bool,
) -> Result<testing::Found, CommandError> {
    let folder = project.root.join(FOLDER);
    let asked: Vec<PathBuf> = match paths {
        [] if folder.is_dir() => vec![folder],
        [] => Vec::new(),
        paths => paths
            .iter()
            .map(|path| project.current.join(path))
            .collect(),
    };
    let found = testing::find(&asked).map_err(|error| find_error(project, &error))?;
    if found == testing::Found::default() && !may_be_none {
        let place = match paths {
            [] => format!("`{FOLDER}`"),
            paths => {
                let shown: Vec<String> = paths
                    .iter()
                    .map(|path| format!("`{}`", path.display()))
                    .collect();
                shown.join(", ")
            }
        };
        let error = Diagnostic::error(format!("there are no tests in {place}"));
        let hint = "tests are files named `*_test.jsonnet` and `*_test.yaml`; `mixgen test --help` shows one, and `mixgen test --scaffold ALERT` writes one";
        return Err(CommandError::one(Exit::Input, error.hint(hint)));
    }
    Ok(found)
}

fn find_error(project: &Project, error: &FindError) -> CommandError {
    match error {
        FindError::Absent(path) => CommandError::input(format!(
            "there is no file or folder `{}`",
            project.shown(path)
        )),
        FindError::NoTest(path) => {
            let message = format!("`{}` is no file of tests", project.shown(path));
            let hint = "tests are files named `*_test.jsonnet` and `*_test.yaml`";
            CommandError::one(Exit::Input, Diagnostic::error(message).hint(hint))
        }
        FindError::Io(path, error) => {
            let message = format!("can't read `{}`: {error}", project.shown(path));
            CommandError::one(Exit::Io, Diagnostic::error(message))
        }
    }
}

/// A path relative to the project's root, if it lies there.
fn below(project: &Project, path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let below = real.strip_prefix(&project.root).unwrap_or(&real);
    below.display().to_string()
}

/// All files of rule tests; the errors of all of them at once.
fn read(project: &Project, files: &[PathBuf]) -> Result<Vec<RuleTests>, CommandError> {
    let mut read = Vec::new();
    let mut errors = Vec::new();
    for path in files {
        match RuleTests::read(path, below(project, path)) {
            Ok(tests) => read.push(tests),
            Err(error) => errors.push(error),
        }
    }
    let exit = errors.iter().map(exit_of).max_by_key(|exit| *exit as u8);
    match exit {
        None => Ok(read),
        Some(exit) => {
            let diagnostics = errors.iter().map(Diagnostic::from).collect();
            Err(CommandError::new(exit, diagnostics))
        }
    }
}

/// The project's environments, where a test may name one.
fn known(
    project: &Project,
    inputs: &Inputs,
    rules: &[RuleTests],
) -> Result<Vec<String>, CommandError> {
    if rules.iter().any(RuleTests::names_environments) {
        environments(project, inputs)
    } else {
        Ok(Vec::new())
    }
}

/// The project's environments; none where there is no project file.
fn environments(project: &Project, inputs: &Inputs) -> Result<Vec<String>, CommandError> {
    let Some(program) = project.program() else {
        return Ok(Vec::new());
    };
    let mut request = build::request(project, &Program::Project(program, Vec::new()), inputs);
    request.task = Task::Names;
    request.threads = 1;
    let evaluation = worker::run(&request, |_| {}).map_err(BuildError::Worker)?;
    if !evaluation.failures.is_empty() {
        return Err(BuildError::Failures(evaluation.failures).into());
    }
    Ok(evaluation.names.unwrap_or_default())
}

/// The environments whose rules are tested.
fn wanted(rules: &[RuleTests], known: &[String]) -> Result<Vec<String>, CommandError> {
    let mut wanted = Vec::new();
    for tests in rules {
        wanted.extend(tests.environments(known)?);
    }
    wanted.sort();
    wanted.dedup();
    Ok(wanted)
}

/// Fresh builds of environments.
fn trees(
    project: &Project,
    inputs: &Inputs,
    wanted: &[String],
) -> Result<BTreeMap<String, Files>, CommandError> {
    let program = match project.program() {
        Some(program) if !wanted.is_empty() => Program::Project(program, wanted.to_vec()),
        _ => return Ok(BTreeMap::new()),
    };
    vendor::check(project, true)?;
    let built = build::build(project, &program, inputs, |_| {})?;
    let named = |tree| {
        (
            Tree::environment(tree).as_str().to_owned(),
            side::files(tree),
        )
    };
    Ok(built.trees.iter().map(named).collect())
}

/// Runs rule tests, several files at a time; what ended, and the first reason
/// why something could not be run.
fn judge(
    rules: &[RuleTests],
    trees: &BTreeMap<String, Files>,
    known: &[String],
    tool: &Promtool,
    inputs: &Inputs,
) -> (Vec<Test>, Option<RuleTestError>) {
    let next = AtomicUsize::new(0);
    let ended = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..inputs.threads.min(rules.len()) {
            scope.spawn(|| {
                while let Some(tests) = rules.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = tests.run(trees, known, tool, &inputs.limits);
                    let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
                    ended.push((tests.shown.clone(), result));
                }
            });
        }
    });
    let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
    ended.sort_by(|a, b| a.0.cmp(&b.0));
    let mut tests = Vec::new();
    let mut missing = None;
    for (_, result) in ended {
        match result {
            Ok(some) => tests.extend(some),
            Err(error) => missing = missing.or(Some(error)),
        }
    }
    (tests, missing)
}

fn exit_of(error: &RuleTestError) -> Exit {
    match error {
        RuleTestError::Io(..) | RuleTestError::Tool(..) => Exit::Io,
        RuleTestError::TimedOut(..) => Exit::Limit,
        _ => Exit::Input,
    }
}

impl From<RuleTestError> for CommandError {
    fn from(error: RuleTestError) -> Self {
        if let RuleTestError::Side(error) = error {
            return error.into();
        }
        Self::one(exit_of(&error), Diagnostic::from(&error))
    }
}
