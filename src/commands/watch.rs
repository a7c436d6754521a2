//! `mixgen watch`: a build after each change.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use clap::Args;

use super::{
    CommandError, CommandResult, Exit, arguments,
    build::{self as build_command, is_file, place, project_around},
    output,
    summary::Summary,
    vendor,
};
use crate::{
    build::{self, Program},
    closure::Closure,
    diff::{self, Comparison, Files},
    project::{PROJECT_FILE, Project, SETTINGS_FILE},
    report::{Diagnostic, count},
    review, side,
    tree::{self, Layout, Place, Tree},
    watch::Watched,
};

/// Build again whenever a file changes, and show what the change does
///
/// Writes out/ as `mixgen build` does, and then prints what changed since the
/// build before. Errors are shown, and watching goes on. Ctrl-C ends it.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Environments to build, or one .jsonnet or .libsonnet file [default: all
    /// environments]
    #[arg(value_name = "ENVIRONMENT|FILE")]
    targets: Vec<String>,
    /// Where to write, as for `mixgen build`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; only show what changes
    #[arg(long)]
    no_write: bool,
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
  mixgen watch                 all environments
  mixgen watch k3d             one of them
  mixgen watch --no-write      only show what a build would change";

/// Changes that are shown with all that changed of them; of more, the names.
const SHOWN: usize = 20;

/// Names of changed files in a message; the rest is counted.
const NAMED: usize = 3;

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let stop = stop()?;
    let stopped = || stop.load(Ordering::Relaxed);
    let mut before = BTreeMap::new();
    let mut watched = Watched::default();
    let mut told = None;
    let mut last: Option<Round<'_>> = None;
    loop {
        let mut closure = None;
        let result = match Round::start(arguments) {
            Ok(round) => {
                let result = round.build(&mut before, &mut closure);
                last = Some(round);
                result
            }
            Err(error) => Err(error),
        };
        if stopped() {
            break;
        }
        let round = match (&last, result) {
            (None, Err(error)) => return Err(error),
            (Some(round), Err(error)) => {
                output::diagnostics(&error.diagnostics);
                round
            }
            (Some(round), Ok(())) => round,
            (None, Ok(())) => unreachable!("a build has a round"),
        };
        watched.update(closure.as_ref(), &round.others());
        if told.replace(watched.files()) != Some(watched.files()) {
            let files = count(watched.files(), "file");
            output::note(&format!("watching {files}; Ctrl-C ends it"));
        }
        let Some(changed) = watched.wait(stopped) else {
            break;
        };
        output::note(&format!("\n{} changed", round.names(&changed)));
    }
    output::note("stopped");
    Ok(Exit::Fine)
}

/// True once somebody wants it to end; the second time it ends at once.
fn stop() -> Result<Arc<AtomicBool>, CommandError> {
    use signal_hook::{
        consts::{SIGINT, SIGTERM},
        flag,
    };
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(|error| {
                let message = format!("can't wait for Ctrl-C: {error}");
                CommandError::one(Exit::Io, Diagnostic::error(message))
            })?;
    }
    Ok(stop)
}

/// Everything that one build needs, made anew for each: settings may have
/// changed.
struct Round<'a> {
    arguments: &'a Arguments,
    project: Project,
    program: Program,
}

impl<'a> Round<'a> {
    fn start(arguments: &'a Arguments) -> Result<Self, CommandError> {
        let file = arguments.targets.iter().find(|target| is_file(target));
        if file.is_some() && arguments.targets.len() > 1 {
            return Err(CommandError::input(
                "watching takes one file, or environments, not both",
            ));
        }
        let project = project_around(file.map(Path::new))?;
        let program = if let Some(file) = file {
            Program::File(PathBuf::from(file))
        } else {
            let program = project.program().ok_or_else(|| {
                let error = Diagnostic::error(format!("there is no `{PROJECT_FILE}` here or above"));
                let hint = "`mixgen init` starts a project; `mixgen watch FILE.jsonnet` takes any Jsonnet of documents by path";
                CommandError::one(Exit::Input, error.hint(hint))
            })?;
            Program::Project(program, arguments.targets.clone())
        };
        Ok(Self {
            arguments,
            project,
            program,
        })
    }

