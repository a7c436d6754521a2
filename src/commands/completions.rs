//! `mixgen completions`: what a shell needs to complete commands.

use clap::Args;
use clap_complete::Shell;

use super::{CommandResult, output};

/// Print a script that completes mixgen's commands in a shell
///
/// For bash: mixgen completions bash > ~/.local/share/bash-completion/completions/mixgen
#[derive(Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, command: &mut clap::Command) -> CommandResult {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "mixgen", &mut script);
    output::print(&String::from_utf8_lossy(&script))
}
