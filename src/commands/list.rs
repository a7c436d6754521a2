//! `mixgen list`: what there is to compose.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::{CommandResult, arguments, eval, output};
use crate::{
    build::{BuildError, Program},
    evaluate::{Format, Root, Task},
    render,
    report::count,
    worker,
};

/// Show what there is to compose, and the project's environments
///
/// Components, addons, platforms, targets and stacks, each with a line about it.
#[derive(Args)]
pub(super) struct Arguments {
    /// Print JSON: everything, with the values of each part
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    jsonnet: arguments::Jsonnet,
    #[command(flatten)]
    limits: arguments::LimitFlags,
}

/// The kinds in the order in which a project file names them.
const KINDS: [&str; 5] = ["component", "addon", "platform", "target", "stack"];

const ALL: &str = "import 'mixgen/lib/list.libsonnet'";
/// Leaves alone what only the whole list needs: no mixin is evaluated.
const NAMES: &str = "[
    { kind: part.kind, name: part.name, help: part.help }
    for part in import 'mixgen/lib/list.libsonnet'
]";

pub(super) fn run(arguments: &Arguments) -> CommandResult {
    let project = super::build::project_around(None)?;
    let inputs = arguments::inputs(&arguments.jsonnet, &arguments.limits, &project)?;
    let library = Root::Code {
        name: "<list>".to_owned(),
        code: if arguments.json { ALL } else { NAMES }.to_owned(),
    };
    // The library's list takes no arguments, whatever the project does.
    let library = eval::evaluate(
        &project,
        library,
        &crate::build::Inputs {
            threads: 1,
            limits: inputs.limits.clone(),
            ..Default::default()
        },
        Format::Json,
    )?;
    let library: Value =
        serde_json::from_str(&library).expect("the library's list is JSON, and flat");
    let environments = match project.program() {
        None => Vec::new(),
        Some(program) => {
            let mut request =
                crate::build::request(&project, &Program::Project(program, Vec::new()), &inputs);
            request.task = Task::Names;
            request.threads = 1;
            let evaluation = worker::run(&request, |_| {}).map_err(BuildError::Worker)?;
            if !evaluation.failures.is_empty() {
                return Err(BuildError::Failures(evaluation.failures).into());
            }
            evaluation.names.unwrap_or_default()
        }
    };
    let text = if arguments.json {
        render::json_text(&json!({ "version": 1, "parts": library, "environments": environments }))
    } else {
        table(&library, &environments, project.program().is_some())
    };
    output::print(&text)
}

fn table(library: &Value, environments: &[String], is_project: bool) -> String {
    let mut text = String::new();
    let parts = || library.as_array().into_iter().flatten();
    let field = |part: &Value, key: &str| part[key].as_str().unwrap_or_default().to_owned();
    let width = parts()
        .map(|part| field(part, "name").chars().count())
        .max()
        .unwrap_or(0);
    for kind in KINDS {
        let mut of_kind = parts().filter(|part| part["kind"] == kind).peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "{kind}s");
        for part in of_kind {
            let _ = writeln!(
                text,
                "  {:width$}  {}",
                field(part, "name"),
                field(part, "help")
            );
        }
        text.push('\n');
    }
    if environments.is_empty() && is_project {
        text.push_str("no environments: the project has none\n");
    } else if environments.is_empty() {
        text.push_str(
            "no environments: there is no mixgen.jsonnet here (`mixgen init` writes one)\n",
        );
    } else {
        let _ = writeln!(text, "{}", count(environments.len(), "environment"));
        for name in environments {
            let _ = writeln!(text, "  {name}");
        }
    }
    text
}
