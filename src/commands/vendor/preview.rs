//! `mixgen vendor update --preview`: what an update would do, in the words of
//! monitoring.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    fmt::Write as _,
};

use clap::ValueEnum;

use super::{
    change::{Common, advance, at, bar},
    failed, store,
};
use crate::{
    build::{self, Built, Inputs, Program},
    commands::{CommandError, CommandResult, Exit, arguments, output},
    diff::{self, Comparison, Files},
    metrics::metrics_read,
    project::Project,
    report::{Diagnostic, count},
    review::{self, Labels},
    text::escape,
    vendor::{Edit, Outcome, rehearse},
};

/// How a preview is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a comment on a pull request
    Markdown,
}

/// Metrics of each kind at most.
const METRICS: usize = 40;

/// Environments of one metric at most.
const ENVIRONMENTS: usize = 3;

/// Environments by metric.
type Where = Metrics;

/// Metrics, and the environments that read them.
type Metrics = BTreeMap<String, BTreeSet<String>>;

/// What an update would do to a project.
struct Preview {
    outcome: Outcome,
    comparison: Comparison,
    /// Metrics that the new trees read and the old ones do not, and in which
    /// environments; and the contrary.
    needed: Where,
    unused: Where,
    /// Files that would be added, removed and modified in the output.
    files: [usize; 3],
    /// Warnings that only the new packages give.
    warnings: Vec<Diagnostic>,
}

/// Tries `edit` in a folder of its own, builds all environments with the old
/// and the new packages, and prints what differs. Changes nothing.
pub(super) fn show(
    project: &Project,
    edit: &Edit,
    format: Format,
    common: &Common,
) -> CommandResult {
    let Some(program) = project.program() else {
        let error = Diagnostic::error("there is no mixgen.jsonnet to build with other packages");
        let hint = "`mixgen vendor outdated` tells which packages would move";
        return Err(CommandError::one(Exit::Input, error.hint(hint)));
    };
    super::check(project, common.quiet)?;
    let program = Program::Project(program, Vec::new());
    let inputs = arguments::inputs(
        &arguments::Jsonnet::default(),
        &arguments::LimitFlags::default(),
        project,
    )?;
    let build = |project: &Project| build::build(project, &program, &inputs, |_| {});
    let before = build(project)?;
    let bar = bar(common.quiet);
    let rehearsal = rehearse(
        &project.root,
        &project.settings.vendor,
        edit,
        &store(project, common.offline),
        &|progress| advance(&bar, &progress),
    );
    bar.finish_and_clear();
    let rehearsal = rehearsal.map_err(|errors| failed(&errors))?;
    let tried = Project {
        vendor: rehearsal.root.join("vendor"),
        ..project.clone()
    };
    match build(&tried) {
        Ok(after) => {
            let preview = Preview::new(rehearsal.outcome, &before, &after, &inputs);
            output::print(&match format {
                Format::Text => preview.text(),
                Format::Markdown => preview.markdown(),
            })
        }
        Err(error) => {
            let moved = moved(&rehearsal.outcome);
            let mut error = CommandError::from(error);
            if format == Format::Markdown {
                output::print(&broken(&moved, &error))?;
                return Ok(Exit::Findings);
            }
            output::print(&format!("{}\n", moved.join("\n")))?;
            output::note("with these packages the project does not build:\n");
            error.exit = Exit::Findings;
            Err(error)
        }
    }
}

impl Preview {
    fn new(outcome: Outcome, before: &Built, after: &Built, inputs: &Inputs) -> Self {
        let [old, new] = [before, after].map(trees);
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let nothing = Files::new();
        let side = |trees: &'_ BTreeMap<String, Files>, name: &str| trees.get(name).cloned();
        let load = |place: usize| {
            let name = &names[place];
            let [from, to] = [&old, &new].map(|trees| side(trees, name).unwrap_or_default());
            Ok::<_, Infallible>((from, to))
        };
        let comparison = diff::diff_environments(&names, inputs.threads, load).unwrap_or_default();
        let (mut needed, mut unused) = (BTreeMap::new(), BTreeMap::new());
        let mut files = [0; 3];
        for name in &names {
            let [from, to] = [&old, &new].map(|trees| trees.get(name).unwrap_or(&nothing));
            let [reads, will] = [from, to].map(metrics_read);
            note(&mut needed, will.difference(&reads), name);
            note(&mut unused, reads.difference(&will), name);
            let is_in = |path: &&String, files: &Files| files.contains_key(*path);
            files[0] += to.keys().filter(|path| !is_in(path, from)).count();
            files[1] += from.keys().filter(|path| !is_in(path, to)).count();
            let differs = |(path, bytes): &(&String, &Vec<u8>)| {
                from.get(*path).is_some_and(|old| old != *bytes)
            };
            files[2] += to.iter().filter(differs).count();
        }
        let known: BTreeSet<String> = before.warnings.iter().map(words).collect();
        let warnings = after
            .warnings
            .iter()
            .filter(|warning| !known.contains(&words(warning)));
        Self {
            outcome,
            comparison,
            needed,
            unused,
            files,
            warnings: warnings
                .map(|warning| Diagnostic::of_problem(warning, false))
                .collect(),
        }
    }

