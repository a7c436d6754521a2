//! `mixgen build --check`: whether the output is up to date, and what it means
//! where it is not.

use super::{
    CommandError, CommandResult, Exit,
    build::{Arguments, finish, known},
    expiry, output,
    summary::{self, Summary},
};
use crate::{
    build::{Built, Program},
    diff::{self, Files},
    limits::Limits,
    names::EnvironmentName,
    review::text,
    side,
    tree::{self, Layout, Place, Tree},
};

/// Lines of a message.
const LINES: usize = 12;

/// Checks that the output of a build is up to date.
pub(super) fn run(
    arguments: &Arguments,
    place: &Place,
    built: &Built,
    program: &Program,
    limits: &Limits,
) -> CommandResult {
    let mut comparisons = Vec::new();
    for tree in &built.trees {
        comparisons.push(tree::compare(place, tree, None)?);
    }
    let everything = !matches!(program, Program::Project(_, wanted) if !wanted.is_empty());
    let known = known(built);
    let stale = if everything && !matches!(program, Program::Quick(_)) {
        tree::stale_environments(place, &known)?
    } else {
        Vec::new()
    };
    let fresh = comparisons.iter().all(tree::Comparison::is_fresh) && stale.is_empty();
    let summary = Summary::checked(&comparisons, place, &stale);
    let mut findings = expiry::over(built, arguments.date.as_deref());
    if findings.is_empty() && fresh {
        return finish(arguments, &summary);
    }
    if arguments.json {
        output::print(&summary.json())?;
    }
    if !fresh {
        let told = |at: usize| told(place, &built.trees[at], limits);
        let stale = summary::out_of_date(&comparisons, place, &stale, program, &told);
        findings.extend(stale);
    }
    Err(CommandError::new(Exit::Findings, findings))
}

/// The summary of what a build would change in an environment's folder, a line
/// each. Empty where nothing but files changes, and where the folder cannot be
/// read, which the check of its files tells.
fn told(place: &Place, tree: &Tree, limits: &Limits) -> Vec<String> {
    let fresh = files(tree);
    let folder = folder(place, tree.environment());
    let there = side::folder(&folder, place.shown(), limits);
    let Ok(there) = there.map(|contents| contents.made(Some(&fresh))) else {
        return Vec::new();
    };
    let comparison = diff::diff(&there, &fresh);
    // Of files that are nothing else, the list of files says as much.
    let only_file = |change: &diff::Change| change.subject.what == diff::What::File;
    if comparison.changes.iter().all(only_file) {
        return Vec::new();
    }
    let options = text::Options {
        stat: true,
        ..text::Options::default()
    };
    let report = text::report(&comparison, &options);
    let report = anstream::adapter::strip_str(&report).to_string();
    let lines: Vec<&str> = report.lines().filter(|line| !line.is_empty()).collect();
    let mut told: Vec<String> = lines
        .iter()
        .take(LINES)
        .map(|line| format!("  {line}"))
        .collect();
    if lines.len() > LINES {
        told.push(format!("  and {} more lines", lines.len() - LINES));
    }
    told
}

fn folder(place: &Place, environment: &EnvironmentName) -> std::path::PathBuf {
    match place.layout() {
        Layout::Environments => place.path().join(environment.as_str()),
        Layout::Single => place.path(),
    }
}

fn files(tree: &Tree) -> Files {
    let files = tree.files().iter();
    files
        .map(|(path, file)| (path.as_str().to_owned(), file.contents().to_vec()))
        .collect()
}
