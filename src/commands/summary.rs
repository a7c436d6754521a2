//! What a build says at its end.

use std::fmt;

use serde_json::{Value, json};

use super::Exit;
use crate::{
    build::{BuildError, Program},
    evaluate::{Class, Credential},
    names::{EnvironmentName, OutputPath},
    report::{Diagnostic, count},
    text::did_you_mean,
    tree::{Comparison, Place, Written},
    worker::WorkerError,
};

/// Files named in a message; the rest is counted.
const NAMED: usize = 10;

/// What happened, or would happen, to each environment.
pub(super) struct Summary {
    environments: Vec<Environment>,
}

struct Environment {
    name: String,
    folder: String,
    changes: Vec<(&'static str, Vec<String>)>,
    unchanged: usize,
    /// Whether the program was evaluated, or known to give what is there.
    evaluated: bool,
}

fn names(paths: &[OutputPath]) -> Vec<String> {
    paths.iter().map(|path| path.as_str().to_owned()).collect()
}

impl Summary {
    pub(super) fn fresh(place: &Place, built: &[(EnvironmentName, usize)]) -> Self {
        let environment = |(name, files): &(EnvironmentName, usize)| Environment {
            name: name.as_str().to_owned(),
            folder: place.shown_folder(name),
            changes: Vec::new(),
            unchanged: *files,
            evaluated: false,
        };
        Self {
            environments: built.iter().map(environment).collect(),
        }
    }

    pub(super) fn written(written: &[Written]) -> Self {
        let environment = |written: &Written| Environment {
            name: written.environment.as_str().to_owned(),
            folder: written.folder.clone(),
            changes: vec![
                ("added", names(&written.added)),
                ("modified", names(&written.modified)),
                ("removed", names(&written.removed)),
            ],
            unchanged: written.unchanged,
            evaluated: true,
        };
        Self {
            environments: written.iter().map(environment).collect(),
        }
    }

    pub(super) fn checked(
        comparisons: &[Comparison],
        place: &Place,
        stale: &[EnvironmentName],
    ) -> Self {
        let environment = |comparison: &Comparison| Environment {
            name: comparison.environment.as_str().to_owned(),
            folder: comparison.folder.clone(),
            changes: changes(comparison),
            unchanged: comparison.unchanged.len(),
            evaluated: true,
        };
        let gone = |name: &EnvironmentName| Environment {
            name: name.as_str().to_owned(),
            folder: place.shown_folder(name),
            changes: vec![("removed", vec![".".to_owned()])],
            unchanged: 0,
            evaluated: true,
        };
        Self {
            environments: comparisons
                .iter()
                .map(environment)
                .chain(stale.iter().map(gone))
                .collect(),
        }
    }

    /// The summary for scripts: `{"version": 1, "environments": [{"name",
    /// "folder", "added": […], …, "unchanged": n}]}`.
    pub(super) fn json(&self) -> String {
        let environments: Vec<Value> = self.environments.iter().map(Environment::json).collect();
        crate::render::json_text(&json!({ "version": 1, "environments": environments }))
    }
}

impl Environment {
    fn json(&self) -> Value {
        let mut object = json!({
            "name": self.name,
            "folder": self.folder,
            "changed": self.changes.iter().any(|(_, paths)| !paths.is_empty()),
            "added": [], "modified": [], "removed": [], "unchanged": self.unchanged,
        });
        for (kind, paths) in &self.changes {
            object[*kind] = json!(paths);
        }
        object
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.environments.is_empty() {
            return f.write_str("the project has no environments");
        }
        for (index, environment) in self.environments.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            let Environment {
                folder,
                changes,
                unchanged,
                evaluated,
                ..
            } = environment;
            let counts: Vec<String> = changes
                .iter()
                .filter(|(_, paths)| !paths.is_empty())
                .map(|(kind, paths)| format!("{} {kind}", paths.len()))
                .collect();
            if !evaluated {
                write!(f, "{folder}: nothing has changed")?;
            } else if counts.is_empty() {
                write!(f, "{folder}: {}, unchanged", count(*unchanged, "file"))?;
            } else {
                write!(f, "{folder}: {}, {unchanged} unchanged", counts.join(", "))?;
            }
        }
        Ok(())
    }
}