    fn text(&self) -> String {
        let mut out = moved(&self.outcome).join("\n") + "\n\n";
        out += &review::text::report(&self.comparison, &review::text::Options::default());
        for (title, sign, metrics) in self.metrics() {
            let _ = writeln!(out, "\n{title}");
            for line in listed(metrics, &self.comparison) {
                let _ = writeln!(out, "  {sign} {line}");
            }
        }
        let _ = writeln!(out, "\nfiles: {}", self.files_told());
        for warning in &self.warnings {
            let _ = write!(out, "\n{warning}");
        }
        out
    }

    fn markdown(&self) -> String {
        let mut lead = lead(&moved(&self.outcome));
        let _ = writeln!(lead, "Files: {}\n", self.files_told());
        for (title, _, metrics) in self.metrics() {
            let lines = listed(metrics, &self.comparison);
            let _ = writeln!(
                lead,
                "<details><summary>{title}: {}</summary>\n\n{}\n</details>\n",
                metrics.len(),
                fenced(&lines.join("\n"))
            );
        }
        if !self.warnings.is_empty() {
            let warnings: Vec<String> = self.warnings.iter().map(plain).collect();
            let _ = writeln!(lead, "{}", fenced(&warnings.join("\n")));
        }
        let labels = Labels {
            from: "packages as locked".to_owned(),
            to: "packages updated".to_owned(),
            command: "mixgen vendor update --preview".to_owned(),
            folders: Vec::new(),
        };
        review::markdown::report_below(&lead, &self.comparison, &labels)
    }

    fn metrics(&self) -> Vec<(&'static str, char, &Where)> {
        let all = [
            ("metrics newly needed", '+', &self.needed),
            ("metrics no longer used", '-', &self.unused),
        ];
        all.into_iter()
            .filter(|(_, _, metrics)| !metrics.is_empty())
            .collect()
    }

    fn files_told(&self) -> String {
        let words = ["added", "removed", "modified"];
        let told = words
            .iter()
            .zip(self.files)
            .filter(|(_, number)| *number > 0);
        let told: Vec<String> = told
            .map(|(word, number)| format!("{number} {word}"))
            .collect();
        if told.is_empty() {
            "none changes".to_owned()
        } else {
            told.join(", ")
        }
    }
}

fn trees(built: &Built) -> BTreeMap<String, Files> {
    let of = |tree: &crate::tree::Tree| {
        let files = tree.files().iter();
        files
            .map(|(path, file)| (path.as_str().to_owned(), file.contents().to_vec()))
            .collect()
    };
    let trees = built.trees.iter();
    trees
        .map(|tree| (tree.environment().as_str().to_owned(), of(tree)))
        .collect()
}

fn note<'a>(metrics: &mut Where, names: impl Iterator<Item = &'a String>, environment: &str) {
    for name in names {
        let environments = metrics.entry(name.clone()).or_default();
        environments.insert(environment.to_owned());
    }
}

/// A line for each metric, and where, unless it is everywhere.
fn listed(metrics: &Where, comparison: &Comparison) -> Vec<String> {
    let all = comparison.environments.len();
    let mut lines: Vec<String> = metrics
        .iter()
        .take(METRICS)
        .map(|(name, environments)| {
            let name = escape(name);
            if environments.len() == all {
                return name.into_owned();
            }
            let mut told: Vec<&str> = environments.iter().map(String::as_str).collect();
            let more = told.len().saturating_sub(ENVIRONMENTS);
            told.truncate(ENVIRONMENTS);
            let more = if more == 0 {
                String::new()
            } else {
                format!(" and {more} more")
            };
            format!("{name} (in {}{more})", told.join(", "))
        })
        .collect();
    if metrics.len() > METRICS {
        lines.push(format!("and {} more", metrics.len() - METRICS));
    }
    lines
}

/// A line for each package that would change.
fn moved(outcome: &Outcome) -> Vec<String> {
    let added = outcome
        .added
        .iter()
        .map(|moved| format!("would add {} {}", moved.folder, at(&moved.to)));
    let others = outcome.moved.iter().map(|moved| {
        format!(
            "would move {} {} → {}",
            moved.folder,
            at(&moved.from),
            at(&moved.to)
        )
    });
    let removed = outcome
        .removed
        .iter()
        .map(|folder| format!("would remove {folder}"));
    let mut lines: Vec<String> = added.chain(others).chain(removed).collect();
    if lines.is_empty() {
        lines.push("no package would move".to_owned());
    }
    lines
}

fn lead(moved: &[String]) -> String {
    let packages = if moved.len() == 1 {
        String::new()
    } else {
        format!(" of {}", count(moved.len(), "package"))
    };
    format!(
        "# Preview of an update{packages}\n\n{}\n",
        fenced(&moved.join("\n"))
    )
}

/// What a bot says when the project does not build with the new packages.
fn broken(moved: &[String], error: &CommandError) -> String {
    let errors: Vec<String> = error.diagnostics.iter().map(plain).collect();
    let text: String = errors
        .join("\n")
        .chars()
        .take(review::markdown::LONGEST / 2)
        .collect();
    format!(
        "{}With these packages the project does not build:\n\n{}",
        lead(moved),
        fenced(&text)
    )
}

/// Text in a fence that it cannot leave.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{}\n{fence}\n", text.trim_end())
}

fn plain(diagnostic: &Diagnostic) -> String {
    anstream::adapter::strip_str(&diagnostic.to_string()).to_string()
}

fn words(problem: &crate::evaluate::Problem) -> String {
    plain(&Diagnostic::of_problem(problem, false))
}
