//! `mixgen estimate`: what the metrics of environments cost.

use std::{collections::BTreeMap, fs, path::Path};

use clap::{Args, ValueEnum};

use super::{CommandError, CommandResult, Exit, arguments, output};
use crate::{
    build::{self, BuildError, Program},
    estimate::{
        self, Assumptions, Counts, CountsError, Plan,
        show::{self, Shown},
    },
    evaluate::Task,
    project::PROJECT_FILE,
    render,
    report::Diagnostic,
    text::did_you_mean,
    worker,
};

/// Say what the metrics of environments cost: series, samples, disk, memory
///
/// Numbers of series are those of processes that were measured, unless you give
/// real ones. Each assumption is printed. Exits with 1 where the storage does
/// not hold what is to be kept.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Environments [default: all]
    #[arg(value_name = "ENVIRONMENT")]
    environments: Vec<String>,
    /// Real numbers of series, repeatable: the answer of Prometheus' API to
    /// `count by (job, __name__) ({__name__=~".+"})` or to /api/v1/status/tsdb,
    /// lines of `job count`, or what a target shows (.prom), which is called as
    /// the file or as TARGET
    #[arg(long, value_name = "[TARGET=]FILE")]
    counts: Vec<String>,
    /// Nodes of the cluster
    #[arg(long, value_name = "N", default_value_t = Assumptions::default().nodes)]
    nodes: u64,
    /// Nodes of its control plane
    #[arg(long, value_name = "N", default_value_t = Assumptions::default().control_plane)]
    control_plane: u64,
    /// Pods of each component, such as etcd
    #[arg(long, value_name = "N", default_value_t = Assumptions::default().pods)]
    pods: u64,
    /// How many targets one name stands for, repeatable
    #[arg(long, value_name = "NAME=N", value_parser = numbered)]
    targets: Vec<(String, u64)>,
    /// Series of one target of that name, repeatable
    #[arg(long, value_name = "NAME=N", value_parser = numbered)]
    series: Vec<(String, u64)>,
    /// How to print it
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    jsonnet: arguments::Jsonnet,
    #[command(flatten)]
    limits: arguments::LimitFlags,
}

const EXAMPLES: &str = "\
Examples:
  mixgen estimate                       all environments
  mixgen estimate k3d --nodes 1         one, on one node
  mixgen estimate --series kube-state-metrics=4000
  mixgen estimate --counts etcd=etcd.prom
                                        from what a target shows
  curl -sG http://localhost:9090/api/v1/query \\
      --data-urlencode 'query=count by (job, __name__) ({__name__=~\".+\"})' >counts.json
  mixgen estimate production --counts counts.json";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let assumptions = Assumptions {
        nodes: arguments.nodes,
        control_plane: arguments.control_plane,
        pods: arguments.pods,
        targets: arguments.targets.iter().cloned().collect(),
        series: arguments.series.iter().cloned().collect(),
    };
    let counts = counts(&arguments.counts)?;
    let plans = plans(arguments)?;
    known(&plans, &assumptions)?;
    let shown: Vec<Shown> = plans
        .into_iter()
        .map(|(name, plan)| Shown {
            estimate: estimate::estimate(&plan, &assumptions, counts.as_ref()),
            name,
            plan,
        })
        .collect();
    let text = match arguments.format {
        Format::Text => show::text(&shown, &assumptions, false),
        Format::Markdown => show::text(&shown, &assumptions, true),
        Format::Json => render::json_text(&show::json(&shown, &assumptions)),
    };
    output::print(&text)?;
    let findings: Vec<Diagnostic> = shown.iter().flat_map(findings).collect();
    if findings.is_empty() {
        Ok(Exit::Fine)
    } else {
        Err(CommandError::new(Exit::Findings, findings))
    }
}

fn findings(shown: &Shown) -> Vec<Diagnostic> {
    let one = |finding| {
        Diagnostic {
        context: format!("in environment `{}`", shown.name),
        ..Diagnostic::error(show::finding(finding)).hint(
            "change `storage`, `retention` or `retention_size` of `prometheus` in `values`, or scrape less: `addons: ['low-cost']`",
        )
    }
    };
    shown.estimate.findings.iter().map(one).collect()
}

