//! `mixgen diff`: what changed, in the words of monitoring.

mod errors;
mod plan;
mod sides;

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{CommandError, CommandResult, Exit, arguments, output};
use crate::{
    diff::{self, Class, Comparison},
    report::Diagnostic,
    review::{self, Labels},
};

/// Show what changed in alerts, rules, routes, dashboards and objects
///
/// Without flags: from what lies in out/ to what a build would write. A side
/// of --from and --to is a folder (with a `/` or a `.` at its beginning), an
/// environment's fresh build (any other word), or a revision: `git:REV` is
/// what lay in out/, `git:REV:PATH` any folder. Two folders need no project.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Environments, or one .jsonnet or .libsonnet file [default: all
    /// environments]; or two sides, from and to
    #[arg(value_name = "ENVIRONMENT|FILE|SIDE")]
    targets: Vec<String>,
    /// Before [default: what lies in out/]
    #[arg(long, value_name = "SIDE")]
    from: Option<String>,
    /// After [default: a fresh build]
    #[arg(long, value_name = "SIDE")]
    to: Option<String>,
    /// The output folder, as for `mixgen build`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to show it [default: by the extension of --output, else text]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Write to FILE rather than print
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    file: Option<PathBuf>,
    /// Show a line for each environment and class only
    #[arg(long)]
    stat: bool,
    /// Lines of context around changed lines
    #[arg(long, value_name = "LINES", default_value_t = 3)]
    context: usize,
    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: arguments::Colour,
    /// Exit with 1 when something differs
    #[arg(long)]
    exit_code: bool,
    /// Exit with 1 when there is a change of one of these classes
    #[arg(long, value_name = "CLASS", value_enum, value_delimiter = ',')]
    fail_on: Vec<ClassName>,
    #[command(flatten)]
    jsonnet: arguments::Jsonnet,
    #[command(flatten)]
    limits: arguments::LimitFlags,
    /// Evaluate and compare on this many threads [default: the machine's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  mixgen diff                           what a build would change in out/
  mixgen diff --from git:main           what this branch changes
  mixgen diff --from git:main k3d       in one environment
  mixgen diff --from staging --to production
                                        two environments as they would be built
  mixgen diff git:v1:manifests git:v2:manifests
                                        two states of any folder
  mixgen diff ./before ./after          two folders
  mixgen diff --from git:main --fail-on pages,silences
                                        for CI: fail when it changes who is paged
  mixgen diff --output review.html      a page with dashboards drawn before and after

Classes: pages (somebody is paged who was not, or sooner), silences (nobody is paged any more,
or later), notifies (without paging), queries, restarts (of pods), cosmetic.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Sarif,
    Html,
}

impl Format {
    /// The form that a file's name asks for.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "md" | "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ClassName {
    Pages,
    Silences,
    Notifies,
    Queries,
    Restarts,
    Cosmetic,
}

impl From<ClassName> for Class {
    fn from(name: ClassName) -> Self {
        match name {
            ClassName::Pages => Self::Pages,
            ClassName::Silences => Self::Silences,
            ClassName::Notifies => Self::Notifies,
            ClassName::Queries => Self::Queries,
            ClassName::Restarts => Self::Restarts,
            ClassName::Cosmetic => Self::Cosmetic,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    arguments.color.choose();
    let plan = plan::plan(arguments)?;
    let sides = sides::Sides::new(&plan);
    let compared = diff::diff_environments(&plan.names, plan.threads, |place| sides.load(place));
    let comparison = compared.map_err(|errors| errors::side_errors(&errors))?;
    sides.finish();
    show(arguments, &comparison, &plan.labels)?;
    judge(arguments, &comparison)
}

/// Prints the comparison, or writes it to a file.
fn show(arguments: &Arguments, comparison: &Comparison, labels: &Labels) -> CommandResult {
    let named = arguments.file.as_deref().and_then(Format::of);
    let text = match arguments.format.or(named).unwrap_or(Format::Text) {
        Format::Text => {
            let options = review::text::Options {
                context: arguments.context,
                stat: arguments.stat,
            };
            review::text::report(comparison, &options)
        }
        Format::Markdown => review::markdown::report(comparison, labels),
        Format::Json => review::json::report(comparison, labels),
        Format::Sarif => review::sarif::report(comparison, labels),
        Format::Html => review::html::page(comparison, labels),
    };
    let Some(path) = &arguments.file else {
        return output::print(&text);
    };
    let text = match arguments.color {
        arguments::Colour::Always => text,
        _ => anstream::adapter::strip_str(&text).to_string(),
    };
    fs::write(path, text).map_err(|error| {
        let message = format!("can't write `{}`: {error}", path.display());
        CommandError::one(Exit::Io, Diagnostic::error(message))
    })?;
    Ok(Exit::Fine)
}

/// The exit code that was asked for.
fn judge(arguments: &Arguments, comparison: &Comparison) -> CommandResult {
    let classes = comparison.classes();
    let found: Vec<&str> = arguments
        .fail_on
        .iter()
        .map(|name| Class::from(*name))
        .filter(|class| classes.contains(class))
        .map(Class::id)
        .collect();
    if !found.is_empty() {
        let message = format!("there are changes of `{}`", found.join("`, `"));
        let error = Diagnostic::error(message).hint("`--fail-on` asks for none of them");
        return Err(CommandError::one(Exit::Findings, error));
    }
    if arguments.exit_code && !comparison.is_empty() {
        return Ok(Exit::Findings);
    }
    Ok(Exit::Fine)
}
