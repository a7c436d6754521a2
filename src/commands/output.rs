//! Standard output and standard error: the only place that prints.

use std::io::{self, Write as _};

use super::{CommandError, CommandResult, Exit};
use crate::{report::Diagnostic, text::escape};

/// Prints messages to standard error, separated by empty lines; with colour
/// where that is a terminal and `NO_COLOR` does not forbid it.
pub(super) fn diagnostics(diagnostics: &[Diagnostic]) {
    let mut stderr = anstream::stderr().lock();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        // Nobody is left to be told.
        let _ = write!(stderr, "{gap}{diagnostic}");
    }
}

/// Prints to standard output, and all is well. A reader that is gone (`mixgen
/// list | head -1`) is no error.
pub(super) fn print(text: &str) -> CommandResult {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("can't write to standard output: {error}");
            Err(CommandError::one(Exit::Io, Diagnostic::error(message)))
        }
        _ => Ok(Exit::Fine),
    }
}

/// Prints a line to standard error.
pub(super) fn note(text: &str) {
    // Nobody is left to be told.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Prints what a program said by `std.trace` to standard error.
pub(super) fn traces(traces: &[String]) {
    for line in traces.iter().flat_map(|text| text.lines()) {
        note(&escape(line));
    }
}
