//! Why sides cannot be compared.

use std::path::Path;

use super::plan::Asked;
use crate::{
    build::BuildError,
    commands::{CommandError, Exit},
    git::GitError,
    project::PROJECT_FILE,
    report::Diagnostic,
    side::{Named, SideError},
};

/// An environment needs a project; a folder does not.
pub(super) fn no_project(asked: &Asked) -> CommandError {
    let flags = [&asked.from, &asked.to].into_iter().flatten();
    let environments: Vec<&String> = flags
        .filter_map(|named| match named {
            Named::Environment(name) => Some(name),
            _ => None,
        })
        .chain(&asked.targets)
        .collect();
    let message = match environments.first() {
        Some(name) => {
            format!("there is no environment `{name}`: there is no `{PROJECT_FILE}` here or above")
        }
        None => format!("there is no `{PROJECT_FILE}` here or above"),
    };
    let folders: Vec<String> = environments
        .iter()
        .filter(|name| Path::new(name).is_dir())
        .map(|name| format!("./{name}"))
        .collect();
    let hint = if folders.is_empty() {
        "`mixgen diff DIR DIR` compares two folders without a project; `mixgen diff FILE.jsonnet` takes any Jsonnet of documents by path".to_owned()
    } else {
        format!(
            "did you mean `{}`? a folder is written with a `/`",
            folders.join("`, `")
        )
    };
    CommandError::one(Exit::Input, Diagnostic::error(message).hint(hint))
}

/// What is no environment may be a folder that was written like one.
pub(super) fn with_folders(error: BuildError) -> CommandError {
    let unknown = match &error {
        BuildError::UnknownEnvironments(unknown, _) | BuildError::NoEnvironments(unknown) => {
            unknown.clone()
        }
        _ => Vec::new(),
    };
    let mut error = CommandError::from(error);
    for (name, diagnostic) in unknown.iter().zip(&mut error.diagnostics) {
        if Path::new(name).is_dir() {
            diagnostic.hint = Some(format!(
                "did you mean `./{name}`? a folder is written with a `/`"
            ));
        }
    }
    error
}

/// Sides that cannot be read; what is wrong with many of them is told once.
pub(super) fn side_errors(errors: &[SideError]) -> CommandError {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for error in errors {
        let diagnostic = Diagnostic::from(error);
        if !diagnostics
            .iter()
            .any(|told| told.message == diagnostic.message)
        {
            diagnostics.push(diagnostic);
        }
    }
    let exit = errors.iter().map(exit_of).max_by_key(|exit| *exit as u8);
    CommandError::new(exit.unwrap_or(Exit::Input), diagnostics)
}

fn exit_of(error: &SideError) -> Exit {
    match error {
        SideError::Io(..) => Exit::Io,
        SideError::TooMany(..) | SideError::TooLarge(..) | SideError::TooMuch(..) => Exit::Limit,
        SideError::Git(error, _) => match error {
            GitError::UnknownRevision(_)
            | GitError::BadRevision(_)
            | GitError::NoRepository(..) => Exit::Input,
            GitError::TooLarge(_) | GitError::TimedOut(_) => Exit::Limit,
            _ => Exit::Io,
        },
        _ => Exit::Input,
    }
}

impl From<SideError> for CommandError {
    fn from(error: SideError) -> Self {
        side_errors(&[error])
    }
}