/// What the project's environments scrape and keep.
fn plans(arguments: &Arguments) -> Result<BTreeMap<String, Plan>, CommandError> {
    let project = super::build::project_around(None)?;
    let Some(program) = project.program() else {
        let error = Diagnostic::error(format!("there is no `{PROJECT_FILE}` here or above"));
        return Err(CommandError::one(
            Exit::Input,
            error.hint("`mixgen init` starts a project"),
        ));
    };
    let inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &project)?;
    let program = Program::Project(program, arguments.environments.clone());
    let mut request = build::request(&project, &program, &inputs);
    request.task = Task::Estimates(arguments.environments.clone());
    request.threads = 1;
    let evaluation = worker::run(&request, |_| {}).map_err(BuildError::Worker)?;
    output::traces(&evaluation.traces);
    let evaluation = build::accept(&program, evaluation)?;
    let Some(value) = evaluation.value else {
        return Err(CommandError::input(
            "the project has documents and no environments",
        ));
    };
    Ok(serde_json::from_str(&value).expect("the library and this binary are of one version"))
}

/// Flags must speak of targets that some environment has.
fn known(plans: &BTreeMap<String, Plan>, assumptions: &Assumptions) -> Result<(), CommandError> {
    let targets = || {
        let targets = plans.values().flat_map(|plan| &plan.targets);
        targets.map(|target| target.name.as_str())
    };
    let named = assumptions.targets.keys().map(|name| ("--targets", name));
    let named = named.chain(assumptions.series.keys().map(|name| ("--series", name)));
    let unknown: Vec<Diagnostic> = named
        .filter(|(_, name)| !targets().any(|target| target == name.as_str()))
        .map(|(flag, name)| {
            let error = Diagnostic::error(format!("`{flag}`: there is no target `{name}`"));
            match did_you_mean(name, targets()) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint("the first column of the estimate has their names"),
            }
        })
        .collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(CommandError::new(Exit::Input, unknown))
    }
}

/// Reads the files of `--counts`.
fn counts(given: &[String]) -> Result<Option<Counts>, CommandError> {
    let mut counts = Counts::default();
    for given in given {
        let (name, file) = match given.split_once('=') {
            Some((name, file)) => (Some(name), Path::new(file)),
            None => (None, Path::new(given)),
        };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(file).map_err(|error| {
            let message = format!("can't read `{}`: {error}", file.display());
            CommandError::one(Exit::Io, Diagnostic::error(message))
        })?;
        let shows = name.is_some() || file.extension().is_some_and(|ending| ending == "prom");
        counts
            .add(name.unwrap_or(&stem), &text, shows)
            .map_err(|error| wrong(file, &error))?;
    }
    Ok((!given.is_empty()).then_some(counts))
}

fn wrong(file: &Path, error: &CountsError) -> CommandError {
    let file = file.display();
    let (message, hint) = match error {
        CountsError::Json(words) => (format!("`{file}` is no JSON: {words}"), None),
        CountsError::Failed(words) => (
            format!("`{file}` is the answer to a query that failed: {words}"),
            None,
        ),
        CountsError::Shape => (
            format!("`{file}` has no numbers of series"),
            Some(
                "it must be the answer to an instant query such as `count by (job) ({__name__=~\".+\"})`, or to /api/v1/status/tsdb",
            ),
        ),
        CountsError::Line(line) => (
            format!("`{file}`: line {line} is neither `job count` nor a sample"),
            Some("what a target shows is told by the ending `.prom`, or by `--counts TARGET=FILE`"),
        ),
        CountsError::Empty => (format!("`{file}` holds no series"), None),
    };
    let error = Diagnostic::error(message);
    CommandError::one(
        Exit::Input,
        match hint {
            Some(hint) => error.hint(hint),
            None => error,
        },
    )
}

/// `NAME=N`.
fn numbered(text: &str) -> Result<(String, u64), String> {
    let (name, number) = text.split_once('=').ok_or("expected NAME=N")?;
    let number = number.parse().map_err(|_| "N must be a whole number")?;
    Ok((name.to_owned(), number))
}
