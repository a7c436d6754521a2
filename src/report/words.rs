//! The words of each phase's errors.

use super::{Diagnostic, Level};
use crate::{
    evaluate::{Failure, Place},
    project::{ProjectError, SettingsError},
    worker::{Limit, WorkerError},
};

impl From<&Failure> for Diagnostic {
    fn from(failure: &Failure) -> Self {
        let place = place_words(&failure.place, &failure.path);
        Self {
            level: Level::Error,
            message: failure.message.clone(),
            frames: failure.frames.clone(),
            context: place,
            hint: failure.hint.clone(),
        }
    }
}

/// `in environment k3d, document etcd/rules.yaml at spec.groups[0]`.
fn place_words(place: &Place, path: &str) -> String {
    let mut words = Vec::new();
    if let Some(environment) = &place.environment {
        words.push(format!("in environment `{environment}`"));
    }
    if let Some(document) = &place.document {
        let at = if path.is_empty() {
            String::new()
        } else {
            format!(" at `{}`", shortened(path))
        };
        words.push(format!("document `{document}`{at}"));
    } else if !path.is_empty() {
        words.push(format!("at `{}`", shortened(path)));
    }
    words.join(", ")
}

/// The path of a value that has no end, without most of it.
fn shortened(path: &str) -> String {
    match (
        path.char_indices().nth(120),
        path.char_indices().nth_back(20),
    ) {
        (Some((head, _)), Some((tail, _))) if head < tail => {
            format!("{}…{}", &path[..head], &path[tail..])
        }
        _ => path.to_owned(),
    }
}

impl From<&WorkerError> for Diagnostic {
    fn from(error: &WorkerError) -> Self {
        match error {
            WorkerError::Limit {
                limit,
                program,
                working_on,
            } => {
                let mut places = vec![program.clone()];
                places.extend(working_on.iter().map(|place| place_words(place, "")));
                places.retain(|words| !words.is_empty());
                places.dedup();
                let (message, hint) = limit_words(*limit);
                Self {
                    context: places.join(", "),
                    ..Self::error(message).hint(hint)
                }
            }
            WorkerError::Bug(message) => Self::error(format!("mixgen has a defect: {message}"))
                .hint("please report it with the program that shows it; nothing was written"),
            WorkerError::Died(status) => {
                Self::error(format!("evaluation ended unexpectedly: {status}"))
                    .hint("please report it with the program that shows it; nothing was written")
            }
            WorkerError::Io(error) => Self::error(format!("can't run the evaluation: {error}")),
        }
    }
}

fn limit_words(limit: Limit) -> (String, &'static str) {
    match limit {
        Limit::Time(time) => (
            format!(
                "evaluation took longer than the limit of {} s",
                time.as_secs_f64()
            ),
            "is there an endless loop? else raise it with --max-time, or `time` in `[limits]` of mixgen.toml",
        ),
        Limit::Memory(memory) => (
            format!("evaluation needed more memory than the limit of {memory} MiB"),
            "is there a value that grows without end? else raise it with --max-memory, or `memory` in `[limits]` of mixgen.toml",
        ),
        Limit::Stack => (
            "evaluation went too deep for the stack".to_owned(),
            "is there an endless recursion through object fields?",
        ),
        Limit::Output(output) => (
            format!("the output is larger than the limit of {output} MiB"),
            "raise it with --max-output, or `output` in `[limits]` of mixgen.toml",
        ),
        Limit::Files(files) => (
            format!("an environment has more files than the limit of {files}"),
            "raise it with `files` in `[limits]` of mixgen.toml",
        ),
    }
}

impl From<&ProjectError> for Diagnostic {
    fn from(error: &ProjectError) -> Self {
        match error {
            ProjectError::Current(error) => {
                Self::error(format!("can't find the project's folder: {error}"))
            }
            ProjectError::NotText(path) => {
                Self::error(format!("the path `{}` is not UTF-8", path.display()))
                    .hint("imports and output are named by text: give it another name")
            }
            ProjectError::NoFolder(path, is_flag) => {
                let by = if *is_flag {
                    "`-J`"
                } else {
                    "`jpath` in mixgen.toml"
                };
                Self::error(format!("there is no folder `{}`", path.display()))
                    .hint(format!("{by} names a folder to import from"))
            }
            ProjectError::Settings(error) => {
                let at = match error {
                    SettingsError::Invalid(_, at) => at.as_deref().cloned(),
                    SettingsError::Unreadable(_) | SettingsError::Limit { .. } => None,
                };
                Self {
                    frames: at.into_iter().collect(),
                    ..Self::error(error.to_string())
                }
            }
        }
    }
}