fn changes(comparison: &Comparison) -> Vec<(&'static str, Vec<String>)> {
    let in_the_way = comparison
        .in_the_way
        .iter()
        .map(|it| it.path.clone())
        .collect();
    vec![
        ("modified", names(&comparison.modified)),
        ("added", names(&comparison.added)),
        ("removed", names(&comparison.removed)),
        ("edited_by_hand", names(&comparison.hand_edited)),
        ("in_the_way", in_the_way),
    ]
}

/// The findings of `--check`: each stale environment with what `told` says of
/// it, by its place among the comparisons, and its files.
pub(super) fn out_of_date(
    comparisons: &[Comparison],
    place: &Place,
    stale: &[EnvironmentName],
    program: &Program,
    told: &dyn Fn(usize) -> Vec<String>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let all = comparisons.iter().enumerate();
    for (at, comparison) in all.filter(|(_, comparison)| !comparison.is_fresh()) {
        let mut message = comparison.to_string();
        for line in told(at) {
            message.extend(["\n", &line]);
        }
        let files: Vec<String> = changes(comparison)
            .into_iter()
            .flat_map(|(kind, paths)| {
                let kind = kind.replace('_', " ");
                paths
                    .into_iter()
                    .map(move |path| format!("\n  {kind}: {path}"))
            })
            .collect();
        message.extend(files.iter().take(NAMED).map(String::as_str));
        if files.len() > NAMED {
            let more = files.len() - NAMED;
            message.extend(["\n  and ", &more.to_string(), " more"]);
        }
        diagnostics.push(Diagnostic::error(message).hint(how_to_write(comparison, program)));
    }
    for name in stale {
        let message = format!(
            "`{}` is of an environment that the project does not have",
            place.shown_folder(name)
        );
        diagnostics
            .push(Diagnostic::error(message).hint("run `mixgen build --prune` to remove it"));
    }
    diagnostics
}

/// What to do about an environment that is out of date.
fn how_to_write(comparison: &Comparison, program: &Program) -> String {
    let command = |flag: Option<&str>| match (program, flag) {
        (Program::Project(..), None) => format!("`mixgen build {}`", comparison.environment),
        (Program::Project(..), Some(flag)) => {
            format!("`mixgen build {} {flag}`", comparison.environment)
        }
        // With all the arguments that it was given.
        (_, None) => "the same command without `--check`".to_owned(),
        (_, Some(flag)) => format!("the same command with `{flag}` in place of `--check`"),
    };
    match (
        comparison.hand_edited.is_empty(),
        comparison.in_the_way.is_empty(),
    ) {
        (true, true) => match see(comparison, program) {
            Some(see) => format!(
                "run {see} to see the changes, {} to accept them",
                command(None)
            ),
            None => format!(
                "run {} to write it, `git diff` to see the changes",
                command(None)
            ),
        },
        (false, true) => format!(
            "move the edits into the Jsonnet, or run {} to overwrite them",
            command(Some("--force"))
        ),
        (true, false) => format!(
            "run {} to take over the files in the way",
            command(Some("--adopt"))
        ),
        (false, false) => format!(
            "run {} to overwrite the edits and take over the files in the way",
            command(Some("--force --adopt"))
        ),
    }
}

/// How to see the changes of an environment, where a project or a file says
/// what it is of.
fn see(comparison: &Comparison, program: &Program) -> Option<String> {
    match program {
        Program::Project(..) => Some(format!("`mixgen diff {}`", comparison.environment)),
        Program::File(file) => {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let out = if comparison.folder == format!("out/{stem}") {
                String::new()
            } else {
                format!(" --out {}", comparison.folder)
            };
            Some(format!("`mixgen diff {}{out}`", file.display()))
        }
        Program::Quick(_) => None,
    }
}

