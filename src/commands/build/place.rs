//! Where a build's output lies.

use std::path::{Path, PathBuf};

use super::Arguments;
use crate::{
    build::Program,
    commands::{CommandError, Exit, arguments},
    project::Project,
    report::Diagnostic,
    tree::{self, Layout, Place},
};

/// `--target` is not what the project says, so its result has no place where
/// the project's is.
pub(super) fn for_this_run(
    project: &Project,
    program: &Program,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let (Some(target), false) = (&arguments.target, matches!(program, Program::Quick(_))) else {
        return Ok(());
    };
    let own = default_out(project);
    let elsewhere = arguments.out.as_ref().is_some_and(|out| {
        let out = project.current.join(out);
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        out != own && real(&out) != real(&own)
    });
    if elsewhere {
        return Ok(());
    }
    let error = Diagnostic::error(format!(
        "`--target` is for one run, and `{}` holds what the project says",
        project.shown(&own)
    ));
    let hint =
        format!("add `--out DIR`; to move for good, write `target: '{target}'` in the environment");
    Err(CommandError::one(Exit::Refused, error.hint(hint)))
}

/// Where the output of environments is unless flags say otherwise.
fn default_out(project: &Project) -> PathBuf {
    let out = project.settings.out.as_deref();
    project.root.join(out.unwrap_or(Path::new("out")))
}

/// Where the output lies: `out` if it is given, else where the project has it.
pub(in crate::commands) fn place(
    project: &Project,
    program: &Program,
    out: Option<&Path>,
    jsonnet: &arguments::Jsonnet,
) -> Result<Place, CommandError> {
    let layout = match program {
        Program::File(_) => Layout::Single,
        Program::Project(..) | Program::Quick(_) => Layout::Environments,
    };
    let default = default_out(project);
    let out = match (out, program) {
        (Some(out), _) => project.current.join(out),
        (None, Program::File(file)) => default.join(file.file_stem().unwrap_or_default()),
        (None, _) => default,
    };
    let mut sources = vec![project.root.join("vendor")];
    sources.extend(jsonnet.folders().map(|folder| project.current.join(folder)));
    sources.extend(
        project
            .settings
            .jpath
            .iter()
            .map(|folder| project.root.join(folder)),
    );
    if let Program::File(file) | Program::Project(file, _) = program {
        sources.push(project.current.join(file));
    }
    let own = ["components", "addons", "platforms", "lib"];
    sources.extend(own.map(|folder| project.root.join(folder)));
    let home = std::env::home_dir();
    let request = tree::Request {
        project: &project.root,
        out: &out,
        layout,
        home: home.as_deref(),
        sources: &sources,
    };
    Place::new(&request).map_err(|error| {
        let hint = error.hint();
        let exit = match error {
            tree::PlaceError::Io { .. } => Exit::Io,
            _ => Exit::Refused,
        };
        CommandError::one(exit, Diagnostic::error(error.to_string()).hint(hint))
    })
}
