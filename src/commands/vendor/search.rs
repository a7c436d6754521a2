//! `mixgen vendor search`: mixins by what they are about.

use std::{fmt::Write as _, path::PathBuf};

use clap::Args;
use serde_json::json;

use super::{failed, project};
use crate::{
    commands::{CommandResult, Exit, output},
    text::escape,
    vendor::registry,
};

/// Find mixins in a list of known ones, without a network
#[derive(Args)]
pub(super) struct Search {
    /// Words that occur in the name, the repository or what it is about
    /// [default: all mixins]
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// A list of your own, beside those in `[vendor] registry` of mixgen.toml
    #[arg(long, value_name = "FILE")]
    registry: Vec<PathBuf>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn search(arguments: &Search) -> CommandResult {
    let project = project()?;
    let settings = project.settings.vendor.registry.iter();
    let mut files: Vec<PathBuf> = settings.map(|file| project.root.join(file)).collect();
    let named = arguments.registry.iter();
    files.extend(named.map(|file| project.current.join(file)));
    let files: Vec<PathBuf> = files
        .iter()
        .map(|file| file.strip_prefix(&project.root).unwrap_or(file).to_owned())
        .collect();
    let known = registry::known(&project.root, &files).map_err(|error| failed(&[error]))?;
    let found = registry::search(&known, &arguments.words);
    if arguments.json {
        let list: Vec<_> = found
            .iter()
            .map(|it| {
                json!({
                    "name": it.name,
                    "source": it.source(),
                    "repository": it.repository,
                    "folder": it.folder,
                    "offers": it.offers,
                    "licence": (!it.licence.is_empty()).then_some(&it.licence),
                    "help": it.help,
                })
            })
            .collect();
        let all = serde_json::to_string_pretty(&json!({ "mixins": list }));
        output::print(&(all.expect("it is plain data") + "\n"))?;
        return Ok(exit(found.is_empty()));
    }
    let mut text = String::new();
    for it in &found {
        let _ = writeln!(text, "{}  {}", escape(&it.name), escape(&it.source()));
        let mut words = vec![it.help.clone(), it.offers.join(", "), it.licence.clone()];
        words.retain(|word| !word.is_empty());
        let _ = writeln!(text, "  {}", escape(&words.join("; ")));
    }
    output::print(&text)?;
    if found.is_empty() {
        let words = escape(&arguments.words.join(" ")).into_owned();
        let near = registry::near(&known, &arguments.words);
        let near = near.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
        output::note(&format!("no known mixin is about `{words}`{near}"));
        output::note(
            "hint: any repository can be added: `mixgen vendor add github.com/OWNER/REPOSITORY/FOLDER`",
        );
    }
    Ok(exit(found.is_empty()))
}

fn exit(is_empty: bool) -> Exit {
    if is_empty { Exit::Findings } else { Exit::Fine }
}
