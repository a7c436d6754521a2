//! `mixgen fmt`: one layout for all Jsonnet.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CommandError, CommandResult, Exit, output};
use crate::{
    evaluate::Frame,
    fmt,
    report::{Diagnostic, count},
};

/// Format Jsonnet files
///
/// A folder means every .jsonnet and .libsonnet file in it, without vendor/,
/// out/, target/ and hidden folders. The value of a file never changes, and no comment
/// is lost: what cannot be formatted so is left alone with an error.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Change nothing; print the differences and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let files = fmt::files(&arguments.paths).map_err(|error| {
        let shown = error.path().map(shown).unwrap_or_default();
        let why = error
            .io_error()
            .map_or_else(|| error.to_string(), ToString::to_string);
        let message = format!("can't read `{shown}`: {why}");
        CommandError::one(Exit::Io, Diagnostic::error(message))
    })?;
    let mut errors = Vec::new();
    let mut exit = Exit::Input;
    let mut changed = 0;
    for path in &files {
        match file(path, arguments.check) {
            Ok(unchanged) => changed += usize::from(!unchanged),
            Err(error) => {
                if error.exit == Exit::Io {
                    exit = Exit::Io;
                }
                errors.extend(error.diagnostics);
            }
        }
    }
    if !errors.is_empty() {
        return Err(CommandError::new(exit, errors));
    }
    let files = count(files.len(), "file");
    if arguments.check && changed > 0 {
        output::note(&format!(
            "{changed} of {files} would change: run `mixgen fmt`"
        ));
        return Ok(Exit::Findings);
    }
    let what = if arguments.check {
        "formatted already"
    } else {
        "formatted"
    };
    output::note(&format!("{files} {what}, {changed} changed"));
    Ok(Exit::Fine)
}

/// A path without the `.` that stands for the current folder.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// Formats one file; true when nothing had to change.
fn file(path: &Path, check: bool) -> Result<bool, CommandError> {
    let shown = shown(path);
    let io = |error: io::Error| {
        let (exit, why) = match error.kind() {
            io::ErrorKind::InvalidData => (Exit::Input, "not UTF-8".to_owned()),
            _ => (Exit::Io, error.to_string()),
        };
        let message = format!("can't format `{shown}`: {why}");
        CommandError::one(exit, Diagnostic::error(message))
    };
    let old = fs::read_to_string(path).map_err(io)?;
    let new = fmt::format(&old).map_err(|error| {
        let (line, column) = error.place();
        let frame = Frame {
            file: shown.clone(),
            embedded: false,
            line,
            column,
            length: 1,
            source: old.lines().nth(line - 1).unwrap_or_default().to_owned(),
            what: String::new(),
        };
        let diagnostic = Diagnostic {
            frames: vec![frame],
            ..Diagnostic::error(format!("can't format `{shown}`: {}", error.what()))
        };
        CommandError::one(Exit::Input, diagnostic)
    })?;
    if old == new {
        return Ok(true);
    }
    if check {
        output::print(&format!("{shown}\n{}", fmt::diff(&old, &new)))?;
    } else {
        fs::write(path, new).map_err(io)?;
    }
    Ok(false)
}
