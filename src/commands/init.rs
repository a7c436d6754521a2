//! `mixgen init`: the smallest project that builds.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::Path,
};

use clap::Args;

use super::{CommandError, CommandResult, Exit, output};
use crate::{project::PROJECT_FILE, report::Diagnostic};

/// Start a project here: mixgen.jsonnet, .gitignore and a README
///
/// What is there already is left as it is.
#[derive(Args)]
pub(super) struct Arguments {
    /// The folder, made when it is not there
    #[arg(default_value = ".")]
    folder: std::path::PathBuf,
}

const FILES: [(&str, &str); 3] = [
    (PROJECT_FILE, include_str!("init/mixgen.jsonnet")),
    (".gitignore", include_str!("init/gitignore")),
    ("README.md", include_str!("init/README.md")),
];

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let folder = arguments
        .folder
        .strip_prefix(".")
        .unwrap_or(&arguments.folder);
    let project = folder.join(PROJECT_FILE);
    if project.exists() {
        let message = format!("`{}` is there already", project.display());
        return Err(CommandError::one(
            Exit::Input,
            Diagnostic::error(message).hint("run `mixgen build` to build it"),
        ));
    }
    std::fs::create_dir_all(&arguments.folder).map_err(|error| failed(folder, &error))?;
    for (name, text) in FILES {
        let path = folder.join(name);
        match create(&path, text) {
            Ok(()) => output::note(&format!("wrote {}", path.display())),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                output::note(&format!("kept  {}", path.display()));
            }
            Err(error) => return Err(failed(&path, &error)),
        }
    }
    let place = if folder == Path::new("") {
        String::new()
    } else {
        format!("cd {} && ", folder.display())
    };
    output::note(&format!("next: {place}mixgen build"));
    Ok(Exit::Fine)
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text.as_bytes())
}

fn failed(path: &Path, error: &io::Error) -> CommandError {
    CommandError::one(
        Exit::Io,
        Diagnostic::error(format!("can't write `{}`: {error}", path.display())),
    )
}