    /// Builds, writes, and shows what is new. `before` has the trees of the
    /// last build that went well; `closure` gets what this one read.
    fn build(
        &self,
        before: &mut BTreeMap<String, Files>,
        closure: &mut Option<Closure>,
    ) -> Result<(), CommandError> {
        let arguments = self.arguments;
        let mut inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &self.project)?;
        if let Some(threads) = arguments.threads {
            inputs.threads = usize::from(threads);
        }
        let (built, read) = build::attempt(&self.project, &self.program, &inputs, |_| {});
        *closure = read;
        let built = built?;
        vendor::check(&self.project, false)?;
        output::traces(&built.traces);
        let warnings = built.warnings.iter();
        let warnings: Vec<Diagnostic> = warnings
            .map(|warning| Diagnostic::of_problem(warning, false))
            .collect();
        output::diagnostics(&warnings);
        let place = self.place(built.environments.is_some())?;
        let mut now = BTreeMap::new();
        for tree in &built.trees {
            let name = tree.environment().as_str().to_owned();
            let files = side::files(tree);
            if !before.contains_key(&name) {
                let written = written(&place, &name, &inputs.limits)?;
                before.insert(name.clone(), written.made(Some(&files)));
            }
            now.insert(name, files);
        }
        let names: Vec<String> = now.keys().cloned().collect();
        let pair = |index: usize| {
            Ok::<_, std::convert::Infallible>((&before[&names[index]], &now[&names[index]]))
        };
        let comparison = diff::diff_environments(&names, inputs.threads, pair).unwrap_or_default();
        if !arguments.no_write {
            write(&place, &built.trees)?;
        }
        show(&comparison)?;
        *before = now;
        Ok(())
    }

    fn place(&self, has_environments: bool) -> Result<Place, CommandError> {
        let out = self.arguments.out.as_deref();
        let like = if has_environments {
            &Program::Project(PathBuf::new(), Vec::new())
        } else {
            &self.program
        };
        place(&self.project, like, out, &self.arguments.jsonnet)
    }

    /// Files that a build reads besides Jsonnet, and the program, which a
    /// build that failed early has not read.
    fn others(&self) -> Vec<PathBuf> {
        let program = match &self.program {
            Program::Project(program, _) | Program::File(program) => {
                Some(self.project.current.join(program))
            }
            Program::Quick(_) => None,
        };
        let settings = [SETTINGS_FILE, "jsonnetfile.json"].map(|name| self.project.root.join(name));
        settings.into_iter().chain(program).collect()
    }

    fn names(&self, changed: &[PathBuf]) -> String {
        let shown: Vec<String> = changed
            .iter()
            .take(NAMED)
            .map(|path| self.project.shown(path))
            .collect();
        let mut names = shown.join(", ");
        if changed.len() > NAMED {
            let more = changed.len() - NAMED;
            names.extend([" and ", &more.to_string(), " more"]);
        }
        names
    }
}

fn write(place: &Place, trees: &[Tree]) -> Result<(), CommandError> {
    let waiting = || output::note("waiting for another build to finish");
    let options = tree::Options {
        force: false,
        adopt: false,
        no_wait: false,
        prune_environments: None,
        same_meaning: Some(&build_command::same_meaning),
        on_wait: Some(&waiting),
    };
    let written = tree::write(place, trees, &options)?;
    output::note(&Summary::written(&written).to_string());
    Ok(())
}

/// What lies in the output folder before the first build.
fn written(
    place: &Place,
    name: &str,
    limits: &crate::limits::Limits,
) -> Result<side::Contents, CommandError> {
    let folder = match place.layout() {
        Layout::Environments => place.path().join(name),
        Layout::Single => place.path(),
    };
    match side::folder(&folder, place.shown(), limits) {
        Err(side::SideError::NoFolder(_)) => Ok(side::Contents::default()),
        contents => Ok(contents?),
    }
}

/// Prints what changed since the last build.
fn show(comparison: &Comparison) -> CommandResult {
    if comparison.is_empty() {
        return Ok(Exit::Fine);
    }
    let options = review::text::Options {
        stat: comparison.changes.len() > SHOWN,
        ..review::text::Options::default()
    };
    output::print(&review::text::report(comparison, &options))
}
