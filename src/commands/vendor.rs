//! `mixgen vendor`: other people's mixins in vendor/.

mod change;
mod preview;
mod show;

use std::time::Duration;

use clap::{Args, Subcommand};

use super::{CommandError, CommandResult, Exit, build::project_around, output};
use crate::{
    cache::user_folder,
    project::Project,
    report::{Diagnostic, Level},
    vendor::{ContentsError, FetchError, Network, Store, VendorError, drift},
};

/// Bring other people's mixins into vendor/, pinned and verified
///
/// Reads and writes jsonnetfile.json and jsonnetfile.lock.json as
/// jsonnet-bundler (jb) does, so that both can be used on one repository, and
/// keeps digests of its own in mixgen.lock.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Commands,
}

const EXAMPLES: &str = "\
Examples:
  mixgen vendor add github.com/kubernetes-monitoring/kubernetes-mixin@master
  mixgen vendor add https://github.com/etcd-io/etcd.git/contrib/mixin@main
  mixgen vendor install                    vendor/ as the lockfile says
  mixgen vendor install --locked           for CI: refuse where the lockfile does not fit
  mixgen vendor update etcd                what its version names now
  mixgen vendor update kubernetes-mixin@version-1.4
  mixgen vendor update etcd --preview      what that would do to alerts and dashboards
  mixgen vendor verify                     has anybody changed vendor/?

Git does the fetching, with the credentials and proxies that it has. What it
fetched is kept in the user's cache folder and serves all projects.";

#[derive(Subcommand)]
enum Commands {
    Install(change::Install),
    Add(change::Add),
    Remove(change::Remove),
    Update(change::Update),
    List(show::List),
    Outdated(show::Outdated),
    Why(show::Why),
    Verify(show::Verify),
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    match &arguments.command {
        Commands::Install(arguments) => change::install(arguments),
        Commands::Add(arguments) => change::add(arguments),
        Commands::Remove(arguments) => change::remove(arguments),
        Commands::Update(arguments) => change::update(arguments),
        Commands::List(arguments) => show::list(arguments),
        Commands::Outdated(arguments) => show::outdated(arguments),
        Commands::Why(arguments) => show::why(arguments),
        Commands::Verify(arguments) => show::verify(arguments),
    }
}

fn project() -> Result<Project, CommandError> {
    project_around(None)
}

/// The cache of repositories, and how to fill it.
fn store(project: &Project, offline: bool) -> Store {
    let settings = &project.settings.vendor;
    let network = Network {
        offline,
        timeout: settings.timeout,
        retries: settings.retries,
        parallel: settings.parallel,
    };
    let folder = user_folder().map_or_else(
        || project.root.join(".mixgen/vendor/git"),
        |folder| folder.join("git"),
    );
    Store::new(folder, network)
}

/// Refuses to go on where vendor/ is not what is locked. What is not there at
/// all is only missed by who imports it.
pub(super) fn check(project: &Project, quiet: bool) -> Result<(), CommandError> {
    let memory = user_folder().map(|folder| folder.join("vendor"));
    let drift = drift(&project.root, memory.as_deref()).map_err(|error| failed(&[error]))?;
    if let [_, ..] = drift.changed.as_slice() {
        let names: Vec<&str> = drift
            .changed
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let mut message = format!(
            "`vendor/{}` is not what is locked",
            names.join("`, `vendor/")
        );
        for (_, why) in &drift.changed {
            message.extend(why.iter().map(|why| format!("\n{why}")));
        }
        let error = Diagnostic::error(message).hint(
            "`mixgen vendor verify` tells what is different, `mixgen vendor install` brings back what is locked",
        );
        return Err(CommandError::one(Exit::Refused, error));
    }
    if !quiet && !drift.doubtful.is_empty() {
        let message = format!(
            "`vendor/{}` has another sum than in jsonnetfile.lock.json",
            drift.doubtful.join("`, `vendor/")
        );
        let warning = Diagnostic {
            level: Level::Warning,
            ..Diagnostic::error(message)
        };
        output::diagnostics(&[warning.hint(
            "jb removes links after it has taken the sum; `mixgen vendor install` brings what is locked, and a digest that says more",
        )]);
    }
    Ok(())
}

fn failed(errors: &[VendorError]) -> CommandError {
    let exit = errors.iter().map(exit_of).max_by_key(|exit| match exit {
        Exit::Refused => 3,
        Exit::Limit => 2,
        Exit::Input => 1,
        _ => 0,
    });
    let mut diagnostics: Vec<Diagnostic> = errors.iter().map(Diagnostic::from).collect();
    diagnostics.dedup_by(|a, b| a.message == b.message && a.context == b.context);
    CommandError::new(exit.unwrap_or(Exit::Bug), diagnostics)
}

fn exit_of(error: &VendorError) -> Exit {
    let contents = |error: &ContentsError| match error {
        ContentsError::Missing => Exit::Input,
        ContentsError::Files(_) | ContentsError::Bytes(_) | ContentsError::Depth(_) => Exit::Limit,
        ContentsError::Git(_) | ContentsError::Io(..) => Exit::Io,
        ContentsError::Name(_) | ContentsError::Link(..) | ContentsError::Special(_) => {
            Exit::Refused
        }
    };
    match error {
        VendorError::Fetch { error, .. } => match &**error {
            FetchError::NoVersion(_) | FetchError::NoCommit(_) => Exit::Input,
            FetchError::Contents(error) => contents(error),
            FetchError::Git(_) | FetchError::Offline | FetchError::Cache(..) => Exit::Io,
        },
        VendorError::Contents(_, error) => contents(error),
        VendorError::Io { .. } => Exit::Io,
        VendorError::TooMany(_) => Exit::Limit,
        VendorError::LocalOutside(..)
        | VendorError::Sum(..)
        | VendorError::Misfit(_)
        | VendorError::InTheWay(_)
        | VendorError::NoFolder(_) => Exit::Refused,
        _ => Exit::Input,
    }
}

/// The first digits of a commit.
fn short(commit: &str) -> &str {
    &commit[..commit.len().min(12)]
}

/// How long the bar of a transfer waits for its next step.
const TICK: Duration = Duration::from_millis(100);
