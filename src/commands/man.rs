//! `mixgen man`: the manual.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{CommandError, CommandResult, Exit, output};
use crate::report::Diagnostic;

/// Print the manual page, or write the pages of all commands to a folder
///
/// To read it: mixgen man | man -l -
#[derive(Args)]
pub(super) struct Arguments {
    /// Write mixgen.1 and a page for each command here
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, command: &clap::Command) -> CommandResult {
    let Some(folder) = &arguments.out else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone())
            .render(&mut page)
            .expect("writing to memory does not fail");
        return output::print(&String::from_utf8_lossy(&page));
    };
    let failed = |error: std::io::Error| {
        let message = format!(
            "can't write manual pages to `{}`: {error}",
            folder.display()
        );
        CommandError::one(Exit::Io, Diagnostic::error(message))
    };
    fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(command.clone(), folder).map_err(failed)?;
    Ok(Exit::Fine)
}
