//! `mixgen fmt`: one layout for all Jsonnet.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{CommandError, CommandResult, Exit, output};
use crate::{
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
    let files = fmt::files(&arguments.paths)
        .map_err(|error| CommandError::one(Exit::Io, Diagnostic::error(error.to_string())))?;
    let mut errors = Vec::new();
    let mut changed = 0;
    for path in &files {
        match file(path, arguments.check) {
            Ok(unchanged) => changed += usize::from(!unchanged),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(CommandError::new(Exit::Input, errors));
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

/// Formats one file; true when nothing had to change.
fn file(path: &PathBuf, check: bool) -> Result<bool, Diagnostic> {
    let shown = path.display();
    let io = |error: std::io::Error| Diagnostic::error(format!("can't format `{shown}`: {error}"));
    let old = fs::read_to_string(path).map_err(io)?;
    let new = fmt::format(&old)
        .map_err(|error| Diagnostic::error(format!("can't format `{shown}`: {error}")))?;
    if old == new {
        return Ok(true);
    }
    if check {
        output::print(&format!("{}\n{}", path.display(), fmt::diff(&old, &new)));
    } else {
        fs::write(path, new).map_err(io)?;
    }
    Ok(false)
}
