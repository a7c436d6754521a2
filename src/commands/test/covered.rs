//! `mixgen test --coverage`.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Value, json};

use super::{Arguments, CommandError, CommandResult, Exit, Format, environments, trees, write};
use crate::{
    build::Inputs,
    project::{PROJECT_FILE, Project},
    render,
    report::{Diagnostic, count},
    testing::{
        coverage::{Covered, coverage},
        promtool::RuleTests,
    },
    text::escape,
};

/// Shows which alerts of the project no test makes fire.
pub(super) fn run(
    arguments: &Arguments,
    project: &Project,
    inputs: &Inputs,
    tests: &[RuleTests],
) -> CommandResult {
    if project.program().is_none() {
        let error = Diagnostic::error(format!("there is no `{PROJECT_FILE}` here or above"));
        let hint = "coverage is of the alerts that a project's environments have";
        return Err(CommandError::one(Exit::Input, error.hint(hint)));
    }
    let known = environments(project, inputs)?;
    let trees = trees(project, inputs, &known)?;
    let covered = coverage(&trees, tests, &known)?;
    let fired = covered.values().filter(|of| !of.fires.is_empty()).count();
    let percent = (fired * 100).checked_div(covered.len()).unwrap_or(100);
    let text = match arguments.format {
        Format::Json => as_json(&covered, percent),
        Format::Text | Format::Junit => as_text(&covered, fired, percent, known.len()),
    };
    write(arguments, &text)?;
    match arguments.min {
        Some(least) if percent < usize::from(least) => {
            let message = format!("tests make {percent} % of the alerts fire, less than {least} %");
            let error = Diagnostic::error(message)
                .hint("`mixgen test --scaffold ALERT` writes a draft of a test");
            Err(CommandError::one(Exit::Findings, error))
        }
        _ => Ok(Exit::Fine),
    }
}

fn as_text(
    covered: &BTreeMap<String, Covered>,
    fired: usize,
    percent: usize,
    environments: usize,
) -> String {
    let silent = covered.values().filter(|of| !of.silent.is_empty()).count();
    let mut text = String::new();
    let without = |tested: fn(&Covered) -> bool| {
        let names = covered.iter().filter(move |(_, of)| !tested(of));
        names.collect::<Vec<_>>()
    };
    let never = without(|of| !of.fires.is_empty());
    let width = never
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    if !never.is_empty() {
        text.push_str("no test makes these fire:\n");
    }
    for (name, of) in &never {
        let files: Vec<String> = of
            .files
            .iter()
            .map(|file| escape(file).into_owned())
            .collect();
        let place = if of.environments.len() == environments {
            String::new()
        } else {
            let names: Vec<&str> = of.environments.iter().map(String::as_str).collect();
            format!(" in {}", names.join(", "))
        };
        let name = escape(name);
        let _ = writeln!(text, "  {name:width$}  {}{place}", files.join(", "));
    }
    if !never.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "{fired} of {} ({percent} %) {} in a test, {silent} must be silent in one",
        count(covered.len(), "alert"),
        if fired == 1 { "fires" } else { "fire" },
    );
    text
}

fn as_json(covered: &BTreeMap<String, Covered>, percent: usize) -> String {
    let alerts: Vec<Value> = covered
        .iter()
        .map(|(name, of)| {
            json!({
                "alert": name,
                "environments": of.environments,
                "files": of.files,
                "fires": of.fires,
                "silent": of.silent,
            })
        })
        .collect();
    render::json_text(&json!({ "version": 1, "percent": percent, "alerts": alerts }))
}
