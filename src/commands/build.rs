//! `mixgen build`: evaluate, render, and write or check the output.

mod place;

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use place::for_this_run;
pub(super) use place::place;

use super::{
    CommandError, CommandResult, Exit, arguments, check, expiry, needs, output,
    progress::Progress,
    summary::{self, Summary},
    vendor,
};
use crate::{
    build::{self, BuildError, Built, Inputs, Program, Quick},
    cache::Cache,
    evaluate::Problem,
    names::EnvironmentName,
    project::{PROJECT_FILE, Project, ProjectError, SettingsError},
    report::{Diagnostic, assignment},
    tree::{self, Layout, Place},
    yaml,
};

/// Write the output of environments, or of one Jsonnet file
///
/// Everything is evaluated, rendered and checked in memory first; then each
/// environment's folder is switched from old to new. What mixgen made and no
/// longer makes is removed; what it did not make is never touched.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct Arguments {
    /// Environments to build, or one .jsonnet or .libsonnet file that
    /// evaluates to { path: document } [default: all environments]
    #[arg(value_name = "ENVIRONMENT|FILE")]
    targets: Vec<String>,
    /// Render for this target, whatever the environments say; needs --out, for
    /// it is for this run only
    #[arg(long, value_name = "NAME")]
    target: Option<String>,
    /// Where to write: the folder itself for a file, the parent of the
    /// environments' folders otherwise [default: out/<file's stem>, or out]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; exit with 1 if the output is not up to date
    #[arg(long)]
    check: bool,
    /// The day by which --check judges what is left out until a day
    /// [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", requires = "check", value_parser = expiry::day)]
    pub(super) date: Option<String>,
    /// Overwrite files that were edited by hand
    #[arg(long)]
    force: bool,
    /// Take over files that lie where the build writes and that mixgen did not
    /// make
    #[arg(long)]
    adopt: bool,
    /// Fail when another build is writing, rather than wait for it
    #[arg(long)]
    no_wait: bool,
    /// Remove the output of environments that the project no longer has
    #[arg(long, conflicts_with = "check")]
    prune: bool,
    /// Evaluate even if nothing seems to have changed
    #[arg(long)]
    no_cache: bool,
    /// Print a summary as JSON to standard output
    #[arg(long)]
    pub(super) json: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    quick: QuickFlags,
    #[command(flatten)]
    jsonnet: arguments::Jsonnet,
    #[command(flatten)]
    limits: arguments::LimitFlags,
    /// Evaluate on this many threads [default: the machine's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  mixgen build                        all environments of mixgen.jsonnet, into out/
  mixgen build k3d                    one of them
  mixgen build --check                for CI and hooks: fail when out/ is not up to date
  mixgen build k3d --target plain --out /tmp/plain
                                      what k3d would be as plain files
  mixgen build --platform k3d --component etcd --addon email \\
      --set email.to=oncall@example.org --set email.from=alerts@example.org \\
      --set email.smarthost=smtp.example.org:587
  mixgen build example.jsonnet -J vendor --out manifests
  mixgen build app.jsonnet -A name=shop --tla-code replicas=3

`mixgen list` shows the names, and `mixgen list --json` the values.";

/// An environment without a project file.
#[derive(Args, Default)]
#[command(next_help_heading = "Without a project file")]
struct QuickFlags {
    /// The kind of cluster, such as k3d; the environment has its name
    #[arg(long, value_name = "NAME")]
    platform: Option<String>,
    /// A component, repeatable [default: cockroachdb, etcd, kubernetes, nats]
    #[arg(long = "component", value_name = "NAME")]
    components: Vec<String>,
    /// An addon, such as discord, repeatable
    #[arg(long = "addon", value_name = "NAME")]
    addons: Vec<String>,
    /// A value, such as email.to=oncall@example.org, repeatable; keys with dots
    /// in quotes
    #[arg(long, value_name = "PATH=VALUE", value_parser = arguments::set)]
    set: Vec<(Vec<String>, String)>,
}