/// The exit code of a build that failed: the gravest of its reasons.
pub(super) fn exit_of(error: &BuildError) -> Exit {
    match error {
        BuildError::Worker(WorkerError::Limit { .. }) => Exit::Limit,
        BuildError::Worker(WorkerError::Bug(_) | WorkerError::Died(_)) => Exit::Bug,
        BuildError::Worker(WorkerError::Io(_)) => Exit::Io,
        BuildError::Failures(failures) => {
            match failures.iter().map(|failure| failure.class).max() {
                Some(Class::Limit) => Exit::Limit,
                Some(Class::Refused) => Exit::Refused,
                Some(Class::Input) | None => Exit::Input,
            }
        }
        BuildError::Names(_)
        | BuildError::Clashes(..)
        | BuildError::SamePath(..)
        | BuildError::Credentials(_) => Exit::Refused,
        BuildError::Problems(..)
        | BuildError::UnknownEnvironments(..)
        | BuildError::NoEnvironments(_) => Exit::Input,
    }
}

/// The words of a build that failed.
pub(super) fn words_of(error: &BuildError) -> Vec<Diagnostic> {
    match error {
        BuildError::Worker(error) => vec![Diagnostic::from(error)],
        BuildError::Problems(problems, quick) => Diagnostic::of_problems(problems, *quick),
        BuildError::Failures(failures) => failures_words(failures),
        BuildError::UnknownEnvironments(unknown, known) => {
            let known_names = || known.iter().map(String::as_str);
            unknown
                .iter()
                .map(|name| {
                    let near = did_you_mean(name, known_names());
                    let near =
                        near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
                    let hint = if known.is_empty() {
                        "the project has no environments".to_owned()
                    } else {
                        format!("{near}known: {}", known.join(", "))
                    };
                    Diagnostic::error(format!("there is no environment `{name}`")).hint(hint)
                })
                .collect()
        }
        BuildError::NoEnvironments(names) => vec![Diagnostic::error(format!(
            "there is no environment `{}`: the project has documents and no environments",
            names.join("`, `")
        ))],
        BuildError::Names(names) => names
            .iter()
            .map(|(environment, error)| Diagnostic {
                context: in_environment(environment.as_ref()),
                ..Diagnostic::error(error.to_string()).hint(error.hint())
            })
            .collect(),
        BuildError::Clashes(environment, clashes) => clashes
            .iter()
            .map(|clash| Diagnostic {
                context: in_environment(environment.as_ref()),
                ..Diagnostic::error(clash.to_string()).hint("rename one of them")
            })
            .collect(),
        BuildError::SamePath(place, path) => {
            vec![Diagnostic {
                context: in_environment(place.environment.as_ref()),
                ..Diagnostic::error(format!("two documents would be written to `{path}`"))
                    .hint("rename one of them; a path without an extension gets `.yaml`")
            }]
        }
        BuildError::Credentials(found) => found.iter().map(credential_words).collect(),
    }
}

fn in_environment(name: Option<&String>) -> String {
    name.map_or_else(String::new, |name| format!("in environment `{name}`"))
}

fn credential_words(found: &Credential) -> Diagnostic {
    let Credential {
        place,
        at,
        rule,
        masked,
        fingerprint,
        instead,
    } = found;
    let environment = place.environment.as_ref();
    let environment =
        environment.map_or_else(String::new, |name| format!("in environment `{name}`, "));
    let document = place.document.as_deref().unwrap_or_default();
    let at = if at.is_empty() {
        String::new()
    } else {
        format!(" at `{at}`")
    };
    let hint = format!(
        "{instead}; if it is no credential, allow it in mixgen.toml: `[secrets]` `allow = [\"{fingerprint}\"]`"
    );
    Diagnostic {
        context: format!("{environment}document `{document}`{at}"),
        ..Diagnostic::error(format!("the output holds a credential ({rule}): {masked}")).hint(hint)
    }
}

/// One mistake often breaks many documents: it is told once, with a count.
fn failures_words(failures: &[crate::evaluate::Failure]) -> Vec<Diagnostic> {
    let mut told: Vec<(&crate::evaluate::Failure, usize)> = Vec::new();
    for failure in failures {
        let same = |(other, _): &&mut (&crate::evaluate::Failure, usize)| {
            other.message == failure.message && other.frames.first() == failure.frames.first()
        };
        match told.iter_mut().find(same) {
            Some((_, more)) => *more += 1,
            None => told.push((failure, 0)),
        }
    }
    told.iter()
        .map(|(failure, more)| {
            let mut diagnostic = Diagnostic::from(*failure);
            if *more > 0 {
                diagnostic
                    .context
                    .extend([" and ", &count(*more, "more document")]);
            }
            diagnostic
        })
        .collect()
}
