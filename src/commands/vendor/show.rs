//! The commands that only look: `list`, `outdated`, `why`, `verify`.

use std::{collections::BTreeMap, fmt::Write as _};

use clap::Args;
use serde_json::{Value, json};

use super::{failed, project, short, store};
use crate::{
    commands::{CommandError, CommandResult, Exit, output},
    project::Project,
    report::{Diagnostic, count},
    text::escape,
    vendor::{
        Contents, ContentsError, Files, MIXINS, Source, VendorError, Version, differences, find,
        mixin_differences, newest_revision,
        survey::{self, State},
    },
};

/// Show what is vendored, at which commit, and who needs it
#[derive(Args)]
pub(super) struct List {
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// Show which packages an update would move; ask their repositories
#[derive(Args)]
pub(super) struct Outdated {}

/// Show who needs a package
#[derive(Args)]
pub(super) struct Why {
    /// Its name, or the end of it
    #[arg(value_name = "NAME")]
    name: String,
}

/// Compare vendor/ with the lockfile, byte for byte
#[derive(Args)]
pub(super) struct Verify {
    /// Print nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

/// Reads the files of the project, which has some.
fn files() -> Result<(Project, Files), CommandError> {
    let project = project()?;
    let files = Files::read(&project.root).map_err(|error| failed(&[error]))?;
    let has_boards = !project.settings.vendor.dashboards.is_empty();
    if files.jsonnetfile.is_none() && !files.has_lock && !files.has_record && !has_boards {
        return Err(failed(&[VendorError::NoJsonnetfile]));
    }
    Ok((project, files))
}

pub(super) fn list(arguments: &List) -> CommandResult {
    let (project, files) = files()?;
    let states = survey::states(&project.root, &files);
    let needs = survey::needs(&project.root, &files);
    let mut json_list = Vec::new();
    let mut text = String::new();
    for locked in &files.lock.dependencies {
        let folder = locked.folder();
        let commit = locked.version.to_string();
        let known = files.record.packages.get(&folder);
        let known = known.filter(|known| known.commit == commit);
        let state = match states.get(&folder) {
            Some(State::Same) => "intact",
            Some(State::Missing) => "missing",
            Some(State::Changed { .. } | State::Unreadable(_)) => "changed",
            Some(State::Unknown) => "unknown",
            None => "local",
        };
        let by: Vec<Option<String>> = needs
            .get(&folder)
            .into_iter()
            .flatten()
            .map(|(by, _)| by.last().cloned())
            .collect();
        json_list.push(json!({
            "name": folder,
            "remote": match &locked.source { Source::Git(git) => Some(git.remote()), Source::Local(_) => None },
            "folder": match &locked.source { Source::Git(git) => &git.subdir, Source::Local(path) => path },
            "version": known.map(|known| &known.version),
            "commit": (!commit.is_empty()).then_some(&commit),
            "date": known.map(|known| &known.date),
            "sum": (!locked.sum.is_empty()).then_some(&locked.sum),
            "digest": known.map(|known| format!("sha256:{}", known.digest)),
            "state": state,
            "needed_by": by,
        }));
        let mut words = vec![folder];
        if let Some(known) = known {
            if !commit.starts_with(&known.version) {
                words.push(known.version.clone());
            }
            words.push(short(&commit).to_owned());
            words.push(known.date.clone());
        } else if !commit.is_empty() {
            words.push(short(&commit).to_owned());
        }
        words.retain(|word| !word.is_empty());
        let mut line = words.join("  ");
        if !matches!(state, "intact" | "local") {
            let _ = write!(line, "  ({state})");
        }
        let others: Vec<&str> = by.iter().flatten().map(String::as_str).collect();
        if !others.is_empty() {
            let _ = write!(line, "\n  needed by {}", others.join(", "));
        }
        text.push_str(&escape_lines(&line));
        text.push('\n');
    }
    let (boards, mixins) = made(&project, &files, &mut text);
    if arguments.json {
        let all = serde_json::to_string_pretty(&json!({
            "packages": json_list,
            "dashboards": boards,
            "mixins": mixins,
        }));
        return output::print(&(all.expect("it is plain data") + "\n"));
    }
    output::print(&text)
}

/// The dashboards and the mixins that mixgen has made, for both forms of the
/// list.
fn made(project: &Project, files: &Files, text: &mut String) -> (Vec<Value>, Vec<Value>) {
    let broken = match mixin_differences(&project.root, &files.record) {
        Ok(lines) => lines,
        Err(ContentsError::Missing) => vec!["missing".to_owned()],
        Err(error) => vec![error.to_string()],
    };
    let state_of = |path: &str| match broken.as_slice() {
        [only] if only == "missing" => "missing",
        lines if lines.iter().any(|line| line.contains(path)) => "changed",
        _ => "intact",
    };
    let mut boards = Vec::new();
    for (name, locked) in &files.record.dashboards {
        let folder = format!("{MIXINS}/{name}");
        let state = state_of(&format!(": {name}/"));
        let digest = format!("sha256:{}", locked.digest);
        let mut line = format!("{folder}  {}  {}", locked.source, &digest[..19]);
        if state != "intact" {
            let _ = write!(line, "  ({state})");
        }
        text.push_str(&escape_lines(&line));
        text.push('\n');
        boards.push(json!({
            "name": name,
            "source": locked.source,
            "digest": digest,
            "state": state,
            "mixin": format!("{folder}/mixin.libsonnet"),
        }));
    }
    let mut mixins = Vec::new();
    for (package, lists) in &files.record.mixins {
        let mixin = format!("{MIXINS}/{package}/mixin.libsonnet");
        let words = [
            (lists.dashboards.len(), "dashboard"),
            (lists.rules.len(), "rule file"),
        ];
        let words = words.iter().filter(|(number, _)| *number > 0);
        let words: Vec<String> = words.map(|(number, word)| count(*number, word)).collect();
        let state = state_of(&format!(": {package}/mixin.libsonnet"));
        let mut line = format!("{mixin}  of {}", words.join(", "));
        if state != "intact" {
            let _ = write!(line, "  ({state})");
        }
        text.push_str(&escape_lines(&line));
        text.push('\n');
        mixins.push(json!({
            "package": package,
            "mixin": mixin,
            "dashboards": lists.dashboards,
            "rules": lists.rules,
            "state": state,
        }));
    }
    (boards, mixins)
}

fn escape_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(escape).collect();
    lines.join("\n")
}

pub(super) fn outdated(_: &Outdated) -> CommandResult {
    let (project, files) = files()?;
    let store = store(&project, false);
    let mut asked: BTreeMap<(String, String), Result<String, VendorError>> = BTreeMap::new();
    let mut text = String::new();
    let mut errors = Vec::new();
    let mut pinned = 0;
    for locked in &files.lock.dependencies {
        let Source::Git(git) = &locked.source else {
            continue;
        };
        let folder = locked.folder();
        let own = files
            .jsonnetfile
            .as_ref()
            .and_then(|file| file.get(&folder));
        let known = files.record.packages.get(&folder);
        let version = match (own, known) {
            (Some(own), _) => own.version.clone(),
            (None, Some(known)) => Version::new(&known.version).unwrap_or_default(),
            // Only jb knows what was asked for.
            (None, None) => continue,
        };
        if crate::git::ObjectId::parse(version.as_str()).is_some() {
            pinned += 1;
            continue;
        }
        let key = (git.repository(), version.to_string());
        let now = asked.entry(key).or_insert_with(|| {
            let resolved = store.resolve(git, &version);
            resolved
                .map(|(commit, _)| commit.to_string())
                .map_err(|error| VendorError::Fetch {
                    folder: folder.clone(),
                    remote: git.remote(),
                    version: version.to_string(),
                    error: Box::new(error),
                })
        });
        match now {
            Ok(now) if now == locked.version.as_str() => {}
            Ok(now) => {
                let (from, to) = (short(locked.version.as_str()), short(now));
                let _ = writeln!(text, "{folder} {version}: {from} → {to}");
            }
            Err(_) => {}
        }
    }
    errors.extend(asked.into_values().filter_map(Result::err));
    for (name, setting) in &project.settings.vendor.dashboards {
        let (Some(id), Some(revision)) = (setting.grafana, setting.revision) else {
            pinned += usize::from(setting.url.is_some());
            continue;
        };
        match newest_revision(&project.settings.vendor.grafana, id, &store) {
            Ok(newest) if newest == revision => {}
            Ok(newest) => {
                let _ = writeln!(text, "{MIXINS}/{name} grafana:{id}: {revision} → {newest}");
            }
            Err(error) => errors.push(VendorError::Dashboard(name.clone(), error)),
        }
    }
    if text.is_empty() && errors.is_empty() {
        output::note("nothing is outdated");
    }
    if pinned > 0 {
        let packages = count(pinned, "package");
        output::note(&format!("note: {packages} pinned to a commit or an URL"));
    }
    output::print(&text)?;
    if errors.is_empty() {
        Ok(Exit::Fine)
    } else {
        Err(failed(&errors))
    }
}

pub(super) fn why(arguments: &Why) -> CommandResult {
    let (project, files) = files()?;
    if project
        .settings
        .vendor
        .dashboards
        .contains_key(&arguments.name)
    {
        let name = &arguments.name;
        return output::print(&format!("mixgen.toml → {MIXINS}/{name}\n"));
    }
    let own = files.jsonnetfile.iter().flat_map(|file| &file.dependencies);
    let known = files.lock.dependencies.iter().chain(own);
    let folder = find(&arguments.name, known).map_err(|error| failed(&[error]))?;
    let needs = survey::needs(&project.root, &files);
    let mut text = String::new();
    for (by, version) in needs.get(&folder).into_iter().flatten() {
        let mut chain = vec!["jsonnetfile.json"];
        chain.extend(by.iter().map(String::as_str));
        chain.push(&folder);
        let version = match version.as_str() {
            "" => String::new(),
            version => format!(" at {version}"),
        };
        let _ = writeln!(text, "{}{version}", escape(&chain.join(" → ")));
    }
    if text.is_empty() {
        output::note(&format!(
            "nothing in vendor/ needs `{folder}`; `mixgen vendor install` removes it, or brings what needs it"
        ));
        return Ok(Exit::Findings);
    }
    output::print(&text)
}

pub(super) fn verify(arguments: &Verify) -> CommandResult {
    let (project, files) = files()?;
    let store = store(&project, true);
    let mut diagnostics = Vec::new();
    let mut intact = files.record.dashboards.len();
    for (folder, state) in survey::states(&project.root, &files) {
        let message = match &state {
            State::Same => {
                intact += 1;
                continue;
            }
            State::Missing => format!("`vendor/{folder}` is missing"),
            State::Unreadable(error) => format!("`vendor/{folder}` is refused: {error}"),
            State::Unknown => format!("`{folder}` is locked without a sum"),
            State::Changed { .. } => {
                let there = Contents::of_package(&project.root, &folder);
                let listed = match there {
                    Ok(there) => differences(&store, &files, &folder, &there),
                    Err(_) => Vec::new(),
                };
                let mut message = format!("`vendor/{folder}` is not what is locked");
                for line in listed.iter().take(10) {
                    let _ = write!(message, "\n{line}");
                }
                if listed.len() > 10 {
                    let _ = write!(message, "\n… {} more", listed.len() - 10);
                }
                message
            }
        };
        diagnostics.push(Diagnostic::error(message));
    }
    match mixin_differences(&project.root, &files.record) {
        Ok(lines) if lines.is_empty() => {}
        Ok(lines) => diagnostics.push(Diagnostic::error(format!(
            "`vendor/{MIXINS}` is not what is locked\n{}",
            lines.join("\n")
        ))),
        Err(ContentsError::Missing) => {
            diagnostics.push(Diagnostic::error(format!("`vendor/{MIXINS}` is missing")));
        }
        Err(error) => {
            let message = format!("`vendor/{MIXINS}` is refused: {error}");
            diagnostics.push(Diagnostic::error(message));
        }
    }
    let packages = survey::known(&files);
    let links = BTreeMap::new();
    let unknown = survey::unknown(&project.root, &packages, &links);
    for path in unknown.map_err(|error| failed(&[error]))? {
        if !arguments.quiet {
            output::note(&format!("note: no lockfile names `vendor/{path}`"));
        }
    }
    if let Some(last) = diagnostics.pop() {
        diagnostics.push(last.hint("`mixgen vendor install` brings back what is locked"));
        return Err(CommandError::new(Exit::Findings, diagnostics));
    }
    if !arguments.quiet {
        output::note(&format!("vendor: {}, intact", count(intact, "package")));
    }
    Ok(Exit::Fine)
}