impl QuickFlags {
    fn given(&self) -> Option<&'static str> {
        match self {
            Self {
                platform: Some(_), ..
            } => Some("--platform"),
            Self { components, .. } if !components.is_empty() => Some("--component"),
            Self { addons, .. } if !addons.is_empty() => Some("--addon"),
            Self { set, .. } if !set.is_empty() => Some("--set"),
            _ => None,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let (project, program) = program(arguments)?;
    let mut inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &project)?;
    if let Some(threads) = arguments.threads {
        inputs.threads = usize::from(threads);
    }
    inputs.target.clone_from(&arguments.target);
    for_this_run(&project, &program, arguments)?;
    let place = place(
        &project,
        &program,
        arguments.out.as_deref(),
        &arguments.jsonnet,
    )?;
    vendor::check(&project, arguments.quiet)?;
    let request = build::request(&project, &program, &inputs);
    let cache = Cache::of(&request, &project.settings, &place).filter(|_| !arguments.check);
    if let Some(cache) = &cache
        && !arguments.no_cache
        && !arguments.prune
        && let Some(fresh) = cache.fresh(&place)
    {
        tell(arguments, &fresh.warnings, &fresh.traces);
        let summary = Summary::fresh(&place, &fresh.built);
        return finish(arguments, &summary);
    }
    let expected = cache.as_ref().map_or(0, Cache::expected);
    let built = evaluate(&project, &program, &inputs, expected, arguments)?;
    // Only its value tells that a file has environments, which have a folder
    // each.
    let (place, cache) = match built.environments {
        Some(_) if place.layout() == Layout::Single => {
            let project_like = Program::Project(PathBuf::new(), Vec::new());
            let place = self::place(
                &project,
                &project_like,
                arguments.out.as_deref(),
                &arguments.jsonnet,
            )?;
            (place, None)
        }
        _ => (place, cache),
    };
    if arguments.target.is_some() && built.environments.is_none() {
        return Err(CommandError::input(
            "`--target` is for environments, and the file has none",
        ));
    }
    if arguments.check {
        return check::run(arguments, &place, &built, &program, &inputs.limits);
    }
    write(arguments, &place, &program, built, cache.as_ref())
}

/// The project around a file, or around the current folder.
pub(super) fn project_around(file: Option<&Path>) -> Result<Project, CommandError> {
    let current = Path::new(".");
    let folder = file
        .and_then(Path::parent)
        .filter(|folder| !folder.as_os_str().is_empty());
    match file {
        Some(file) if file.to_str().is_none() => Err(ProjectError::NotText(file.to_owned()).into()),
        Some(file) if !file.is_file() => {
            let message = format!("there is no file `{}`", file.display());
            Err(CommandError::input(message))
        }
        _ => Project::around(folder.unwrap_or(current), current).map_err(CommandError::from),
    }
}

/// Whether a target is a file rather than an environment.
pub(super) fn is_file(target: &str) -> bool {
    let extension = Path::new(target).extension();
    extension.is_some_and(|extension| extension == "jsonnet" || extension == "libsonnet")
}

/// What to build, from the targets and the flags for a build without a file.
fn program(arguments: &Arguments) -> Result<(Project, Program), CommandError> {
    let quick = arguments.quick.given();
    if let Some(file) = arguments.targets.iter().find(|target| is_file(target)) {
        if arguments.targets.len() > 1 {
            return Err(CommandError::input(
                "a build takes one file, or environments, not both",
            ));
        }
        if let Some(flag) = quick {
            return Err(CommandError::input(format!(
                "`{flag}` is for a build without a file: `{file}` decides"
            )));
        }
        let project = project_around(Some(Path::new(file)))?;
        return Ok((project, Program::File(PathBuf::from(file))));
    }
    let project = project_around(None)?;
    match (project.program(), quick) {
        (Some(program), None) => Ok((
            project,
            Program::Project(program, arguments.targets.clone()),
        )),
        (Some(program), Some(flag)) => {
            let shown = project.shown(&program);
            let error = Diagnostic::error(format!(
                "`{flag}` is for a build without a project file, and there is `{shown}`"
            ));
            Err(CommandError::one(
                Exit::Input,
                error.hint(edit(&arguments.quick, &shown)),
            ))
        }
        (None, None) => {
            let error = Diagnostic::error(format!("there is no `{PROJECT_FILE}` here or above"));
            let hint = "`mixgen init` starts a project; `mixgen build --platform k3d --addon discord` builds without one; `mixgen build FILE.jsonnet` takes any Jsonnet of documents by path";
            Err(CommandError::one(Exit::Input, error.hint(hint)))
        }
        (None, Some(_)) => {
            if let Some(target) = arguments.targets.first() {
                return Err(CommandError::input(format!(
                    "`{target}` is an environment of a project file, and there is none"
                )));
            }
            let Some(platform) = arguments.quick.platform.clone() else {
                let error =
                    Diagnostic::error("must provide `--platform` (what kind of cluster it is)");
                return Err(CommandError::one(
                    Exit::Input,
                    error.hint("`mixgen list` shows the platforms"),
                ));
            };
            let quick = Quick {
                platform,
                components: arguments.quick.components.clone(),
                addons: arguments.quick.addons.clone(),
                set: arguments.quick.set.clone(),
            };
            Ok((Project::here(Path::new("."))?, Program::Quick(quick)))
        }
    }
}

