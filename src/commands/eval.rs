//! `mixgen eval`: the value of a program.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CommandError, CommandResult, arguments, output};
use crate::{
    build::{BuildError, Inputs},
    evaluate::{self, Request, Root, Task},
    project::Project,
    worker,
};

/// Evaluate Jsonnet and print the value
///
/// With the same imports, limits and native functions as a build. A file looks
/// for its imports beside itself, an expression in the current folder. A
/// function is called with the top-level arguments.
#[derive(Args)]
pub(super) struct Arguments {
    /// The file to evaluate
    #[arg(required_unless_present = "expression", conflicts_with = "expression")]
    file: Option<PathBuf>,
    /// Evaluate this expression
    #[arg(short, long = "exec", value_name = "EXPR")]
    expression: Option<String>,
    /// How to print the value; `text` prints a string as it is
    #[arg(short, long, value_enum, default_value_t = Format::Json)]
    format: Format,
    #[command(flatten)]
    jsonnet: arguments::Jsonnet,
    #[command(flatten)]
    limits: arguments::LimitFlags,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
    Text,
}

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let project = super::build::project_around(arguments.file.as_deref())?;
    let inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &project)?;
    let root = match (&arguments.file, &arguments.expression) {
        (Some(file), _) => Root::File(file.clone()),
        (None, Some(code)) => Root::Code {
            name: "<expression>".to_owned(),
            code: code.clone(),
        },
        (None, None) => unreachable!("clap requires one of them"),
    };
    let format = match arguments.format {
        Format::Json => evaluate::Format::Json,
        Format::Yaml => evaluate::Format::Yaml,
        Format::Text => evaluate::Format::Text,
    };
    output::print(&evaluate(&project, root, &inputs, format)?)
}

/// Evaluates one program and prints its value to a text.
pub(super) fn evaluate(
    project: &Project,
    root: Root,
    inputs: &Inputs,
    format: evaluate::Format,
) -> Result<String, CommandError> {
    let request = Request {
        scope: project.scope(&inputs.jpath),
        root,
        external: inputs.external.clone(),
        top_level: inputs.top_level.clone(),
        target: inputs.target.clone(),
        task: Task::Value(format),
        limits: inputs.limits.clone(),
        threads: 1,
    };
    let evaluation = worker::run(&request, |_| {}).map_err(BuildError::Worker)?;
    output::traces(&evaluation.traces);
    match evaluation.value {
        Some(value) if evaluation.failures.is_empty() => Ok(value),
        _ => Err(BuildError::Failures(evaluation.failures).into()),
    }
}
