//! The command line: arguments in, words and an exit code out.
//!
//! One file a subcommand, each no more than "call the library, print, choose
//! the exit code".

mod arguments;
mod build;
mod check;
mod completions;
mod diff;
mod estimate;
mod eval;
mod expiry;
mod fmt;
mod init;
mod list;
mod man;
mod needs;
mod output;
mod progress;
mod summary;
mod test;
mod vendor;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::report::Diagnostic;

/// How a command ended. The numbers are a promise to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// Findings: output out of date, files not formatted.
    Findings = 1,
    /// The input is wrong.
    Input = 2,
    /// Refused for safety.
    Refused = 3,
    /// A limit was reached.
    Limit = 4,
    /// Reading or writing failed.
    Io = 5,
    /// A defect of mixgen.
    Bug = 70,
}

/// Why a command failed: what to print, and its exit code.
#[derive(Debug)]
pub struct CommandError {
    diagnostics: Vec<Diagnostic>,
    exit: Exit,
}

impl CommandError {
    fn new(exit: Exit, diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, exit }
    }

    fn one(exit: Exit, diagnostic: Diagnostic) -> Self {
        Self::new(exit, vec![diagnostic])
    }

    fn input(message: impl Into<String>) -> Self {
        Self::one(Exit::Input, Diagnostic::error(message))
    }
}

type CommandResult = Result<Exit, CommandError>;

/// Compiles Jsonnet monitoring mixins into a tree of manifests and dashboards.
///
/// mixgen evaluates a project's Jsonnet, composes mixins with components,
/// addons and a platform, and writes one folder of YAML and dashboard JSON for
/// each environment. The same input gives the same bytes on every machine, so
/// the folder is committed and its diff is the review.
#[derive(Parser)]
#[command(name = "mixgen", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Subcommands,
}

const EXAMPLES: &str = "\
Examples:
  mixgen init                                    start a project here
  mixgen build                                   write out/<environment> for each environment
  mixgen build --check                           fail when out/ is not what a build would write
  mixgen build --platform k3d --addon discord    build without a project file
  mixgen build example.jsonnet -J vendor --out manifests
                                                 any Jsonnet of the form { path: document }
  mixgen diff --from git:main                    what changed for alerts, dashboards, objects
  mixgen test                                    the project's own tests
  mixgen watch                                   build again whenever something changes
  mixgen list                                    what there is to compose
  mixgen estimate                                what its metrics cost
  mixgen fmt                                     one layout for all Jsonnet
  mixgen vendor install                          bring vendor/ to what the lockfile says

Exit codes:
  0  fine                                        4  a limit was reached
  1  findings: out of date, a test failed        5  reading or writing failed
  2  the input is wrong                         70  a bug in mixgen
  3  refused for safety";

#[derive(Subcommand)]
enum Subcommands {
    Build(build::Arguments),
    Diff(diff::Arguments),
    Test(test::Arguments),
    Watch(watch::Arguments),
    Eval(eval::Arguments),
    Estimate(estimate::Arguments),
    List(list::Arguments),
    Fmt(fmt::Arguments),
    Vendor(vendor::Arguments),
    Init(init::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the command that the process's arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| error.exit());
    let result = match arguments.command {
        Subcommands::Build(arguments) => build::run(&arguments),
        Subcommands::Diff(arguments) => diff::run(&arguments),
        Subcommands::Test(arguments) => test::run(&arguments),
        Subcommands::Watch(arguments) => watch::run(&arguments),
        Subcommands::Eval(arguments) => eval::run(&arguments),
        Subcommands::Estimate(arguments) => estimate::run(&arguments),
        Subcommands::List(arguments) => list::run(&arguments),
        Subcommands::Fmt(arguments) => fmt::run(&arguments),
        Subcommands::Vendor(arguments) => vendor::run(&arguments),
        Subcommands::Init(arguments) => init::run(&arguments),
        Subcommands::Completions(arguments) => completions::run(&arguments, &mut command()),
        Subcommands::Man(arguments) => man::run(&arguments, &command()),
    };
    let exit = result.unwrap_or_else(|error| {
        output::diagnostics(&error.diagnostics);
        error.exit
    });
    ExitCode::from(exit as u8)
}

fn command() -> clap::Command {
    Arguments::command()
}