/// What to write into the project file instead of the flags.
fn edit(quick: &QuickFlags, shown: &str) -> String {
    let list = |names: &[String]| {
        names
            .iter()
            .map(|name| format!("'{name}'"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut lines = Vec::new();
    lines.extend(
        quick
            .platform
            .as_ref()
            .map(|name| format!("platform: '{name}'")),
    );
    if !quick.components.is_empty() {
        lines.push(format!("components+: [{}]", list(&quick.components)));
    }
    if !quick.addons.is_empty() {
        lines.push(format!("addons+: [{}]", list(&quick.addons)));
    }
    lines.extend(quick.set.iter().map(|(path, value)| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        format!(
            "values+: {{ {} }}",
            assignment(&path, &format!("'{value}'"))
        )
    }));
    format!("edit an environment in `{shown}`: `{}`", lines.join("`, `"))
}

fn evaluate(
    project: &Project,
    program: &Program,
    inputs: &Inputs,
    expected: u64,
    arguments: &Arguments,
) -> Result<Built, CommandError> {
    let progress = Progress::start(expected, arguments.quiet);
    let built = build::build(project, program, inputs, |place| progress.step(place));
    drop(progress);
    let built = built?;
    tell(arguments, &built.warnings, &built.traces);
    Ok(built)
}

/// Prints what a build has to say beside its result.
fn tell(arguments: &Arguments, warnings: &[Problem], traces: &[String]) {
    output::traces(traces);
    if !arguments.quiet {
        let warnings: Vec<Diagnostic> = warnings
            .iter()
            .map(|warning| Diagnostic::of_problem(warning, false))
            .collect();
        output::diagnostics(&warnings);
    }
}

pub(super) fn same_meaning(path: &crate::names::OutputPath, there: &[u8], new: &[u8]) -> bool {
    yaml::same_meaning(path.as_str(), there, new)
}

/// All environments of the project; what is built, where there are none.
pub(super) fn known(built: &Built) -> BTreeSet<EnvironmentName> {
    let names = built.environments.iter().flatten();
    let names = names.filter_map(|name| EnvironmentName::new(name.as_str()).ok());
    names
        .chain(built.trees.iter().map(|tree| tree.environment().clone()))
        .collect()
}

fn write(
    arguments: &Arguments,
    place: &Place,
    program: &Program,
    built: Built,
    cache: Option<&Cache>,
) -> CommandResult {
    let known = known(&built);
    let waiting = || output::note("waiting for another build to finish");
    let options = tree::Options {
        force: arguments.force,
        adopt: arguments.adopt,
        no_wait: arguments.no_wait,
        prune_environments: arguments.prune.then_some(&known),
        same_meaning: Some(&same_meaning),
        on_wait: Some(&waiting),
    };
    let written = tree::write(place, &built.trees, &options)?;
    // Without a project, every environment is the only one.
    let stale = match program {
        Program::Quick(_) => Vec::new(),
        _ => tree::stale_environments(place, &known)?,
    };
    if built.environments.is_some() && !arguments.quiet {
        for name in &stale {
            let folder = place.shown_folder(name);
            output::note(&format!(
                "note: `{folder}` is of an environment that the project does not have; `--prune` removes it"
            ));
        }
    }
    let needs = needs::words(&built.needs, &written);
    if let Some(cache) = cache {
        // A stale environment is told of at each build.
        if stale.is_empty() {
            cache.remember(built, &written);
        } else {
            cache.forget();
        }
    }
    let summary = Summary::written(&written);
    let exit = finish(arguments, &summary)?;
    if !arguments.quiet && !needs.is_empty() {
        output::note(&needs);
    }
    Ok(exit)
}

/// Prints the summary as it was asked for.
pub(super) fn finish(arguments: &Arguments, summary: &Summary) -> CommandResult {
    if arguments.json {
        return output::print(&summary.json());
    }
    if !arguments.quiet {
        output::note(&summary.to_string());
    }
    Ok(Exit::Fine)
}

impl From<tree::WriteError> for CommandError {
    fn from(error: tree::WriteError) -> Self {
        let exit = match &error {
            tree::WriteError::Io { .. } | tree::WriteError::Busy { .. } => Exit::Io,
            tree::WriteError::Environments(_) | tree::WriteError::Refused(_) => Exit::Refused,
        };
        let hint = error.hint();
        Self::one(
            exit,
            Diagnostic {
                hint,
                ..Diagnostic::error(error.to_string())
            },
        )
    }
}

impl From<BuildError> for CommandError {
    fn from(error: BuildError) -> Self {
        Self::new(summary::exit_of(&error), summary::words_of(&error))
    }
}

impl From<ProjectError> for CommandError {
    fn from(error: ProjectError) -> Self {
        let exit = match &error {
            ProjectError::Current(_) => Exit::Io,
            ProjectError::Settings(SettingsError::Unreadable(error))
                if error.kind() != io::ErrorKind::InvalidData =>
            {
                Exit::Io
            }
            _ => Exit::Input,
        };
        Self::one(exit, Diagnostic::from(&error))
    }
}
